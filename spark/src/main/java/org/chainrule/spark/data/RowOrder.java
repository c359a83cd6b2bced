package org.chainrule.spark.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical order of rows that came in chunks: by hash, and where two hashes are the same by the cells themselves, so that rows that compare as equal are equal. It does not depend on
 * the order of the chunks.
 */
final class RowOrder {
    private static final int HALF = 32;
    private static final long LOWER = 0xffffffffL;

    private final List<Chunk> chunks;
    private final int[] firstRows;
    private final int rows;
    private final long[] high;
    private final long[] low;

    RowOrder(List<Chunk> chunks) {
        this.chunks = chunks;
        firstRows = new int[chunks.size() + 1];
        for (int i = 0; i < chunks.size(); i++) {
            firstRows[i + 1] = Math.addExact(firstRows[i], chunks.get(i).rows());
        }
        rows = firstRows[chunks.size()];
        high = new long[rows];
        low = new long[rows];
        for (int i = 0; i < chunks.size(); i++) {
            System.arraycopy(
                    chunks.get(i).high(), 0, high, firstRows[i], chunks.get(i).rows());
            System.arraycopy(
                    chunks.get(i).low(), 0, low, firstRows[i], chunks.get(i).rows());
        }
    }

    int rows() {
        return rows;
    }

    /** {@link HashCounts#sum} of all rows. */
    long sum() {
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += HashCounts.sum(high[i], low[i]);
        }
        return sum;
    }

    /** All rows, counted through the chunks, in their order. */
    int[] sorted() {
        long[] keys = new long[rows];
        for (int i = 0; i < rows; i++) {
            keys[i] = high[i] & ~LOWER | i;
        }
        Arrays.sort(keys);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = (int) keys[i];
        }
        int begin = 0;
        for (int i = 1; i <= rows; i++) {
            if (i == rows || keys[i] >>> HALF != keys[begin] >>> HALF) {
                if (i - begin > 1) {
                    sort(order, begin, i, this::compare);
                }
                begin = i;
            }
        }
        return order;
    }

    /** Orders ranges of them, each between two of the ends, by the order column, and keeps their order where that is the same. */
    void sortByColumn(int[] order, int[] ends) {
        boolean byText = chunks.stream().anyMatch(chunk -> chunk.orderTexts() != null);
        double[] numbers = new double[byText ? 0 : rows];
        @Nullable String[] texts = new String[byText ? rows : 0];
        for (int i = 0; i < chunks.size(); i++) {
            Packed of = chunks.get(i).orderNumbers();
            String[] ofText = chunks.get(i).orderTexts();
            for (int row = 0; row < chunks.get(i).rows(); row++) {
                if (of != null) {
                    numbers[firstRows[i] + row] = of.get(row);
                } else if (ofText != null) {
                    texts[firstRows[i] + row] = ofText[row];
                }
            }
        }
        for (int i = 0; i + 1 < ends.length; i++) {
            sort(
                    order,
                    ends[i],
                    ends[i + 1],
                    byText ? (a, b) -> compare(texts[a], texts[b]) : (a, b) -> Double.compare(numbers[a], numbers[b]));
        }
    }

    private static void sort(int[] order, int from, int to, Comparator<Integer> comparator) {
        Integer[] part = new Integer[to - from];
        Arrays.setAll(part, i -> order[from + i]);
        Arrays.sort(part, comparator);
        for (int i = 0; i < part.length; i++) {
            order[from + i] = part[i];
        }
    }

    private int compare(int a, int b) {
        int compared = Long.compare(high[a], high[b]);
        if (compared == 0) {
            compared = Long.compare(low[a], low[b]);
        }
        return compared != 0 ? compared : compareCells(a, b);
    }

    private int compareCells(int a, int b) {
        int chunkA = chunk(a);
        int chunkB = chunk(b);
        Chunk first = chunks.get(chunkA);
        Chunk other = chunks.get(chunkB);
        int rowA = a - firstRows[chunkA];
        int rowB = b - firstRows[chunkB];
        for (int i = 0; i < first.cells().length; i++) {
            double cellA = first.cells()[i].get(rowA);
            double cellB = other.cells()[i].get(rowB);
            String[] texts = first.dictionaries()[i];
            String[] otherTexts = other.dictionaries()[i];
            int compared = texts.length == 0 && otherTexts.length == 0
                    ? Double.compare(cellA, cellB)
                    : compare(text(texts, cellA), text(otherTexts, cellB));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static @Nullable String text(String[] texts, double code) {
        return code < 0 ? null : texts[(int) code];
    }

    private static int compare(@Nullable String a, @Nullable String b) {
        return a == null || b == null ? Boolean.compare(a == null, b == null) : a.compareTo(b);
    }

    private int chunk(int row) {
        int found = Arrays.binarySearch(firstRows, row);
        int chunk = found >= 0 ? found : -found - 2;
        while (firstRows[chunk + 1] <= row) {
            chunk++;
        }
        return chunk;
    }
}
