package org.chainrule.tabular.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few rows copied out of a table, so that they can be looked at after the table was closed. Immutable, on the heap.
 *
 * @param split   which rows they are, such as {@code validation}
 * @param rows    how many
 * @param columns their cells; a dictionary holds the values that occur, in order of first appearance
 */
public record RowSample(String split, int rows, List<RawColumn> columns) implements RawTable {
    /** Cells are at most so many: of wide tables fewer rows are kept. */
    private static final int MOST_CELLS = 2_000_000;

    /** Copies the list. */
    public RowSample {
        columns = List.copyOf(columns);
    }

    /**
     * Copies an even spread of rows.
     *
     * @param split which rows they are, in a word
     * @param table the table, read
     * @param names columns to copy; those that the table lacks are passed over
     * @param which row numbers of the table
     * @param most  rows to copy
     * @return at most {@code most} rows, in order
     */
    public static RowSample of(String split, RawTable table, Set<String> names, int[] which, int most) {
        int[] rows = spread(which, Math.max(1, Math.min(most, MOST_CELLS / Math.max(1, names.size()))));
        List<RawColumn> columns = new ArrayList<>();
        for (RawColumn column : table.columns()) {
            if (names.contains(column.name())) {
                columns.add(copy(column, rows));
            }
        }
        return new RowSample(split, rows.length, columns);
    }

    /**
     * At most so many rows, evenly spread.
     *
     * @param rows row numbers
     * @param most how many to take
     * @return the rows, or some of them, in the same order
     */
    public static int[] spread(int[] rows, int most) {
        int count = Math.min(most, rows.length);
        int[] sample = new int[count];
        for (int n = 0; n < count; n++) {
            sample[n] = rows[(int) ((long) n * rows.length / count)];
        }
        return sample;
    }

    private static RawColumn copy(RawColumn column, int[] rows) {
        if (column instanceof RawColumn.Numeric numbers) {
            return new Numbers(
                    column.name(),
                    Arrays.stream(rows).mapToDouble(numbers::value).toArray());
        }
        RawColumn.Text text = (RawColumn.Text) column;
        Map<Integer, Integer> found = new HashMap<>();
        List<String> dictionary = new ArrayList<>();
        int[] codes = new int[rows.length];
        for (int n = 0; n < rows.length; n++) {
            int code = text.code(rows[n]);
            codes[n] = code < 0 ? -1 : found.computeIfAbsent(code, c -> found.size());
            if (codes[n] == dictionary.size()) {
                dictionary.add(text.dictionary().get(code));
            }
        }
        return new Words(column.name(), codes, List.copyOf(dictionary));
    }

    @Override
    public void close() {
        // everything is on the heap
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Numbers(String name, double[] values) implements RawColumn.Numeric {
        @Override
        public double value(int row) {
            return values[row];
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Words(String name, int[] codes, List<String> dictionary) implements RawColumn.Text {
        @Override
        public int code(int row) {
            return codes[row];
        }
    }
}
