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

    private final StepTimer timer;
    private final LongSupplier nanos;

    StepProbe(StepTimer timer, LongSupplier nanos) {
        this.timer = timer;
        this.nanos = nanos;
    }

    /**
     * Measures one step and several until the time is up, at least once each. The first are slow because the virtual machine has not compiled them yet, so the last half counts.
     *
     * @param tasks     how many at once
     * @param steps     the most that are taken at once
     * @param seconds   the time that there is, given the first measurement of a step
     * @return the costs
     */
    StepCosts measure(int tasks, int steps, DoubleUnaryOperator seconds) {
        long begin = nanos.getAsLong();
        double first = median(timer.seconds(tasks, 1));
        double until = seconds.applyAsDouble(first);
        List<Double> ones = new ArrayList<>(List.of(first));
        List<Double> manys = new ArrayList<>();
        double step = first;
        int many = 1;
        while (elapsed(begin) < until) {
            double one = median(timer.seconds(tasks, 1));
            ones.add(one);
            step = Math.max(1e-9, Math.min(step, one));
            many = Math.max(many, (int) Math.min(Math.min(steps, MOST_STEPS), Math.ceil(LONG_ENOUGH / step)));
            if (many == 1) {
                continue;
            }
            double time = median(timer.seconds(tasks, many));
            manys.add(time / many);
            step = Math.max(1e-9, Math.min(step, time / many));
        }
        if (manys.isEmpty()) {
            return new StepCosts(0, median(lastHalf(ones)));
        }
        double single = median(lastHalf(ones));
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
