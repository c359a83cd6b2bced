package org.chainrule.tabular.encode;

/**
 * A standardised quantity: z = (x - mean) factor, then, with a clip c, z / sqrt(1 + (z/c)^2). Without a clip no value
 * leaves [-65536, 65536], which no training row can reach (z is at most sqrt(n - 1) there), so that an absurd cell at
 * prediction stays finite.
 *
 * @param column    the column that is read
 * @param mean      mean of the training rows
 * @param factor    1 / (population standard deviation of the training rows); 0 if they were all equal, which makes
 *                  every value 0
 * @param fill      what stands in for a missing value: the median of the training rows
 * @param clip      bound of the smooth clip; 0 for none but the limit above, {@link #UNBOUNDED} for none at all
 * @param indicator whether a second number says that the value is missing
 */
public record ScaledNumeric(String column, double mean, double factor, double fill, double clip, boolean indicator)
        implements NumericEncoding {
    /** The clip of an input that nothing may bound, because no training rows say what is usual: values are exact up to 1e30, and none leaves the floats. */
    public static final double UNBOUNDED = Scaling.UNBOUNDED;

    /** Checks the numbers. */
    public ScaledNumeric {
        Scaling.check(column, mean, factor, clip);
        if (!Double.isFinite(fill)) {
            throw new IllegalArgumentException("column " + column + ": fill must be finite, found " + fill);
        }
    }

    @Override
    public NumericFunction function() {
        return value -> Scaling.apply(Double.isFinite(value) ? value : fill, mean, factor, clip);
    }
}
