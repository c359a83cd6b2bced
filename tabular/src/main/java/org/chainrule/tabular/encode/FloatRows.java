package org.chainrule.tabular.encode;

import java.io.Closeable;
import java.io.IOException;

/** Rows of floats of one width, written once in order, then read in any order from any thread. */
sealed interface FloatRows extends Closeable permits HeapRows, MappedRows {
    /** Appends a row. */
    void append(float[] row) throws IOException;

    /** Ends the writing; rows can be read from here on. */
    void finish() throws IOException;

    /** Copies {@code length} numbers of a row, from position {@code from} on. */
    void read(int row, int from, float[] out, int offset, int length);

    /** One number of a row. */
    float get(int row, int position);

    /** The largest power of two of rows, at least 1, of this width that fits into so many floats, as a shift. */
    static int shift(int width, long floats) {
        return Math.min(30, 63 - Long.numberOfLeadingZeros(Math.max(1, floats / Math.max(1, width))));
    }

    /** How many chunks hold the rows. */
    static int chunks(int rows, int shift) {
        return (int) (((long) rows + (1L << shift) - 1) >>> shift);
    }
}
