package org.chainrule.metric;

import org.chainrule.math.CompensatedSum;

/** The weighted mean of a number per row: sum of w times the number over sum of w, NaN where no row counts. */
final class RowMean {
    /** What is averaged. */
    @FunctionalInterface
    interface Term {
        double of(double[] outputs, double target, int row);
    }

    private RowMean() {}

    static double of(double[][] outputs, double[] targets, double[] weights, Term term) {
        if (ClassRows.undefined(outputs, targets, weights)) {
            return Double.NaN;
        }
        CompensatedSum sum = new CompensatedSum();
        CompensatedSum total = new CompensatedSum();
        for (int row = 0; row < outputs.length; row++) {
            double weight = weights[row];
            if (weight > 0) {
                sum.add(weight * term.of(outputs[row], targets[row], row));
                total.add(weight);
            }
        }
        return sum.value() / total.value();
    }
}
