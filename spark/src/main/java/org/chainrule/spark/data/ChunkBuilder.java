package org.chainrule.spark.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the rows that go to one partition. Codes are those of the task until the chunk is built, and then its own. */
final class ChunkBuilder {
    private static final int FIRST_ROWS = 64;

    private final boolean validation;
    private final boolean ordered;
    private final boolean orderedByText;
    private final double[][] cells;
    private long[] high = new long[FIRST_ROWS];
    private long[] low = new long[FIRST_ROWS];
    private double[] orderNumbers = {};
    private @Nullable String[] orderTexts = {};
    private int rows;

    ChunkBuilder(boolean validation, int columns, RowFormat format) {
        this.validation = validation;
        ordered = format.order() >= 0;
        orderedByText = format.orderByText();
        cells = new double[columns][FIRST_ROWS];
        grow(FIRST_ROWS);
    }

    /** Adds a row with the cells that were loaded of it. */
    void add(RowReader row, double[] loaded) {
        if (rows == high.length) {
            grow(2 * rows);
        }
        high[rows] = row.high;
        low[rows] = row.low;
        for (int i = 0; i < cells.length; i++) {
            cells[i][rows] = loaded[i];
        }
        if (ordered && orderedByText) {
            orderTexts[rows] = row.orderText;
        } else if (ordered) {
            orderNumbers[rows] = row.orderNumber;
        }
        rows++;
    }

    private void grow(int capacity) {
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Arrays.copyOf(cells[i], capacity);
        }
        if (ordered && orderedByText) {
            orderTexts = Arrays.copyOf(orderTexts, capacity);
        } else if (ordered) {
            orderNumbers = Arrays.copyOf(orderNumbers, capacity);
        }
    }

    int rows() {
        return rows;
    }

    /**
     * The rows.
     *
     * @param texts per column of text what its codes mean; null for numbers
     */
    Chunk build(@Nullable List<String>[] texts) {
        Packed[] packed = new Packed[cells.length];
        String[][] dictionaries = new String[cells.length][];
        for (int i = 0; i < cells.length; i++) {
            List<String> all = texts[i];
            dictionaries[i] = all == null ? new String[0] : recode(cells[i], all);
            packed[i] = Packed.of(cells[i], rows);
        }
        return new Chunk(
                validation,
                Arrays.copyOf(high, rows),
                Arrays.copyOf(low, rows),
                packed,
                dictionaries,
                ordered && !orderedByText ? Packed.of(orderNumbers, rows) : null,
                ordered && orderedByText ? Arrays.copyOf(orderTexts, rows) : null);
    }

    private String[] recode(double[] codes, List<String> all) {
        int[] mine = new int[all.size()];
        String[] dictionary = new String[Math.min(rows, all.size())];
        int size = 0;
        for (int row = 0; row < rows; row++) {
            int code = (int) codes[row];
            if (code >= 0) {
                if (mine[code] == 0) {
                    dictionary[size++] = all.get(code);
                    mine[code] = size;
                }
                codes[row] = mine[code] - 1;
            }
        }
        return Arrays.copyOf(dictionary, size);
    }
}
