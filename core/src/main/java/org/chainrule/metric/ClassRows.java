package org.chainrule.metric;

/**
 * Reads rows of class probabilities. A row of width 1 is the probability of the second of two classes, as a Bernoulli likelihood gives it.
 */
final class ClassRows {
    private ClassRows() {}

    /** Number of classes of rows of this shape; 0 without rows. */
    static int classes(double[][] outputs) {
        return outputs.length == 0 ? 0 : Math.max(2, outputs[0].length);
    }

    static double probability(double[] row, int klass) {
        if (row.length == 1) {
            return klass == 1 ? row[0] : 1 - row[0];
        }
        return row[klass];
    }

    /** The most probable class; the first of equals. */
    static int predicted(double[] row) {
        int best = 0;
        int classes = Math.max(2, row.length);
        for (int k = 1; k < classes; k++) {
            if (probability(row, k) > probability(row, best)) {
                best = k;
            }
        }
        return best;
    }

    /** Whether a row that counts contains NaN, which makes every metric NaN. */
    static boolean undefined(double[][] outputs, double[] targets, double[] weights) {
        if (outputs.length != targets.length || outputs.length != weights.length) {
            throw new IllegalArgumentException("expected as many outputs, targets and weights, found " + outputs.length
                    + ", " + targets.length + " and " + weights.length);
        }
        for (int row = 0; row < outputs.length; row++) {
            if (!(weights[row] >= 0)) {
                throw new IllegalArgumentException(
                        "weights must not be negative, found " + weights[row] + " in row " + row);
            }
            boolean counts = weights[row] > 0;
            for (double output : outputs[row]) {
                if (counts && Double.isNaN(output)) {
                    return true;
                }
            }
        }
        return false;
    }

    static int actual(double target, int classes, int row) {
        int klass = (int) target;
        if (klass != target || klass < 0 || klass >= classes) {
            throw new IllegalArgumentException(
                    "expected a class index from 0 to " + (classes - 1) + ", found " + target + " in row " + row);
        }
        return klass;
    }
}
