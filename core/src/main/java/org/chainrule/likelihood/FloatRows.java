package org.chainrule.likelihood;

/** Copies rows between float and double. */
final class FloatRows {
    private FloatRows() {}

    static double[] widen(float[] values, int start, int length) {
        double[] row = new double[length];
        for (int k = 0; k < length; k++) {
            row[k] = values[start + k];
        }
        return row;
    }

    static void narrow(double[] row, float[] values, int start) {
        for (int k = 0; k < row.length; k++) {
            values[start + k] = (float) row[k];
        }
    }
}
