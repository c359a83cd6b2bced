package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.chainrule.tabular.checkpoint.CheckpointFolder;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.DatasetStorage;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;

/**
 * A training from a table up to its first step: the table is read, the rows are split, encoder and target are fitted, the rows encoded, and the network is
 * decided. {@link TableTraining} goes the same way, so whoever takes the steps from here, with {@link #problem} and {@link #configuration}, gets the bits that
 * it gets. Nothing changes in it; safe for concurrent use until it is closed.
 */
public final class PreparedTraining implements AutoCloseable {
    private final Table table;
    private final TrainOptions options;
    private final TableTraining training;
    private final LoadedTable rows;
    private final LoadedTable validationRows;
    private final Preparation prepared;
    private final CheckpointFolder folder;

    PreparedTraining(
            Table table,
            TrainOptions options,
            TableTraining training,
            LoadedTable rows,
            LoadedTable validationRows,
            Preparation prepared,
            CheckpointFolder folder) {
        this.folder = folder;
        this.table = table;
        this.options = options;
        this.training = training;
        this.rows = rows;
        this.validationRows = validationRows;
        this.prepared = prepared;
    }

    /**
     * Reads a table and prepares.
     *
     * @param table   the rows
     * @param options what to do; a preset that trains one network
     * @return to be closed
     * @throws UserException if the table, an option or the preset does not fit
     */
    public static PreparedTraining of(Table table, TrainOptions options) {
        return of(table, options, outline -> {});
    }

    /**
     * Reads a table and prepares.
     *
     * @param table   the rows
     * @param options what to do; a preset that trains one network
     * @param outline told once, before the rows are encoded, what is about to be trained
     * @return to be closed
     * @throws UserException if the table, an option or the preset does not fit
     */
    public static PreparedTraining of(Table table, TrainOptions options, Consumer<TrainingOutline> outline) {
        if (Presets.SEARCHES.contains(options.preset())) {
            throw UserException.usage("the preset " + options.preset() + " trains many networks; choose one of "
                    + String.join(", ", Presets.NAMES));
        }
        return SingleTraining.prepare(table, options, outline);
    }

    /**
     * What is to be trained: the network, the likelihood and the encoded rows; the weights are drawn from the seed.
     *
     * @return the problem
     */
    public TrainingProblem problem() {
        return prepared.problem();
    }

    /**
     * How it is trained.
     *
     * @return the configuration
     */
    public TrainingConfiguration configuration() {
        return prepared.plan().configuration();
    }

    /**
     * Every effective setting by name, as the model file has it.
     *
     * @return the settings
     */
    public Map<String, String> settings() {
        return prepared.plan().settings();
    }

    /**
     * What is asked.
     *
     * @return the task
     */
    public Task task() {
        return training.inferred().task();
    }

    /**
     * What the columns were taken for.
     *
     * @return the schema
     */
    public Schema schema() {
        return training.inferred().schema();
    }

    /**
     * From rows to inputs.
     *
     * @return the fitted encoder
     */
    public Encoder encoder() {
        return prepared.encoder();
    }

    /**
     * From the target column to y, and back.
     *
     * @return the fitted encoding
     */
    public TargetEncoding target() {
        return prepared.target();
    }

    /**
     * The classes, in the order of their numbers.
     *
     * @return the names; empty for regression
     */
    public List<String> classNames() {
        return prepared.target() instanceof ClassTarget classes ? classes.classes() : List.of();
    }

    /**
     * What each input of the network means.
     *
     * @return as many names as inputs
     */
    public List<String> inputNames() {
        return prepared.encoder().featureNames();
    }

    /**
     * The columns of the table that were read: features, target, and what else has a role.
     *
     * @return their names, in the order of the table
     */
    public List<String> columnNames() {
        return training.columns().stream().map(ColumnSchema::name).toList();
    }

    /**
     * The name of the metric on the validation rows.
     *
     * @return such as {@code logLoss}
     */
    public String metricName() {
        return prepared.metric().name();
    }

    /**
     * The rows of the table that are trained on; row i of the training data is the i-th of them.
     *
     * @return a new array of row numbers from 0, ascending
     */
    public int[] trainingRows() {
        return prepared.split().training().clone();
    }

    /**
     * The rows that are validated on: of the table, or of the table that the options give for it.
     *
     * @return a new array of row numbers from 0, ascending; may be empty
     */
    public int[] validationRows() {
        return prepared.split().validation().clone();
    }

    /**
     * A training row as it was read.
     *
     * @param row of the training data, from 0
     * @return text by the name of the column, in the order of {@link #columnNames}; an empty text for a missing cell
     */
    public Map<String, String> cells(int row) {
        int number = prepared.split().training()[row];
        Map<String, String> cells = new LinkedHashMap<>();
        for (ColumnSchema column : training.columns()) {
            cells.put(column.name(), CellText.of(rows, column, number));
        }
        return cells;
    }

    /**
     * Encodes other rows, such as the points of a grid.
     *
     * @param points cells by the name of the column, as for a prediction; absent ones are missing
     * @return their inputs, without targets; to be closed
     * @throws UserException if a value is not what its column expects
     */
    public EncodedDataset encode(List<? extends Map<String, ?>> points) {
        List<ColumnSchema> features = schema().features();
        try (LoadedTable grid = RawTables.of(points, features)) {
            return EncodedDataset.of(
                    prepared.encoder().bind(grid),
                    List.of(),
                    IntStream.range(0, points.size()).toArray(),
                    RowWeights.of(null),
                    DatasetStorage.automatic());
        }
    }

    /**
     * What a person should know about how the table was read.
     *
     * @return one line each
     */
    public List<String> warnings() {
        return List.copyOf(training.warnings());
    }

    /**
     * Trains to the end, as {@link TableTraining#run} does.
     *
     * @param stopRequested asked before every step; true ends the training
     * @param listeners     hear of every training event
     * @return the model and an account of it
     */
    public TrainingRun train(BooleanSupplier stopRequested, TrainingListener... listeners) {
        TrainingKeeper keeper =
                training.keeper(new TableTraining.Kept(folder, CheckpointFolder.ONE), rows, validationRows, prepared);
        return training.account(rows, validationRows, training.fit(prepared, keeper, stopRequested, listeners));
    }

    /**
     * The model that {@code chainrule train} would write, with metrics, uncertainty and provenance, so that it can be reproduced.
     *
     * @param result          weights, history and end; the weights are those of the best epoch, or of the last step of a first epoch that was not finished
     * @param firstEpochSteps steps taken if the training was ended within its first epoch, else 0
     * @param seconds         wall-clock time of the training
     * @return the model
     */
    public Model model(TrainingResult result, int firstEpochSteps, double seconds) {
        return judged(prepared.fit(prepared.plan(), result, firstEpochSteps), seconds);
    }

    /**
     * A model of weights as they stand after a step, whichever epoch was the best.
     *
     * @param result  the weights, the history until then, and the end
     * @param step    steps taken until then
     * @param edits   weights that were changed by hand until then, {@code STEP:LAYER:FROM:TO:VALUE}; such a model cannot be reproduced
     * @param seconds wall-clock time of the training
     * @return the model; its provenance says the step and the edits
     */
    public Model modelAt(TrainingResult result, long step, List<String> edits, double seconds) {
        return judged(prepared.fit(prepared.plan().keptAt(step, edits), result, 0), seconds);
    }

    private Model judged(Fit fit, double seconds) {
        InferredSchema inferred = training.inferred();
        ModelContents bare = TrainingAccount.bare(table, rows, validationRows, options, inferred, fit, seconds);
        return TrainingAccount.judged(bare, fit.split(), options).model();
    }

    @Override
    public void close() {
        prepared.close();
        close(rows, validationRows);
        folder.close();
    }

    private static void close(LoadedTable rows, LoadedTable validationRows) {
        rows.close();
        if (validationRows != rows) {
            validationRows.close();
        }
    }
}
