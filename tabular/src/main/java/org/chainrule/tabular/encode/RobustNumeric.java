package org.chainrule.tabular.encode;

/**
 * A quantity scaled by its quartiles: z = (x - median) factor, then, with a clip c, z / sqrt(1 + (z/c)^2). A missing
 * value counts as the median: 0. Without a clip no value leaves [-65536, 65536]. Source: Holzmueller, Grinsztajn and
 * Steinwart 2024, "Better by default" (RealMLP), where c = 3.
 *
 * @param column    the column that is read
 * @param median    median of the training rows
 * @param factor    1 / (upper - lower quartile) of the training rows; if that range is 0, 2 / (maximum - minimum); if
 *                  that is 0 too, 0
 * @param clip      bound of the smooth clip; 0 for none
 * @param indicator whether a second number says that the value is missing
 */
public record RobustNumeric(String column, double median, double factor, double clip, boolean indicator)
        implements NumericEncoding {
    /** Checks the numbers. */
    public RobustNumeric {
        Scaling.check(column, median, factor, clip);
    }

    @Override
    public NumericFunction function() {
        return value -> Double.isFinite(value) ? Scaling.apply(value, median, factor, clip) : 0;
    }
}
