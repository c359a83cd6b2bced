package org.chainrule.metric;

/**
 * The mean squared error of the probabilities. Two classes: (p(class 1) - y)^2, 0 to 1. More: sum over k of (p_k - [y = k])^2, 0 to 2.
 * Source: Brier 1950, "Verification of forecasts expressed in terms of probability" (two classes: half of his sum, as is the custom).
 */
public record BrierScore() implements Metric {
    @Override
    public String name() {
        return "brier";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        int classes = ClassRows.classes(outputs);
        return RowMean.of(outputs, targets, weights, (p, y, row) -> {
            int actual = ClassRows.actual(y, classes, row);
            return classes == 2 ? square(ClassRows.probability(p, 1) - actual) : sum(p, actual);
        });
    }

    private static double sum(double[] p, int actual) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += square(p[k] - (k == actual ? 1 : 0));
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
