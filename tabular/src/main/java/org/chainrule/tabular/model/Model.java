package org.chainrule.tabular.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;

/**
 * A trained model: from rows of a table to predictions in the units of the target, with all it needs to say where it comes from. Immutable, safe to use from
 * several threads. A row gets the same prediction, bit for bit, alone and among others.
 */
public final class Model {
    private final ModelContents contents;
    private final List<ColumnSchema> inputColumns;
    private final String weightsSha256;
    private final ForwardRows forward;

    /**
     * A model of parts that were found consistent.
     *
     * @param contents the parts
     */
    public Model(ModelContents contents) {
        this(contents, ForwardRows.of(contents.members(), contents.uncertainty()));
    }

    /** The same with another forward pass: how tests see what reaches the network. */
    Model(ModelContents contents, Supplier<Forward> forward) {
        this(contents, new ForwardRows(contents.members(), List.of(forward), contents.uncertainty()));
    }

    private Model(ModelContents contents, ForwardRows forward) {
        this.contents = contents;
        this.inputColumns = contents.inputColumns();
        this.weightsSha256 = ModelFile.weightsSha256(contents);
        this.forward = forward;
    }

    /**
     * Reads a model file.
     *
     * @param file its path
     * @return the model
     * @throws UserException if the file is missing, damaged, or written by a newer Chainrule
     */
    public static Model load(Path file) {
        return new Model(ModelFile.read(file));
    }

    /**
     * Writes the model file, whole or not at all.
     *
     * @param file where to; replaced if it exists
     * @throws UserException if it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(contents, file);
    }

    /**
     * All parts.
     *
     * @return the parts
     */
    public ModelContents contents() {
        return contents;
    }

    /**
     * What is predicted.
     *
     * @return the task
     */
    public Task task() {
        return contents.task();
    }

    /**
     * The classes, in the order of the probabilities.
     *
     * @return labels; empty for regression
     */
    public List<String> classes() {
        return contents.target() instanceof ClassTarget classes ? classes.classes() : List.of();
    }

    /**
     * The column that is predicted.
     *
     * @return its name
     */
    public String target() {
        return contents.target().column();
    }

    /**
     * The columns of the training table, the dropped ones too.
     *
     * @return the schema
     */
    public Schema schema() {
        return contents.schema();
    }

    /**
     * The columns that a prediction reads: what {@code Table.load} must be asked for, and what a row must name.
     *
     * @return columns in the order of the training table
     */
    public List<ColumnSchema> inputColumns() {
        return inputColumns;
    }

    /**
     * From rows to the inputs of the network; of a model of several members the first one's.
     *
     * @return the encoder
     */
    public Encoder encoder() {
        return contents.encoder();
    }

    /**
     * From the target column to y, and back; of a model of several members the first one's. Column and classes are those of all.
     *
     * @return the encoding
     */
    public TargetEncoding targetEncoding() {
        return contents.target();
    }

    /**
     * The network with its weights; of a model of several members the first one's.
     *
     * @return the network
     */
    public TrainedNetwork network() {
        return contents.network();
    }

    /**
     * Metrics on the validation rows.
     *
     * @return by name; empty if there were none
     */
    public Map<String, Double> validation() {
        return contents.validation();
    }

    /**
     * Metrics on the test rows.
     *
     * @return by name; empty if there were none
     */
    public Map<String, Double> test() {
        return contents.test();
    }

    /**
     * How the training went.
     *
     * @return epoch by epoch
     */
    public TrainingHistory history() {
        return contents.history();
    }

    /**
     * Where the model comes from.
     *
     * @return its provenance
     */
    public Provenance provenance() {
        return contents.provenance();
    }

    /**
     * SHA-256 over the parameters, then the running statistics, in the order of {@code ParameterLayout}, as little-endian bytes (4 an element in float32, 8 in
     * float64), member after member: equal digits mean the same weights to the bit.
     *
     * @return 64 hexadecimal digits in lower case
     */
    public String weightsSha256() {
        return weightsSha256;
    }

    /**
     * Prepares for predictions inside an application, row by row and without allocation: see {@link RowPredictor}.
     *
     * @return a predictor, to be made once and shared
     */
    public RowPredictor predictor() {
        return RowPredictor.of(this);
    }

    /**
     * Predicts one row.
     *
     * @param row values of the columns of {@link #inputColumns} under their names; one that is null or absent is missing. Other keys are passed over,
     *            unless they look like an absent column misspelt. See {@link RawTables#of} for what a value may be
     * @return the prediction
     * @throws UserException if a column seems misspelt, all are absent, or a value cannot be what its column needs
     */
    public Prediction predict(Map<String, ?> row) {
        return predict(List.of(row)).get(0);
    }

    /**
     * Predicts rows that are maps.
     *
     * @param rows as in {@link #predict(Map)}
     * @return the predictions, in the order of the rows
     * @throws UserException as in {@link #predict(Map)}
     */
    public Predictions predict(List<? extends Map<String, ?>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            RowNames.check(contents.schema(), inputColumns, rows.get(row).keySet(), row);
        }
        try (RawTable table = RawTables.of(rows, inputColumns)) {
            return predict(table);
        }
    }

    /**
     * Predicts rows.
     *
     * @param rows a table with the columns of {@link #inputColumns}, among others
     * @return the predictions, in the order of the rows
     * @throws UserException if a column is absent or is not of its kind
     */
    public Predictions predict(RawTable rows) {
        return forward.predict(rows, IntStream.range(0, rows.rows()).toArray());
    }

    /**
     * Judges the model on the rows of a table that have a target.
     *
     * @param table a table with the columns of {@link #inputColumns}, the target, and, if the model was trained with one and the table has it, the weight
     * @return the metrics, in the units of the target
     * @throws UserException if a column is absent, a target is a class that training did not see, or no row has a target
     */
    public Evaluation evaluate(Table table) {
        Set<String> present = Set.copyOf(table.columnNames());
        List<ColumnSchema> columns = new ArrayList<>(inputColumns);
        for (ColumnSchema column : contents.schema().columns()) {
            boolean weight = column.kind() == ColumnKind.WEIGHT && present.contains(column.name());
            if (weight || column.name().equals(target())) {
                columns.add(column);
            }
        }
        try (RawTable rows = table.load(columns)) {
            return evaluate(rows);
        }
    }

    /**
     * Judges the model on loaded rows that have a target.
     *
     * @param rows as in {@link #evaluate(Table)}
     * @return the metrics, in the units of the target
     * @throws UserException as in {@link #evaluate(Table)}
     */
    public Evaluation evaluate(RawTable rows) {
        return Evaluator.evaluate(contents, forward, rows);
    }

    /**
     * Judges the model on some rows; those without a target are left out.
     *
     * @param rows  a table with the columns of the encoder, the target, and perhaps the weight
     * @param which row numbers
     * @return the metrics, predictions and targets
     * @throws UserException as {@link #evaluate(RawTable)}
     */
    public Evaluation evaluate(RawTable rows, int[] which) {
        return Evaluator.evaluate(contents, forward, rows, which);
    }

    @Override
    public String toString() {
        return "Model of " + Display.text(target()) + " (" + task() + ", "
                + (contents.members().size() == 1 ? "" : contents.members().size() + " members, ")
                + encoder().width() + " inputs, " + contents.network().network().outputs() + " outputs, weights "
                + weightsSha256.substring(0, 12) + ")";
    }
}
