package org.chainrule.data;

import org.jspecify.annotations.Nullable;

/** Examples in arrays of double: for tests, small data and the Java API. Copies what it is given. */
public final class ArrayDataset implements Dataset {
    private final double[][] x;
    private final double[][] y;
    private final double[] weights;

    /**
     * Examples with weights.
     *
     * @param x       [rows][inputs], at least one row
     * @param y       [rows][targets]
     * @param weights [rows], not negative; null for all 1
     * @throws IllegalArgumentException if the shapes do not agree
     */
    public ArrayDataset(double[][] x, double[][] y, double @Nullable [] weights) {
        if (x.length == 0 || x.length != y.length || (weights != null && weights.length != x.length)) {
            throw new IllegalArgumentException("x, y and weights need the same number of rows, at least 1; found "
                    + x.length + ", " + y.length + (weights == null ? "" : ", " + weights.length));
        }
        this.x = copy(x, "x");
        this.y = copy(y, "y");
        this.weights = weights == null ? new double[x.length] : weights.clone();
        if (weights == null) {
            java.util.Arrays.fill(this.weights, 1);
        }
        for (double weight : this.weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights must be finite and not negative, found " + weight);
            }
        }
    }

    /**
     * Examples of weight 1.
     *
     * @param x [rows][inputs]
     * @param y [rows][targets]
     */
    public ArrayDataset(double[][] x, double[][] y) {
        this(x, y, null);
    }

    private static double[][] copy(double[][] matrix, String name) {
        double[][] copy = new double[matrix.length][];
        for (int n = 0; n < matrix.length; n++) {
            if (matrix[n].length != matrix[0].length) {
                throw new IllegalArgumentException(name + " must have rows of equal length: row 0 has "
                        + matrix[0].length + " numbers, row " + n + " has " + matrix[n].length);
            }
            copy[n] = matrix[n].clone();
        }
        return copy;
    }

    @Override
    public int rows() {
        return x.length;
    }

    @Override
    public int inputs() {
        return x[0].length;
    }

    @Override
    public int targets() {
        return y[0].length;
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] xs, float[] ys, float[] ws) {
        for (int n = 0; n < count; n++) {
            double[] row = x[order[from + n]];
            int at = (firstRow + n) * xStride;
            for (int i = 0; i < row.length; i++) {
                xs[at + i] = (float) row[i];
            }
            row = y[order[from + n]];
            at = (firstRow + n) * row.length;
            for (int k = 0; k < row.length; k++) {
                ys[at + k] = (float) row[k];
            }
            ws[firstRow + n] = (float) weights[order[from + n]];
        }
    }

    @Override
    public void gather(int[] order, int from, int count, double[] xs, double[] ys, double[] ws) {
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            System.arraycopy(x[row], 0, xs, n * inputs(), inputs());
            System.arraycopy(y[row], 0, ys, n * targets(), targets());
            ws[n] = weights[row];
        }
    }
}
