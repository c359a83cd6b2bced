package org.chainrule.tabular.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.chainrule.calibrate.TemperatureScaling;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RowCells;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
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
    private final List<Member> members;
    private final @Nullable Uncertainty uncertainty;
    private final @Nullable TemperatureScaling temperature;
    private final List<String> outputNames;
    private final RowCells.Layout layout;
    private final SharedEncoders shared;
    private final List<Predictor> predictors;
    private final MemberMean mean;
    private final ConcurrentLinkedQueue<RowScratch> idle = new ConcurrentLinkedQueue<>();

    private RowPredictor(ModelContents contents) {
        this.schema = contents.schema();
        this.members = contents.members();
        this.uncertainty = contents.uncertainty();
        this.outputNames = RowOutputs.names(contents.network().likelihood(), contents.target());
        this.temperature = uncertainty == null || uncertainty.temperature() == 1
                ? null
                : new TemperatureScaling(uncertainty.temperature());
        this.layout = new RowCells.Layout(contents.inputColumns(), this::knownTexts);
        this.shared = new SharedEncoders(members);
        this.predictors =
                members.stream().map(member -> new Predictor(member.network())).toList();
        this.mean = new MemberMean(members);
    }

    /**
     * The predictor of a model.
     *
     * @param model any model
     * @return the predictor, with weights of its own
     */
    public static RowPredictor of(Model model) {
        return new RowPredictor(model.contents());
    }

    private Set<String> knownTexts(String column) {
        Set<String> texts = new LinkedHashSet<>();
        members.forEach(member -> texts.addAll(member.encoder().knownTexts(column)));
        return texts;
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
        return mean.width();
    }

    /**
     * Memory for the calls of one thread.
     *
     * @return fresh scratch, all cells missing, for this predictor only
     */
    public RowScratch newScratch() {
        return new RowScratch(this, layout.newRow(), shared.encoders());
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
        forward(scratch, out, 0, 1);
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
        set(scratch, cells, 0);
        forward(scratch, out, 0, 1);
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
        set(scratch, row, 0);
        forward(scratch, out, 0, 1);
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
            RowScratch.Lane lane = scratch.lane(rows.size(), this::newPasses);
            for (int from = 0; from < rows.size(); from += lane.capacity()) {
                int count = Math.min(lane.capacity(), rows.size() - from);
                for (int n = 0; n < count; n++) {
                    set(scratch, rows.get(from + n), from + n);
                    scratch.encode(lane, n);
                }
                run(lane, count);
                for (int n = 0; n < count; n++) {
                    mean.finish(lane.sums(), n * mean.sums(), predictions[from + n], 0);
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
        RowScratch.Lane lane = scratch.lane(count, this::newPasses);
        for (int from = 0; from < count; from += lane.capacity()) {
            int some = Math.min(lane.capacity(), count - from);
            for (int n = 0; n < some; n++) {
                set(scratch, rows[from + n], from + n);
                scratch.encode(lane, n);
            }
            finish(lane, some, out, from);
        }
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
        RowScratch.Lane lane = scratch.lane(count, this::newPasses);
        for (int from = 0; from < count; from += lane.capacity()) {
            int some = Math.min(lane.capacity(), count - from);
            for (int n = 0; n < some; n++) {
                for (int i = 0; i < width; i++) {
                    scratch.cells().set(i, cells[(from + n) * width + i], from + n);
                }
                scratch.encode(lane, n);
            }
            finish(lane, some, out, from);
        }
    }

    private void set(RowScratch scratch, @Nullable Object[] cells, int row) {
        if (cells.length != columns().size()) {
            throw new IllegalArgumentException("row " + (row + 1) + ": expected "
                    + columns().size() + " cells, found " + cells.length + "; see columns() for their order");
        }
        for (int i = 0; i < cells.length; i++) {
            scratch.cells().set(i, cells[i], row);
        }
    }

    private void set(RowScratch scratch, Map<String, ?> row, int number) {
        boolean absent = false;
        try {
            for (int i = 0; i < columns().size(); i++) {
                String name = columns().get(i).name();
                Object value = row.get(name);
                absent |= value == null && !row.containsKey(name);
                scratch.cells().set(i, value, number);
            }
        } catch (UserException wrong) {
            // A misspelt name is told first.
            RowNames.check(schema, columns(), row.keySet(), number);
            throw wrong;
        }
        if (absent) {
            RowNames.check(schema, columns(), row.keySet(), number);
        }
    }

    private void checkOut(int rows, double[] out) {
        if (out.length < (long) rows * outputs()) {
            throw new IllegalArgumentException("expected room for " + rows + " x " + outputs() + " numbers, found "
                    + out.length + "; see outputNames()");
        }
    }

    private void forward(RowScratch scratch, double[] out, int from, int rows) {
        RowScratch.Lane lane = scratch.lane(rows, this::newPasses);
        scratch.encode(lane, 0);
        finish(lane, rows, out, from);
    }

    private void finish(RowScratch.Lane lane, int rows, double[] out, int from) {
        run(lane, rows);
        int width = mean.width();
        for (int n = 0; n < rows; n++) {
            int to = (from + n) * width;
            mean.finish(lane.sums(), n * mean.sums(), out, to);
            if (temperature != null) {
                temperature.apply(out, to, width);
            }
        }
    }

    private void run(RowScratch.Lane lane, int rows) {
        for (int i = 0; i < predictors.size(); i++) {
            int m = shared.member(i);
            predictors.get(m).predict(lane.inputs(shared.of(m)), rows, lane.outputs(), lane.pass(m));
            mean.add(m, rows, lane.outputs(), lane.sums());
        }
    }

    /** The memory of so many rows. */
    private RowScratch.Lane newPasses(int rows) {
        int widest = 1;
        for (Predictor predictor : predictors) {
            widest = Math.max(widest, predictor.outputs());
        }
        return new RowScratch.Lane(
                rows,
                shared.encoders().stream()
                        .map(encoder -> new float[rows * encoder.width()])
                        .toArray(float[][]::new),
                predictors.stream().map(predictor -> predictor.newScratch(rows)).toArray(Predictor.Scratch[]::new),
                new double[rows * widest],
                new double[rows * mean.sums()]);
    }
}
