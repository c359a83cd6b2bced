package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/** Fits {@link ValueTarget}. */
final class TargetFitter {
    /** Most knots of a curve by quantiles. */
    private static final int KNOTS = 1000;

    private TargetFitter() {}

    static ValueTarget fit(RawColumn.Numeric values, int[] rows, TargetOptions options) {
        ValueFacts facts = ValueFacts.of(values, rows, options.transform(), 0, rows.length);
        TargetCurve curve = facts.curve(options.transform());
        return fit(
                facts,
                options,
                options.transform() == TargetTransform.NONE ? null : CurveFacts.of(values, rows, curve));
    }

    /** Without a curve the values are what they were. */
    static ValueTarget fit(ValueFacts facts, TargetOptions options, @Nullable CurveFacts behind) {
        if (behind == null && options.transform() != TargetTransform.NONE) {
            throw new IllegalArgumentException("the target transform " + options.transform()
                    + " needs the moments of what it makes of the values, found none");
        }
        requireValues(facts);
        RunningMoments moments = behind == null ? facts.numbers().moments() : behind.moments();
        double deviation = moments.standardDeviation();
        // A curve by quantiles knows nothing beyond its knots.
        boolean clamp = options.clamp() || options.transform() == TargetTransform.QUANTILE;
        return new ValueTarget(
                facts.column(),
                moments.mean(),
                Double.isFinite(1 / deviation) ? deviation : 1,
                behind == null ? TargetCurve.none() : behind.curve(),
                clamp ? facts.minimum() : Double.NEGATIVE_INFINITY,
                clamp ? facts.maximum() : Double.POSITIVE_INFINITY);
    }

    /** The curve of a transform. */
    static TargetCurve curve(ValueFacts facts, TargetTransform transform) {
        requireValues(facts);
        return curve(facts.column(), facts.numbers().summary(), transform);
    }

    private static void requireValues(ValueFacts facts) {
        if (facts.present() == 0) {
            throw UserException.data("target '" + facts.column() + "' has no value in " + facts.missing()
                    + " training rows; choose another column or add rows");
        }
    }

    private static TargetCurve curve(String name, NumericSummary summary, TargetTransform transform) {
        return switch (transform) {
            case LOG -> {
                if (summary.minimum() < 0) {
                    throw UserException.data("the target transform log needs values of at least 0, but '" + name
                            + "' has " + Labels.of(summary.minimum())
                            + "; use --target-transform asinh or quantile");
                }
                yield new TargetCurve(transform, 0, 1, List.of());
            }
            case ASINH -> {
                double quartiles = 0.5 * summary.quantile(0.75) - 0.5 * summary.quantile(0.25);
                double spread = quartiles > 0 ? quartiles : summary.factor() > 0 ? 1 / summary.factor() : 1;
                yield new TargetCurve(transform, summary.quantile(0.5), spread, List.of());
            }
            case QUANTILE -> new TargetCurve(transform, 0, 1, knots(summary));
            case NONE -> TargetCurve.none();
        };
    }

    private static List<Double> knots(NumericSummary summary) {
        double[] sorted = summary.sorted();
        int count = Math.min(sorted.length, KNOTS);
        List<Double> knots = new ArrayList<>(count);
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double position = count == 1 ? 0 : (sorted.length - 1) * (i / (count - 1.0));
            int k = Math.min((int) position, sorted.length - 1);
            double next = sorted[Math.min(k + 1, sorted.length - 1)];
            highest = Math.max(highest, Selection.between(sorted[k], next, position - k));
            knots.add(highest);
        }
        return knots;
    }
}
