package org.chainrule.calibrate;

/** Checks and reads rows of class probabilities. */
final class ClassRows {
    private ClassRows() {}

    static void check(double[][] probabilities, double[] targets, double[] weights) {
        if (probabilities.length != targets.length || probabilities.length != weights.length) {
            throw new IllegalArgumentException("expected as many rows of probabilities, targets and weights, found "
                    + probabilities.length + ", " + targets.length + " and " + weights.length);
        }
        for (int row = 0; row < targets.length; row++) {
            if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "expected weights from 0 on, found " + weights[row] + " in row " + row);
            }
            int classes = Math.max(2, probabilities[row].length);
            int klass = (int) targets[row];
            if (klass != targets[row] || klass < 0 || klass >= classes) {
                throw new IllegalArgumentException("expected a class index from 0 to " + (classes - 1) + ", found "
                        + targets[row] + " in row " + row);
            }
        }
    }

    /** The probabilities of both classes where only that of the second is given. */
    static double[] both(double[] row) {
        return row.length == 1 ? new double[] {1 - row[0], row[0]} : row;
    }
}
