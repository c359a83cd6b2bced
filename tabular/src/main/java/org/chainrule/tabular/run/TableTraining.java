package org.chainrule.tabular.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.likelihood.Poisson;
import org.chainrule.metric.LogLoss;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Rmse;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.DatasetStorage;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingDivergedException;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * The way from a table to a model, in one direction: profile, schema, rows, split, encoder, datasets, training, evaluation. Everything that is fitted is
 * fitted on the training rows only.
 */
public final class TableTraining {
    private final Table table;
    private final TrainOptions options;
    private final InferredSchema inferred;
    private final List<ColumnSchema> columns;
    private final List<String> warnings = new ArrayList<>();
    private final List<EpochFinished> history = new ArrayList<>();
    private final Consumer<TrainingOutline> outline;
    private final long started = System.nanoTime();

    private TableTraining(Table table, TrainOptions options, Consumer<TrainingOutline> outline) {
        this.table = table;
        this.options = options;
        this.outline = outline;
        this.inferred = SchemaInference.infer(
                table.profile(), options.target(), options.task(), options.drop(), options.weight(), options.group());
        this.columns = inferred.schema().columns().stream()
                .filter(column -> column.kind().isFeature() || isRole(column.kind()))
                .toList();
        warnings.addAll(table.notes());
        warnings.addAll(inferred.notes());
    }

    private static boolean isRole(ColumnKind kind) {
        return kind == ColumnKind.TARGET || kind == ColumnKind.WEIGHT || kind == ColumnKind.GROUP;
    }

    /**
     * Trains a model from a table.
     *
     * @param table         the rows
     * @param options       what to do differently from the defaults
     * @param outline       told once, before the first step, what is about to be trained
     * @param stopRequested asked before every step; true ends the training
     * @param listeners     hear of every training event
     * @return the model and an account of it
     */
    public static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        TableTraining training = new TableTraining(table, options, outline);
        try (LoadedTable rows = table.load(training.columns)) {
            Table given = options.validation();
            if (given == null) {
                return training.train(rows, rows, stopRequested, listeners);
            }
            try (LoadedTable validation = given.load(training.columns)) {
                return training.train(rows, validation, stopRequested, listeners);
            }
        }
    }

    private TrainingRun train(
            LoadedTable rows,
            LoadedTable validationRows,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        TargetEncoding labels = inferred.task() == Task.CLASSIFICATION
                ? ClassTarget.of(column(rows), all(rows))
                : ValueTarget.unscaled(options.target());
        Rows split = Rows.split(
                options,
                inferred.task(),
                rows,
                labels.bind(column(rows)),
                validationRows,
                labels.bind(column(validationRows)));
        split.checkVaries(options, labels.bind(column(rows)));
        int classes = labels instanceof ClassTarget target ? target.classes().size() : 1;
        int quantities = (int) inferred.schema().features().stream()
                .filter(column -> column.kind() == ColumnKind.NUMERIC)
                .count();
        Recipe recipe = Presets.of(options.preset(), inferred.task(), split.training().length, quantities);
        Encoder encoder = Encoder.fit(rows, inferred.schema(), split.training(), recipe.encoding());
        TrainingPlan plan = TrainingPlan.of(options, recipe, inferred.task(), encoder.width(), classes);
        TargetEncoding target = labels instanceof ValueTarget && !(plan.likelihood() instanceof Poisson)
                ? ValueTarget.standardised(column(rows), split.training())
                : labels;
        checkPossible(plan, target, rows, split.training());
        List<FeatureNote> notes = FeatureNotes.of(inferred.schema(), encoder, rows, split.training());
        Metric metric = labels instanceof ClassTarget
                ? new LogLoss()
                : new DecodedMetric(new Rmse(), plan.likelihood(), target);
        outline.accept(outline(split, plan, metric, notes));
        try (EncodedDataset training = encode(encoder, target, rows, split.training());
                EncodedDataset validation = split.validation().length == 0
                        ? null
                        : encode(encoder, target, split.validationTable(), split.validation())) {
            TrainingProblem problem =
                    new TrainingProblem(plan.network(), plan.likelihood(), training, validation, metric, null);
            TrainingConfiguration configuration = plan.configuration();
            TrainedNetwork network;
            TrainingResult result = null;
            String divergence = null;
            try {
                result = Trainer.train(problem, configuration, stopRequested, withHistory(listeners));
                network = result.network();
            } catch (TrainingDivergedException diverged) {
                network = diverged.lastGood();
                divergence = diverged.getMessage();
            }
            return account(rows, split, encoder, target, plan, network, result, divergence, metric.name(), notes);
        }
    }

    private TrainingListener[] withHistory(TrainingListener... listeners) {
        TrainingListener[] all = java.util.Arrays.copyOf(listeners, listeners.length + 1);
        all[listeners.length] = event -> {
            if (event instanceof EpochFinished epoch) {
                history.add(epoch);
            }
        };
        return all;
    }

    private TrainingOutline outline(Rows split, TrainingPlan plan, Metric metric, List<FeatureNote> notes) {
        return new TrainingOutline(
                inferred.task(),
                inferred.whyTask(),
                notes,
                plan.network(),
                plan.settings(),
                split.training().length,
                split.validation().length,
                split.missingTargets(),
                metric.name(),
                warnings);
    }

    private static int[] all(RawTable rows) {
        return java.util.stream.IntStream.range(0, rows.rows()).toArray();
    }

    private RawColumn column(RawTable rows) {
        return Objects.requireNonNull(rows.column(inferredTarget()));
    }

    private String inferredTarget() {
        return inferred.schema().columns().stream()
                .filter(column -> column.kind() == ColumnKind.TARGET)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** Asks the likelihood about every target, so that a negative count is an error here and not a NaN later. */
    private void checkPossible(TrainingPlan plan, TargetEncoding target, RawTable rows, int[] training) {
        BoundTarget bound = target.bind(column(rows));
        double[] y = new double[1];
        for (int row : training) {
            y[0] = bound.encode(row);
            String expected = plan.likelihood().impossible(y, 0, plan.network().outputs());
            if (expected != null) {
                throw UserException.data("target \"" + options.target() + "\" in data row " + (row + 1) + ": "
                        + expected + "; choose another --likelihood or correct the row");
            }
        }
    }

    private EncodedDataset encode(Encoder encoder, TargetEncoding target, RawTable rows, int[] which) {
        BoundTarget bound = target.bind(column(rows));
        RowWeights weights = RowWeights.of(options.weight() == null ? null : rows.column(options.weight()));
        if (options.classWeights() && target instanceof ClassTarget classes) {
            weights = weights.withClassWeights(classes.balancedWeights(bound, which));
        }
        return EncodedDataset.of(encoder.bind(rows), List.of(bound), which, weights, DatasetStorage.automatic());
    }

    private TrainingRun account(
            LoadedTable rows,
            Rows split,
            Encoder encoder,
            TargetEncoding target,
            TrainingPlan plan,
            TrainedNetwork network,
            @Nullable TrainingResult result,
            @Nullable String divergence,
            String watched,
            List<FeatureNote> notes) {
        double seconds = (System.nanoTime() - started) / 1e9;
        Provenance provenance = new Provenance(
                Version.CURRENT,
                Instant.now().toString(),
                System.getProperty("java.version"),
                table.description(),
                rows.fingerprint(),
                split.training().length,
                split.validation().length,
                split.missingTargets(),
                options.seed(),
                options.preset(),
                plan.settings(),
                result == null ? "none" : result.kernel(),
                seconds,
                history.size(),
                result == null ? lastBest() : result.bestEpoch(),
                result == null ? "DIVERGED" : result.stopReason().name());
        TrainingHistory past = new TrainingHistory(
                watched,
                history.stream()
                        .map(epoch -> new TrainingHistory.Epoch(
                                epoch.epoch(), epoch.trainingLoss(), epoch.validationLoss(), epoch.validationMetric()))
                        .toList());
        ModelContents bare = new ModelContents(
                inferred.schema(), inferred.task(), encoder, target, network, Map.of(), Map.of(), past, provenance);
        Model unjudged = new Model(bare);
        Evaluation validation =
                split.validation().length == 0 ? null : unjudged.evaluate(split.validationTable(), split.validation());
        Evaluation test = options.test() == null ? null : unjudged.evaluate(options.test());
        Model model = new Model(new ModelContents(
                inferred.schema(),
                inferred.task(),
                encoder,
                target,
                network,
                validation == null ? Map.of() : validation.metrics(),
                test == null ? Map.of() : test.metrics(),
                past,
                provenance));
        return new TrainingRun(
                model,
                inferred.whyTask(),
                history,
                result,
                validation,
                test,
                validation == null
                        ? List.of()
                        : PermutationImportance.of(model, split.validationTable(), split.validation(), watched),
                notes,
                watched,
                median(history),
                warnings,
                divergence);
    }

    private int lastBest() {
        return history.stream()
                .filter(EpochFinished::best)
                .mapToInt(EpochFinished::epoch)
                .max()
                .orElse(0);
    }

    private static double median(List<EpochFinished> history) {
        double[] rates = history.stream()
                .mapToDouble(EpochFinished::rowsPerSecond)
                .sorted()
                .toArray();
        return rates.length == 0 ? 0 : rates[rates.length / 2];
    }
}
