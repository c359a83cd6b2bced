package org.chainrule.schedule;

/**
 * Up and then far down, each along half a cosine: from 1 / initialDivisor at the first step to 1 at the peak, then to 1 / (initialDivisor finalDivisor) at
 * the last step. The peak is at step warmupFraction (totalSteps - 1).
 *
 * <p>The base learning rate is the peak. Source: Smith and Topin 2018, "Super-convergence", with cosines instead of straight lines.
 *
 * @param warmupFraction share of the steps before the peak, 0 to 1
 * @param initialDivisor peak over the first rate, at least 1
 * @param finalDivisor   first over the last rate, at least 1
 */
public record OneCycle(double warmupFraction, double initialDivisor, double finalDivisor)
        implements LearningRateSchedule {
    /** Checks the ranges. */
    public OneCycle {
        Ranges.fractionOrZero("one-cycle", "warmupFraction", warmupFraction);
        Ranges.atLeastOne("one-cycle", "initialDivisor", initialDivisor);
        Ranges.atLeastOne("one-cycle", "finalDivisor", finalDivisor);
    }

    /**
     * Peak after 30 %, from 1/25 of it, to 1/250000 of it.
     *
     * @return the schedule
     */
    public static OneCycle defaults() {
        return new OneCycle(0.3, 25, 1e4);
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        double last = totalSteps - 1;
        double peak = warmupFraction * last;
        if (step < peak) {
            return Cosine.anneal(1 / initialDivisor, 1, step / peak);
        }
        double end = 1 / (initialDivisor * finalDivisor);
        return last > peak ? Cosine.anneal(1, end, (step - peak) / (last - peak)) : 1;
    }
}
