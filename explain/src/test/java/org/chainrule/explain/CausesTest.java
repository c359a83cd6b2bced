package org.chainrule.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.optim.Sgd;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Regularization;
import org.junit.jupiter.api.Test;

/** Each cause on the smallest network that has it: x, one hidden layer without bias, one output, J = (o - y)^2 / 2. */
class CausesTest {
    private static Layer dense(int units) {
        return new Dense(units, false, Initializer.LECUN_NORMAL);
    }

    private static WeightExplanation explain(
            List<Layer> layers, double[] parameters, double x, double y, Mode mode, ExplainOptions options) {
        return new Microscope(new Network(1, layers), new Gaussian(), parameters, new double[0])
                .explain(
                        new Rows(new double[] {x}, new double[] {y}, new double[] {1}, 1),
                        mode,
                        ParameterAddress.weight(1, 0, 0),
                        options);
    }

    private static WeightExplanation explain(Activation phi, double[] parameters, double x, double y) {
        return explain(
                List.of(dense(parameters.length / 2), new Activate(phi), dense(1)),
                parameters,
                x,
                y,
                Mode.PREDICTION,
                ExplainOptions.DEFAULT);
    }

    private static void only(String name, WeightExplanation explanation) {
        assertEquals(
                List.of(name), explanation.causes().stream().map(Cause::name).toList());
        assertTrue(ExplanationText.of(explanation)
                .contains(explanation.causes().get(0).sentence()));
    }

    @Test
    void anOrdinaryGradientHasNone() {
        WeightExplanation explanation = explain(Activation.RELU, new double[] {2, 3}, 0.5, 1);
        assertEquals(List.of(), explanation.causes());
        assertEquals(0.5 * 3 * (3 - 1), explanation.gradient()); // h delta = x w (o - y) with o = 3 * 2 * 0.5
        assertEquals(explanation.gradient(), explanation.difference().value(), 1e-9);
    }

    @Test
    void blocked() {
        only("deadUnit", explain(Activation.RELU, new double[] {-2, 3}, 0.5, 1));
        only("zeroInput", explain(Activation.TANH, new double[] {2, 3}, 0, 1));
        only("zeroOutputDelta", explain(Activation.IDENTITY, new double[] {2, 3}, 0.5, 3));
        only("blockedPaths", explain(Activation.IDENTITY, new double[] {2, 0}, 0.5, 1));
    }

    @Test
    void whatRowsShareIsSaidOnce() {
        WeightExplanation explanation = new Microscope(
                        new Network(1, List.of(dense(1), new Activate(Activation.RELU), dense(1))),
                        new Gaussian(),
                        new double[] {-2, 3},
                        new double[0])
                .explain(
                        new Rows(new double[] {0.5, -0.5, 1}, new double[] {1, 1, 1}, new double[] {1, 1, 1}, 3),
                        Mode.PREDICTION,
                        ParameterAddress.weight(1, 0, 0),
                        ExplainOptions.DEFAULT);
        String said = "the unit is off on 2 of 3 rows: z_0(1) lies where phi' = 0";
        assertEquals(2, explanation.causes().size());
        assertEquals(List.of(new CauseText("deadUnit", said)), CauseText.list(explanation, UnitNames.NONE));
        assertEquals(
                List.of(Map.of("name", "deadUnit", "text", said)),
                ExplanationTree.of(explanation).get("causes"));
        String text = ExplanationText.of(explanation);
        assertTrue(text.contains("  " + said + "\n"), text);
        assertTrue(text.contains("3 rows share it") && !text.contains("member") && !text.contains("-0.00000"), text);
    }

    @Test
    void weakened() {
        only("saturation", explain(Activation.TANH, new double[] {4, 3}, 1, 1));
        only("vanishing", explain(Activation.IDENTITY, new double[] {2, 1e-4}, 1, 1));
        only("exploding", explain(Activation.IDENTITY, new double[] {2, 1e4}, 1, 1));
    }

    @Test
    void dropped() {
        List<Layer> behind = List.of(dense(1), new Dropout(0.5), dense(1));
        List<Layer> before = List.of(new Dropout(0.5), dense(1), dense(1));
        for (List<Layer> layers : List.of(behind, before)) {
            long step = 0;
            WeightExplanation explanation;
            do {
                explanation =
                        explain(layers, new double[] {2, 3}, 0.5, 1, Mode.training(1, step++), ExplainOptions.DEFAULT);
            } while (explanation.gradient() != 0 && step < 50);
            only("droppedByMask", explanation);
        }
    }

    /** One unit, two outputs that pull against each other: 1000 - 999. */
    @Test
    void cancelling() {
        Network network = new Network(1, List.of(dense(1), dense(2)));
        WeightExplanation explanation = new Microscope(network, new Gaussian(), new double[] {1, 1, 1}, new double[0])
                .explain(new double[] {1}, new double[] {-999, 1000}, ParameterAddress.weight(1, 0, 0));
        only("cancellation", explanation);
        assertEquals(1, explanation.gradient());
        Cause.Cancellation cause = (Cause.Cancellation) explanation.causes().get(0);
        assertEquals(1000, cause.positive());
        assertEquals(999, cause.negative());
        assertEquals(List.of(0, 0), explanation.paths().get(0).units());
    }

    @Test
    void withoutEffect() {
        UpdateRule clipping = new UpdateRule(
                new Sgd(), 0.1, 1, ParameterGroups.DEFAULT, new Regularization(0, 0, Clipping.byValue(0.25)));
        UpdateRule frozen = new UpdateRule(
                new Sgd(),
                0.1,
                1,
                new ParameterGroups(Map.of(Role.WEIGHT, new ParameterGroup(0, 0))),
                Regularization.NONE);
        List<Layer> layers = List.of(dense(1), dense(1));
        double[] parameters = {2, 3};
        WeightExplanation clipped =
                explain(layers, parameters, 0.5, 1, Mode.PREDICTION, ExplainOptions.DEFAULT.withUpdate(clipping, null));
        only("clipped", clipped);
        only(
                "frozenGroup",
                explain(layers, parameters, 0.5, 1, Mode.PREDICTION, ExplainOptions.DEFAULT.withUpdate(frozen, null)));
    }
}
