package org.chainrule.math;

import java.io.Serializable;

/**
 * Mean and variance in one pass, weighted or not, in the order in which the values are added; moments of parts are put together by {@link #merged}.
 *
 * <p>With d = x - shift, where the shift is the first value, the sums S0 = sum w, S1 = sum w d and S2 = sum w d^2 are
 * kept as unevaluated pairs of doubles (about 106 bits), so that
 * <pre>
 *   mean = shift + S1 / S0,   variance = (S2 - S1^2 / S0) / S0
 * </pre>
 * lose nothing to cancellation: the results are those of exact arithmetic on the doubles, to the last bit or two. A
 * power of two is taken out of d, so that neither 1e300 nor 1e-300 overflows or underflows. Equal values give a
 * variance of exactly 0.
 *
 * <p>Sources: Dekker 1971, "A floating-point technique for extending the available precision"; Chan, Golub and LeVeque
 * 1983, "Algorithms for computing the sample variance" (shifted data). Not safe for use by several threads at once.
 */
public final class RunningMoments implements Serializable {
    private static final long serialVersionUID = 1;

    private static final double LARGE = 0x1p200;

    private long count;
    private double shift;
    private boolean varies;
    private int exponent;
    private double unit = 1;
    private double weightHigh;
    private double weightLow;
    private double sumHigh;
    private double sumLow;
    private double squaresHigh;
    private double squaresLow;

    /**
     * Adds a value of weight 1.
     *
     * @param value a finite number
     * @throws IllegalArgumentException if it is not finite
     */
    public void add(double value) {
        add(value, 1);
    }

    /**
     * Adds a value; a weight of 0 changes nothing, a weight of 2 counts like adding it twice.
     *
     * @param value  a finite number
     * @param weight a finite number, not negative
     * @throws IllegalArgumentException if either is out of range
     */
    public void add(double value, double weight) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value must be finite, found " + value + "; leave missing values out");
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a weight must be finite and not negative, found " + weight);
        }
        if (weight == 0) {
            return;
        }
        if (count++ == 0) {
            shift = value;
        }
        double high = weightHigh + weight;
        double low = twoSumError(weightHigh, weight, high) + weightLow;
        weightHigh = high + low;
        weightLow = low - (weightHigh - high);
        accumulate(value, weight);
    }

    private void accumulate(double value, double weight) {
        double a = value * unit;
        double b = shift * unit;
        double d = a - b;
        if (value == shift) {
            return;
        }
        if (!varies || !(Math.abs(d) <= LARGE)) {
            rescale(value);
            a = value * unit;
            b = shift * unit;
            d = a - b;
        }
        double dLow = twoSumError(a, -b, d);
        double square = d * d;
        double squareLow = Math.fma(d, d, -square) + 2 * d * dLow;
        addToSum(weight * d, Math.fma(weight, d, -(weight * d)) + weight * dLow);
        addToSquares(weight * square, Math.fma(weight, square, -(weight * square)) + weight * squareLow);
    }

    /** Chooses the power of two such that the deviation of this value is near 1, and brings the sums along. */
    private void rescale(double value) {
        rescale(exponentOf(value));
    }

    /** Of the deviation of a value. */
    private int exponentOf(double value) {
        return Math.max(-1022, Math.min(1022, Math.getExponent(0.5 * value - 0.5 * shift) + 1));
    }

    private void rescale(int next) {
        int step = exponent - next;
        sumHigh = Math.scalb(sumHigh, step);
        sumLow = Math.scalb(sumLow, step);
        squaresHigh = Math.scalb(squaresHigh, 2 * step);
        squaresLow = Math.scalb(squaresLow, 2 * step);
        exponent = next;
        unit = Math.scalb(1.0, -next);
        varies = true;
    }

    private void addToSum(double value, double valueLow) {
        double high = sumHigh + value;
        double low = twoSumError(sumHigh, value, high) + (sumLow + valueLow);
        sumHigh = high + low;
        sumLow = low - (sumHigh - high);
    }

    private void addToSquares(double value, double valueLow) {
        double high = squaresHigh + value;
        double low = twoSumError(squaresHigh, value, high) + (squaresLow + valueLow);
        squaresHigh = high + low;
        squaresLow = low - (squaresHigh - high);
    }

    /**
     * The moments of this and further values: those that adding the values one by one would give, up to the last bit or two. Neither of the two changes.
     *
     * @param next moments of the further values
     * @return new moments; where one of the two has no values, a copy of the other, bit for bit
     */
    public RunningMoments merged(RunningMoments next) {
        RunningMoments both = (count == 0 ? next : this).copy();
        if (count > 0 && next.count > 0) {
            both.append(next);
        }
        return both;
    }

    private RunningMoments copy() {
        RunningMoments copy = new RunningMoments();
        copy.count = count;
        copy.shift = shift;
        copy.varies = varies;
        copy.exponent = exponent;
        copy.unit = unit;
        copy.weightHigh = weightHigh;
        copy.weightLow = weightLow;
        copy.sumHigh = sumHigh;
        copy.sumLow = sumLow;
        copy.squaresHigh = squaresHigh;
        copy.squaresLow = squaresLow;
        return copy;
    }

    /** With e = next.shift - shift: S1 += S1' + S0' e and S2 += S2' + 2 S1' e + S0' e^2, in pairs of doubles and a common unit. */
    private void append(RunningMoments next) {
        count += next.count;
        double high = weightHigh + next.weightHigh;
        double low = twoSumError(weightHigh, next.weightHigh, high) + (weightLow + next.weightLow);
        weightHigh = high + low;
        weightLow = low - (weightHigh - high);
        boolean apart = next.shift != shift;
        if (!apart && !next.varies) {
            return;
        }
        int common = Math.max(
                varies ? exponent : Integer.MIN_VALUE,
                Math.max(
                        next.varies ? next.exponent : Integer.MIN_VALUE,
                        apart ? exponentOf(next.shift) : Integer.MIN_VALUE));
        rescale(common);
        int step = next.exponent - common;
        double sum = Math.scalb(next.sumHigh, step);
        double sumRest = Math.scalb(next.sumLow, step);
        addToSum(sum, sumRest);
        addToSquares(Math.scalb(next.squaresHigh, 2 * step), Math.scalb(next.squaresLow, 2 * step));
        if (apart) {
            double a = next.shift * unit;
            double b = shift * unit;
            double e = a - b;
            move(e, twoSumError(a, -b, e), sum, sumRest, next.weightHigh, next.weightLow);
        }
    }

    /** Adds what sums of further values lack that were taken about another shift: (e + eLow) away. */
    private void move(double e, double eLow, double sum, double sumLow, double weight, double weightLow) {
        double shifted = weight * e;
        addToSum(shifted, Math.fma(weight, e, -shifted) + (weight * eLow + weightLow * e));
        double twice = 2 * e;
        double cross = twice * sum;
        addToSquares(cross, Math.fma(twice, sum, -cross) + (twice * sumLow + 2 * eLow * sum));
        double square = e * e;
        double squareLow = Math.fma(e, e, -square) + twice * eLow;
        double all = weight * square;
        addToSquares(all, Math.fma(weight, square, -all) + (weight * squareLow + weightLow * square));
    }

    /** The rounding error of sum = a + b (Knuth). */
    private static double twoSumError(double a, double b, double sum) {
        double bRounded = sum - a;
        return (a - (sum - bRounded)) + (b - bRounded);
    }

    /**
     * How many values of positive weight were added.
     *
     * @return the count
     */
    public long count() {
        return count;
    }

    /**
     * The sum of the weights.
     *
     * @return S0
     */
    public double weight() {
        return weightHigh;
    }

    /**
     * The mean.
     *
     * @return shift + S1 / S0; NaN if nothing was added
     */
    public double mean() {
        if (count == 0) {
            return Double.NaN;
        }
        double start = shift * unit;
        double quotient = sumHigh / weightHigh;
        double mean = start + quotient;
        return Math.scalb(mean + (twoSumError(start, quotient, mean) + quotientLow(quotient)), exponent);
    }

    /** What S1 / S0 is more than its leading double. */
    private double quotientLow(double quotient) {
        return (Math.fma(-quotient, weightHigh, sumHigh) + sumLow - quotient * weightLow) / weightHigh;
    }

    /**
     * The weighted sum of the squared deviations over a divisor (high + low), in the scaled unit; its root where asked.
     * Both are worked out as pairs, so that one rounding remains.
     */
    private double spread(double divisor, double divisorLow, boolean root) {
        double quotient = sumHigh / weightHigh;
        double product = sumHigh * quotient;
        double productLow = Math.fma(sumHigh, quotient, -product) + sumHigh * quotientLow(quotient) + sumLow * quotient;
        double difference = squaresHigh - product;
        double low = twoSumError(squaresHigh, -product, difference) + (squaresLow - productLow);
        double total = difference + low;
        double totalLow = low - (total - difference);
        if (!(total > 0)) {
            return 0;
        }
        double variance = total / divisor;
        double varianceLow = (Math.fma(-variance, divisor, total) + totalLow - variance * divisorLow) / divisor;
        if (!root) {
            return variance + varianceLow;
        }
        double deviation = Math.sqrt(variance);
        return deviation + (Math.fma(-deviation, deviation, variance) + varianceLow) / (2 * deviation);
    }

    /**
     * The population variance (divided by the sum of the weights).
     *
     * @return the variance; NaN if nothing was added; infinite if it exceeds the largest double
     */
    public double variance() {
        return count == 0 ? Double.NaN : Math.scalb(spread(weightHigh, weightLow, false), 2 * exponent);
    }

    /**
     * The population standard deviation.
     *
     * @return the root of {@link #variance()}, finite even where that is not
     */
    public double standardDeviation() {
        return count == 0 ? Double.NaN : Math.scalb(spread(weightHigh, weightLow, true), exponent);
    }

    /**
     * The sample standard deviation (divided by the sum of the weights less 1, weights being how often a value
     * occurred).
     *
     * @return the deviation; NaN unless the weights sum to more than 1
     */
    public double sampleStandardDeviation() {
        if (!(weightHigh > 1)) {
            return Double.NaN;
        }
        double divisor = weightHigh - 1;
        double divisorLow = twoSumError(weightHigh, -1, divisor) + weightLow;
        return Math.scalb(spread(divisor, divisorLow, true), exponent);
    }
}
