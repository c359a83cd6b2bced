package org.chainrule.tabular.encode;

import java.util.Arrays;
import java.util.List;
import org.chainrule.math.NormalQuantile;

/**
 * A quantity mapped to a standard normal distribution through its quantiles. The knots q_0 to q_(m-1) belong to the
 * probabilities i / (m - 1); between two knots the probability p(x) is linear, on tied knots it is the middle of
 * theirs, at and beyond the ends 0 and 1. Then z = Phi^-1(p(x)), bounded to about +-5.2 (Phi^-1 of 1e-7). For columns
 * with extreme tails.
 *
 * <p>Source: the quantile transform of scikit-learn as used by Gorishniy, Kotelnikov and Babenko 2025 (TabM), without
 * its noise.
 *
 * @param column    the column that is read
 * @param knots     quantiles of the training rows, ascending; if they are all equal every value becomes 0
 * @param fill      what stands in for a missing value: the median of the training rows
 * @param indicator whether a second number says that the value is missing
 */
public record QuantileNumeric(String column, List<Double> knots, double fill, boolean indicator)
        implements NumericEncoding {
    private static final double END = 1e-7;
    private static final double LOWEST = NormalQuantile.of(END - Math.ulp(1.0));

    /** Copies the list and checks the numbers. */
    public QuantileNumeric {
        knots = List.copyOf(knots);
        if (knots.isEmpty() || !Double.isFinite(fill)) {
            throw new IllegalArgumentException("column " + column
                    + ": expected at least one knot and a finite fill, found " + knots + ", " + fill);
        }
        for (int i = 0; i < knots.size(); i++) {
            if (!Double.isFinite(knots.get(i)) || (i > 0 && knots.get(i) < knots.get(i - 1))) {
                throw new IllegalArgumentException(
                        "column " + column + ": knots must be finite and ascend, found " + knots.get(i) + " at " + i);
            }
        }
    }

    /** Whether every value becomes 0. */
    boolean isConstant() {
        return knots.get(0).doubleValue() == knots.get(knots.size() - 1);
    }

    @Override
    public NumericFunction function() {
        double[] ascending = knots.stream().mapToDouble(Double::doubleValue).toArray();
        if (isConstant()) {
            return value -> 0;
        }
        double atFill = normal(ascending, fill);
        return value -> Double.isFinite(value) ? normal(ascending, value) : atFill;
    }

    private static double normal(double[] knots, double x) {
        int last = knots.length - 1;
        // Relative to the range where that is small: the original's absolute 1e-7 would lose such columns.
        double tolerance = END * Math.min(1, knots[last] - knots[0]);
        double p;
        if (x - tolerance < knots[0] || x <= knots[0]) {
            p = 0;
        } else if (x + tolerance > knots[last] || x >= knots[last]) {
            p = 1;
        } else {
            p = probability(knots, x);
        }
        return Math.max(LOWEST, Math.min(-LOWEST, NormalQuantile.of(p)));
    }

    private static double probability(double[] knots, double x) {
        int last = knots.length - 1;
        int found = Arrays.binarySearch(knots, x);
        if (found < 0) {
            int above = -found - 1;
            double low = knots[above - 1] * 0.5;
            return (above - 1 + (0.5 * x - low) / (0.5 * knots[above] - low)) / last;
        }
        int first = found;
        int end = found;
        while (first > 0 && knots[first - 1] == x) {
            first--;
        }
        while (end < last && knots[end + 1] == x) {
            end++;
        }
        return (0.5 * first + 0.5 * end) / last;
    }
}
