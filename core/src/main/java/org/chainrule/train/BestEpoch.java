package org.chainrule.train;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The best epoch so far, by the metric, with its weights. */
final class BestEpoch {
    private final boolean higherIsBetter;
    private final Ties ties;
    private int epoch;
    private double metric = Double.NaN;
    private double loss = Double.NaN;
    private @Nullable TrainedNetwork network;

    BestEpoch(boolean higherIsBetter, Ties ties) {
        this.higherIsBetter = higherIsBetter;
        this.ties = ties;
    }

    boolean improves(double newMetric, double newLoss) {
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

    void keep(int newEpoch, double newMetric, double newLoss, TrainedNetwork newNetwork) {
        epoch = newEpoch;
        metric = newMetric;
        loss = newLoss;
        network = newNetwork;
    }

    /** 0 before the first was kept. */
    int epoch() {
        return epoch;
    }

    TrainedNetwork network() {
        return Objects.requireNonNull(network);
    }
}
