package org.chainrule.schedule;

/**
 * Half a cosine from 1 down to finalFactor: f + (1 - f) (1 + cos(pi t)) / 2, t = step / totalSteps.
 *
 * <p>finalFactor is reached where a step after the last would be. Source: Loshchilov and Hutter 2017, "SGDR", without restarts.
 *
 * @param finalFactor where it ends, 0 to 1
 */
public record Cosine(double finalFactor) implements LearningRateSchedule {
    /** Checks the range. */
    public Cosine {
        Ranges.fractionOrZero("cosine", "finalFactor", finalFactor);
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        return anneal(1, finalFactor, step / (double) totalSteps);
    }

    /** From {@code start} at t = 0 to {@code end} at t = 1 (and beyond) along half a cosine. */
    static double anneal(double start, double end, double t) {
        double share = (1 + StrictMath.cos(Math.PI * Math.min(1, Math.max(0, t)))) / 2;
        return end + (start - end) * share;
    }
}
