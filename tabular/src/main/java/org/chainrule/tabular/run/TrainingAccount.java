package org.chainrule.tabular.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.optim.OptimizerState;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Evaluator;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.Learned.RowCounts;
import org.chainrule.tabular.run.TrainingRun.Importance;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/** From what was fitted to the model with its provenance, its metrics and all that a report shows. */
final class TrainingAccount {
    private TrainingAccount() {}

    /** Judges the model and puts everything together. */
    static TrainingRun of(
            Table table,
            LoadedTable rows,
            LoadedTable validationRows,
            TrainOptions options,
            InferredSchema inferred,
            Fit fit,
            List<String> warnings,
            double seconds) {
        ModelContents bare = bare(table, rows, validationRows, options, inferred, fit, seconds);
        Rows split = fit.split();
        Judged judged = judged(bare, split, options);
        List<Importance> importance = judged.validation() == null
                ? List.of()
                : PermutationImportance.of(judged.model(), split.validationTable(), split.validation(), fit.watched());
        List<Finding> findings = DoctorVisits.after(options, fit, judged.model(), rows, judged.validation());
        RowSample sample = sample(judged.model(), split, rows);
        return run(judged, inferred, fit, importance, warnings, List.of(), findings, sample, fit.divergence());
    }

    /** The model without its metrics. */
    static ModelContents bare(
            Table table,
            LoadedTable rows,
            LoadedTable validationRows,
            TrainOptions options,
            InferredSchema inferred,
            Fit fit,
            double seconds) {
        Table validationTable = options.validation();
        Provenance provenance = provenance(
                identity(table, rows),
                validationTable == null ? null : identity(validationTable, validationRows),
                fit.split().counts(),
                options,
                fit.learned(),
                seconds);
        return bare(inferred, fit.learned(), provenance);
    }

    /** The model without its metrics. */
    static ModelContents bare(InferredSchema inferred, Learned learned, Provenance provenance) {
        return new ModelContents(
                inferred.schema(),
                inferred.task(),
                List.of(new Member(
                        learned.encoder(), learned.target(), learned.network(), 1, null, optimizer(learned))),
                Map.of(),
                Map.of(),
                past(learned),
                provenance,
                null);
    }

    /** What the optimiser remembered when the weights were kept. */
    private static @Nullable OptimizerSnapshot optimizer(Learned learned) {
        TrainingResult result = learned.result();
        OptimizerState state = result == null ? null : result.optimizerState();
        return state == null || state.step() == 0
                ? null
                : new OptimizerSnapshot(learned.plan().configuration().optimizer(), state);
    }

    /** How a training went, for the model file. */
    static TrainingHistory past(Learned learned) {
        return new TrainingHistory(
                learned.watched(),
                learned.history().stream()
                        .map(epoch -> new TrainingHistory.Epoch(
                                epoch.epoch(), epoch.trainingLoss(), epoch.validationLoss(), epoch.validationMetric()))
                        .toList());
    }

    /** A model that was judged. */
    record Judged(
            Model model,
            @Nullable Evaluation validation,
            @Nullable Evaluation test) {}

    /** Judges a model by its validation rows. */
    static Judged judged(ModelContents bare, Rows split, TrainOptions options) {
        Evaluation raw = split.validation().length == 0
                ? null
                : new Model(bare).evaluate(split.validationTable(), split.validation());
        return judged(bare, raw, Uncertainty.Source.VALIDATION, options);
    }

    /** Judges a model by its predictions for rows that it was not trained on, after it has learned from them how sure it may be. */
    static Judged judged(
            ModelContents bare, @Nullable Evaluation raw, Uncertainty.@Nullable Source source, TrainOptions options) {
        Uncertainty uncertainty = raw == null || source == null
                ? null
                : Uncertainty.of(source, raw.predictions(), raw.targets(), raw.weights());
        Evaluation validation = raw == null || uncertainty == null ? raw : Evaluator.calibrated(raw, uncertainty);
        ModelContents knowing = bare.with(uncertainty);
        Evaluation test = options.test() == null ? null : new Model(knowing).evaluate(options.test());
        Model model = new Model(knowing.with(
                validation == null ? Map.of() : validation.metrics(), test == null ? Map.of() : test.metrics()));
        return new Judged(model, validation, test);
    }

    /** All that a report shows; of a model of several networks the history is that of the first. */
    static TrainingRun run(
            Judged judged,
            InferredSchema inferred,
            Fit fit,
            List<Importance> importance,
            List<String> warnings,
            List<Trial> trials,
            List<Finding> findings,
            @Nullable RowSample sample,
            @Nullable String divergence) {
        return new TrainingRun(
                judged.model(),
                inferred.whyTask(),
                fit.history(),
                fit.result(),
                judged.validation(),
                judged.test(),
                importance,
                fit.notes(),
                fit.watched(),
                median(fit.history()),
                warnings,
                trials,
                findings,
                sample,
                divergence);
    }

    /** Rows to look at the model with: of those that validate, else of those that were trained on. */
    static RowSample sample(Model model, Rows split, RawTable trainingTable) {
        Set<String> names = new HashSet<>();
        model.inputColumns().forEach(column -> names.add(column.name()));
        names.add(model.target());
        return split.validation().length > 0
                ? RowSample.of(
                        "validation", split.validationTable(), names, split.validation(), TrainingRun.SAMPLE_ROWS)
                : RowSample.of("training", trainingTable, names, split.training(), TrainingRun.SAMPLE_ROWS);
    }

    /** Where a model comes from. */
    static Provenance provenance(
            TableIdentity data,
            @Nullable TableIdentity validationData,
            RowCounts rows,
            TrainOptions options,
            Learned learned,
            double seconds) {
        TrainingResult result = learned.result();
        return new Provenance(
                Version.CURRENT,
                Instant.now().toString(),
                System.getProperty("java.version"),
                data,
                validationData,
                rows.training(),
                rows.validation(),
                rows.dropped(),
                options.seed(),
                options.preset(),
                learned.plan().settings(),
                result == null ? "none" : result.kernel(),
                seconds,
                learned.history().size(),
                result == null ? lastBest(learned.history()) : result.bestEpoch(),
                result == null ? "DIVERGED" : result.stopReason().name(),
                learned.firstEpochSteps());
    }

    /** What was read from a table. */
    static TableIdentity identity(Table table, LoadedTable rows) {
        return new TableIdentity(table.description(), rows.fingerprint(), rows.rows(), rows.columnFingerprints());
    }

    private static int lastBest(List<EpochFinished> history) {
        return history.stream()
                .filter(EpochFinished::best)
                .mapToInt(EpochFinished::epoch)
                .max()
                .orElse(0);
    }

    static double median(List<EpochFinished> history) {
        double[] rates = history.stream()
                .mapToDouble(EpochFinished::rowsPerSecond)
                .sorted()
                .toArray();
        return rates.length == 0 ? 0 : rates[rates.length / 2];
    }
}
