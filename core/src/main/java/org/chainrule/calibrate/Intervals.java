package org.chainrule.calibrate;

/**
 * Conformal intervals of values: prediction +- threshold, prediction +- threshold times the predicted standard deviation, or a band of predicted quantiles
 * made wider, or narrower, by the threshold. All are written as a band [low, high] and a unit, of which the interval is [low - t unit, high + t unit].
 *
 * <p>Sources: those of {@link ScoreKind} and {@link ConformalScores}.
 *
 * @param kind what a score is
 * @param low  lower end of the band: the prediction, or its lowest quantile
 * @param high upper end of the band: the prediction, or its highest quantile
 * @param unit what a score of 1 is worth: 1, or the predicted standard deviation
 */
public record Intervals(ScoreKind kind, double low, double high, double unit) {
    /** Puts quantiles that cross into order. */
    public Intervals {
        if (low > high) {
            double swapped = low;
            low = high;
            high = swapped;
        }
    }

    /**
     * Around a prediction, alike for all rows.
     *
     * @param prediction in the units of the target
     * @return the band
     */
    public static Intervals around(double prediction) {
        return new Intervals(ScoreKind.RESIDUAL, prediction, prediction, 1);
    }

    /**
     * Around a prediction, in proportion to its standard deviation.
     *
     * @param prediction in the units of the target
     * @param deviation  predicted standard deviation, not negative
     * @return the band
     */
    public static Intervals scaled(double prediction, double deviation) {
        return new Intervals(ScoreKind.SCALED_RESIDUAL, prediction, prediction, deviation);
    }

    /**
     * Around two quantiles.
     *
     * @param lowest  the lowest predicted quantile
     * @param highest the highest
     * @return the band
     */
    public static Intervals band(double lowest, double highest) {
        return new Intervals(ScoreKind.QUANTILE_BAND, lowest, highest, 1);
    }

    /**
     * The score of a row: max(low - y, y - high) / unit.
     *
     * @param y what is true
     * @return the score; infinite if the unit is 0 and y is not the prediction
     */
    public double score(double y) {
        double outside = Math.max(low - y, y - high);
        return outside == 0 ? 0 : outside / unit;
    }

    /**
     * The values whose score is at most a threshold.
     *
     * @param threshold of {@link ConformalScores#threshold}
     * @return lower and upper end; the middle of the band, twice, if a band is narrowed to nothing
     */
    public double[] interval(double threshold) {
        if (threshold == Double.POSITIVE_INFINITY || Double.isNaN(low + high + unit)) {
            return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        }
        double margin = threshold * unit;
        double lower = low - margin;
        double upper = high + margin;
        if (lower > upper) {
            lower = low + (high - low) / 2;
            upper = lower;
        }
        return new double[] {lower, upper};
    }

    /**
     * The scores of rows.
     *
     * @param bands   one a row, all of one kind, read
     * @param targets [rows] true values, read
     * @param weights [rows], read; every row with a weight above 0 counts once
     * @return the scores
     * @throws IllegalArgumentException if the lengths differ or there is no row
     */
    public static ConformalScores fit(Intervals[] bands, double[] targets, double[] weights) {
        if (bands.length == 0 || bands.length != targets.length || bands.length != weights.length) {
            throw new IllegalArgumentException("expected as many bands, targets and weights, at least 1, found "
                    + bands.length + ", " + targets.length + " and " + weights.length);
        }
        double[] scores = new double[bands.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = bands[row].score(targets[row]);
        }
        return ConformalScores.of(bands[0].kind(), CountingRows.of(scores, weights));
    }
}
