package org.chainrule.train;

import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * The best epoch so far, with its weights.
 *
 * @param epoch     from 1; 0 before the first was kept
 * @param metric    its validation metric, NaN without validation rows
 * @param loss      its validation cost, NaN without validation rows
 * @param network   its weights
 * @param optimizer what the update rule remembered then; null where there is no such rule
 */
public record BestEpoch(
        int epoch,
        double metric,
        double loss,
        TrainedNetwork network,
        @Nullable OptimizerState optimizer) {
    /** The start of a training, which every epoch improves upon. */
    static BestEpoch none(TrainedNetwork start) {
        return new BestEpoch(0, Double.NaN, Double.NaN, start, null);
    }

    /** Whether a newer epoch is better, by the metric and, where that is equal, by a rule. */
    boolean isImprovedBy(double newMetric, double newLoss, boolean higherIsBetter, Ties ties) {
        if (epoch == 0 || Double.isNaN(metric)) {
            return true;
        }
        if (newMetric == metric) {
            return switch (ties) {
                case LOWER_LOSS -> newLoss < loss;
                case FIRST -> false;
                case LATEST -> true;
            };
        }
        return higherIsBetter ? newMetric > metric : newMetric < metric;
    }
}
