package org.chainrule.tabular.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RowCells;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * Predicts rows inside an application. Immutable and shared by any number of threads; the memory of a call is a {@link RowScratch}, one a thread, with which a
 * float32 model predicts without allocating: always from numbers, and from texts for columns of text. The numbers are those of {@link Model#predict(Map)} bit
 * for bit, alone and in batches, and so is what is refused.
 *
 * <pre>{@code
 * RowPredictor predictor = Model.load(file).predictor();     // once
 * RowScratch scratch = predictor.newScratch();               // once a thread
 * double[] out = new double[predictor.outputs()];
 * predictor.predict(Map.of("age", 35, "sex", "male"), out, scratch);
 * }</pre>
 */
public final class RowPredictor {
    private final Schema schema;
    private final Task task;
    private final List<Member> members;
    private final @Nullable Uncertainty uncertainty;
    private final List<String> outputNames;
    private final RowCells.Layout layout;
    private final RowNetworks networks;
    private final ConcurrentLinkedQueue<RowScratch> idle = new ConcurrentLinkedQueue<>();

    private RowPredictor(PredictionParts parts) {
        this.schema = parts.schema();
        this.task = parts.task();
        this.members = parts.members();
        this.uncertainty = parts.uncertainty();
        this.outputNames = RowOutputs.names(members.get(0));
        this.networks = new RowNetworks(members, uncertainty);
        this.layout = new RowCells.Layout(PredictionParts.inputColumns(schema, members), networks::knownTexts);
    }

    /**
     * The predictor of a model.
     *
     * @param model any model
     * @return the predictor, with weights of its own
     */
    public static RowPredictor of(Model model) {
        ModelContents all = model.contents();
        return of(new PredictionParts(all.schema(), all.task(), all.members(), all.uncertainty()));
    }

    /**
     * The predictor of a model's parts.
     *
     * @param parts what {@link ModelFile#readForPredictions(java.nio.file.Path)} gives
     * @return the predictor, with weights of its own
     */
    public static RowPredictor of(PredictionParts parts) {
        return new RowPredictor(parts);
    }

    /**
     * What is predicted.
     *
     * @return the task
     */
    public Task task() {
        return task;
    }

    /**
     * The column that is predicted.
     *
     * @return its name
     */
    public String target() {
        return members.get(0).target().column();
    }

    /**
     * The columns that a prediction reads: the order of the cells of a row.
     *
     * @return columns in the order of the training table
     */
    public List<ColumnSchema> columns() {
        return layout.columns();
    }

    /**
     * The number of a column, to be looked up once.
     *
     * @param name its name
     * @return its position in {@link #columns()}
     * @throws UserException if the model reads no such column
     */
    public int column(String name) {
        for (int i = 0; i < columns().size(); i++) {
            if (columns().get(i).name().equals(name)) {
                return i;
            }
        }
        throw RowNames.unknown(name, columns());
    }

    /**
     * What the numbers of a prediction are: the classes; or {@code value}; or {@code value} and {@code standard_deviation}; or {@code quantile_0.1} and so on.
     *
     * @return {@link #outputs()} names
     */
    public List<String> outputNames() {
        return outputNames;
    }

    /**
     * How many numbers a prediction is.
     *
     * @return at least 1
     */
    public int outputs() {
        return networks.width();
    }

    /**
     * Memory for the calls of one thread.
     *
     * @return fresh scratch, all cells missing, for this predictor only
     */
    public RowScratch newScratch() {
        return new RowScratch(this, layout.newRow(), networks.encoders());
    }

    /**
     * Predicts the row that was set cell by cell in the scratch; the cells stay.
     *
     * @param scratch of this predictor, not in use by another thread
     * @param out     [{@link #outputs()}] overwritten; longer is well
     */
    public void predict(RowScratch scratch, double[] out) {
        checkOut(1, out);
        scratch.requireOf(this);
        forward(scratch, out);
    }

    /**
     * Predicts a row.
     *
     * @param cells   values of {@link #columns()} in their order, as {@link org.chainrule.tabular.read.RawTables#of} takes them: numbers, texts, booleans,
     *                dates; null is missing
     * @param out     [{@link #outputs()}] overwritten; longer is well
     * @param scratch of this predictor, not in use by another thread
     * @throws UserException            if a value cannot be what its column needs
     * @throws IllegalArgumentException if there are more or fewer cells than columns, or {@code out} is too short
     */
    public void predict(@Nullable Object[] cells, double[] out, RowScratch scratch) {
        checkOut(1, out);
        scratch.requireOf(this);
        scratch.fill(cells, 0);
        forward(scratch, out);
    }

    /**
     * Predicts a row of numbers.
     *
     * @param cells   values of {@link #columns()} in their order; NaN is missing. A column of text reads the number as text, which allocates
     * @param out     [{@link #outputs()}] overwritten; longer is well
     * @param scratch of this predictor, not in use by another thread
     * @throws UserException            if a value is infinite or beyond the range of float, or a column holds dates
     * @throws IllegalArgumentException if there are more or fewer cells than columns, or {@code out} is too short
     */
    public void predict(double[] cells, double[] out, RowScratch scratch) {
        predict(cells, 1, out, scratch);
    }

    /**
     * Predicts a row by the names of its columns.
     *
     * @param row     values by name; null and absent are missing. Other keys are passed over, unless they look like an absent column misspelt
     * @param out     [{@link #outputs()}] overwritten; longer is well
     * @param scratch of this predictor, not in use by another thread
     * @throws UserException            as {@link Model#predict(Map)}
     * @throws IllegalArgumentException if {@code out} is too short
     */
    public void predict(Map<String, ?> row, double[] out, RowScratch scratch) {
        checkOut(1, out);
        scratch.requireOf(this);
        scratch.fill(row, 0);
        forward(scratch, out);
    }

    /**
     * Predicts a row, with memory of the predictor.
     *
     * @param row as in {@link #predict(Map, double[], RowScratch)}
     * @return the prediction
     * @throws UserException as {@link Model#predict(Map)}
     */
    public Prediction predict(Map<String, ?> row) {
        return predict(List.of(row)).get(0);
    }

    /**
     * Predicts rows, with memory of the predictor.
     *
     * @param rows as in {@link #predict(Map, double[], RowScratch)}
     * @return the predictions, in the order of the rows
     * @throws UserException as {@link Model#predict(Map)}
     */
    public Predictions predict(List<? extends Map<String, ?>> rows) {
        RowScratch borrowed = idle.poll();
        RowScratch scratch = borrowed == null ? newScratch() : borrowed;
        double[][] predictions = new double[rows.size()][outputs()];
        try {
            RowScratch.Lane lane = scratch.lane(rows.size());
            for (int from = 0; from < rows.size(); from += lane.capacity()) {
                int count = Math.min(lane.capacity(), rows.size() - from);
                for (int n = 0; n < count; n++) {
                    scratch.fill(rows.get(from + n), from + n);
                    scratch.encode(lane, n);
                }
                networks.run(lane, count);
                for (int n = 0; n < count; n++) {
                    networks.decode(lane, n, predictions[from + n], 0);
                }
            }
        } finally {
            idle.offer(scratch);
        }
        return Predictions.decoded(members.get(0), predictions).with(uncertainty);
    }

    /**
     * Predicts rows.
     *
     * @param rows    [count][columns] as in {@link #predict(Object[], double[], RowScratch)}
     * @param count   how many
     * @param out     [count x {@link #outputs()}] row by row, overwritten; longer is well
     * @param scratch of this predictor, not in use by another thread
     * @throws UserException            if a value cannot be what its column needs
     * @throws IllegalArgumentException if a row has more or fewer cells than columns, or {@code out} is too short
     */
    public void predict(@Nullable Object[][] rows, int count, double[] out, RowScratch scratch) {
        checkOut(count, out);
        scratch.requireOf(this);
        scratch.predict(networks, rows, count, out);
    }

    /**
     * Predicts rows of numbers.
     *
     * @param cells   [count x columns] row by row, as in {@link #predict(double[], double[], RowScratch)}
     * @param count   how many
     * @param out     [count x {@link #outputs()}] row by row, overwritten; longer is well
     * @param scratch of this predictor, not in use by another thread
     * @throws UserException            if a value is infinite or beyond the range of float, or a column holds dates
     * @throws IllegalArgumentException if there are more or fewer cells, or {@code out} is too short
     */
    public void predict(double[] cells, int count, double[] out, RowScratch scratch) {
        checkOut(count, out);
        scratch.requireOf(this);
        int width = columns().size();
        if (cells.length != (long) count * width) {
            throw new IllegalArgumentException("expected " + count + " x " + width + " cells, found " + cells.length
                    + "; see columns() for their order");
        }
        RowScratch.Lane lane = scratch.lane(count);
        for (int from = 0; from < count; from += lane.capacity()) {
            int some = Math.min(lane.capacity(), count - from);
            for (int n = 0; n < some; n++) {
                scratch.encode(lane, n, cells, (from + n) * width, from + n);
            }
            networks.predict(lane, some, out, from);
        }
    }

    /**
     * Predicts rows of numbers, each an array of its own; the cells of the scratch are those of no row in particular afterwards.
     *
     * @param rows    [at least count][columns] as in {@link #predict(double[], double[], RowScratch)}
     * @param count   how many
     * @param out     [count x {@link #outputs()}] row by row, overwritten; longer is well
     * @param scratch of this predictor, not in use by another thread
     * @throws UserException            if a value is infinite or beyond the range of float, or a column holds dates
     * @throws IllegalArgumentException if a row has more or fewer cells than columns, or {@code out} is too short
     */
    public void predict(double[][] rows, int count, double[] out, RowScratch scratch) {
        checkOut(count, out);
        scratch.requireOf(this);
        scratch.predict(networks, rows, count, out);
    }

    private void checkOut(int rows, double[] out) {
        if (out.length < (long) rows * outputs()) {
            throw new IllegalArgumentException("expected room for " + rows + " x " + outputs() + " numbers, found "
                    + out.length + "; see outputNames()");
        }
    }

    private void forward(RowScratch scratch, double[] out) {
        RowScratch.Lane lane = scratch.lane(1);
        scratch.encode(lane, 0);
        networks.predict(lane, 1, out, 0);
    }

    /** The memory of so many rows. */
    RowScratch.Lane newLane(int rows) {
        return networks.newLane(rows);
    }

    /** Refuses a row whose names are not those of the columns. */
    void checkNames(Set<String> names, int row) {
        RowNames.check(schema, columns(), names, row);
    }
}
