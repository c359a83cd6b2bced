package org.chainrule.tabular.encode;

import java.util.Arrays;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.read.RawColumn;

/**
 * What fitting needs to know about the training rows of a numeric column, in one pass in row order: exact moments and
 * extremes of all rows, and quantiles of all rows up to {@link #SAMPLE} of them; of more rows, every n / SAMPLE-th is
 * kept, which bounds the memory.
 */
final class NumericSummary {
    /** Most values kept for quantiles: 32 MiB. */
    static final int SAMPLE = 1 << 22;

    private final RunningMoments moments = new RunningMoments();
    private final double[] sample;
    private int sampled;
    private int missing;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    /**
     * Summarises.
     *
     * @param values  the column
     * @param rows    training rows
     * @param scratch overwritten and kept: min(rows.length, SAMPLE) long, or empty if no quantile is needed
     */
    NumericSummary(RawColumn.Numeric values, int[] rows, double[] scratch) {
        sample = scratch;
        int limit = Math.min(scratch.length, Math.min(rows.length, SAMPLE));
        int pick = 0;
        for (int i = 0; i < rows.length; i++) {
            boolean picked = pick < limit && i == (long) pick * rows.length / limit;
            pick += picked ? 1 : 0;
            double value = values.value(rows[i]);
            if (!Double.isFinite(value)) {
                missing++;
                continue;
            }
            moments.add(value);
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
            if (picked) {
                // Adding 0 makes -0 a 0, so that equal values have equal bits.
                sample[sampled++] = value + 0.0;
            }
        }
    }

    boolean isEmpty() {
        return moments.count() == 0;
    }

    /** Whether some rows, but not all, lack the value. */
    boolean partlyMissing() {
        return missing > 0 && !isEmpty();
    }

    /** Values kept for quantiles. */
    int sampled() {
        return sampled;
    }

    /** The mean; 0 without values. */
    double mean() {
        return isEmpty() ? 0 : moments.mean();
    }

    /** 1 / standard deviation; 0 for equal values or none. */
    double factor() {
        return isEmpty() ? 0 : Scaling.factor(moments.standardDeviation());
    }

    /** A quantile by linear interpolation; without values 0. */
    double quantile(double q) {
        return sampled == 0 ? mean() : Selection.quantile(sample, sampled, q);
    }

    /** The smallest value of all rows; infinite without values. */
    double minimum() {
        return minimum;
    }

    /** The largest value of all rows. */
    double maximum() {
        return maximum;
    }

    /** The values kept for quantiles, ascending. */
    double[] sorted() {
        double[] sorted = Arrays.copyOf(sample, sampled);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Maximum less minimum; 0 without values. */
    double range() {
        return isEmpty() ? 0 : Math.min(Double.MAX_VALUE, maximum - minimum);
    }

    /** RealMLP's factor. The halves keep the ranges of huge numbers finite and are exact. */
    double robustFactor() {
        if (isEmpty()) {
            return 0;
        }
        double halfRange = 0.5 * quantile(0.75) - 0.5 * quantile(0.25);
        return halfRange != 0 ? 0.5 * Scaling.factor(halfRange) : Scaling.factor(0.5 * maximum - 0.5 * minimum);
    }
}
