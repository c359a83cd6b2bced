package org.chainrule.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;

/**
 * Measures on an executor what a shard costs a core, in one task: a virtual machine that has just started takes steps forty times as slowly as it does when it has compiled
 * them, so the steps go on until they are steady or the time is up.
 */
public final class StepLoop {
    /** What a measurement should take, so that the clock does not matter. */
    private static final double LONG_ENOUGH = 0.05;

    /** At once; more would only wait for a result that is known. */
    private static final int MOST_STEPS = 256;

    /** So many measurements in succession must be alike. */
    private static final int ALIKE = 4;

    /** The slowest of them takes at most so many times as long as the fastest. */
    private static final double STEADY = 1.15;

    /** They must be so for this part of the time that there is: the compiler lets one wait for seconds, and then steps are alike too. */
    private static final double WINDOW = 0.15;

    /** On a busy machine they never are alike; then so many windows without a faster one are enough. */
    private static final int STALE = 4;

    /** Below this part of the fastest before, the compiler has just been there: what is compiled now deserves a look, whatever the time. */
    private static final double FASTER = 0.85;

    private static final double LOOK = 0.3;

    /** But only while there is time, or so many seconds have not passed. */
    private static final double LOOKS = 0.75;

    /** A step of so many seconds is measured once. */
    private static final double TOO_LONG = 4;

    private final IntToDoubleFunction round;
    private final LongSupplier nanos;
    private final List<Measured> all = new ArrayList<>();

    /** One step in a round of its own, and several in another. */
    private record Measured(double single, int many, double all, double end) {
        double step() {
            return all / many;
        }

        StepCosts costs() {
            if (many == 1) {
                return new StepCosts(0, all);
            }
            double slope = Math.max(0, (all - single) / (many - 1));
            return slope == 0 ? new StepCosts(0, step()) : new StepCosts(Math.max(0, single - slope), slope);
        }
    }

    /**
     * A measurement.
     *
     * @param round does what a round does with a shard, for so many steps, and gives its seconds
     * @param nanos a clock
     */
    public StepLoop(IntToDoubleFunction round, LongSupplier nanos) {
        this.round = round;
        this.nanos = nanos;
    }

    /**
     * Measures. The first step loads classes, and counts only if it takes so long that another would take too long.
     *
     * @param patience how long
     * @return the costs
     */
    public StepTimes measure(StepPatience patience) {
        long begin = nanos.getAsLong();
        double fastest = round.applyAsDouble(1);
        if (fastest > TOO_LONG) {
            return new StepTimes(new StepCosts(0, fastest), false, elapsed(begin));
        }
        double until = 0;
        double granted = LOOKS;
        int steady;
        do {
            Measured last = once(Math.min(patience.mostSteps(), MOST_STEPS), begin);
            all.add(last);
            granted = Math.max(granted, patience.seconds(fastest));
            if (last.step() < FASTER * fastest) {
                until = Math.min(granted, elapsed(begin)) + LOOK;
            }
            fastest = Math.min(fastest, last.step());
            steady = steadySince(elapsed(begin), WINDOW * patience.seconds(fastest));
        } while (steady < 0 && elapsed(begin) < Math.max(until, patience.seconds(fastest)));
        return new StepTimes(costs(steady < 0 ? all.size() - ALIKE : steady), steady >= 0, elapsed(begin));
    }

    private double elapsed(long begin) {
        return (nanos.getAsLong() - begin) * 1e-9;
    }

    private Measured once(int most, long begin) {
        double single = Math.max(1e-9, round.applyAsDouble(1));
        double step = this.all.isEmpty()
                ? single
                : Math.min(single, this.all.get(this.all.size() - 1).step());
        int many = (int) Math.max(1, Math.min(most, StrictMath.ceil(LONG_ENOUGH / step)));
        double all = many == 1 ? single : Math.max(1e-9, round.applyAsDouble(many));
        return new Measured(single, many, all, elapsed(begin));
    }

    /** The first of the measurements that say that steps are steady now; negative if none do. */
    private int steadySince(double now, double window) {
        int from = from(now - window, ALIKE);
        int end = all.size();
        if (from < 0) {
            return -1;
        }
        double slow = 0;
        for (Measured one : all.subList(from, end)) {
            slow = Math.max(slow, one.step());
        }
        if (slow <= STEADY * fastest(from, end)) {
            return from;
        }
        int stale = from(now - STALE * window, STALE * ALIKE);
        return stale > 0 && fastest(stale, end) >= FASTER * fastest(0, stale) ? stale : -1;
    }

    /** The first measurement since a time, or an earlier one, so that there are so many; negative if there are not yet. */
    private int from(double time, int least) {
        int from = all.size() - least;
        while (from > 0 && all.get(from - 1).end() > time) {
            from--;
        }
        return time < 0 ? -1 : from;
    }

    private double fastest(int from, int to) {
        double fastest = Double.POSITIVE_INFINITY;
        for (Measured one : all.subList(from, to)) {
            fastest = Math.min(fastest, one.step());
        }
        return fastest;
    }

    /** Of the measurements from one on: the middle, not the quietest moments, because a training will not have those alone. */
    private StepCosts costs(int from) {
        List<StepCosts> last = all.subList(Math.max(0, from), all.size()).stream()
                .map(Measured::costs)
                .toList();
        return new StepCosts(
                Medians.of(last.stream().map(StepCosts::shardSeconds).toList()),
                Medians.of(last.stream().map(StepCosts::stepSeconds).toList()));
    }
}
