package org.chainrule.metric;

/**
 * The pinball loss of a predicted quantile: the weighted mean of max(q (y - o), (q - 1) (y - o)), smallest where o is the quantile q. The prediction is
 * column 0. Source: Koenker and Bassett 1978, "Regression quantiles".
 *
 * @param level q, above 0 and below 1
 */
public record Pinball(double level) implements Metric {
    /** Checks the level. */
    public Pinball {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("pinball: level must be above 0 and below 1, found " + level);
        }
    }

    @Override
    public String name() {
        return "pinball";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        return RowMean.of(
                outputs, targets, weights, (o, y, row) -> Math.max(level * (y - o[0]), (level - 1) * (y - o[0])));
    }
}
