package org.chainrule.tabular.encode;

import java.io.Closeable;
import java.io.IOException;

/**
 * Rows of inputs, followed by targets and weight, written once in order, then read in any order from any thread without
 * allocation. The two forms give the same bits: {@link HeapRows} keeps what a network sees, {@link CompactRows} the cells
 * that it is computed from.
 */
sealed interface EncodedRows extends Closeable permits HeapRows, CompactRows {
    /**
     * Appends a row.
     *
     * @param row  row of the table that the encoder is bound to
     * @param tail targets and weight, copied
     */
    void append(int row, float[] tail) throws IOException;

    /** Ends the writing; rows can be read from here on. */
    void finish() throws IOException;

    /**
     * Writes the inputs of rows.
     *
     * @param order  row numbers, in the order of appending
     * @param from   first position in {@code order}
     * @param count  how many rows
     * @param x      overwritten, as many numbers a row as the encoder is wide
     * @param offset first element to write
     * @param stride distance of two rows of x
     */
    void inputs(int[] order, int from, int count, float[] x, int offset, int stride);

    /** One of a row's targets or, after them, its weight. */
    float tail(int row, int position);

    /** Whether the rows are in a memory-mapped file. */
    boolean isMapped();

    /** The largest power of two of rows, at least 1, of this size that fits into a piece, as a shift. */
    static int shift(int rowSize, long pieceSize) {
        return Math.min(30, 63 - Long.numberOfLeadingZeros(Math.max(1, pieceSize / Math.max(1, rowSize))));
    }

    /** How many pieces hold the rows. */
    static int pieces(int rows, int shift) {
        return (int) (((long) rows + (1L << shift) - 1) >>> shift);
    }
}
