package org.chainrule.tabular.encode;

import java.util.Arrays;
import org.chainrule.math.RunningMoments;

/** What {@link NumericFacts} say of a column, with its sample unpacked for quantiles, which reorder it. */
final class NumericSummary {
    /** Most values kept for quantiles: 32 MiB. */
    static final int SAMPLE = 1 << 22;

    private final NumericFacts facts;
    private final RunningMoments moments;
    private final double[] sample;
    private final int sampled;

    /**
     * Unpacks.
     *
     * @param facts   of all training rows
     * @param scratch overwritten and kept: room for the sample
     */
    NumericSummary(NumericFacts facts, double[] scratch) {
        this.facts = facts;
        this.moments = facts.moments();
        this.sample = scratch;
        int at = 0;
        for (PackedNumbers part : facts.sample()) {
            at = part.copyTo(scratch, at);
        }
        this.sampled = at;
    }

    boolean isEmpty() {
        return moments.count() == 0;
    }

    /** Whether some rows, but not all, lack the value. */
    boolean partlyMissing() {
        return facts.missing() > 0 && !isEmpty();
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
        return facts.minimum();
    }

    /** The largest value of all rows. */
    double maximum() {
        return facts.maximum();
    }

    /** The values kept for quantiles, ascending. */
    double[] sorted() {
        double[] sorted = Arrays.copyOf(sample, sampled);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Maximum less minimum; 0 without values. */
    double range() {
        return isEmpty() ? 0 : Math.min(Double.MAX_VALUE, maximum() - minimum());
    }

    /** RealMLP's factor. The halves keep the ranges of huge numbers finite and are exact. */
    double robustFactor() {
        if (isEmpty()) {
            return 0;
        }
        double halfRange = 0.5 * quantile(0.75) - 0.5 * quantile(0.25);
        return halfRange != 0 ? 0.5 * Scaling.factor(halfRange) : Scaling.factor(0.5 * maximum() - 0.5 * minimum());
    }
}
