package org.chainrule.schedule;

/**
 * The learning rate over time, as a factor on the base learning rate. A pure function of progress: resuming at a step gives the same rate.
 * Open: users write their own as a lambda. {@link ReduceOnPlateau} is the one rule that looks at results.
 */
@FunctionalInterface
public interface LearningRateSchedule {
    /**
     * The factor of a step.
     *
     * @param step          0 for the first step
     * @param totalSteps    steps of the whole training, at least 1
     * @param stepsPerEpoch steps of one epoch, at least 1
     * @return the factor, not negative
     */
    double factor(long step, long totalSteps, long stepsPerEpoch);
}
