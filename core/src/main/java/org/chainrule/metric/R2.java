package org.chainrule.metric;

/**
 * The share of the variance that is explained: 1 - sum w (y - o)^2 / sum w (y - mean)^2, with the weighted mean of these targets. The prediction is
 * column 0. NaN where the targets do not vary.
 */
public record R2() implements Metric {
    @Override
    public String name() {
        return "r2";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        double error = RowMean.of(outputs, targets, weights, (o, y, row) -> (o[0] - y) * (o[0] - y));
        double mean = RowMean.of(outputs, targets, weights, (o, y, row) -> y);
        double variance = RowMean.of(outputs, targets, weights, (o, y, row) -> (y - mean) * (y - mean));
        return variance > 0 ? 1 - error / variance : Double.NaN;
    }
}
