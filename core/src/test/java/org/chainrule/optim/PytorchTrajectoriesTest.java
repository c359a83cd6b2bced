package org.chainrule.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * 1001 steps of each rule on a 2-3-1 network of sigmoids, against the same steps in 40 digits. The cost is the sum of the outputs; the network and its
 * gradient are written by hand here, weights [out x in] as the oracle lists them.
 */
class PytorchTrajectoriesTest {
    private static final double BAR = 1e-11;
    private static final int STEPS = 1001;
    private static final int W2 = 9;
    private static final int B1 = 6;
    private static final int B2 = 12;

    @TestFactory
    List<DynamicTest> trajectories() {
        Map<String, Object> oracle =
                TestJson.object(TestJson.parse(Shared.path("conformance/numeric/pytorch_optim_trajectories.json")));
        Map<String, Object> configs = TestJson.object(oracle.get("configs"));
        assertTrue(configs.size() >= 8, "the oracle has lost configurations: " + configs.keySet());
        double[] initial = TestJson.vector(oracle.get("initial"));
        double[][] input = TestJson.matrix(oracle.get("input"));
        return configs.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(), () -> compare(TestJson.object(e.getValue()), initial.clone(), input)))
                .toList();
    }

    private static Optimizer rule(Map<String, Object> options) {
        return switch ((String) options.get("optimizer")) {
            case "Adam" -> {
                double[] betas = TestJson.vector(options.get("betas"));
                yield new Adam(betas[0], betas[1], number(options, "eps"), (Boolean) options.get("amsgrad"));
            }
            case "Adagrad" -> {
                assertEquals(0, number(options, "lr_decay"));
                yield new AdaGrad(number(options, "eps"), 0);
            }
            case "RMSprop" ->
                new RmsProp(
                        number(options, "alpha"),
                        number(options, "eps"),
                        (Boolean) options.get("centered"),
                        number(options, "momentum"));
            case "SGD" -> {
                double momentum = number(options, "momentum");
                boolean nesterov = (Boolean) options.get("nesterov");
                yield nesterov ? new Nesterov(momentum) : momentum > 0 ? new Momentum(momentum) : new Sgd();
            }
            default -> throw new AssertionError("no rule for " + options);
        };
    }

    private static double number(Map<String, Object> options, String name) {
        return TestJson.number(options.get(name));
    }

    private static void compare(Map<String, Object> config, double[] w, double[][] input) {
        Map<String, Object> options = TestJson.object(config.get("options"));
        Map<String, Object> exact = TestJson.object(config.get("exact_40digit"));
        Optimizer rule = rule(options);
        double l2 = number(options, "weight_decay");
        OptimizerState state = OptimizerState.doubles(rule, w.length);
        double[] gradient = new double[w.length];
        int compared = 0;
        for (int step = 0; step < STEPS; step++) {
            gradient(w, input, gradient);
            for (int i = 0; i < w.length; i++) {
                gradient[i] += l2 * w[i];
            }
            state.prepare(rule, number(options, "lr"));
            rule.update(ParameterGroup.WEIGHTS, state.scalars(), w, gradient, state.doubleVectors(), 0, w.length);
            if (exact.containsKey(Integer.toString(step))) {
                double[] expected = TestJson.vector(exact.get(Integer.toString(step)));
                for (int i = 0; i < w.length; i++) {
                    assertEquals(expected[i], w[i], BAR * Math.abs(expected[i]), "step " + step + " parameter " + i);
                }
                compared++;
            }
        }
        assertEquals(11, compared);
    }

    private static void gradient(double[] w, double[][] input, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double[] h = new double[3];
        for (double[] x : input) {
            double z = w[B2];
            for (int j = 0; j < 3; j++) {
                h[j] = sigmoid(w[2 * j] * x[0] + w[2 * j + 1] * x[1] + w[B1 + j]);
                z += w[W2 + j] * h[j];
            }
            double o = sigmoid(z);
            double delta = o * (1 - o);
            gradient[B2] += delta;
            for (int j = 0; j < 3; j++) {
                double hidden = w[W2 + j] * delta * h[j] * (1 - h[j]);
                gradient[W2 + j] += h[j] * delta;
                gradient[B1 + j] += hidden;
                gradient[2 * j] += x[0] * hidden;
                gradient[2 * j + 1] += x[1] * hidden;
            }
        }
    }

    private static double sigmoid(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }
}
