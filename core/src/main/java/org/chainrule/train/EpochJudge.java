package org.chainrule.train;

import java.time.Duration;
import org.chainrule.metric.Metric;
import org.chainrule.train.TrainingEvent.EpochFinished;

/** Looks at the validation rows after an epoch and keeps the best one. */
final class EpochJudge {
    private final TrainingProblem problem;
    private final TrainingConfiguration configuration;
    private final long started;
    private BestEpoch best;

    /** Time counts from {@code started}, a nanoTime. */
    EpochJudge(TrainingProblem problem, TrainingConfiguration configuration, TrainedNetwork start, long started) {
        this.started = started;
        this.problem = problem;
        this.configuration = configuration;
        this.best = BestEpoch.none(start);
    }

    /** Judges the weights as they stand, and keeps them if they are the best. */
    EpochFinished judge(TrainingEngine engine, int epoch, double loss, double learningRate, double rowsPerSecond) {
        double validationLoss = Double.NaN;
        double validationMetric = Double.NaN;
        var validation = problem.validation();
        boolean better = true;
        if (validation != null) {
            TrainingEngine.Scores scores = engine.score(validation);
            validationLoss = scores.cost();
            Metric metric = problem.metric();
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
        return problem.validation() != null
                && configuration.patience() > 0
                && epoch - best.epoch() >= configuration.patience();
    }

    BestEpoch best() {
        return best;
    }

    void restore(BestEpoch former) {
        best = former;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
