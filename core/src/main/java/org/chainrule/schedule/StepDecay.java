package org.chainrule.schedule;

/**
 * A staircase: factor^floor(epoch / everyEpochs), epochs counted from 0.
 *
 * @param factor      what a stair multiplies by, above 0 and at most 1
 * @param everyEpochs epochs on one stair, at least 1
 */
public record StepDecay(double factor, int everyEpochs) implements LearningRateSchedule {
    /** Checks the ranges. */
    public StepDecay {
        Ranges.fraction("step", "factor", factor);
        if (everyEpochs < 1) {
            throw new IllegalArgumentException("step: everyEpochs must be at least 1, found " + everyEpochs);
        }
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        long epoch = step / stepsPerEpoch;
        long drops = epoch / everyEpochs;
        return StrictMath.pow(factor, (double) drops);
    }
}
