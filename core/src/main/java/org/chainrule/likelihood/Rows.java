package org.chainrule.likelihood;

/** Where rows lie in flat arrays. */
final class Rows {
    private Rows() {}

    /** How many elements from the start of a row on belong to it: its stride, unless the array ends before. */
    static int room(float[] values, int start, int width, int stride) {
        return Math.max(width, Math.min(stride, values.length - start));
    }

    /** The first elements of rows, side by side. */
    static void gather(float[] values, int start, int stride, float[] column, int columnStart, int rows) {
        for (int n = 0; n < rows; n++) {
            column[columnStart + n] = values[start + n * stride];
        }
    }
}
