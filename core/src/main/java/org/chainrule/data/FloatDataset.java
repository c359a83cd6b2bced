package org.chainrule.data;

import org.jspecify.annotations.Nullable;

/**
 * Examples in flat arrays of float: what the float32 engine copies without converting, at half the memory of {@link ArrayDataset}. The arrays are not copied and must
 * not be written while a training reads them.
 */
public final class FloatDataset implements Dataset {
    private final int rows;
    private final int inputs;
    private final int targets;
    private final float[] x;
    private final float[] y;
    private final float @Nullable [] weights;

    /**
     * Examples with weights.
     *
     * @param rows    how many, at least 1
     * @param x       [rows x inputs] row-major
     * @param y       [rows x targets] row-major
     * @param weights [rows], not negative; null for all 1
     * @throws IllegalArgumentException if the shapes do not agree or a weight is not finite and not negative
     */
    public FloatDataset(int rows, float[] x, float[] y, float @Nullable [] weights) {
        if (rows < 1 || x.length % rows != 0 || y.length % rows != 0 || x.length == 0 || y.length == 0) {
            throw new IllegalArgumentException(
                    "x and y need the same number of numbers in each of at least 1 row; found " + x.length + " and "
                            + y.length + " numbers for " + rows + " rows");
        }
        if (weights != null && weights.length != rows) {
            throw new IllegalArgumentException("expected " + rows + " weights, one a row, found " + weights.length);
        }
        for (int n = 0; weights != null && n < rows; n++) {
            if (!(weights[n] >= 0 && weights[n] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights must be finite and not negative, found " + weights[n]);
            }
        }
        this.rows = rows;
        this.inputs = x.length / rows;
        this.targets = y.length / rows;
        this.x = x;
        this.y = y;
        this.weights = weights;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int targets() {
        return targets;
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] xs, float[] ys, float[] ws) {
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            int to = firstRow + n;
            System.arraycopy(x, row * inputs, xs, to * xStride, inputs);
            System.arraycopy(y, row * targets, ys, to * targets, targets);
            ws[to] = weights == null ? 1 : weights[row];
        }
    }

    @Override
    public void gather(int[] order, int from, int count, double[] xs, double[] ys, double[] ws) {
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            for (int i = 0; i < inputs; i++) {
                xs[n * inputs + i] = x[row * inputs + i];
            }
            for (int k = 0; k < targets; k++) {
                ys[n * targets + k] = y[row * targets + k];
            }
            ws[n] = weights == null ? 1 : weights[row];
        }
    }
}
