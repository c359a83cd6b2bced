package org.chainrule.metric;

/**
 * The root of the weighted mean squared error, in the units of the target: sqrt(sum w (o - y)^2 / sum w). The prediction is column 0.
 */
public record Rmse() implements Metric {
    @Override
    public String name() {
        return "rmse";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        return Math.sqrt(RowMean.of(outputs, targets, weights, (o, y, row) -> (o[0] - y) * (o[0] - y)));
    }
}
