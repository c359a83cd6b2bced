package org.chainrule.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.Test;

/**
 * Parameter groups and decay against the recipe's numbers: w <- w (1 - lr wd (f_lr f_wd)^2), then Adam at lr f_lr. Our decay is lr f_lr wd d, so the group's
 * decay factor is d = f_lr f_wd^2; the decay of a step changes, so each step has its own rule.
 */
class RealMlpAdamTest {
    @Test
    void decayAndFactors() {
        Map<String, Object> file = TestJson.object(TestJson.parse(Shared.path("conformance/recipes/adam_decay.json")));
        List<Object> cases = TestJson.list(file.get("cases"));
        int compared = 0;
        for (Object one : cases) {
            Map<String, Object> oracle = TestJson.object(one);
            for (String parameter : TestJson.object(oracle.get("factors")).keySet()) {
                compared += run(oracle, parameter);
            }
        }
        assertTrue(compared >= 3 * 6 * 4 * 3, "compared only " + compared);
    }

    private static int run(Map<String, Object> oracle, String parameter) {
        Map<String, Object> factors =
                TestJson.object(TestJson.object(oracle.get("factors")).get(parameter));
        double rateFactor = TestJson.number(factors.get("lr"));
        double decayFactor = TestJson.number(factors.get("wd"));
        ParameterGroup group = new ParameterGroup(rateFactor, rateFactor * decayFactor * decayFactor);
        double[] w = TestJson.vector(TestJson.object(oracle.get("initial")).get(parameter));
        Map<String, OptimizerState> states = new HashMap<>();
        int compared = 0;
        for (Object each : TestJson.list(oracle.get("steps"))) {
            Map<String, Object> step = TestJson.object(each);
            AdamW rule = new AdamW(0.9, 0.95, 1e-8, TestJson.number(step.get("wd")), false);
            OptimizerState state = states.computeIfAbsent(parameter, p -> OptimizerState.doubles(rule, w.length));
            double[] g = TestJson.vector(TestJson.object(step.get("grads")).get(parameter));
            state.prepare(rule, TestJson.number(step.get("lr")));
            rule.update(group, state.scalars(), w, g, state.doubleVectors(), 0, w.length);
            double[] expected =
                    TestJson.vector(TestJson.object(step.get("params_after")).get(parameter));
            for (int i = 0; i < w.length; i++) {
                assertEquals(expected[i], w[i], 1e-10 + 1e-9 * Math.abs(expected[i]), parameter + " " + i);
                compared++;
            }
        }
        return compared;
    }
}
