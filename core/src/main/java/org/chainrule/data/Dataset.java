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
     * Copies rows into a batch.
     *
     * @param order   row numbers
     * @param from    first position in {@code order}
     * @param count   how many rows
     * @param x       [count x inputs()] from index 0 on, overwritten
     * @param y       [count x targets()] from index 0 on, overwritten
     * @param weights [count] from index 0 on, overwritten
     */
    void gather(int[] order, int from, int count, float[] x, float[] y, float[] weights);

    /**
     * Double twin of {@link #gather(int[], int, int, float[], float[], float[])}.
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
