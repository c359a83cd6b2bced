package org.chainrule.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {
    private static final double TINY = 1e-12;

    /** Two classes; by hand: rows 0, 2, 3 right, row 1 and 4 wrong. */
    private static final double[][] TWO = {{0.9, 0.1}, {0.4, 0.6}, {0.2, 0.8}, {0.5, 0.5}, {0.7, 0.3}};

    private static final double[] TWO_TRUE = {0, 0, 1, 0, 1};
    private static final double[][] THREE = {{0.7, 0.2, 0.1}, {0.1, 0.6, 0.3}, {0.2, 0.5, 0.3}, {0.3, 0.3, 0.4}};
    private static final double[] THREE_TRUE = {0, 1, 2, 2};
    private static final double[][] VALUES = {{1}, {2}, {4}, {7}};
    private static final double[] VALUES_TRUE = {1, 3, 3, 9};

    static List<Metric> all() {
        List<Metric> all = new ArrayList<>(Metrics.forClassification(3));
        all.addAll(Metrics.forRegression());
        all.add(new Pinball(0.9));
        return all;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double two(Metric metric) {
        return metric.value(TWO, TWO_TRUE, ones(5));
    }

    private static double three(Metric metric) {
        return metric.value(THREE, THREE_TRUE, ones(4));
    }

    private static double values(Metric metric) {
        return metric.value(VALUES, VALUES_TRUE, ones(4));
    }

    @Test
    void twoClassesByHand() {
        assertEquals(3.0 / 5, two(new Accuracy()), TINY);
        assertEquals((2.0 / 3 + 1.0 / 2) / 2, two(new BalancedAccuracy()), TINY);
        double product = 0.9 * 0.4 * 0.8 * 0.5 * 0.3;
        assertEquals(-StrictMath.log(product) / 5, two(new LogLoss()), TINY);
        // Positives 0.8 and 0.3 against 0.1, 0.6, 0.5: 3 + 1 of 6 pairs in order.
        assertEquals(4.0 / 6, two(new Auc()), TINY);
        // Class 0: TP 2, FP 1, FN 1; class 1: TP 1, FP 1, FN 1.
        assertEquals((4.0 / 6 + 2.0 / 4) / 2, two(new F1()), TINY);
        assertEquals((0.01 + 0.36 + 0.04 + 0.25 + 0.49) / 5, two(new BrierScore()), TINY);
    }

    @Test
    void threeClassesByHand() {
        assertEquals(3.0 / 4, three(new Accuracy()), TINY);
        assertEquals((1 + 1 + 0.5) / 3, three(new BalancedAccuracy()), TINY);
        assertEquals(-StrictMath.log(0.7 * 0.6 * 0.3 * 0.4) / 4, three(new LogLoss()), TINY);
        // Class 0: .7 above all. Class 1: .6 above all. Class 2: .3, .4 against .1, .3: 3.5 of 4.
        assertEquals((1 + 1 + 3.5 / 4) / 3, three(new Auc()), TINY);
        assertEquals((1 + 2.0 / 3 + 2.0 / 3) / 3, three(new F1()), TINY);
        double brier = 0.09 + 0.04 + 0.01 + 0.01 + 0.16 + 0.09 + 0.04 + 0.25 + 0.49 + 0.09 + 0.09 + 0.36;
        assertEquals(brier / 4, three(new BrierScore()), TINY);
    }

    @Test
    void valuesByHand() {
        assertEquals(Math.sqrt((0 + 1 + 1 + 4) / 4.0), values(new Rmse()), TINY);
        assertEquals((0 + 1 + 1 + 2) / 4.0, values(new Mae()), TINY);
        // The mean is 4, the deviations -3, -1, -1, 5.
        assertEquals(1 - 6.0 / 36, values(new R2()), TINY);
        // o - y is 0, -1, 1, -2.
        assertEquals((0 + 0.9 + 0.1 + 1.8) / 4, values(new Pinball(0.9)), TINY);
    }

    /** Random rows for a metric: probabilities with many ties, or values. */
    private static double[][] outputs(Metric metric, int n) {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 1);
        double[][] outputs = new double[n][];
        for (int i = 0; i < n; i++) {
            double a = 1 + random.below(3L * i, 5);
            double b = 1 + random.below(3L * i + 1, 5);
            double c = 1 + random.below(3L * i + 2, 5);
            double sum = a + b + c;
            outputs[i] = classes(metric) ? new double[] {a / sum, b / sum, c / sum} : new double[] {random.normal(i)};
        }
        return outputs;
    }

    private static boolean classes(Metric metric) {
        return Metrics.forClassification(2).contains(metric);
    }

    private static double[] targets(Metric metric, int n) {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 2);
        double[] targets = new double[n];
        Arrays.setAll(targets, i -> classes(metric) ? random.below(i, 3) : random.normal(i));
        return targets;
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRowOfWeightTwoEqualsTwoRows(Metric metric) {
        int n = 60;
        double[][] outputs = outputs(metric, n);
        double[] targets = targets(metric, n);
        double[] weights = new double[n];
        List<double[]> repeated = new ArrayList<>();
        List<Double> repeatedTargets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            weights[i] = i % 4;
            for (int k = 0; k < i % 4; k++) {
                repeated.add(outputs[i]);
                repeatedTargets.add(targets[i]);
            }
        }
        double[] t = repeatedTargets.stream().mapToDouble(Double::doubleValue).toArray();
        double expected = metric.value(repeated.toArray(double[][]::new), t, ones(t.length));
        assertTrue(expected == expected, metric + " is defined");
        assertEquals(expected, metric.value(outputs, targets, weights), TINY, metric.toString());
        assertTrue(Math.abs(expected - metric.value(outputs, targets, ones(n))) > 1e-4, metric + " sees the weights");
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyProportionsOfWeightsMatter(Metric metric) {
        double[] weights = ones(60);
        Arrays.setAll(weights, i -> 0.001 * (1 + i % 3));
        double[] larger = Arrays.stream(weights).map(w -> w * 4096).toArray();
        double[][] outputs = outputs(metric, 60);
        double[] targets = targets(metric, 60);
        assertEquals(metric.value(outputs, targets, weights), metric.value(outputs, targets, larger), TINY);
    }

    @ParameterizedTest
    @MethodSource("all")
    void undefinedIsNan(Metric metric) {
        assertEquals(Double.NaN, metric.value(new double[0][], new double[0], new double[0]), metric.toString());
        double[][] outputs = outputs(metric, 9);
        double[] targets = targets(metric, 9);
        assertEquals(Double.NaN, metric.value(outputs, targets, new double[9]), metric + " without weight");
        outputs[4][0] = Double.NaN;
        assertEquals(Double.NaN, metric.value(outputs, targets, ones(9)), metric + " of NaN");
        double[] without = ones(9);
        without[4] = 0;
        double value = metric.value(outputs, targets, without);
        assertTrue(value == value, metric + " ignores a row without weight");
        double[] negative = ones(9);
        negative[2] = -1;
        assertThrows(IllegalArgumentException.class, () -> metric.value(outputs, targets, negative));
        assertThrows(IllegalArgumentException.class, () -> metric.value(outputs, targets, ones(8)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void perfectPredictionsAreTheBest(Metric metric) {
        double[] targets = targets(metric, 40);
        double[][] perfect = new double[40][];
        for (int i = 0; i < 40; i++) {
            perfect[i] = classes(metric) ? new double[3] : new double[] {targets[i]};
            if (classes(metric)) {
                perfect[i][(int) targets[i]] = 1;
            }
        }
        double best = metric.value(perfect, targets, ones(40));
        assertEquals(metric.higherIsBetter() ? 1 : 0, best, 0.0, metric.toString());
        double other = metric.value(outputs(metric, 40), targets, ones(40));
        assertTrue(metric.higherIsBetter() ? other < best : other > best, metric + " " + other);
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesReadBack(Metric metric) {
        String text = metric instanceof Pinball ? "pinball(0.9)" : metric.name();
        assertEquals(metric, Metrics.parse(text));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Metrics.parse("accurracy"))
                .getMessage()
                .contains(metric.name()));
    }

    /** The definition itself, pair by pair. */
    @Test
    void aucIsTheShareOfPairsInOrder() {
        int n = 200;
        CounterRandom random = CounterRandom.of(5, CounterRandom.Stream.SAMPLE, 3);
        double[][] outputs = new double[n][1];
        double[] targets = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            outputs[i][0] = random.below(3L * i, 12) / 11.0 * (random.below(i, 2) == 0 ? 1 : -0.0);
            targets[i] = random.below(3L * i + 1, 2);
            weights[i] = random.uniform(3L * i + 2);
        }
        double inOrder = 0;
        double pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (targets[i] == 1 && targets[j] == 0) {
                    double w = weights[i] * weights[j];
                    double a = outputs[i][0];
                    double b = outputs[j][0];
                    inOrder += a > b ? w : a == b ? w / 2 : 0;
                    pairs += w;
                }
            }
        }
        assertEquals(inOrder / pairs, new Auc().value(outputs, targets, weights), TINY);
        assertEquals(Double.NaN, new Auc().value(outputs, new double[n], weights), "one class only");
    }

    @Test
    void oneColumnIsTheProbabilityOfTheSecondClass() {
        double[][] column = new double[TWO.length][];
        Arrays.setAll(column, i -> new double[] {TWO[i][1]});
        for (Metric metric : Metrics.forClassification(2)) {
            assertEquals(two(metric), metric.value(column, TWO_TRUE, ones(5)), TINY, metric.toString());
        }
    }

    @Test
    void floorOfTheLogLoss() {
        double[][] impossible = {{1, 0}};
        assertEquals(126 * StrictMath.log(2), new LogLoss().value(impossible, new double[] {1}, ones(1)), TINY);
        assertEquals(0, new LogLoss().value(impossible, new double[] {0}, ones(1)), 0.0);
    }

    @Test
    void rSquaredOfConstantTargetsIsNotDefined() {
        assertEquals(Double.NaN, new R2().value(VALUES, new double[] {3, 3, 3, 3}, ones(4)));
        double[] far = {1e9 + 1, 1e9 + 3, 1e9 + 3, 1e9 + 9};
        double[][] shifted = {{1e9 + 1}, {1e9 + 2}, {1e9 + 4}, {1e9 + 7}};
        assertEquals(1 - 6.0 / 36, new R2().value(shifted, far, ones(4)), TINY);
    }

    @Test
    void targetsThatAreNoClassAreRefused() {
        for (double target : new double[] {-1, 2, 0.5, Double.NaN}) {
            double[] targets = TWO_TRUE.clone();
            targets[3] = target;
            for (Metric metric : Metrics.forClassification(2)) {
                String message = assertThrows(IllegalArgumentException.class, () -> metric.value(TWO, targets, ones(5)))
                        .getMessage();
                assertTrue(message.contains("0 to 1") && message.contains("row 3"), message);
            }
        }
    }

    @Test
    void evaluatesByName() {
        Map<String, Double> values = Metrics.evaluate(Metrics.forRegression(), VALUES, VALUES_TRUE, ones(4));
        assertEquals(List.of("rmse", "mae", "r2"), List.copyOf(values.keySet()));
        assertEquals(1, values.get("mae"), TINY);
    }
}
