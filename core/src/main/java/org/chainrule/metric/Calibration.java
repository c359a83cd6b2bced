package org.chainrule.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.math.CompensatedSum;

/**
 * Whether probabilities mean what they say: rows in bins of equal width over the predicted probability, and how often they came true.
 *
 * <p>Source: DeGroot and Fienberg 1983 (reliability diagram); Guo, Pleiss, Sun and Weinberger 2017, "On calibration of modern neural networks".
 *
 * @param bins from low to high probability, empty ones included
 */
public record Calibration(List<Bin> bins) {
    /** Copies the bins. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The rows whose probability falls into one interval.
     *
     * @param meanConfidence weighted mean of the predicted probability; NaN without rows
     * @param frequency      weighted share of the rows for which it came true; NaN without rows
     * @param weight         weight of the rows
     */
    public record Bin(double meanConfidence, double frequency, double weight) {}

    /**
     * Of the most probable class: its probability against whether it was the true one.
     *
     * @param outputs [rows][classes] probabilities, or [rows][1] the probability of the second of two classes
     * @param targets [rows] class indices
     * @param weights [rows], not negative
     * @param bins    number of intervals of [0, 1], at least 1; a probability on a border belongs to the upper one
     * @return the bins
     * @throws IllegalArgumentException if a row that counts has a NaN, a target is no class, or the lengths differ
     */
    public static Calibration ofPredicted(double[][] outputs, double[] targets, double[] weights, int bins) {
        return bin(outputs, targets, weights, bins, -1);
    }

    /**
     * Of one class: its probability against whether it was the true one.
     *
     * @param outputs [rows][classes] probabilities, or [rows][1] the probability of the second of two classes
     * @param targets [rows] class indices
     * @param weights [rows], not negative
     * @param bins    number of intervals of [0, 1], at least 1; a probability on a border belongs to the upper one
     * @param klass   class index
     * @return the bins
     * @throws IllegalArgumentException if a row that counts has a NaN, a target is no class, or the lengths differ
     */
    public static Calibration ofClass(double[][] outputs, double[] targets, double[] weights, int bins, int klass) {
        int classes = ClassRows.classes(outputs);
        if (klass < 0 || outputs.length > 0 && klass >= classes) {
            throw new IllegalArgumentException("expected a class from 0 to " + (classes - 1) + ", found " + klass);
        }
        return bin(outputs, targets, weights, bins, klass);
    }

    /**
     * Expected calibration error: the weighted mean over the bins of |frequency - mean confidence|.
     *
     * @return 0 to 1; NaN without rows
     */
    public double expectedError() {
        CompensatedSum sum = new CompensatedSum();
        CompensatedSum total = new CompensatedSum();
        for (Bin bin : bins) {
            if (bin.weight() > 0) {
                sum.add(bin.weight() * Math.abs(bin.frequency() - bin.meanConfidence()));
                total.add(bin.weight());
            }
        }
        return sum.value() / total.value();
    }

    /** Class -1: the predicted one. */
    private static Calibration bin(double[][] outputs, double[] targets, double[] weights, int bins, int klass) {
        if (bins < 1) {
            throw new IllegalArgumentException("expected at least 1 bin, found " + bins);
        }
        if (ClassRows.undefined(outputs, targets, weights)) {
            throw new IllegalArgumentException("expected probabilities, found NaN");
        }
        int classes = ClassRows.classes(outputs);
        CompensatedSum[] confidence = sums(bins);
        CompensatedSum[] hits = sums(bins);
        CompensatedSum[] total = sums(bins);
        for (int row = 0; row < outputs.length; row++) {
            if (weights[row] > 0) {
                int judged = klass < 0 ? ClassRows.predicted(outputs[row]) : klass;
                double p = ClassRows.probability(outputs[row], judged);
                int bin = Math.max(0, Math.min(bins - 1, (int) (p * bins)));
                boolean hit = ClassRows.actual(targets[row], classes, row) == judged;
                confidence[bin].add(weights[row] * p);
                hits[bin].add(hit ? weights[row] : 0);
                total[bin].add(weights[row]);
            }
        }
        List<Bin> list = new ArrayList<>(bins);
        for (int bin = 0; bin < bins; bin++) {
            double weight = total[bin].value();
            list.add(new Bin(confidence[bin].value() / weight, hits[bin].value() / weight, weight));
        }
        return new Calibration(list);
    }

    private static CompensatedSum[] sums(int n) {
        CompensatedSum[] sums = new CompensatedSum[n];
        Arrays.setAll(sums, i -> new CompensatedSum());
        return sums;
    }
}
