package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.metric.Metrics;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;

/** What the learning curves say: ended too soon, or thrown back on the way. */
final class HistoryChecks {
    /** The last part of the epochs, and by how much of the metric it must still have improved. */
    private static final int LAST_PART = 5;

    private static final double STILL = 0.03;

    /** Of what was gained so far: losing as much in an epoch is no noise. */
    private static final double THROWN_BACK = 0.5;

    private HistoryChecks() {}

    static List<Finding> of(Trained trained) {
        List<Finding> findings = new ArrayList<>();
        stillImproving(trained, findings);
        spike(trained.history(), findings);
        return findings;
    }

    private static void stillImproving(Trained trained, List<Finding> findings) {
        List<EpochFinished> history = trained.history();
        int epochs = history.size();
        StopReason reason = trained.stopReason();
        if (epochs < 2 || reason != StopReason.COMPLETED && reason != StopReason.TIME_LIMIT) {
            return;
        }
        EpochFinished last = history.get(epochs - 1);
        int back = Math.max(1, epochs / LAST_PART);
        double before = history.get(epochs - 1 - back).validationMetric();
        double gain = Metrics.parse(trained.watched()).higherIsBetter()
                ? last.validationMetric() - before
                : before - last.validationMetric();
        if (last.best() && gain > STILL * Math.abs(before)) {
            findings.add(Finding.note(
                    "still-improving",
                    "training",
                    "the last epoch was the best, and the last " + (back == 1 ? "one" : back) + " of " + epochs
                            + " improved " + trained.watched() + " by "
                            + Words.percent(gain / Math.abs(before)),
                    reason == StopReason.TIME_LIMIT ? "a longer --time-limit" : "--epochs " + 2 * epochs));
        }
    }

    private static void spike(List<EpochFinished> history, List<Finding> findings) {
        double first = history.isEmpty() ? 0 : history.get(0).trainingLoss();
        double best = first;
        int epoch = 0;
        double worst = THROWN_BACK;
        double from = 0;
        double to = 0;
        for (EpochFinished one : history) {
            double lost = (one.trainingLoss() - best) / (first - best);
            if (best < first && lost > worst) {
                worst = lost;
                epoch = one.epoch();
                from = best;
                to = one.trainingLoss();
            }
            best = Math.min(best, one.trainingLoss());
        }
        if (epoch > 2) {
            findings.add(Finding.warning(
                    "loss-spike",
                    "training",
                    "the training loss rose from " + Words.brief(from) + " to " + Words.brief(to) + " in epoch " + epoch
                            + ", half of what had been gained or more",
                    "a lower --learning-rate, or --clip-norm 1"));
        }
    }
}
