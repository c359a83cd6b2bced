package org.chainrule.calibrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.chainrule.metric.Calibration;
import org.chainrule.metric.LogLoss;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class TemperatureScalingTest {
    private static final long SEED = 7;

    /** Logits, labels drawn from softmax(logits / truth): the best temperature is about truth. */
    private static double[][] probabilities(int rows, int classes, double[] targets, double truth) {
        CounterRandom random = CounterRandom.of(SEED, CounterRandom.Stream.SAMPLE, classes);
        double[][] p = new double[rows][];
        for (int row = 0; row < rows; row++) {
            double[] z = new double[classes];
            for (int k = 0; k < classes; k++) {
                z[k] = 3 * random.normal((long) row * 64 + k);
            }
            p[row] = softmax(z, 1);
            double[] q = softmax(z, truth);
            double u = random.uniform((long) row * 64 + 2L * classes + 1);
            int y = 0;
            while (y < classes - 1 && u >= q[y]) {
                u -= q[y++];
            }
            targets[row] = y;
        }
        return p;
    }

    private static double[] softmax(double[] z, double temperature) {
        double[] p = Arrays.stream(z).map(v -> Math.exp(v / temperature)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The cost, written down again: the mean log loss, and one row more that is as probable as the model says. */
    private static double cost(double t, double[][] p, double[] targets, double[] weights) {
        double sum = 0;
        double total = 0;
        double squares = 0;
        double believed = 0;
        for (int row = 0; row < p.length; row++) {
            double scale = 0;
            for (double v : p[row]) {
                scale += Math.pow(v, 1 / t);
            }
            sum -= weights[row] * Math.log(Math.pow(p[row][(int) targets[row]], 1 / t) / scale);
            for (double v : p[row]) {
                believed -= weights[row] * v * Math.log(Math.pow(v, 1 / t) / scale);
            }
            total += weights[row];
            squares += weights[row] * weights[row];
        }
        double rows = total * total / squares;
        return rows / (rows + 1) * sum / total + believed / total / (rows + 1);
    }

    private static double bruteForce(double[][] p, double[] targets, double[] weights) {
        double best = 1;
        for (double t = 0.2; t < 6; t += 0.0005) {
            if (cost(t, p, targets, weights) < cost(best, p, targets, weights)) {
                best = t;
            }
        }
        return best;
    }

    @Test
    void agreesWithTheBestOfAFineGrid() {
        for (double truth : new double[] {0.5, 1, 2}) {
            for (int classes : new int[] {2, 5}) {
                double[] targets = new double[40];
                double[][] p = probabilities(40, classes, targets, truth);
                double[] weights = new double[40];
                Arrays.setAll(weights, row -> row % 3);
                double found = TemperatureScaling.fit(p, targets, weights).temperature();
                assertEquals(bruteForce(p, targets, weights), found, 0.0006, classes + " classes, " + truth);
            }
        }
    }

    @Test
    void findsTheTemperatureThatTheLabelsWereDrawnWith() {
        double[] targets = new double[20_000];
        double[][] p = probabilities(20_000, 4, targets, 2.5);
        TemperatureScaling found = TemperatureScaling.fit(p, targets, ones(20_000));
        assertEquals(2.5, found.temperature(), 0.06);
        double before = Calibration.ofPredicted(p, targets, ones(20_000), 10).expectedError();
        double after = Calibration.ofPredicted(found.apply(p), targets, ones(20_000), 10)
                .expectedError();
        assertTrue(after < 0.02 && after < before / 5, before + " " + after);
        assertTrue(new LogLoss().value(found.apply(p), targets, ones(20_000))
                < new LogLoss().value(p, targets, ones(20_000)));
    }

    @Test
    void oneOutputMeansTheSecondOfTwoClasses() {
        double[] targets = new double[200];
        double[][] p = probabilities(200, 2, targets, 2);
        double[][] second = Arrays.stream(p).map(row -> new double[] {row[1]}).toArray(double[][]::new);
        assertEquals(
                TemperatureScaling.fit(p, targets, ones(200)).temperature(),
                TemperatureScaling.fit(second, targets, ones(200)).temperature(),
                1e-9);
    }

    @Test
    void rowsOfWeightZeroDoNotCountAndAllWeightsScale() {
        double[] targets = new double[100];
        double[][] p = probabilities(100, 3, targets, 2);
        double[] half = ones(100);
        Arrays.fill(half, 50, 100, 0);
        double expected = TemperatureScaling.fit(Arrays.copyOf(p, 50), Arrays.copyOf(targets, 50), ones(50))
                .temperature();
        assertEquals(expected, TemperatureScaling.fit(p, targets, half).temperature());
        double[] scaled = Arrays.stream(half).map(w -> 8 * w).toArray();
        assertEquals(expected, TemperatureScaling.fit(p, targets, scaled).temperature(), 1e-9);
        p[70][0] = Double.NaN;
        assertEquals(expected, TemperatureScaling.fit(p, targets, half).temperature());
    }

    @Test
    void degenerateRowsGiveATemperature() {
        assertEquals(
                1,
                TemperatureScaling.fit(new double[0][], new double[0], new double[0])
                        .temperature());
        double[][] one = {{0.9, 0.1}};
        assertEquals(
                1,
                TemperatureScaling.fit(one, new double[] {0}, new double[] {0}).temperature());
        double right =
                TemperatureScaling.fit(one, new double[] {0}, new double[] {1}).temperature();
        assertEquals(1, right, "one right row is no reason to be surer than 9 in 10");
        double even = TemperatureScaling.fit(new double[][] {{0.6, 0.4}}, new double[] {0}, new double[] {1})
                .temperature();
        // Half a mistake in two rows
        assertEquals(StrictMath.log(1.5) / StrictMath.log(3), even, 1e-9, "one right row sharpens a little");
        double wrong =
                TemperatureScaling.fit(one, new double[] {1}, new double[] {1}).temperature();
        assertTrue(wrong > 1 && wrong < TemperatureScaling.MOST * 1.000001, "one wrong row softens: " + wrong);
        double[][] same = {{0.5, 0.5}, {0.5, 0.5}};
        assertEquals(
                1, TemperatureScaling.fit(same, new double[] {0, 1}, ones(2)).temperature());
        double[][] certain = {{1, 0}, {0, 1}, {1, 0}};
        double saturated =
                TemperatureScaling.fit(certain, new double[] {0, 1, 0}, ones(3)).temperature();
        assertEquals(1, saturated, "all right, and sure enough");
        double mistaken =
                TemperatureScaling.fit(certain, new double[] {1, 0, 1}, ones(3)).temperature();
        assertTrue(mistaken > 10, "all wrong: " + mistaken);
        double[][] nan = {{Double.NaN, 0.5}};
        assertEquals(1, TemperatureScaling.fit(nan, new double[] {0}, ones(1)).temperature());
    }

    @Test
    void perfectSeparationOfFewRowsDoesNotMakeItCertain() {
        double[][] p = new double[30][];
        double[] targets = new double[30];
        for (int row = 0; row < 30; row++) {
            targets[row] = row % 2;
            p[row] = row % 2 == 0 ? new double[] {0.95, 0.05} : new double[] {0.05, 0.95};
        }
        TemperatureScaling scaling = TemperatureScaling.fit(p, targets, ones(30));
        // Half a mistake in 31 rows
        assertEquals(0.5 / 31, scaling.apply(p[0])[1], 1e-9);
        // The same rows with weights that count as half as many
        double[] weights = new double[30];
        Arrays.fill(weights, 0, 15, 1);
        assertEquals(0.5 / 16, TemperatureScaling.fit(p, targets, weights).apply(p[0])[1], 1e-9);
    }

    @Test
    void rowsWithoutAMistakeSharpenToWhatTheyCanTellAndNoFurther() {
        for (int rows : new int[] {4, 30, 1000}) {
            for (double wrong : new double[] {1e-9, 1e-4, 0.02, 0.3, 0.49}) {
                double[][] p = new double[rows][];
                double[] targets = new double[rows];
                for (int row = 0; row < rows; row++) {
                    double share = wrong * (row % 2 == 0 ? 1 : 0.5);
                    p[row] = new double[] {1 - share, share * 0.7, share * 0.3};
                }
                TemperatureScaling found = TemperatureScaling.fit(p, targets, ones(rows));
                double before =
                        Arrays.stream(p).mapToDouble(q -> q[1] + q[2]).average().orElseThrow();
                double after = Arrays.stream(found.apply(p))
                        .mapToDouble(q -> q[1] + q[2])
                        .average()
                        .orElseThrow();
                double least = 0.5 / (rows + 1);
                String what = rows + " rows, " + wrong + ": " + found + " " + after;
                assertTrue(found.temperature() <= 1 && after >= Math.min(before, least) * (1 - 1e-9), what);
                assertTrue(after <= Math.max(least, before) * (1 + 1e-9), what);
            }
        }
    }

    @Test
    void oneMistakeIsBoundEnough() {
        double[][] p = new double[40][];
        double[] targets = new double[40];
        for (int row = 0; row < 40; row++) {
            p[row] = row == 0 ? new double[] {0.49, 0.51} : new double[] {0.9, 0.1};
        }
        double found = TemperatureScaling.fit(p, targets, ones(40)).temperature();
        assertEquals(bruteForce(p, targets, ones(40)), found, 0.0006);
    }

    @Test
    void scalesInLogarithms() {
        TemperatureScaling two = new TemperatureScaling(2);
        double root = Math.sqrt(0.8) + Math.sqrt(0.2);
        assertArrayEquals(
                new double[] {Math.sqrt(0.8) / root, Math.sqrt(0.2) / root}, two.apply(new double[] {0.8, 0.2}), 1e-15);
        double[] tiny = new TemperatureScaling(0.5).apply(new double[] {1e-200, 1e-30, 1});
        assertEquals(1, Arrays.stream(tiny).sum(), 1e-15);
        assertEquals(1e-60, tiny[1], 1e-73);
        double[] certain = two.apply(new double[] {1, 0});
        assertEquals(1, certain[0] + certain[1], 1e-15);
        assertEquals(Math.pow(2, -12.5), certain[1] / certain[0], 1e-12);
        assertTrue(Double.isNaN(two.apply(new double[] {Double.NaN, 1})[1]));
        double[] p = {0.1, 0.2, 0.7};
        assertArrayEquals(p, TemperatureScaling.none().apply(p), 0);
        assertArrayEquals(p, two.inverse().apply(two.apply(p)), 1e-15);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new TemperatureScaling(0));
        assertThrows(IllegalArgumentException.class, () -> new TemperatureScaling(Double.NaN));
        double[][] p = {{0.5, 0.5}};
        assertThrows(
                IllegalArgumentException.class, () -> TemperatureScaling.fit(p, new double[] {2}, new double[] {1}));
        assertThrows(
                IllegalArgumentException.class, () -> TemperatureScaling.fit(p, new double[] {0}, new double[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> TemperatureScaling.fit(p, new double[0], new double[] {1}));
    }
}
