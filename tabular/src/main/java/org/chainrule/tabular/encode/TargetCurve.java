package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.chainrule.math.NormalDistribution;
import org.chainrule.math.NormalQuantile;

/**
 * A fitted {@link TargetTransform}: strictly increasing over all numbers (but for {@code QUANTILE} between tied knots),
 * with its inverse.
 * <ul>
 *   <li>{@code NONE}: y.
 *   <li>{@code LOG}: ln(1 + y) for y >= 0, continued as -ln(1 - y) below.
 *   <li>{@code ASINH}: asinh((y - center) / spread).
 *   <li>{@code QUANTILE}: knot i of m stands for the probability (i + 0.5) / m, between knots it is linear, on tied knots
 *       the middle of theirs; then Phi^-1. Beyond the end knots it goes on as a line, so that any target has an inverse.
 * </ul>
 *
 * @param transform which
 * @param center    of {@code ASINH}; else 0
 * @param spread    of {@code ASINH}, above 0; else 1
 * @param knots     of {@code QUANTILE}, ascending, at least one; else empty
 */
public record TargetCurve(TargetTransform transform, double center, double spread, List<Double> knots)
        implements Serializable {
    /** Beyond this the inverse of a logarithm overflows. */
    private static final double LARGEST_LOGARITHM = 700;

    /** Copies the list and checks the numbers. */
    public TargetCurve {
        knots = List.copyOf(knots);
        boolean quantile = transform == TargetTransform.QUANTILE;
        if (!Double.isFinite(center) || !(spread > 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a target's transform needs a finite centre and a spread above 0, found " + center + ", " + spread);
        }
        if (quantile == knots.isEmpty()) {
            throw new IllegalArgumentException("a target's transform has knots if it is by quantiles, found "
                    + knots.size() + " with " + transform);
        }
        for (int i = 0; i < knots.size(); i++) {
            if (!Double.isFinite(knots.get(i)) || (i > 0 && knots.get(i) < knots.get(i - 1))) {
                throw new IllegalArgumentException(
                        "a target's knots must be finite and ascend, found " + knots.get(i) + " at " + i);
            }
        }
    }

    /**
     * The curve that changes nothing.
     *
     * @return y
     */
    public static TargetCurve none() {
        return new TargetCurve(TargetTransform.NONE, 0, 1, List.of());
    }

    /** The two directions, with everything looked up; safe to share. */
    interface Map {
        /** From the number to be predicted to what is standardised. */
        double forward(double y);

        /** And back: finite for any number. */
        double inverse(double z);
    }

    Map map() {
        return switch (transform) {
            case NONE -> new Both(y -> y, z -> z);
            case LOG ->
                new Both(
                        y -> Math.copySign(StrictMath.log1p(Math.abs(y)), y),
                        z -> Math.copySign(StrictMath.expm1(Math.min(Math.abs(z), LARGEST_LOGARITHM)), z));
            case ASINH ->
                new Both(
                        y -> asinh(0.5 * y / spread - 0.5 * center / spread),
                        z -> finite(center + spread * StrictMath.sinh(bounded(z))));
            case QUANTILE -> new Quantiles(knots);
        };
    }

    /** Of twice u, whose halves keep differences of huge numbers finite. */
    private static double asinh(double halfU) {
        double u = Math.min(Math.abs(halfU), Double.MAX_VALUE / 4) * 2;
        // For large u, asinh(u) = ln(2 u) without the square, which could overflow.
        double magnitude = u > 1e8
                ? StrictMath.log(u) + StrictMath.log(2)
                : StrictMath.log1p(u + u * u / (1 + Math.sqrt(u * u + 1)));
        return Math.copySign(magnitude, halfU);
    }

    private static double bounded(double z) {
        return Math.max(-LARGEST_LOGARITHM, Math.min(LARGEST_LOGARITHM, z));
    }

    private static double finite(double y) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, y));
    }

    private record Both(java.util.function.DoubleUnaryOperator there, java.util.function.DoubleUnaryOperator back)
            implements Map {
        @Override
        public double forward(double y) {
            return there.applyAsDouble(y);
        }

        @Override
        public double inverse(double z) {
            return back.applyAsDouble(z);
        }
    }

    /** See {@code QUANTILE} above. */
    private static final class Quantiles implements Map {
        private final double[] knots;
        private final int last;
        private final double lowest;
        private final double highest;
        /** Of the lines beyond the ends: y a unit of z. */
        private final double slope;

        Quantiles(List<Double> list) {
            knots = list.stream().mapToDouble(Double::doubleValue).toArray();
            last = knots.length - 1;
            lowest = normal(position(knots[0]));
            highest = normal(position(knots[last]));
            double rise = (0.5 * knots[last] - 0.5 * knots[0]) / (highest - lowest) * 2;
            slope = rise > 0 && rise < Double.POSITIVE_INFINITY ? rise : 1;
        }

        private double normal(double position) {
            return NormalQuantile.of((position + 0.5) / knots.length);
        }

        /** Where a number between the end knots stands among them. */
        private double position(double y) {
            int found = Arrays.binarySearch(knots, y);
            if (found < 0) {
                int above = -found - 1;
                double low = 0.5 * knots[above - 1];
                return above - 1 + (0.5 * y - low) / (0.5 * knots[above] - low);
            }
            int first = found;
            int end = found;
            while (first > 0 && knots[first - 1] == y) {
                first--;
            }
            while (end < last && knots[end + 1] == y) {
                end++;
            }
            return 0.5 * first + 0.5 * end;
        }

        @Override
        public double forward(double y) {
            if (y < knots[0]) {
                return lowest + (y - knots[0]) / slope;
            }
            return y > knots[last] ? highest + (y - knots[last]) / slope : normal(position(y));
        }

        @Override
        public double inverse(double z) {
            if (z < lowest) {
                return finite(knots[0] + (z - lowest) * slope);
            } else if (z > highest) {
                return finite(knots[last] + (z - highest) * slope);
            }
            double position = NormalDistribution.cdf(z) * knots.length - 0.5;
            int below = Math.max(0, Math.min(last, (int) position));
            double fraction = Math.max(0, Math.min(1, position - below));
            return Selection.between(knots[below], knots[Math.min(below + 1, last)], fraction);
        }
    }
}
