package org.chainrule.calibrate;

import org.chainrule.math.CompensatedSum;

/**
 * One number that makes probabilities less or more sure: p_k becomes p_k^(1/T) / sum_j p_j^(1/T). T above 1 softens, below 1 sharpens; the order of the
 * classes stays. As logits are log p_k up to a constant, this is softmax(z / T), and for two classes logistic(z / T).
 *
 * <p>Everything is done in logarithms. A probability below 2^-126 counts as that (2^-25 for two classes: what the probability of the other class, 1 - p in
 * float32, can tell apart from 0), so that a row that is certain and wrong costs much and not everything.
 *
 * <p>Source: Guo, Pleiss, Sun and Weinberger 2017, "On calibration of modern neural networks".
 *
 * @param temperature T, within [{@value #LEAST}, {@value #MOST}]
 */
public record TemperatureScaling(double temperature) {
    /** The lowest temperature. */
    public static final double LEAST = 1.0 / 32;

    /** The highest temperature. */
    public static final double MOST = 32;

    private static final int STEPS = 200;
    private static final double CLOSE = 1e-12;
    private static final double LOG_LEAST = StrictMath.log(Float.MIN_NORMAL);
    private static final double LOG_LEAST_OF_TWO = StrictMath.log(0x1p-25);

    /** Checks the bounds. */
    public TemperatureScaling {
        if (!(temperature >= LEAST && temperature <= MOST)) {
            throw new IllegalArgumentException(
                    "expected a temperature from " + LEAST + " to " + MOST + ", found " + temperature);
        }
    }

    /**
     * Leaves probabilities as they are.
     *
     * @return the temperature 1
     */
    public static TemperatureScaling none() {
        return new TemperatureScaling(1);
    }

    /**
     * Finds the temperature of the least log loss over the rows and one row more, which says that the probabilities were right as they are. The additional row
     * is nothing among many and keeps few rows that all come true from making the model certain. The cost is convex in 1/T, so Newton steps kept within
     * a bracket find the minimum, with the same bits on every machine.
     *
     * <p>Sharpening ends where the rows can tell no more: n rows without a mistake are as good as one mistake in 2 (n + 1) rows (the estimate of Krichevsky and
     * Trofimov 1981, half a mistake and half a success added to what was counted). A temperature below 1 at which the mean probability of the wrong classes
     * would be less is raised until it is not, to 1 if need be: a model that is surer than that without scaling stays as it is. Rows of equal weights with
     * a mistake never come to this, since that row alone has a wrong probability of at least 1/2.
     *
     * @param probabilities [rows][classes], read; [rows][1] is the probability of the second of two classes
     * @param targets       [rows] class indices, read
     * @param weights       [rows] not negative, read; a row of weight 0 does not count
     * @return the temperature; 1 if no row counts or a row that counts has a NaN
     * @throws IllegalArgumentException if the lengths differ, a weight is negative or a target is no class
     */
    public static TemperatureScaling fit(double[][] probabilities, double[] targets, double[] weights) {
        ClassRows.check(probabilities, targets, weights);
        int counting = 0;
        CompensatedSum total = new CompensatedSum();
        CompensatedSum squares = new CompensatedSum();
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                counting++;
                total.add(weights[row]);
                squares.add(weights[row] * weights[row]);
                for (double p : probabilities[row]) {
                    if (Double.isNaN(p)) {
                        return none();
                    }
                }
            }
        }
        if (counting == 0) {
            return none();
        }
        double effectiveRows = total.value() * total.value() / squares.value();
        double[][] logs = logarithms(probabilities, weights);
        double temperature = minimum(logs, targets, weights, effectiveRows);
        double least = 1 / (2 * (effectiveRows + 1));
        return new TemperatureScaling(noSharperThan(least, temperature, logs, targets, weights));
    }

    private static double[][] logarithms(double[][] probabilities, double[] weights) {
        double[][] logarithms = new double[probabilities.length][];
        for (int row = 0; row < logarithms.length; row++) {
            logarithms[row] = weights[row] > 0 ? logarithms(ClassRows.both(probabilities[row])) : new double[0];
        }
        return logarithms;
    }

    private static double minimum(double[][] logs, double[] targets, double[] weights, double effectiveRows) {
        double low = 1 / MOST;
        double high = 1 / LEAST;
        if (Slope.at(low, logs, targets, weights, effectiveRows).first() >= 0) {
            // As flat everywhere as here: rows of equal probabilities say nothing.
            return Slope.at(high, logs, targets, weights, effectiveRows).first() == 0 ? 1 : MOST;
        }
        if (Slope.at(high, logs, targets, weights, effectiveRows).first() <= 0) {
            return LEAST;
        }
        double inverse = 1;
        for (int step = 0; step < STEPS; step++) {
            Slope at = Slope.at(inverse, logs, targets, weights, effectiveRows);
            if (at.first() < 0) {
                low = inverse;
            } else {
                high = inverse;
            }
            double next = inverse - at.first() / at.second();
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            double change = Math.abs(next - inverse);
            inverse = next;
            if (change <= CLOSE * inverse) {
                break;
            }
        }
        return Math.max(LEAST, Math.min(MOST, 1 / inverse));
    }

    /** Raises a temperature below 1 until the mean probability of wrong classes is at least so much; by halving 1/T's bracket to the last bits. */
    private static double noSharperThan(
            double least, double temperature, double[][] logs, double[] targets, double[] weights) {
        if (temperature >= 1 || wrong(1 / temperature, logs, targets, weights) >= least) {
            return temperature;
        }
        double low = 1;
        double high = 1 / temperature;
        if (wrong(low, logs, targets, weights) <= least) {
            return 1;
        }
        for (int step = 0; step < STEPS && high - low > CLOSE * low; step++) {
            double middle = low + (high - low) / 2;
            if (wrong(middle, logs, targets, weights) >= least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 1 / low;
    }

    /** The weighted mean probability of the classes that are not true, at a = 1/T. */
    private static double wrong(double a, double[][] logs, double[] targets, double[] weights) {
        CompensatedSum sum = new CompensatedSum();
        CompensatedSum total = new CompensatedSum();
        for (int row = 0; row < logs.length; row++) {
            if (weights[row] > 0) {
                double[] l = logs[row];
                double most = max(l);
                double all = 0;
                double others = 0;
                for (int k = 0; k < l.length; k++) {
                    double e = StrictMath.exp(a * (l[k] - most));
                    all += e;
                    others += k == (int) targets[row] ? 0 : e;
                }
                sum.add(weights[row] * (others / all));
                total.add(weights[row]);
            }
        }
        return sum.value() / total.value();
    }

    /**
     * The derivatives of the cost by a = 1/T, up to a factor. The first is sum_k p_k(a) l_k - l_y, and for the additional row sum_k (p_k(a) - p_k(1)) l_k; the
     * second is the variance of l under p(a), which is not negative.
     */
    private record Slope(double first, double second) {
        static Slope at(double a, double[][] logs, double[] targets, double[] weights, double effectiveRows) {
            double additional = 1 / (effectiveRows + 1);
            CompensatedSum first = new CompensatedSum();
            CompensatedSum second = new CompensatedSum();
            double[] moments = new double[2];
            for (int row = 0; row < logs.length; row++) {
                if (weights[row] > 0) {
                    double[] l = logs[row];
                    moments(1, l, moments);
                    double wanted = (1 - additional) * l[(int) targets[row]] + additional * moments[0];
                    moments(a, l, moments);
                    first.add(weights[row] * (moments[0] - wanted));
                    second.add(weights[row] * moments[1]);
                }
            }
            return new Slope(first.value(), second.value());
        }

        /** Mean and variance of l under p(a) = softmax(a l). */
        private static void moments(double a, double[] l, double[] moments) {
            double most = max(l);
            double sum = 0;
            double mean = 0;
            double squares = 0;
            for (double log : l) {
                double d = log - most;
                double e = StrictMath.exp(a * d);
                sum += e;
                mean += e * d;
                squares += e * d * d;
            }
            mean /= sum;
            moments[0] = most + mean;
            moments[1] = Math.max(0, squares / sum - mean * mean);
        }
    }

    private static double max(double[] values) {
        double most = values[0];
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static double[] logarithms(double[] p) {
        double[] logarithms = p.clone();
        takeLogarithms(logarithms, 0, p.length);
        return logarithms;
    }

    private static void takeLogarithms(double[] p, int from, int classes) {
        double least = classes == 2 ? LOG_LEAST_OF_TWO : LOG_LEAST;
        for (int k = from; k < from + classes; k++) {
            p[k] = Math.max(least, StrictMath.log(p[k]));
        }
    }

    /**
     * Scales one row.
     *
     * @param p the probabilities of all classes, read
     * @return the scaled probabilities; a copy at temperature 1, NaN for a row with NaN
     */
    public double[] apply(double[] p) {
        double[] scaled = p.clone();
        apply(scaled, 0, scaled.length);
        return scaled;
    }

    /**
     * Scales one row in place, without allocating.
     *
     * @param p       overwritten
     * @param from    where the row begins
     * @param classes the number of classes
     */
    public void apply(double[] p, int from, int classes) {
        if (temperature == 1) {
            return;
        }
        takeLogarithms(p, from, classes);
        double most = p[from];
        for (int k = from; k < from + classes; k++) {
            most = Math.max(most, p[k]);
        }
        double sum = 0;
        for (int k = from; k < from + classes; k++) {
            p[k] = StrictMath.exp((p[k] - most) / temperature);
            sum += p[k];
        }
        for (int k = from; k < from + classes; k++) {
            p[k] /= sum;
        }
    }

    /**
     * Scales rows.
     *
     * @param probabilities [rows][classes], read
     * @return [rows][classes], new rows
     */
    public double[][] apply(double[][] probabilities) {
        double[][] scaled = new double[probabilities.length][];
        for (int row = 0; row < scaled.length; row++) {
            scaled[row] = apply(probabilities[row]);
        }
        return scaled;
    }

    /**
     * What undoes this scaling, up to rounding and the least probability.
     *
     * @return the temperature 1/T
     */
    public TemperatureScaling inverse() {
        return new TemperatureScaling(1 / temperature);
    }
}
