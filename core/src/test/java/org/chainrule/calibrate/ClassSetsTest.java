package org.chainrule.calibrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class ClassSetsTest {
    private static final int CLASSES = 5;

    /** Probabilities that are too sure by a factor of 2 in the logits, for labels drawn from the right ones. */
    private static double[][] tooSure(int rows, double spread, double[] targets, long step) {
        CounterRandom random = CounterRandom.of(11, CounterRandom.Stream.SAMPLE, step);
        double[][] p = new double[rows][CLASSES];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            double right = 0;
            double[] q = new double[CLASSES];
            for (int k = 0; k < CLASSES; k++) {
                double z = spread * random.normal(row * 32L + k);
                q[k] = Math.exp(z);
                p[row][k] = Math.exp(2 * z);
                right += q[k];
                sum += p[row][k];
            }
            double u = right * random.uniform(row * 32L + 2L * CLASSES);
            int y = 0;
            while (y < CLASSES - 1 && u >= q[y]) {
                u -= q[y++];
            }
            targets[row] = y;
            for (int k = 0; k < CLASSES; k++) {
                p[row][k] /= sum;
            }
        }
        return p;
    }

    @Test
    void othersAreExactWhereOneMinusPCancels() {
        assertArrayEquals(new double[] {1e-30, 1}, ClassSets.others(new double[] {1, 1e-30}));
        assertArrayEquals(new double[] {0.5, 0.75, 0.75}, ClassSets.others(new double[] {0.5, 0.25, 0.25}));
        assertArrayEquals(new double[] {0}, ClassSets.others(new double[] {1}));
    }

    @Test
    void setsHoldTheClassesThatAreProbableEnough() {
        double[] p = {0.6, 0.3, 0.1};
        assertArrayEquals(new boolean[] {true, true, false}, ClassSets.set(p, 0.75));
        assertArrayEquals(new boolean[] {false, false, false}, ClassSets.set(p, 0.3));
        assertArrayEquals(new boolean[] {true, true, true}, ClassSets.set(p, Double.POSITIVE_INFINITY));
        assertArrayEquals(
                new boolean[] {true, true}, ClassSets.set(new double[] {Double.NaN, Double.NaN}, 0.1), "no number");
    }

    @Test
    void coverNewRowsAsOftenAsAskedWhateverTheAccuracy() {
        int rows = 5_000;
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        for (double spread : new double[] {0.3, 1, 6}) {
            double[] targets = new double[rows];
            ConformalScores scores = ClassSets.fit(tooSure(rows, spread, targets, 0), targets, ones);
            double[] freshTargets = new double[rows];
            double[][] fresh = tooSure(rows, spread, freshTargets, 1);
            for (double coverage : new double[] {0.8, 0.9, 0.95}) {
                int covered = 0;
                for (int row = 0; row < rows; row++) {
                    boolean[] set = ClassSets.set(fresh[row], scores.threshold(coverage));
                    covered += set[(int) freshTargets[row]] ? 1 : 0;
                }
                double error = 3 * Math.sqrt(2 * coverage * (1 - coverage) / rows) + 0.002;
                assertEquals(coverage, (double) covered / rows, error, "spread " + spread);
            }
        }
    }

    @Test
    void rowsOfWeightZeroDoNotCount() {
        double[][] p = {{0.9, 0.1}, {0.2, 0.8}, {0.7, 0.3}};
        ConformalScores scores = ClassSets.fit(p, new double[] {0, 1, 1}, new double[] {0.5, 0, 3});
        assertEquals(new ConformalScores(ScoreKind.OTHER_CLASSES, 2, List.of(0.1, 0.7)), scores);
        double[][] second = {{0.25}, {0.75}};
        assertEquals(
                List.of(0.25, 0.75),
                ClassSets.fit(second, new double[] {0, 0}, new double[] {1, 1}).scores());
    }
}
