package org.chainrule.train;

import org.chainrule.schedule.Constant;
import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.Schedules;

/**
 * How fast the parameters move: the learning rate, how it, the decoupled weight decay and the dropout rates go over time, and how groups of parameters differ.
 * Only the learning rate can wait for results ({@code plateau}); a warm-up is a function of progress and fits all three.
 *
 * @param learningRate        mu, before the schedule
 * @param schedule            factor on mu
 * @param weightDecaySchedule factor on the decoupled weight decay, which mu multiplies, too
 * @param dropoutSchedule     factor on the rate of every dropout layer, 0 to 1; those units that are kept are scaled by 1 / (1 - factor rate)
 * @param groups              factors on mu and decay, by the role of a parameter
 */
public record Rates(
        double learningRate,
        LearningRateSchedule schedule,
        LearningRateSchedule weightDecaySchedule,
        LearningRateSchedule dropoutSchedule,
        ParameterGroups groups) {
    /** Checks the ranges. */
    public Rates {
        TrainingConfiguration.require(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                "learningRate must be positive and finite, found " + learningRate);
        refusePlateau("weightDecaySchedule", weightDecaySchedule);
        refusePlateau("dropoutSchedule", dropoutSchedule);
    }

    /**
     * A constant rate, the same for all groups.
     *
     * @param learningRate mu
     * @return the rates
     */
    public static Rates constant(double learningRate) {
        Constant constant = new Constant();
        return new Rates(learningRate, constant, constant, constant, ParameterGroups.DEFAULT);
    }

    private static void refusePlateau(String name, LearningRateSchedule schedule) {
        TrainingConfiguration.require(
                Schedules.plateau(schedule) == null,
                name + " cannot be plateau, which looks at results and is for the learning rate alone; "
                        + "choose a schedule of progress such as flat-cos");
    }

    /**
     * The factor on the weight decay.
     *
     * @param step          0 for the first step
     * @param totalSteps    steps of the whole training
     * @param stepsPerEpoch steps of one epoch
     * @return the factor, not negative
     */
    double decayFactor(long step, long totalSteps, long stepsPerEpoch) {
        double factor = weightDecaySchedule.factor(step, totalSteps, stepsPerEpoch);
        TrainingConfiguration.require(
                factor >= 0 && factor < Double.POSITIVE_INFINITY,
                "weightDecaySchedule must give finite factors that are not negative, found " + factor + " at step "
                        + step);
        return factor;
    }

    /**
     * The factor on the dropout rates.
     *
     * @param step          0 for the first step
     * @param totalSteps    steps of the whole training
     * @param stepsPerEpoch steps of one epoch
     * @return the factor, 0 to 1
     */
    double dropoutFactor(long step, long totalSteps, long stepsPerEpoch) {
        double factor = dropoutSchedule.factor(step, totalSteps, stepsPerEpoch);
        TrainingConfiguration.require(
                factor >= 0 && factor <= 1,
                "dropoutSchedule must give factors from 0 to 1, found " + factor + " at step " + step);
        return factor;
    }

    /**
     * The same with another learning-rate schedule.
     *
     * @param factor the schedule
     * @return a changed copy
     */
    public Rates withSchedule(LearningRateSchedule factor) {
        return new Rates(learningRate, factor, weightDecaySchedule, dropoutSchedule, groups);
    }

    Rates withWeightDecaySchedule(LearningRateSchedule factor) {
        return new Rates(learningRate, schedule, factor, dropoutSchedule, groups);
    }

    Rates withDropoutSchedule(LearningRateSchedule factor) {
        return new Rates(learningRate, schedule, weightDecaySchedule, factor, groups);
    }

    Rates withGroups(ParameterGroups factors) {
        return new Rates(learningRate, schedule, weightDecaySchedule, dropoutSchedule, factors);
    }
}
