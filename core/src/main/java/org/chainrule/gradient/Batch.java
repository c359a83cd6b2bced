package org.chainrule.gradient;

import org.chainrule.kernel.Panels;

/**
 * Rows that go through the engine together: inputs x, targets y and weights, in arrays that are filled again and again. A training holds several, so that the
 * next can be filled while one is computed with.
 */
public final class Batch {
    private final float[] x;
    private final float[] y;
    private final float[] weights;
    private final int stride;
    private int rows;

    /**
     * An empty batch.
     *
     * @param capacity most rows
     * @param inputs   n(0)
     * @param targets  numbers of y in a row
     * @throws IllegalArgumentException if the rows do not fit one array
     */
    public Batch(int capacity, int inputs, int targets) {
        stride = Panels.stride(inputs);
        x = BatchWorkspace.floats(capacity, stride);
        y = BatchWorkspace.floats(capacity, targets);
        weights = new float[capacity];
    }

    /**
     * x, to be filled by the caller; what stands beyond n(0) in a row must stay 0.
     *
     * @return [capacity x stride()], not a copy
     */
    public float[] x() {
        return x;
    }

    /**
     * The distance of two rows of x.
     *
     * @return at least n(0)
     */
    public int stride() {
        return stride;
    }

    /**
     * y, to be filled by the caller.
     *
     * @return [capacity x targets], not a copy
     */
    public float[] y() {
        return y;
    }

    /**
     * The weights of the rows, to be filled by the caller.
     *
     * @return [capacity], not a copy
     */
    public float[] weights() {
        return weights;
    }

    /**
     * The rows that are filled.
     *
     * @return 0 before the first
     */
    public int rows() {
        return rows;
    }

    /**
     * Says how many rows are filled.
     *
     * @param filled rows, at most the capacity
     */
    public void rows(int filled) {
        if (filled < 0 || filled > weights.length) {
            throw new IllegalArgumentException("a batch holds 0 to " + weights.length + " rows, asked for " + filled);
        }
        rows = filled;
    }

    /**
     * The sum of the weights, in the order of the rows.
     *
     * @return 0 without rows
     */
    public double weightSum() {
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            sum += weights[n];
        }
        return sum;
    }
}
