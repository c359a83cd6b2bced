package org.chainrule.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.doctor.GradientFlow;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.run.PartialDependence;
import org.chainrule.tabular.run.TrainingRun;
import org.chainrule.train.TrainingEvent.StopReason;

/** From a training to the report about it: {@code Report.write(TrainingReport.of(run, command), file)}. */
public final class TrainingReport {
    private TrainingReport() {}

    /**
     * What the report of a training shows.
     *
     * @param run     the training
     * @param command the command line, or the code, that trains this model again
     * @return plain values
     */
    public static ReportData of(TrainingRun run, String command) {
        Model model = run.model();
        Provenance provenance = model.provenance();
        List<String> warnings = new ArrayList<>();
        if (run.divergence() != null) {
            warnings.add(run.divergence());
        }
        warnings.addAll(run.warnings());
        Evaluation shown = run.test() != null ? run.test() : run.validation();
        return new ReportData(
                provenance.data().description() + ": " + model.target(),
                model.task(),
                model.target(),
                Instant.parse(provenance.createdAt()),
                provenance.chainruleVersion(),
                command,
                provenance.configuration(),
                provenance.seed(),
                model.weightsSha256(),
                data(run, provenance),
                training(run, provenance),
                run.watched(),
                run.history().stream()
                        .map(epoch -> new ReportData.Epoch(
                                epoch.epoch(),
                                epoch.trainingLoss(),
                                epoch.validationLoss(),
                                epoch.validationMetric(),
                                epoch.learningRate()))
                        .toList(),
                metrics(run),
                shown == null ? null : Outcomes.of(run.test() != null ? "test" : "validation", shown),
                run.featureNotes().stream()
                        .map(note -> new ReportData.Feature(
                                note.column(), note.kind(), note.done(), note.missing(), note.inputs(), note.note()))
                        .toList(),
                run.importance().stream()
                        .map(importance -> new ReportData.Importance(
                                importance.column(), importance.drop(), importance.deviation()))
                        .toList(),
                warnings,
                run.trials().stream().map(trial -> trial(run, trial)).toList(),
                run.findings().stream()
                        .map(finding -> new ReportData.Finding(
                                finding.severity() == Finding.Severity.WARNING,
                                finding.subject(),
                                finding.message(),
                                finding.remedy()))
                        .toList(),
                inside(run));
    }

    /** Looked at only now that a report is written. Of several networks it is the heaviest; the prediction is that of all. */
    private static ReportData.Inside inside(TrainingRun run) {
        List<Member> members = run.model().contents().members();
        Member heaviest = members.get(0);
        String note = members.size() == 1
                ? ""
                : "The model averages " + members.size() + " networks. This is the one with the largest weight, "
                        + Numbers.percent(heaviest.weight()) + ".";
        RowSample sample = run.sample();
        return new ReportData.Inside(
                PictureOf.of(heaviest, note),
                sample == null ? null : GradientFlow.of(heaviest, sample),
                sample == null ? null : Microscopes.of(heaviest, sample),
                sample == null ? "" : sample.split(),
                sample == null ? null : PartialDependence.of(run.model(), sample, run.importance()));
    }

    private static ReportData.Data data(TrainingRun run, Provenance provenance) {
        boolean split = Double.parseDouble(provenance.configuration().getOrDefault("validationFraction", "0")) > 0;
        long rows = provenance.data().rows() > 0
                ? provenance.data().rows()
                : provenance.trainingRows()
                        + (split ? (long) provenance.validationRows() : 0)
                        + provenance.droppedRows();
        return new ReportData.Data(
                provenance.data().description(),
                provenance.data().fingerprint(),
                rows,
                provenance.trainingRows(),
                provenance.validationRows(),
                run.test() == null ? 0 : run.test().rows());
    }

    private static ReportData.Trial trial(TrainingRun run, TrainingRun.Trial trial) {
        String share = trial.share() == 1 ? "" : String.format(Locale.ROOT, "1/%.0f of its epochs", 1 / trial.share());
        return new ReportData.Trial(
                trial.number(),
                trial.preset(),
                trial.settings(),
                trial.metric(),
                trial.score(),
                trial.trained(),
                trial.networks(),
                trial.rung(),
                run.rank(trial),
                trial.epochs(),
                trial.seconds(),
                trial.weight(),
                trial.note() + (trial.note().isEmpty() || share.isEmpty() ? "" : ", ") + share);
    }

    private static ReportData.Run training(TrainingRun run, Provenance provenance) {
        FoldCounts folds = FoldCounts.of(run.model().contents());
        return new ReportData.Run(
                provenance.preset(),
                run.model().contents().parameters(),
                provenance.kernel(),
                run.result() == null ? 0 : run.result().threads(),
                Duration.ofNanos((long) (provenance.seconds() * 1e9)),
                run.rowsPerSecond(),
                provenance.epochs(),
                provenance.bestEpoch(),
                words(provenance.stopReason()),
                folds == null ? "" : folds.words());
    }

    private static List<ReportData.SplitMetrics> metrics(TrainingRun run) {
        List<ReportData.SplitMetrics> metrics = new ArrayList<>();
        if (run.validation() != null) {
            metrics.add(new ReportData.SplitMetrics(
                    "validation", run.validation().rows(), run.validation().metrics()));
        }
        if (run.test() != null) {
            metrics.add(new ReportData.SplitMetrics(
                    "test", run.test().rows(), run.test().metrics()));
        }
        return metrics;
    }

    /**
     * Why a training ended, for a person.
     *
     * @param stopReason the name of a {@link StopReason}, or DIVERGED
     * @return a few words
     */
    public static String words(String stopReason) {
        return switch (stopReason) {
            case "COMPLETED" -> "all epochs run";
            case "EARLY_STOPPED" -> "stopped early, no more improvement";
            case "TIME_LIMIT" -> "time limit reached";
            case "INTERRUPTED" -> "interrupted";
            case "CONVERGED" -> "converged";
            case "DIVERGED" -> "diverged";
            default -> stopReason.toLowerCase(Locale.ROOT);
        };
    }
}
