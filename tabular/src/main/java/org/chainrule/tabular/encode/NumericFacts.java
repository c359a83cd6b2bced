package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.read.RawColumn;

/**
 * What fitting needs to know about the training rows of a numeric column, in one pass in row order: exact moments and extremes of all rows, and for quantiles the values of all
 * rows up to {@link NumericSummary#SAMPLE} of them; of more rows, every n / SAMPLE-th is kept, which bounds the memory. Immutable.
 *
 * @param moments  of the finite values
 * @param infinite rows whose value is infinite, which counts as missing
 * @param missing  rows without a finite value
 * @param minimum  the smallest value; infinite without values
 * @param maximum  the largest value
 * @param sample   values kept for quantiles, in row order, part by part
 */
record NumericFacts(
        RunningMoments moments, long infinite, long missing, double minimum, double maximum, List<PackedNumbers> sample)
        implements Serializable {
    /** Copies the list. */
    NumericFacts {
        sample = List.copyOf(sample);
    }

    /**
     * Looks at a part.
     *
     * @param values  the column
     * @param part    training rows
     * @param scratch overwritten: part.picks(SAMPLE) long, or empty if no quantile is needed
     */
    static NumericFacts of(RawColumn.Numeric values, PartRows part, double[] scratch) {
        RunningMoments moments = new RunningMoments();
        PartRows.Picks picks = part.sample(scratch.length == 0 ? 0 : NumericSummary.SAMPLE);
        int sampled = 0;
        long infinite = 0;
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        for (int row : part.rows()) {
            boolean picked = picks.next();
            double value = values.value(row);
            if (!Double.isFinite(value)) {
                infinite += Double.isNaN(value) ? 0 : 1;
                continue;
            }
            moments.add(value);
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
            if (picked) {
                // Adding 0 makes -0 a 0, so that equal values have equal bits.
                scratch[sampled++] = value + 0.0;
            }
        }
        return new NumericFacts(
                moments,
                infinite,
                part.rows().length - moments.count(),
                minimum,
                maximum,
                sampled == 0 ? List.of() : List.of(PackedNumbers.of(scratch, sampled)));
    }

    /** The facts of this and the next part. */
    NumericFacts then(NumericFacts next) {
        List<PackedNumbers> both = new ArrayList<>(sample);
        both.addAll(next.sample);
        return new NumericFacts(
                moments.merged(next.moments),
                infinite + next.infinite,
                missing + next.missing,
                Math.min(minimum, next.minimum),
                Math.max(maximum, next.maximum),
                both);
    }

    /** Values kept for quantiles. */
    int sampled() {
        return sample.stream().mapToInt(PackedNumbers::size).sum();
    }

    /** With the sample in an array that has room for it. */
    NumericSummary summary(double[] scratch) {
        return new NumericSummary(this, scratch);
    }

    /** With the sample in an array of its own. */
    NumericSummary summary() {
        return summary(new double[sampled()]);
    }
}
