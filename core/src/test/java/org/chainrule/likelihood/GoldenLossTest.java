package org.chainrule.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.Test;

/** The losses of Keras and scikit-learn, derived from our costs: probabilities become logits, sums over outputs become means, sums of weighted costs are over rows. */
class GoldenLossTest {
    private static final DoubleUnaryOperator LOGIT = p -> StrictMath.log(p / (1 - p));
    private static final DoubleUnaryOperator LOG = StrictMath::log;

    private static Map<String, Object> keras(String loss) {
        Object file = TestJson.parse(Shared.path("conformance/numeric/keras_losses.json"));
        return find(TestJson.list(TestJson.object(file).get("cases")), loss);
    }

    private static Map<String, Object> sklearn(String loss) {
        Object file = TestJson.parse(Shared.path("conformance/numeric/sklearn_mlp.json"));
        return find(TestJson.list(TestJson.object(file).get("losses")), loss);
    }

    private static Map<String, Object> find(List<Object> cases, String loss) {
        return cases.stream()
                .map(TestJson::object)
                .filter(each -> loss.equals(each.get("loss")))
                .findFirst()
                .orElseThrow();
    }

    private static double[][] rows(Object matrix, DoubleUnaryOperator function) {
        return Arrays.stream(TestJson.matrix(matrix))
                .map(row -> Arrays.stream(row).map(function).toArray())
                .toArray(double[][]::new);
    }

    /** One-hot rows as class indices. */
    private static double[][] classes(Object matrix) {
        return Arrays.stream(TestJson.matrix(matrix))
                .map(row -> {
                    double index = 0;
                    for (int k = 0; k < row.length; k++) {
                        index += k * row[k];
                    }
                    return new double[] {index};
                })
                .toArray(double[][]::new);
    }

    private static double[] costs(Likelihood likelihood, double[][] z, double[][] y) {
        double[] costs = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            costs[i] = likelihood.cost(z[i], 0, y[i], 0, z[i].length);
        }
        return costs;
    }

    /** Sum of weighted costs over the number of rows, as both libraries do: our weighted mean times the mean weight. */
    private static double mean(double[] costs, double... weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < costs.length; i++) {
            double w = weights.length == 0 ? 1 : weights[i % weights.length];
            sum += w * costs[i];
            total += w;
        }
        return sum / total * (total / costs.length);
    }

    /** Within the tolerance, absolute plus relative; 5e-4 is the bar of Keras itself, whose printed digits are few. */
    private static void assertKeras(Map<String, Object> golden, double[] costs, double scale, double tolerance) {
        double expect = TestJson.number(golden.get("expect"));
        assertEquals(expect, scale * mean(costs), tolerance * (1 + expect));
        Map<String, Object> weighted = TestJson.object(golden.get("weighted"));
        for (Map.Entry<String, Object> each : weighted.entrySet()) {
            if (each.getKey().equals("per_sample")) {
                double[] expected = TestJson.vector(each.getValue());
                for (int i = 0; i < costs.length; i++) {
                    assertEquals(expected[i], scale * costs[i], 1e-3 * expected[i] + 1e-4);
                }
                continue;
            }
            String text = each.getKey().replaceAll("[^0-9.,]", "");
            double[] weights = Arrays.stream(text.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double value = TestJson.number(each.getValue());
            assertEquals(value, scale * mean(costs, weights), tolerance * (1 + value), each.getKey());
        }
        assertTrue(costs.length > 0);
    }

    @Test
    void kerasSquaredAndAbsolute() {
        Map<String, Object> mse = keras("mse");
        double[][] y = TestJson.matrix(mse.get("y_true"));
        double[][] o = TestJson.matrix(mse.get("y_pred"));
        assertKeras(mse, costs(new Gaussian(), o, y), 2.0 / 3, 1e-14);
        assertKeras(keras("mae"), costs(new Laplace(), o, y), 1.0 / 3, 1e-14);
        // The median is the quantile 1/2, at half the cost; a Huber of a threshold beyond all errors is the Gaussian
        assertKeras(keras("mae"), costs(new Quantile(List.of(0.5)), o, y), 2.0 / 3, 1e-14);
        assertKeras(mse, costs(new Huber(100), o, y), 2.0 / 3, 1e-14);
    }

    @Test
    void kerasBinary() {
        Map<String, Object> probabilities = keras("bce from probs");
        assertKeras(
                probabilities,
                costs(
                        new Bernoulli(),
                        rows(probabilities.get("y_pred"), LOGIT),
                        TestJson.matrix(probabilities.get("y_true"))),
                1.0 / 3,
                1e-6);
        Map<String, Object> logits = keras("bce from logits");
        assertKeras(
                logits,
                costs(new Bernoulli(), TestJson.matrix(logits.get("y_pred")), TestJson.matrix(logits.get("y_true"))),
                1.0 / 3,
                5e-5);
        Map<String, Object> smoothed = keras("bce from logits label_smoothing .1");
        assertKeras(
                smoothed,
                costs(
                        new Bernoulli(),
                        TestJson.matrix(smoothed.get("y_pred")),
                        rows(smoothed.get("y_true"), y -> 0.9 * y + 0.05)),
                1.0 / 3,
                5e-5);
    }

    @Test
    void kerasCategorical() {
        Map<String, Object> probabilities = keras("cce from probs (rows normalised first)");
        assertKeras(
                probabilities,
                costs(new Categorical(0), rows(probabilities.get("y_pred"), LOG), classes(probabilities.get("y_true"))),
                1,
                5e-4);
        Map<String, Object> logits = keras("cce from logits");
        assertKeras(
                logits,
                costs(new Categorical(0), TestJson.matrix(logits.get("y_pred")), classes(logits.get("y_true"))),
                1,
                5e-4);
        Map<String, Object> smoothed = keras("cce from logits label_smoothing .1");
        assertKeras(
                smoothed,
                costs(new Categorical(0.1), TestJson.matrix(smoothed.get("y_pred")), classes(smoothed.get("y_true"))),
                1,
                1e-14);
    }

    @Test
    void sklearnLosses() {
        DoubleUnaryOperator clip = p -> Math.max(0x1p-52, Math.min(1 - 0x1p-52, p));
        Map<String, Object> squared = sklearn("half_mean_squared (mean over all elements / 2)");
        assertSklearn(
                squared,
                costs(new Gaussian(), TestJson.matrix(squared.get("p")), TestJson.matrix(squared.get("y"))),
                1.0 / 3);
        Map<String, Object> categorical = sklearn("log_loss categorical, p clipped at eps of float64");
        assertSklearn(
                categorical,
                costs(new Categorical(0), rows(categorical.get("p"), clip.andThen(LOG)), classes(categorical.get("y"))),
                1);
        for (String name : List.of("binary_log_loss", "binary_log_loss multilabel")) {
            Map<String, Object> binary = sklearn(name);
            assertSklearn(
                    binary,
                    costs(
                            new Bernoulli(),
                            rows(binary.get("p"), clip.andThen(LOGIT)),
                            TestJson.matrix(binary.get("y"))),
                    1);
        }
    }

    private static void assertSklearn(Map<String, Object> golden, double[] costs, double scale) {
        double value = TestJson.number(golden.get("value"));
        assertEquals(value, scale * mean(costs), 1e-13 * value);
        double weighted = TestJson.number(golden.get("weighted"));
        assertEquals(weighted, scale * mean(costs, TestJson.vector(golden.get("weights"))), 1e-13 * weighted);
    }
}
