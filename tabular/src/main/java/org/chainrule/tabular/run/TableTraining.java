package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.tabular.checkpoint.CheckpointFolder;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingDivergedException;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingResult;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * The way from a table to a model, in one direction: profile, schema, rows, split, encoder, datasets, training, evaluation. Everything that is fitted is
 * fitted on the training rows only.
 */
public final class TableTraining {
    private static final Set<ColumnKind> ROLES =
            Set.of(ColumnKind.TARGET, ColumnKind.WEIGHT, ColumnKind.GROUP, ColumnKind.TIME);

    private final Table table;
    private final TrainOptions options;
    private final InferredSchema inferred;
    private final Recipes recipes;
    private final List<ColumnSchema> columns;
    private final List<String> warnings = new ArrayList<>();
    private final Consumer<TrainingOutline> outline;
    private final long started = System.nanoTime();
    private double secondsBefore;

    private TableTraining(
            Table table,
            TrainOptions options,
            InferredSchema inferred,
            Recipes recipes,
            Consumer<TrainingOutline> outline) {
        this.table = table;
        this.options = options;
        this.inferred = inferred;
        this.recipes = recipes;
        this.outline = outline;
        this.columns = readColumns(inferred.schema());
        warnings.addAll(table.notes());
        warnings.addAll(inferred.notes());
    }

    /** A training whose preset and options decide. */
    static TableTraining of(Table table, TrainOptions options, Consumer<TrainingOutline> outline) {
        InferredSchema inferred = TableInference.of(table, options);
        return new TableTraining(table, options, inferred, Recipes.of(options, inferred.task()), outline);
    }

    /** A training whose every decision is taken from elsewhere. */
    static TableTraining decided(
            Table table,
            TrainOptions options,
            InferredSchema inferred,
            Recipes recipes,
            Consumer<TrainingOutline> outline) {
        return new TableTraining(table, options, inferred, recipes, outline);
    }

    /** The columns that a training reads: features and roles. */
    static List<ColumnSchema> readColumns(Schema schema) {
        return schema.columns().stream()
                .filter(column -> column.kind().isFeature() || ROLES.contains(column.kind()))
                .toList();
    }

    /**
     * Trains a model from a table.
     *
     * @param table         the rows
     * @param options       what to do differently from the defaults
     * @param outline       told once, before the first step, what is about to be trained
     * @param search        hears how a preset gets on that trains many networks
     * @param stopRequested asked before every step; true ends the training
     * @param listeners     hear of every training event, unless many networks are trained
     * @return the model and an account of it
     */
    public static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            SearchListener search,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        WarmStart.check(options);
        return switch (options.preset()) {
            case Presets.BEST -> BestTraining.run(table, options, outline, search, stopRequested);
            case Presets.TUNE -> TuneTraining.run(table, options, outline, search, stopRequested);
            default -> SingleTraining.run(table, options, outline, stopRequested, listeners);
        };
    }

    /** What keeps the states of this training in a folder. */
    TrainingKeeper keeper(Kept kept, LoadedTable rows, LoadedTable validationRows, Preparation prepared) {
        TrainingPlan plan = prepared.plan();
        if (!kept.folder().keeps()) {
            return TrainingKeeper.NONE;
        }
        TrainingKeeper keeper = kept.folder()
                .keeper(
                        kept.name(),
                        TrainingFingerprint.of(rows, validationRows, inferred, options, plan),
                        plan.configuration().optimizer());
        TrainingState before = keeper.resumed();
        if (before != null && !before.checkpoint().network().network().equals(plan.network())) {
            throw UserException.data("the checkpoints in "
                    + Display.text(String.valueOf(kept.folder().directory()))
                    + " are of another network than the data and options give; name another --checkpoint folder");
        }
        return keeper;
    }

    /** Judges what was fitted. */
    TrainingRun account(LoadedTable rows, LoadedTable validationRows, Fit fit) {
        String comparison = WarmStart.comparison(options, inferred, fit);
        if (comparison != null) {
            warnings.add(comparison);
        }
        double seconds = secondsBefore + (System.nanoTime() - started) / 1e9;
        return TrainingAccount.of(table, rows, validationRows, options, inferred, fit, warnings, seconds);
    }

    /** Fits encoder, target and network; what they are worth is for others to say. */
    Fit fit(
            LoadedTable rows,
            LoadedTable validationRows,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        TargetEncoding labels = labels(rows);
        return fit(rows, labels, split(rows, validationRows, labels), stopRequested, listeners);
    }

    /** What the columns are taken for. */
    InferredSchema inferred() {
        return inferred;
    }

    /** The columns to load. */
    List<ColumnSchema> columns() {
        return columns;
    }

    /** What a person should know, found until now. */
    List<String> warnings() {
        return warnings;
    }

    /** The classes of all rows, or values as they are. */
    TargetEncoding labels(LoadedTable rows) {
        if (options.startFrom() != null) {
            return WarmStart.target(options.startFrom(), column(rows).name());
        }
        return inferred.task() == Task.CLASSIFICATION
                ? ClassTarget.of(column(rows), all(rows))
                : ValueTarget.unscaled(options.target());
    }

    /** Which rows train and which validate. */
    Rows split(LoadedTable rows, LoadedTable validationRows, TargetEncoding labels) {
        Rows split = Rows.split(options, inferred, rows, validationRows, labels, warnings);
        split.checkVaries(options, labels.bind(column(rows)));
        return split;
    }

    /** Fits to some rows, keeping the states of the training in a folder. */
    Fit fit(
            LoadedTable rows,
            LoadedTable validationRows,
            TargetEncoding labels,
            Rows split,
            Kept kept,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        try (Preparation prepared = prepare(rows, labels, split)) {
            return fit(prepared, keeper(kept, rows, validationRows, prepared), stopRequested, listeners);
        }
    }

    /**
     * Where the states of a training are kept.
     *
     * @param folder holds them
     * @param name   of the training within it
     */
    record Kept(CheckpointFolder folder, String name) {}

    /** Fits to some rows. */
    Fit fit(
            LoadedTable rows,
            TargetEncoding labels,
            Rows split,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        try (Preparation prepared = prepare(rows, labels, split)) {
            return fit(prepared, stopRequested, listeners);
        }
    }

    /** Takes the steps. */
    Fit fit(Preparation prepared, BooleanSupplier stopRequested, TrainingListener... listeners) {
        return fit(prepared, TrainingKeeper.NONE, stopRequested, listeners);
    }

    /** Takes the steps, or those that another training left. */
    Fit fit(Preparation prepared, TrainingKeeper keeper, BooleanSupplier stopRequested, TrainingListener... listeners) {
        TrainingState before = keeper.resumed();
        StepCount steps = new StepCount(
                stopRequested, before == null ? 0 : before.checkpoint().step());
        List<EpochFinished> history = new ArrayList<>(before == null ? List.of() : before.history());
        secondsBefore = before == null ? 0 : before.elapsed().toNanos() / 1e9;
        TrainingPlan plan = prepared.plan();
        TrainedNetwork network;
        TrainingResult result = null;
        String divergence = null;
        try {
            TrainingListener[] all = withHistory(history, listeners);
            Long kept = TrainingSettings.keptStep(plan.settings());
            result = kept == null
                    ? Trainer.train(prepared.problem(), plan.configuration(), steps, keeper, all)
                    : KeptStep.train(prepared.problem(), plan.configuration(), kept, steps, all);
            network = result.network();
        } catch (TrainingDivergedException diverged) {
            network = diverged.lastGood();
            divergence = diverged.getMessage();
        }
        int firstEpochSteps =
                steps.ofFirstEpoch(plan.configuration(), prepared.training().rows(), history.size(), result);
        return prepared.fit(plan, network, result, divergence, history, firstEpochSteps);
    }

    /** Everything before the first step, with an encoder and a target that are fitted already. */
    Preparation prepare(
            LoadedTable rows,
            Rows split,
            Encoder encoder,
            BoundEncoder bound,
            TargetEncoding target,
            TrainingPlan plan) {
        return new Preparer(options, inferred, recipes, warnings, outline)
                .fitted(rows, split, encoder, bound, target, plan);
    }

    /** Everything before the first step. */
    Preparation prepare(LoadedTable rows, TargetEncoding labels, Rows split) {
        return new Preparer(options, inferred, recipes, warnings, outline).prepare(rows, labels, split);
    }

    private TrainingListener[] withHistory(List<EpochFinished> history, TrainingListener... listeners) {
        TrainingListener[] all = java.util.Arrays.copyOf(listeners, listeners.length + 1);
        all[listeners.length] = event -> {
            if (event instanceof EpochFinished epoch) {
                history.add(epoch);
            } else if (event instanceof TrainingEvent.Warned warned) {
                warnings.add(warned.message());
            }
        };
        return all;
    }

    private static int[] all(RawTable rows) {
        return java.util.stream.IntStream.range(0, rows.rows()).toArray();
    }

    RawColumn column(RawTable rows) {
        return Objects.requireNonNull(rows.column(Objects.requireNonNull(name(ColumnKind.TARGET))));
    }

    /** The column in a role, as the table writes its name. */
    @Nullable
    String name(ColumnKind role) {
        return Rows.column(inferred.schema(), role);
    }
}
