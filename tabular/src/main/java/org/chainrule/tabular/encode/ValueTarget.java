package org.chainrule.tabular.encode;

import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/**
 * A number to be predicted: y = (f(value) - mean) / scale, where f is a monotone curve, usually none. Infinite cells count
 * as missing.
 *
 * @param column  the column to be predicted
 * @param mean    mean of f of the training rows; 0 leaves counts as they are
 * @param scale   population standard deviation of f of the training rows, 1 if they are all equal; 1 leaves counts as
 *                they are
 * @param curve   f
 * @param lowest  predictions are not below, usually -infinity
 * @param highest predictions are not above, usually infinity
 */
public record ValueTarget(String column, double mean, double scale, TargetCurve curve, double lowest, double highest)
        implements TargetEncoding {
    /** Checks the numbers. */
    public ValueTarget {
        if (!Double.isFinite(mean) || !(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "target " + column + ": expected a finite mean and a scale above 0, found " + mean + ", " + scale);
        }
        if (!(lowest <= highest)) {
            throw new IllegalArgumentException(
                    "target " + column + ": expected bounds in order, found " + lowest + " and " + highest);
        }
    }

    /**
     * Without a curve or bounds.
     *
     * @param column the column to be predicted
     * @param mean   what is subtracted
     * @param scale  what is divided by
     */
    public ValueTarget(String column, double mean, double scale) {
        this(column, mean, scale, TargetCurve.none(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Standardised on the training rows: for Gaussian and similar likelihoods.
     *
     * @param column the column to be predicted
     * @param rows   training rows; those without a value are passed over
     * @return the encoding
     * @throws UserException if the column is text, or no row has a value
     */
    public static ValueTarget standardised(RawColumn column, int[] rows) {
        return fitted(column, rows, TargetOptions.defaults());
    }

    /**
     * Transformed and standardised on the training rows.
     *
     * @param column  the column to be predicted
     * @param rows    training rows; those without a value are passed over
     * @param options transform and clamp
     * @return the encoding
     * @throws UserException if the column is text, no row has a value, or a value is not one that the transform takes
     */
    public static ValueTarget fitted(RawColumn column, int[] rows, TargetOptions options) {
        return TargetFitter.fit(numbers(column), rows, options);
    }

    /**
     * As it is: for counts and for positive quantities whose likelihood has its own link.
     *
     * @param column name of the column to be predicted
     * @return the encoding with mean 0 and scale 1
     */
    public static ValueTarget unscaled(String column) {
        return new ValueTarget(column, 0, 1);
    }

    @Override
    public BoundTarget bind(RawColumn column) {
        RawColumn.Numeric values = numbers(column);
        TargetCurve.Map map = curve.map();
        return row -> {
            double value = values.value(row);
            return Double.isFinite(value) ? (map.forward(value) - mean) / scale : Double.NaN;
        };
    }

    /** The column as numbers, or a message for the user. */
    static RawColumn.Numeric numbers(RawColumn column) {
        if (column instanceof RawColumn.Numeric numeric) {
            return numeric;
        }
        throw UserException.data("target '" + column.name()
                + "' must hold numbers for regression but holds text; use classification or another column");
    }

    @Override
    public Decoder decoder() {
        TargetCurve.Map map = curve.map();
        return new Decoder() {
            @Override
            public double exact(double encoded) {
                return map.inverse(mean + scale * encoded);
            }

            @Override
            public double decode(double encoded) {
                return Math.max(lowest, Math.min(highest, exact(encoded)));
            }

            @Override
            public double deviation(double center, double deviation) {
                // A line needs no centre; this way the bits are those of files before there were curves.
                return curve.transform() == TargetTransform.NONE
                        ? Math.abs(exact(deviation) - exact(0))
                        : 0.5 * exact(center + deviation) - 0.5 * exact(center - deviation);
            }
        };
    }
}
