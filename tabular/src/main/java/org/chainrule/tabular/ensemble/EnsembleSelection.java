package org.chainrule.tabular.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.calibrate.TemperatureScaling;
import org.chainrule.metric.LogLoss;
import org.chainrule.metric.Metric;

/**
 * Greedy ensemble selection with replacement: beginning with nothing, the candidate that makes the mean of all chosen so far best is added, again and again; a
 * candidate may be chosen several times, and its share is its count. The shortest of the best prefixes is the ensemble, so it is never worse than the best
 * single candidate on the rows that judge. Source: Caruana, Niculescu-Mizil, Crew and Ksikes 2004, "Ensemble selection from libraries of models", section 2.
 *
 * @param counts how often each candidate was chosen
 * @param score  the metric of their mean
 */
@SuppressWarnings("ArrayRecordComponent")
public record EnsembleSelection(int[] counts, double score) {
    /** Choices at most: shares come in steps of one of them. */
    public static final int MOST_CHOICES = 50;

    /** Choices that bring nothing before the search ends: a mean of few may have to get worse before it gets better. */
    private static final int MOST_IN_VAIN = 10;

    /**
     * Predictions for the rows that judge, by networks that were not trained on them.
     *
     * @param values [rows x width] row-major: probabilities of the classes, or values in the units of the target. Not copied
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Candidate(float[] values) {}

    /** What the mean of some predictions is judged by; knows the true values. */
    public static final class Judge {
        private final Metric metric;
        private final double[] targets;
        private final double[] weights;
        private final double[][] mean;

        /**
         * A judge.
         *
         * @param metric  what is judged
         * @param targets [rows]: class indices, or values
         * @param weights [rows], not negative
         * @param width   of a prediction: the number of classes, or 1
         */
        public Judge(Metric metric, double[] targets, double[] weights, int width) {
            this.metric = metric;
            this.targets = targets.clone();
            this.weights = weights.clone();
            this.mean = new double[targets.length][width];
        }

        /** The metric of (sums + values) / count. */
        private double score(double[] sums, float[] values, int count) {
            for (int row = 0, e = 0; row < mean.length; row++) {
                for (int k = 0; k < mean[row].length; k++, e++) {
                    mean[row][k] = (sums[e] + values[e]) / count;
                }
            }
            return metric.value(mean, targets, weights);
        }

        /**
         * The metric of one candidate.
         *
         * @param candidate its predictions
         * @return the value
         */
        public double score(Candidate candidate) {
            return score(new double[candidate.values().length], candidate.values(), 1);
        }

        /**
         * The metric of a mean as a finished model has it: log loss after temperature scaling on these rows, other metrics as they are.
         *
         * @param values [rows x width] row-major, read
         * @return the value
         */
        public double calibratedScore(double[] values) {
            double plain = score(values, new float[values.length], 1);
            return metric instanceof LogLoss && Double.isFinite(plain)
                    ? metric.value(
                            TemperatureScaling.fit(mean, targets, weights).apply(mean), targets, weights)
                    : plain;
        }

        /**
         * Whether a score is better than another; a score that is not defined is worse than any.
         *
         * @param score    found
         * @param previous the best so far, NaN for none
         * @return true if it is strictly better
         */
        public boolean better(double score, double previous) {
            if (Double.isNaN(score) || Double.isNaN(previous)) {
                return Double.isNaN(previous) && !Double.isNaN(score);
            }
            return metric.higherIsBetter() ? score > previous : score < previous;
        }
    }

    /**
     * Selects.
     *
     * @param candidates in the order that decides between equals
     * @param judge      knows the true values
     * @return the selection; nothing is chosen if no candidate has a defined score
     */
    public static EnsembleSelection greedy(List<Candidate> candidates, Judge judge) {
        int[] counts = new int[candidates.size()];
        int[] best = new int[candidates.size()];
        double bestScore = Double.NaN;
        double[] sums = candidates.isEmpty()
                ? new double[0]
                : new double[candidates.get(0).values().length];
        int inVain = 0;
        for (int size = 1; size <= MOST_CHOICES && inVain < MOST_IN_VAIN; size++) {
            int chosen = -1;
            double score = Double.NaN;
            for (int c = 0; c < candidates.size(); c++) {
                double found = judge.score(sums, candidates.get(c).values(), size);
                if (judge.better(found, score)) {
                    chosen = c;
                    score = found;
                }
            }
            if (chosen < 0) {
                break;
            }
            counts[chosen]++;
            add(sums, candidates.get(chosen).values());
            inVain++;
            if (judge.better(score, bestScore)) {
                best = counts.clone();
                bestScore = score;
                inVain = 0;
            }
        }
        return new EnsembleSelection(best, bestScore);
    }

    private static void add(double[] sums, float[] values) {
        for (int e = 0; e < sums.length; e++) {
            sums[e] += values[e];
        }
    }

    /**
     * The share of each candidate.
     *
     * @return shares that sum to 1; all 0 if nothing was chosen
     */
    public double[] shares() {
        double total = Arrays.stream(counts).sum();
        return Arrays.stream(counts)
                .mapToDouble(count -> total == 0 ? 0 : count / total)
                .toArray();
    }

    /**
     * The mean of the chosen, by their shares.
     *
     * @param candidates those that were selected from, read
     * @return [rows x width] row-major
     */
    public double[] mean(List<Candidate> candidates) {
        double[] shares = shares();
        double[] mean = new double[candidates.get(0).values().length];
        for (int c = 0; c < shares.length; c++) {
            if (shares[c] > 0) {
                float[] values = candidates.get(c).values();
                for (int e = 0; e < mean.length; e++) {
                    mean[e] += shares[c] * values[e];
                }
            }
        }
        return mean;
    }

    /**
     * The candidates that were chosen.
     *
     * @return their positions, the largest share first, equals in order
     */
    public List<Integer> chosen() {
        List<Integer> chosen = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                chosen.add(c);
            }
        }
        chosen.sort((a, b) -> Integer.compare(counts[b], counts[a]));
        return chosen;
    }
}
