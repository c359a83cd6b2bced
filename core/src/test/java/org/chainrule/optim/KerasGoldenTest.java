package org.chainrule.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.Test;

/**
 * The golden values of Keras. Where its formula puts epsilon elsewhere, the rule is configured so that the formulas agree, step by step if need be (a rule is
 * a value, its state does not care).
 */
class KerasGoldenTest {
    private static final double BAR = 5e-4;

    /** What Keras' constructor text stands for here: the learning rate, and the rule of each step. */
    private record Setting(double learningRate, LongFunction<Optimizer> rule) {}

    /** No rule of ours; the reason is part of the list. */
    private static final Map<String, String> SKIPPED =
            Map.of("adamax", "the infinity-norm variant of Adam is not offered");

    private static Map<String, Setting> settings() {
        Map<String, Setting> map = new TreeMap<>();
        map.put("Adam(amsgrad=True)", new Setting(0.001, t -> new Adam(0.9, 0.999, epsilon(1e-7, t), true)));
        map.put("Adam(learning_rate=0.5)", new Setting(0.5, t -> new Adam(0.9, 0.999, epsilon(1e-7, t), false)));
        map.put(
                "AdamW(learning_rate=1.0, weight_decay=0.5, epsilon=2)",
                new Setting(1, t -> new AdamW(0.9, 0.999, epsilon(2, t), 0.5, false)));
        map.put(
                "AdamW(learning_rate=0.5)",
                new Setting(0.5, t -> new AdamW(0.9, 0.999, epsilon(1e-7, t), 0.004, false)));
        map.put(
                "Adagrad( learning_rate=0.2, initial_accumulator_value=0.3, epsilon=1e-6 )",
                new Setting(0.2, t -> new AdaGrad(1e-6, 0.3)));
        map.put("Adagrad(learning_rate=0.5)", new Setting(0.5, t -> new AdaGrad(1e-7, 0.1)));
        map.put("RMSprop(centered=True)", new Setting(0.001, t -> new RmsProp(0.9, 1e-7, true, 0)));
        map.put("RMSprop(learning_rate=0.5)", new Setting(0.5, t -> new RmsProp(0.9, 1e-7, false, 0)));
        map.put("SGD(nesterov=True)", new Setting(0.01, t -> new Nesterov(0)));
        map.put("SGD(learning_rate=0.5)", new Setting(0.5, t -> new Sgd()));
        return map;
    }

    /** Keras adds epsilon to the root that is not bias-corrected. */
    private static double epsilon(double keras, long step) {
        return keras / Math.sqrt(1 - StrictMath.pow(0.999, step));
    }

    @Test
    void goldenValues() {
        Map<String, Object> file =
                TestJson.object(TestJson.parse(Shared.path("conformance/numeric/keras_optimizer_golden.json")));
        List<String> skipped = new ArrayList<>();
        int passed = 0;
        for (Map.Entry<String, Object> entry :
                TestJson.object(file.get("optimizers")).entrySet()) {
            if (SKIPPED.containsKey(entry.getKey())) {
                skipped.add(entry.getKey());
                continue;
            }
            Map<String, Object> golden = TestJson.object(entry.getValue());
            fiveSteps(setting(golden), TestJson.matrix(golden.get("golden")), entry.getKey());
            singleStep(TestJson.object(golden.get("single_step")), entry.getKey());
            passed++;
        }
        assertEquals(List.of("adamax"), skipped, "skipped by name");
        assertEquals(5, passed);
    }

    private static Setting setting(Map<String, Object> golden) {
        String constructor = (String) golden.get("constructor");
        return Objects.requireNonNull(settings().get(constructor), constructor);
    }

    private static void fiveSteps(Setting setting, double[][] golden, String name) {
        double[] x = new double[10];
        double[] g = new double[10];
        Arrays.fill(x, 1);
        Arrays.fill(g, 0.01);
        OptimizerState state = OptimizerState.doubles(setting.rule().apply(1), 10);
        step(setting, state, x, g);
        Arrays.setAll(g, i -> (i + 1) / 10.0);
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < 10; k++) {
                assertEquals(golden[i][k], x[k], BAR + BAR * Math.abs(golden[i][k]), name + " row " + i + " of " + k);
            }
            step(setting, state, x, g);
        }
    }

    private static void singleStep(Map<String, Object> single, String name) {
        Setting setting = setting(single);
        double[] x = TestJson.vector(single.get("vars"));
        double[] expected = TestJson.vector(single.get("expect"));
        OptimizerState state = OptimizerState.doubles(setting.rule().apply(1), x.length);
        step(setting, state, x, TestJson.vector(single.get("grads")));
        for (int k = 0; k < x.length; k++) {
            double bar =
                    TestJson.number(single.get("atol")) + TestJson.number(single.get("rtol")) * Math.abs(expected[k]);
            assertEquals(expected[k], x[k], bar, name + " single step " + k);
        }
    }

    private static void step(Setting setting, OptimizerState state, double[] x, double[] g) {
        Optimizer rule = setting.rule().apply(state.step() + 1);
        state.prepare(rule, setting.learningRate());
        rule.update(ParameterGroup.WEIGHTS, state.scalars(), x, g, state.doubleVectors(), 0, x.length);
    }
}
