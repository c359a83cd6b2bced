package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.kernel.ScalarUpdates;
import org.chainrule.network.Draw;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.OptimizerState;
import org.chainrule.schedule.Schedules;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.Test;

/**
 * Complete steps of RealMLP's optimiser from its settings as text: schedules of rate and decay, factors by role. The recipe's factors enter its decay twice,
 * (f_lr f_wd)^2, so ours is f_lr f_wd^2.
 */
class RecipeDecayTest {
    private static final Map<String, Role> ROLES = Map.of(
            "weight", Role.WEIGHT,
            "bias", Role.BIAS,
            "scale", Role.SCALE,
            "alpha", Role.SLOPE,
            "embedding_table", Role.TABLE,
            "pbld", Role.PERIODIC);

    /** One parameter in both precisions. */
    private static final class Parameter {
        private final String name;
        private final Slice slice;
        private final double[] doubles;
        private final float[] floats;
        private final OptimizerState doubleState;
        private final OptimizerState floatState;

        Parameter(AdamW rule, String name, double[] initial) {
            this.name = name;
            this.slice = new Slice(name, ROLES.get(name), 0, 1, 1, initial.length, Draw.constant(0));
            this.doubles = initial;
            this.floats = floats(initial);
            this.doubleState = OptimizerState.doubles(rule, initial.length);
            this.floatState = OptimizerState.floats(rule, initial.length);
        }

        int step(AdamW rule, double learningRate, StepGroups groups, Map<String, Object> step) {
            int n = doubles.length;
            double[] g = TestJson.vector(TestJson.object(step.get("grads")).get(name));
            double[] expected =
                    TestJson.vector(TestJson.object(step.get("params_after")).get(name));
            doubleState.prepare(rule, learningRate);
            rule.update(groups.of(slice), doubleState.scalars(), doubles, g, doubleState.doubleVectors(), 0, n);
            floatState.prepare(rule, learningRate);
            rule.update(
                    new ScalarUpdates(),
                    groups.of(slice),
                    floatState.scalars(),
                    floats,
                    floats(g),
                    floatState.floatVectors(),
                    0,
                    n);
            for (int i = 0; i < n; i++) {
                assertEquals(expected[i], doubles[i], 1e-9 + 1e-7 * Math.abs(expected[i]), name + " " + i);
                assertEquals(expected[i], floats[i], 1e-3 + 1e-3 * Math.abs(expected[i]), name + " " + i + ", float");
            }
            return n;
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void stepsFromSettings() {
        Map<String, Object> file = TestJson.object(TestJson.parse(Shared.path("conformance/recipes/adam_decay.json")));
        int compared = 0;
        for (Object one : TestJson.list(file.get("cases"))) {
            compared += steps(TestJson.object(one));
        }
        assertEquals((5 + 4 + 6) * 6 * 3, compared);
    }

    private static int steps(Map<String, Object> oracle) {
        Rates rates = Rates.constant(TestJson.number(oracle.get("base_lr")))
                .withSchedule(Schedules.parse("coslog4"))
                .withWeightDecaySchedule(Schedules.parse("flat-cos"))
                .withGroups(ParameterGroups.parse(
                        "weight=1:1,bias=0.1:0,scale=6:6,slope=0.1:0.1,table=1:1,periodic=0.1:0.1"));
        assertFactors(rates.groups(), TestJson.object(oracle.get("factors")));
        AdamW rule = new AdamW(0.9, 0.95, 1e-8, TestJson.number(oracle.get("base_wd")), false);
        List<Parameter> parameters = TestJson.object(oracle.get("initial")).entrySet().stream()
                .map(entry -> new Parameter(rule, entry.getKey(), TestJson.vector(entry.getValue())))
                .toList();
        StepGroups groups = new StepGroups(rates.groups());
        long total = (long) TestJson.number(oracle.get("total_steps"));
        List<Object> steps = TestJson.list(oracle.get("steps"));
        assertTrue(!steps.isEmpty() && steps.size() <= total);
        int compared = 0;
        for (int s = 0; s < steps.size(); s++) {
            double learningRate = rates.learningRate() * rates.schedule().factor(s, total, total);
            groups.decay(rates.decayFactor(s, total, total));
            for (Parameter parameter : parameters) {
                compared += parameter.step(rule, learningRate, groups, TestJson.object(steps.get(s)));
            }
        }
        return compared;
    }

    private static void assertFactors(ParameterGroups groups, Map<String, Object> factors) {
        assertEquals(ROLES.keySet(), factors.keySet());
        factors.forEach((name, value) -> {
            double lr = TestJson.number(TestJson.object(value).get("lr"));
            double wd = TestJson.number(TestJson.object(value).get("wd"));
            assertEquals(lr, groups.group(ROLES.get(name)).learningRateFactor(), name);
            assertEquals(lr * wd * wd, groups.group(ROLES.get(name)).decayFactor(), 1e-15, name);
        });
    }
}
