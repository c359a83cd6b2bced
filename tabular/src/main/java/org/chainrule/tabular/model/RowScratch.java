package org.chainrule.tabular.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.NumberEncoder;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RowCells;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one thread's calls of a {@link RowPredictor}, and a row whose cells can be set one by one, without boxing: then
 * {@link RowPredictor#predict(RowScratch, double[])} predicts it. Cells stay until they are set again. Not to be used by two threads at a time.
 */
public final class RowScratch {
    /** Rows of a batch that go through together. */
    private static final int BATCH = 256;

    private final RowPredictor owner;
    private final RowCells cells;
    private final BoundEncoder[] bound;
    private final NumberEncoder[] numbers;
    private final double[] widest;
    private @Nullable Lane single;
    private @Nullable Lane batch;

    RowScratch(RowPredictor owner, RowCells cells, List<Encoder> encoders) {
        this.owner = owner;
        this.cells = cells;
        this.bound = encoders.stream().map(encoder -> encoder.bind(cells)).toArray(BoundEncoder[]::new);
        List<String> names = owner.columns().stream().map(ColumnSchema::name).toList();
        List<NumberEncoder> plain = encoders.stream()
                .flatMap(encoder -> Stream.ofNullable(NumberEncoder.of(encoder, names)))
                .toList();
        // All or none: a row is encoded in one way for all members
        this.numbers = plain.size() == bound.length && plainColumns(owner.columns())
                ? plain.toArray(NumberEncoder[]::new)
                : new NumberEncoder[0];
        this.widest = new double
                [numbers.length == 0
                        ? 0
                        : encoders.stream().mapToInt(Encoder::width).max().orElse(0)];
    }

    private static boolean plainColumns(List<ColumnSchema> columns) {
        return columns.stream()
                .noneMatch(column -> column.text() || column.kind().isDate());
    }

    /** What so many rows need on their way through the networks. */
    static final class Lane {
        private final int capacity;
        private final float[][] inputs;
        private final Predictor.Scratch[] passes;
        private final double[] outputs;
        private final double[] sums;

        Lane(int capacity, List<Encoder> encoders, List<Predictor> predictors, int sums) {
            this.capacity = capacity;
            this.inputs = encoders.stream()
                    .map(encoder -> new float[capacity * encoder.width()])
                    .toArray(float[][]::new);
            this.passes = predictors.stream()
                    .map(predictor -> predictor.newScratch(capacity))
                    .toArray(Predictor.Scratch[]::new);
            int widest = predictors.stream().mapToInt(Predictor::outputs).max().orElseThrow();
            this.outputs = new double[capacity * widest];
            this.sums = new double[sums];
        }

        int capacity() {
            return capacity;
        }

        /** [rows x n(0)] of an encoder. */
        float[] inputs(int encoder) {
            return inputs[encoder];
        }

        Predictor.Scratch pass(int member) {
            return passes[member];
        }

        /** [rows x n(L)] of the member that came last. */
        double[] outputs() {
            return outputs;
        }

        double[] sums() {
            return sums;
        }
    }

    /** Memory for so many rows or a part of them; that of batches is made when the first comes. */
    Lane lane(int rows) {
        Lane lane = rows <= 1 ? single : batch;
        if (lane == null) {
            lane = owner.newLane(rows <= 1 ? 1 : BATCH);
            if (rows <= 1) {
                single = lane;
            } else {
                batch = lane;
            }
        }
        return lane;
    }

    /** Predicts rows of any cells: see {@link RowPredictor#predict(Object[][], int, double[], RowScratch)}. */
    void predict(RowNetworks networks, @Nullable Object[][] rows, int count, double[] out) {
        Lane lane = lane(count);
        for (int from = 0; from < count; from += lane.capacity()) {
            int some = Math.min(lane.capacity(), count - from);
            for (int n = 0; n < some; n++) {
                fill(rows[from + n], from + n);
                encode(lane, n);
            }
            networks.predict(lane, some, out, from);
        }
    }

    /** Predicts rows of numbers: see {@link RowPredictor#predict(double[][], int, double[], RowScratch)}. */
    void predict(RowNetworks networks, double[][] rows, int count, double[] out) {
        Lane lane = lane(count);
        for (int from = 0; from < count; from += lane.capacity()) {
            int some = Math.min(lane.capacity(), count - from);
            for (int n = 0; n < some; n++) {
                encodeRow(lane, n, rows[from + n], from + n);
            }
            networks.predict(lane, some, out, from);
        }
    }

    /** Encodes the cells as row n of the inputs. */
    void encode(Lane lane, int n) {
        for (int e = 0; e < bound.length; e++) {
            bound[e].encode(0, lane.inputs(e), n * bound[e].width());
        }
    }

    /** Encodes numbers, in the order of the columns, as row n of the inputs; a single row is kept in the cells as well. */
    void encode(Lane lane, int n, double[] row, int from, int number) {
        if (lane.capacity() == 1 || !encodePlain(lane, n, row, from)) {
            fill(row, from, number);
            encode(lane, n);
        }
    }

    /** Encodes a row of numbers; what the cells are afterwards is not said. */
    void encodeRow(Lane lane, int n, double[] row, int number) {
        if (row.length != owner.columns().size()) {
            throw wrongCount(row.length, number);
        }
        if (!encodePlain(lane, n, row, 0)) {
            fill(row, 0, number);
            encode(lane, n);
        }
    }

    /** False if a cell needs a second look, or a column is no scaled number. */
    private boolean encodePlain(Lane lane, int n, double[] row, int from) {
        boolean done = numbers.length > 0;
        for (int e = 0; e < numbers.length && done; e++) {
            done = numbers[e].encode(row, from, widest, lane.inputs(e), n * bound[e].width());
        }
        return done;
    }

    private IllegalArgumentException wrongCount(int found, int number) {
        return new IllegalArgumentException("row " + (number + 1) + ": expected "
                + owner.columns().size() + " cells, found " + found + "; see columns() for their order");
    }

    /** Sets all cells, in the order of the columns. */
    void fill(@Nullable Object[] row, int number) {
        if (row.length != owner.columns().size()) {
            throw wrongCount(row.length, number);
        }
        for (int i = 0; i < row.length; i++) {
            cells.set(i, row[i], number);
        }
    }

    /** Sets all cells to numbers, in the order of the columns. */
    void fill(double[] row, int from, int number) {
        for (int i = 0; i < owner.columns().size(); i++) {
            cells.set(i, row[from + i], number);
        }
    }

    /** Sets all cells by the names of their columns; names are looked at only where one is absent, which is dear. */
    void fill(Map<String, ?> row, int number) {
        boolean absent = false;
        try {
            for (int i = 0; i < owner.columns().size(); i++) {
                String name = owner.columns().get(i).name();
                Object value = row.get(name);
                absent |= value == null && !row.containsKey(name);
                cells.set(i, value, number);
            }
        } catch (UserException wrong) {
            // A misspelt name is told first.
            owner.checkNames(row.keySet(), number);
            throw wrong;
        }
        if (absent) {
            owner.checkNames(row.keySet(), number);
        }
    }

    void requireOf(RowPredictor predictor) {
        if (owner != predictor) {
            throw new IllegalArgumentException(
                    "expected scratch of this predictor, found that of another; ask this one for newScratch()");
        }
    }

    /**
     * Sets a number.
     *
     * @param column from 0, see {@link RowPredictor#column}
     * @param value  the number; NaN if it is missing
     * @throws UserException             if the column holds dates, or the number is infinite or beyond the range of float
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public void set(int column, double value) {
        cells.set(column, value, 0);
    }

    /**
     * Sets a whole number: a column of text keeps all its digits.
     *
     * @param column from 0, see {@link RowPredictor#column}
     * @param value  the number
     * @throws UserException             if the column holds dates
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public void set(int column, long value) {
        if (columnIsText(column)) {
            cells.set(column, (Object) value, 0);
        } else {
            cells.set(column, (double) value, 0);
        }
    }

    private boolean columnIsText(int column) {
        return owner.columns().get(column).text();
    }

    /**
     * Sets a text.
     *
     * @param column from 0, see {@link RowPredictor#column}
     * @param value  the text, with or without blanks at its ends; null if it is missing. It may be changed afterwards
     * @throws UserException             if the column holds numbers or dates and the text is none
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public void set(int column, @Nullable CharSequence value) {
        if (value == null) {
            setMissing(column);
        } else {
            cells.set(column, value, 0);
        }
    }

    /**
     * Sets any value that {@link org.chainrule.tabular.read.RawTables#of} takes, such as a date.
     *
     * @param column from 0, see {@link RowPredictor#column}
     * @param value  the value; null if it is missing
     * @throws UserException             if it is not what the column holds
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public void set(int column, @Nullable Object value) {
        cells.set(column, value, 0);
    }

    /**
     * Makes a cell missing.
     *
     * @param column from 0, see {@link RowPredictor#column}
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public void setMissing(int column) {
        cells.set(column, (Object) null, 0);
    }

    /** Makes all cells missing. */
    public void clear() {
        cells.clear();
    }
}
