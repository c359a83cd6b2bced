package org.chainrule.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;

/** Measures what a shard costs a core. All cores work at once, as in a round, because they share memory and caches. */
final class StepProbe {
    /** What a measurement should take, so that the clock and the start of a task do not matter. */
    private static final double LONG_ENOUGH = 0.05;

    private static final int MOST_STEPS = 256;

    /** Below this part of the time before, the virtual machine is still compiling. */
    private static final double STEADY = 0.9;

    /** Then the time that there is may be so many times as long. */
    private static final double PATIENCE = 3;

    /** A step of so many seconds is measured once. */
    private static final double TOO_LONG = 4;

    private final StepTimer timer;
    private final LongSupplier nanos;

    StepProbe(StepTimer timer, LongSupplier nanos) {
        this.timer = timer;
        this.nanos = nanos;
    }

    /**
     * Measures one step and several until the time is up. The first job loads classes, and the first steps are slow because the virtual machine has not compiled them yet: the
     * one is left out unless it is all that there is time for, and of the others the last half counts.
     *
     * @param tasks   how many at once
     * @param steps   the most that are taken at once
     * @param seconds the time that there is, given a measurement of a step
     * @return the costs
     */
    StepCosts measure(int tasks, int steps, DoubleUnaryOperator seconds) {
        double cold = median(timer.seconds(tasks, 1));
        if (cold > TOO_LONG) {
            return new StepCosts(0, cold);
        }
        long begin = nanos.getAsLong();
        double step = median(timer.seconds(tasks, 1));
        double until = seconds.applyAsDouble(step);
        List<Double> ones = new ArrayList<>(List.of(step));
        List<Double> manys = new ArrayList<>();
        int many = 1;
        boolean falling = step < STEADY * cold;
        while (elapsed(begin) < until || falling && elapsed(begin) < PATIENCE * until) {
            double before = step;
            double one = median(timer.seconds(tasks, 1));
            ones.add(one);
            step = Math.max(1e-9, Math.min(step, one));
            many = Math.max(many, (int) Math.min(Math.min(steps, MOST_STEPS), Math.ceil(LONG_ENOUGH / step)));
            if (many > 1) {
                double time = median(timer.seconds(tasks, many));
                manys.add(time / many);
                step = Math.max(1e-9, Math.min(step, time / many));
            }
            falling = step < STEADY * before;
        }
        double single = median(lastHalf(ones));
        if (manys.isEmpty()) {
            return new StepCosts(0, single);
        }
        double all = median(lastHalf(manys)) * many;
        double slope = Math.max(0, (all - single) / (many - 1));
        return slope == 0 ? new StepCosts(0, all / many) : new StepCosts(Math.max(0, single - slope), slope);
    }

    private double elapsed(long begin) {
        return (nanos.getAsLong() - begin) * 1e-9;
    }

    private static List<Double> lastHalf(List<Double> all) {
        return all.subList(all.size() / 2, all.size());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n == 0 ? 0 : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
