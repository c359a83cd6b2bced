package org.chainrule.tabular.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.metric.LogLoss;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Rmse;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.ensemble.EnsembleSelection.Candidate;
import org.chainrule.tabular.ensemble.EnsembleSelection.Judge;
import org.junit.jupiter.api.Test;

class EnsembleSelectionTest {
    private static final int ROWS = 40;

    private static CounterRandom random(int step) {
        return CounterRandom.of(11, CounterRandom.Stream.SAMPLE, step);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Values with noise and a bias of their own each. */
    private static List<Candidate> values(double[] targets, int count, int step) {
        List<Candidate> candidates = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            CounterRandom random = random(step + c);
            float[] values = new float[targets.length];
            for (int n = 0; n < values.length; n++) {
                values[n] = (float) (targets[n] + 0.5 * random.normal(n) + 0.2 * c - 0.3);
            }
            candidates.add(new Candidate(values));
        }
        return candidates;
    }

    private static double[] targets(int step) {
        double[] targets = new double[ROWS];
        Arrays.setAll(targets, n -> random(step).normal(n));
        return targets;
    }

    /** The metric of a bag, by plain loops. */
    private static double score(Metric metric, List<Candidate> candidates, int[] counts, double[] targets, int width) {
        double[][] mean = new double[targets.length][width];
        double total = Arrays.stream(counts).sum();
        for (int n = 0; n < targets.length; n++) {
            for (int k = 0; k < width; k++) {
                for (int c = 0; c < counts.length; c++) {
                    mean[n][k] += (double) counts[c] * candidates.get(c).values()[n * width + k];
                }
                mean[n][k] /= total;
            }
        }
        return metric.value(mean, targets, ones(targets.length));
    }

    /** The best of all bags of up to a size, by trying each. */
    private static double best(List<Candidate> candidates, int[] counts, int from, int left, double[] targets) {
        double best = Arrays.stream(counts).sum() == 0
                ? Double.POSITIVE_INFINITY
                : score(new Rmse(), candidates, counts, targets, 1);
        for (int c = from; c < counts.length && left > 0; c++) {
            counts[c]++;
            best = Math.min(best, best(candidates, counts, c, left - 1, targets));
            counts[c]--;
        }
        return best;
    }

    @Test
    void isAsGoodAsTheBestOfAllSmallBags() {
        for (int step = 0; step < 20; step++) {
            double[] targets = targets(100 * step);
            List<Candidate> candidates = values(targets, 3, 100 * step + 1);
            EnsembleSelection found =
                    EnsembleSelection.greedy(candidates, new Judge(new Rmse(), targets, ones(ROWS), 1));
            assertEquals(score(new Rmse(), candidates, found.counts(), targets, 1), found.score(), 1e-9);
            double exhaustive = best(candidates, new int[3], 0, 6, targets);
            assertTrue(found.score() <= exhaustive * 1.01, step + ": " + found.score() + " against " + exhaustive);
        }
    }

    @Test
    void theFirstStepsAreThoseOfThePaper() {
        double[] targets = targets(5);
        List<Candidate> candidates = values(targets, 4, 6);
        EnsembleSelection found = EnsembleSelection.greedy(candidates, new Judge(new Rmse(), targets, ones(ROWS), 1));
        int[] counts = new int[4];
        double best = Double.POSITIVE_INFINITY;
        int[] kept = counts;
        for (int size = 1; size <= EnsembleSelection.MOST_CHOICES; size++) {
            int chosen = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < 4; c++) {
                counts[c]++;
                double score = score(new Rmse(), candidates, counts, targets, 1);
                counts[c]--;
                chosen = score < least ? c : chosen;
                least = Math.min(least, score);
            }
            counts[chosen]++;
            if (least < best) {
                best = least;
                kept = counts.clone();
            }
        }
        assertEquals(best, found.score(), 2e-3 * best);
        assertTrue(found.score() >= best - 1e-9, "the loops above look at all that the selection looks at");
        assertTrue(Arrays.stream(kept).sum() > 1);
    }

    @Test
    void halfOfEachWhereErrorsCancel() {
        double[] targets = {0, 0, 0, 0};
        EnsembleSelection found = EnsembleSelection.greedy(
                List.of(
                        new Candidate(new float[] {1, -1, 1, -1}),
                        new Candidate(new float[] {9, 9, 9, 9}),
                        new Candidate(new float[] {-1, 1, -1, 1})),
                new Judge(new Rmse(), targets, ones(4), 1));
        assertArrayEquals(new int[] {1, 0, 1}, found.counts());
        assertArrayEquals(new double[] {0.5, 0, 0.5}, found.shares());
        assertEquals(List.of(0, 2), found.chosen());
        assertEquals(0, found.score());
    }

    @Test
    void rowsOfNoWeightDoNotJudge() {
        EnsembleSelection found = EnsembleSelection.greedy(
                List.of(new Candidate(new float[] {0, 100}), new Candidate(new float[] {1, 0})),
                new Judge(new Rmse(), new double[] {0, 0}, new double[] {1, 0}, 1));
        assertArrayEquals(new int[] {1, 0}, found.counts());
    }

    @Test
    void moreCandidatesThatAreKeptOnlyWhenTheyHelpNeverWorsen() {
        for (int step = 0; step < 20; step++) {
            double[] targets = new double[ROWS];
            CounterRandom random = random(1000 + step);
            Arrays.setAll(targets, n -> random.below(n, 3));
            Judge judge = new Judge(new LogLoss(), targets, ones(ROWS), 3);
            List<Candidate> candidates = new ArrayList<>();
            double best = Double.NaN;
            for (int c = 0; c < 8; c++) {
                candidates.add(new Candidate(probabilities(targets, random(2000 + 10 * step + c))));
                EnsembleSelection found = EnsembleSelection.greedy(candidates, judge);
                double single =
                        candidates.stream().mapToDouble(judge::score).min().orElseThrow();
                assertTrue(found.score() <= single, "never worse than the best alone");
                double kept = judge.better(found.score(), best) ? found.score() : best;
                assertTrue(Double.isNaN(best) || kept <= best);
                best = kept;
            }
        }
    }

    private static float[] probabilities(double[] targets, CounterRandom random) {
        float[] values = new float[3 * targets.length];
        for (int n = 0; n < targets.length; n++) {
            double sum = 0;
            double[] odds = new double[3];
            for (int k = 0; k < 3; k++) {
                odds[k] = StrictMath.exp(random.normal(3L * n + k) + (targets[n] == k ? 1 : 0));
                sum += odds[k];
            }
            for (int k = 0; k < 3; k++) {
                values[3 * n + k] = (float) (odds[k] / sum);
            }
        }
        return values;
    }

    @Test
    void nothingIsChosenWhereNothingIsDefined() {
        Judge judge = new Judge(new Rmse(), new double[] {1}, new double[] {1}, 1);
        EnsembleSelection found = EnsembleSelection.greedy(List.of(new Candidate(new float[] {Float.NaN})), judge);
        assertEquals(List.of(), found.chosen());
        assertTrue(Double.isNaN(found.score()));
        assertEquals(List.of(), EnsembleSelection.greedy(List.of(), judge).chosen());
    }
}
