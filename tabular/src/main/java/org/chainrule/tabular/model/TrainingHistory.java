package org.chainrule.tabular.model;

import java.util.List;

/**
 * How the training went, epoch by epoch.
 *
 * @param metric name of the metric that was watched, such as {@code logLoss}
 * @param epochs one entry an epoch, in order
 */
public record TrainingHistory(String metric, List<Epoch> epochs) {
    /** Copies the list. */
    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /**
     * One epoch.
     *
     * @param epoch          from 1
     * @param trainingLoss   weighted mean cost of its batches
     * @param validationLoss weighted mean cost on the validation rows; NaN without
     * @param metricValue    the watched metric on the validation rows; NaN without
     */
    public record Epoch(int epoch, double trainingLoss, double validationLoss, double metricValue) {}
}
