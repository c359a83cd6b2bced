package org.chainrule.data;

/**
 * Encoded examples that training reads: rows of inputs x, targets y and weights, in a fixed order. Implementations may hold them on the heap, off it or
 * on disk; they are immutable and safe to read from several threads.
 */
public interface Dataset {
    /**
     * The number of rows.
     *
     * @return rows
     */
    int rows();

    /**
     * The width of x.
     *
     * @return n(0)
     */
    int inputs();

    /**
     * The width of y; 1 for class indices.
     *
     * @return numbers of y in a row
     */
    int targets();

    /**
     * Whether reading may wait for a disk, so that it is worth reading ahead on a thread of its own.
     *
     * @return false for data on the heap
     */
    default boolean mayBlock() {
        return false;
    }

    /**
     * Copies rows into part of a batch; of x nothing but the first inputs() numbers of a row is written.
     *
     * @param order    row numbers
     * @param from     first position in {@code order}
     * @param count    how many rows
     * @param firstRow row of the batch that the first one goes to
     * @param xStride  distance of two rows of x, at least inputs()
     * @param x        [.. x xStride], rows firstRow to firstRow + count overwritten
     * @param y        [.. x targets()], likewise
     * @param weights  [..], likewise
     */
    void gather(int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights);

    /**
     * Double twin of the other gather, into rows from 0 on and without padding.
     *
     * @param order   row numbers
     * @param from    first position in {@code order}
     * @param count   how many rows
     * @param x       [count x inputs()], overwritten
     * @param y       [count x targets()], overwritten
     * @param weights [count], overwritten
     */
    void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights);
}
