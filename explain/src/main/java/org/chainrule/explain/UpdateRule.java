package org.chainrule.explain;

import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Rates;
import org.chainrule.train.Regularization;
import org.chainrule.train.TrainingConfiguration;

/**
 * What turns a gradient into a step.
 *
 * @param optimizer      the rule
 * @param learningRate   mu of the step, after the schedule
 * @param decayFactor    factor of the step on the decoupled decay, 1 without a schedule
 * @param groups         factors on mu and decay, by the role of a parameter
 * @param regularization penalties and clipping
 */
public record UpdateRule(
        Optimizer optimizer,
        double learningRate,
        double decayFactor,
        ParameterGroups groups,
        Regularization regularization) {
    /**
     * The rule of a training, with the learning rate before its schedule.
     *
     * @param configuration how the network is trained
     * @return the rule
     */
    public static UpdateRule of(TrainingConfiguration configuration) {
        return new UpdateRule(
                configuration.optimizer(),
                configuration.learningRate(),
                1,
                configuration.rates().groups(),
                configuration.regularization());
    }

    /**
     * The rule of one step of a training, with learning rate and decay as their schedules say; of a plateau before its cuts.
     *
     * @param configuration how the network is trained
     * @param step          0 for the first step; beyond the last the rates are those of the last
     * @param rows          rows that are trained on
     * @return the rule
     */
    public static UpdateRule of(TrainingConfiguration configuration, long step, int rows) {
        int perEpoch = configuration.passes().stepsPerEpoch(rows);
        long all = (long) perEpoch * configuration.epochs();
        long at = Math.max(0, Math.min(step, all - 1));
        Rates rates = configuration.rates();
        return new UpdateRule(
                configuration.optimizer(),
                rates.learningRate() * rates.schedule().factor(at, all, perEpoch),
                rates.weightDecaySchedule().factor(at, all, perEpoch),
                rates.groups(),
                configuration.regularization());
    }

    /**
     * The same at another learning rate.
     *
     * @param rate mu of the step, after the schedule
     * @return a changed copy
     */
    public UpdateRule withLearningRate(double rate) {
        return new UpdateRule(optimizer, rate, decayFactor, groups, regularization);
    }

    /** The factors of a role in this step. */
    ParameterGroup group(Role role) {
        ParameterGroup group = groups.group(role);
        return decayFactor == 1 || group.decayFactor() == 0
                ? group
                : new ParameterGroup(group.learningRateFactor(), group.decayFactor() * decayFactor);
    }
}
