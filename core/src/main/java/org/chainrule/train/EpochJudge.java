package org.chainrule.train;

import java.time.Duration;
import org.chainrule.metric.Metric;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.jspecify.annotations.Nullable;

/** Looks at the validation rows after an epoch and keeps the best one. */
final class EpochJudge {
    private final TrainingExtent extent;
    private final TrainingConfiguration configuration;
    private long started;
    private BestEpoch best;
    private double lastFiniteLoss = Double.NaN;

    /** Time counts from {@code started}, a nanoTime. */
    EpochJudge(TrainingExtent extent, TrainingConfiguration configuration, TrainedNetwork start, long started) {
        this.started = started;
        this.extent = extent;
        this.configuration = configuration;
        this.best = BestEpoch.none(start);
    }

    /** Judges the weights as they stand, and keeps them if they are the best. */
    EpochFinished judge(TrainingEngine engine, int epoch, double loss, double learningRate, double rowsPerSecond) {
        double validationLoss = Double.NaN;
        double validationMetric = Double.NaN;
        boolean better = true;
        if (extent.validates()) {
            TrainingEngine.Scores scores = engine.score();
            validationLoss = scores.cost();
            Metric metric = extent.metric();
            validationMetric = metric == null
                    ? validationLoss
                    : metric.value(scores.outputs(), scores.targets(), scores.weights());
            better = best.isImprovedBy(
                    validationMetric,
                    validationLoss,
                    metric != null && metric.higherIsBetter(),
                    configuration.passes().ties());
        }
        if (better) {
            best = new BestEpoch(
                    epoch,
                    validationMetric,
                    validationLoss,
                    engine.snapshot(),
                    configuration.lbfgs() == null ? engine.optimizerState() : null);
        }
        return new EpochFinished(
                epoch, loss, validationLoss, validationMetric, learningRate, rowsPerSecond, elapsed(), better);
    }

    /** Whether so many epochs brought nothing that training should stop. */
    boolean outOfPatience(int epoch) {
        return extent.validates() && configuration.patience() > 0 && epoch - best.epoch() >= configuration.patience();
    }

    /** Looks at what a step left. */
    void checkFinite(TrainingEngine engine, double stepLoss, int epoch, int batch) {
        String where = engine.divergence();
        if (where != null) {
            throw diverged(where);
        }
        String layer = engine.nonFiniteLayer();
        if (Double.isFinite(stepLoss) && layer == null) {
            lastFiniteLoss = stepLoss;
            return;
        }
        throw diverged("epoch " + epoch + ", batch " + batch + ": " + what(stepLoss, layer));
    }

    /** What a step left that is not finite. */
    static String what(double stepLoss, @Nullable String layer) {
        return Double.isFinite(stepLoss)
                ? "the weights of " + layer + " are not finite"
                : "the loss is " + stepLoss + ", first seen at " + layer;
    }

    /** What to throw when a number is not finite, with the last good weights. */
    TrainingDivergedException diverged(String where) {
        return new TrainingDivergedException(
                "training diverged in " + where
                        + (Double.isNaN(lastFiniteLoss)
                                ? "; no loss before was finite"
                                : "; the last finite loss was " + (float) lastFiniteLoss)
                        + "; use a smaller learning rate (now " + (float) configuration.learningRate()
                        + ") or clip the gradient, e.g. --learning-rate " + (float) (configuration.learningRate() / 10)
                        + " --clip-norm 1; the weights of "
                        + (best.epoch() == 0 ? "the start" : "epoch " + best.epoch()) + " are kept",
                best.network());
    }

    BestEpoch best() {
        return best;
    }

    double lastFiniteLoss() {
        return lastFiniteLoss;
    }

    void restore(Checkpoint former) {
        best = former.best();
        lastFiniteLoss = former.lastFiniteLoss();
    }

    /** Counts time that was used before. */
    void used(Duration before) {
        started -= before.toNanos();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
