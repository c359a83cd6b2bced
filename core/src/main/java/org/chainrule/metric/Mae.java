package org.chainrule.metric;

/**
 * The weighted mean absolute error, in the units of the target: sum w |o - y| / sum w. The prediction is column 0.
 */
public record Mae() implements Metric {
    @Override
    public String name() {
        return "mae";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        return RowMean.of(outputs, targets, weights, (o, y, row) -> Math.abs(o[0] - y));
    }
}
