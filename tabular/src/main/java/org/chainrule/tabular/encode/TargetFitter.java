package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/** Fits {@link ValueTarget}. */
final class TargetFitter {
    /** Most knots of a curve by quantiles. */
    private static final int KNOTS = 1000;

    private TargetFitter() {}

    static ValueTarget fit(RawColumn.Numeric values, int[] rows, TargetOptions options) {
        boolean quantiles = options.transform() != TargetTransform.NONE;
        NumericSummary summary = new NumericSummary(
                values, rows, new double[quantiles ? Math.min(rows.length, NumericSummary.SAMPLE) : 0]);
        if (summary.isEmpty()) {
            throw UserException.data("target '" + values.name() + "' has no value in " + rows.length
                    + " training rows; choose another column or add rows");
        }
        TargetCurve curve = curve(values.name(), summary, options.transform());
        TargetCurve.Map map = curve.map();
        RunningMoments moments = new RunningMoments();
        for (int row : rows) {
            double value = values.value(row);
            if (Double.isFinite(value)) {
                moments.add(map.forward(value));
            }
        }
        double deviation = moments.standardDeviation();
        // A curve by quantiles knows nothing beyond its knots.
        boolean clamp = options.clamp() || options.transform() == TargetTransform.QUANTILE;
        return new ValueTarget(
                values.name(),
                moments.mean(),
                Double.isFinite(1 / deviation) ? deviation : 1,
                curve,
                clamp ? summary.minimum() : Double.NEGATIVE_INFINITY,
                clamp ? summary.maximum() : Double.POSITIVE_INFINITY);
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
