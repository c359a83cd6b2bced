package org.chainrule.schedule;

/**
 * Smooth exponential decay, step by step: decayPerEpoch^(step / stepsPerEpoch).
 *
 * @param decayPerEpoch what an epoch multiplies by, above 0 and at most 1
 */
public record Exponential(double decayPerEpoch) implements LearningRateSchedule {
    /** Checks the range. */
    public Exponential {
        Ranges.fraction("exponential", "decayPerEpoch", decayPerEpoch);
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        return StrictMath.pow(decayPerEpoch, step / (double) stepsPerEpoch);
    }
}
