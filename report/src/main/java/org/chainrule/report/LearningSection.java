package org.chainrule.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The learning curves: losses, metric, learning rate. */
final class LearningSection {
    private LearningSection() {}

    /**
     * Writes the section, if there is a history.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void write(Markup out, ReportData data) {
        List<ReportData.Epoch> history = data.history();
        if (history.isEmpty()) {
            return;
        }
        Parts.section(out, "learning", "Learning curves");
        boolean validated = known(history, ReportData.Epoch::validationLoss);
        String how = validated
                ? "Both lines should fall together. If training keeps falling while validation rises, the network learns the"
                        + " training rows by heart; the weights of the marked epoch are the ones that were kept. With dropout the"
                        + " training loss is measured with units switched off and may lie above."
                : "The line should fall and level out. Without validation rows it says nothing about new rows.";
        if (validated) {
            Parts.figure(
                    out,
                    "",
                    "loss",
                    "Loss by epoch",
                    lossSummary(data),
                    how,
                    "training",
                    "Training",
                    "validation",
                    "Validation");
        } else {
            Parts.figure(out, "", "loss", "Loss by epoch", lossSummary(data), how, "training", "Training");
        }
        out.open("div", "class", "pair");
        if (known(history, ReportData.Epoch::metric)) {
            MetricText metric = MetricText.of(data.metric());
            Parts.figure(
                    out,
                    "",
                    "metric",
                    metric.label() + " by epoch",
                    metricSummary(data, metric),
                    metric.label() + " on the validation rows after each epoch"
                            + (metric.direction().isEmpty() ? "." : "; " + metric.direction() + "."));
        }
        if (known(history, ReportData.Epoch::learningRate)) {
            Parts.figure(
                    out,
                    "",
                    "learningRate",
                    "Learning rate by epoch",
                    "From " + Numbers.brief(history.get(0).learningRate()) + " to "
                            + Numbers.brief(history.get(history.size() - 1).learningRate()) + ".",
                    "The size of the optimiser's steps at the end of each epoch, as its schedule set it.");
        }
        out.close().close();
    }

    private static boolean known(List<ReportData.Epoch> history, ToDoubleFunction<ReportData.Epoch> value) {
        return history.stream().mapToDouble(value).anyMatch(Double::isFinite);
    }

    private static String lossSummary(ReportData data) {
        List<ReportData.Epoch> history = data.history();
        ReportData.Epoch first = history.get(0);
        ReportData.Epoch last = history.get(history.size() - 1);
        if (history.size() == 1) {
            return "Training loss was " + Numbers.brief(first.trainingLoss()) + " in the only epoch.";
        }
        var text = new StringBuilder("Training loss went from ")
                .append(Numbers.brief(first.trainingLoss()))
                .append(" to ")
                .append(Numbers.brief(last.trainingLoss()))
                .append(" over ")
                .append(Numbers.count(history.size()))
                .append(" epochs.");
        for (ReportData.Epoch epoch : history) {
            if (epoch.epoch() == data.run().bestEpoch() && Double.isFinite(epoch.validationLoss())) {
                text.append(" At the best epoch, ")
                        .append(Numbers.count(epoch.epoch()))
                        .append(", validation loss was ")
                        .append(Numbers.brief(epoch.validationLoss()))
                        .append(" and training loss ")
                        .append(Numbers.brief(epoch.trainingLoss()))
                        .append('.');
            }
        }
        return text.toString();
    }

    private static String metricSummary(ReportData data, MetricText metric) {
        List<ReportData.Epoch> history = data.history();
        String text = "From " + metric.format(history.get(0).metric()) + " to "
                + metric.format(history.get(history.size() - 1).metric());
        for (ReportData.Epoch epoch : history) {
            if (epoch.epoch() == data.run().bestEpoch()) {
                text += "; " + metric.format(epoch.metric()) + " at the best epoch";
            }
        }
        return text + ".";
    }
}
