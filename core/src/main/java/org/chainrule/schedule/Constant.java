package org.chainrule.schedule;

/** The base rate throughout: factor 1. */
public record Constant() implements LearningRateSchedule {
    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        return 1;
    }
}
