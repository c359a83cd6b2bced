package org.chainrule.tabular.encode;

import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/**
 * A number to be predicted: y = (value - mean) / scale. Infinite cells count as missing.
 *
 * @param column the column to be predicted
 * @param mean   mean of the training rows; 0 leaves counts as they are
 * @param scale  population standard deviation of the training rows, 1 if they are all equal; 1 leaves counts as they
 *               are
 */
public record ValueTarget(String column, double mean, double scale) implements TargetEncoding {
    /** Checks the numbers. */
    public ValueTarget {
        if (!Double.isFinite(mean) || !(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "target " + column + ": expected a finite mean and a scale above 0, found " + mean + ", " + scale);
        }
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
        RawColumn.Numeric values = numbers(column);
        RunningMoments moments = new RunningMoments();
        for (int row : rows) {
            double value = values.value(row);
            if (Double.isFinite(value)) {
                moments.add(value);
            }
        }
        if (moments.count() == 0) {
            throw UserException.data("target '" + column.name() + "' has no value in " + rows.length
                    + " training rows; choose another column or add rows");
        }
        double deviation = moments.standardDeviation();
        return new ValueTarget(column.name(), moments.mean(), Double.isFinite(1 / deviation) ? deviation : 1);
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
        return row -> {
            double value = values.value(row);
            return Double.isFinite(value) ? (value - mean) / scale : Double.NaN;
        };
    }

    private static RawColumn.Numeric numbers(RawColumn column) {
        if (column instanceof RawColumn.Numeric numeric) {
            return numeric;
        }
        throw UserException.data("target '" + column.name()
                + "' must hold numbers for regression but holds text; use classification or another column");
    }

    @Override
    public double decode(double encoded) {
        return mean + scale * encoded;
    }
}
