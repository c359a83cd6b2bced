package org.chainrule.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.AdamW;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Regularization;
import org.junit.jupiter.api.Test;

/** What is written down, addresses, and how long a large network takes. */
class WritersTest {
    private static final UpdateRule ADAMW =
            new UpdateRule(AdamW.defaults(), 0.01, 1, ParameterGroups.DEFAULT, Regularization.NONE);

    /** x = 0.5, w(1) = 2, w(2) = 3, no biases beside 0: J = (3 tanh(1) - 1)^2 / 2. */
    private static WeightExplanation small() {
        Network network = Network.perceptron(1, List.of(1), Activation.TANH, 0, 1);
        return new Microscope(network, new Gaussian(), new double[] {2, 0, 3, 0}, new double[0])
                .explain(
                        new org.chainrule.gradient.GradientCheck.Rows(
                                new double[] {0.5}, new double[] {1}, new double[] {1}, 1),
                        Mode.PREDICTION,
                        ParameterAddress.parse("1:0:0"),
                        ExplainOptions.DEFAULT.withUpdate(ADAMW, null));
    }

    @Test
    void theChainByHand() {
        WeightExplanation explanation = small();
        double h = StrictMath.tanh(1);
        double slope = 1 - h * h;
        double delta = 3 * h - 1;
        Chain chain = explanation.chains().get(0);
        assertEquals(0.5, chain.input());
        assertEquals("h_0(0)", chain.inputSymbol());
        assertEquals(1, chain.value());
        assertEquals("phi'(z_0(1))", chain.factors().get(0).symbol());
        assertEquals(slope, chain.slope(), 1e-15);
        assertEquals(3, chain.terms().get(0).factor());
        assertEquals(delta, chain.terms().get(0).delta(), 1e-15);
        assertEquals(slope * 3 * delta, chain.delta(), 1e-15);
        assertEquals(0.5 * slope * 3 * delta, explanation.gradient(), 1e-15);
        assertEquals(List.of(0, 0), explanation.paths().get(0).units());
    }

    @Test
    void writesTheChainForATerminalAndASlide() {
        String text = ExplanationText.of(small());
        for (String part : List.of("w_0,0(1)", "[4, 6]", "phi'(z_0(1))", "delta_0(1)", "[10]", "new w", "all others")) {
            assertTrue(text.contains(part), () -> part + " is missing in\n" + text);
        }
        String latex = ExplanationLatex.of(small());
        for (String part : List.of(
                "\\begin{align*}",
                "w_{0,0}^{(1)}",
                "\\tag{4}",
                "\\phi'(z_{0}^{(1)})",
                "\\delta_{0}^{(1)}",
                "\\tag{10}")) {
            assertTrue(latex.contains(part), () -> part + " is missing in\n" + latex);
        }
        assertEquals(
                latex.chars().filter(c -> c == '{').count(),
                latex.chars().filter(c -> c == '}').count());
        System.out.println(text + latex);
    }

    @Test
    void negativeFactorsAreInBracketsOnASlide() {
        Network network = Network.perceptron(1, List.of(1), Activation.TANH, 0, 2);
        String latex = ExplanationLatex.of(
                new Microscope(network, new Gaussian(), new double[] {2, 0, -3, -4, 0, 0}, new double[0])
                        .explain(new double[] {0.5}, new double[] {1, 1}, ParameterAddress.weight(1, 0, 0)));
        assertTrue(latex.contains(" + (-3.000) \\cdot "), latex);
        assertFalse(latex.contains("+ -") || latex.contains("\\cdot -"), latex);
    }

    @Test
    void theTreeAddsUp() {
        Map<String, Object> tree = ExplanationTree.of(small());
        assertEquals(List.of(0, 0, 0), ((Map<?, ?>) ((List<?>) tree.get("paths")).get(0)).get("units"));
        double sum = (Double) tree.get("remainder");
        for (Object path : (List<?>) tree.get("paths")) {
            sum += (Double) ((Map<?, ?>) path).get("contribution");
        }
        assertEquals((Double) tree.get("gradient"), sum, 1e-15);
        assertEquals(1, ((Map<?, ?>) tree.get("weight")).get("layer"));
        assertTrue(tree.containsKey("centralDifference") && tree.containsKey("update"));
    }

    /** Nothing that a random network holds breaks a writer. */
    @Test
    void everyProblemCanBeWritten() {
        for (int number = 0; number < 400; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, number % 2 == 1);
            int index = new Draws(number).between(0, problem.parameters().length - 1);
            WeightExplanation explanation = Explained.of(problem, index, ExplainOptions.DEFAULT.withUpdate(ADAMW, null))
                    .explanation();
            assertFalse(ExplanationText.of(explanation).isEmpty());
            assertFalse(ExplanationTree.of(explanation).isEmpty());
            String latex = ExplanationLatex.of(explanation);
            assertTrue(latex.endsWith("\\end{align*}\n"));
            RowGradients rows = Explained.microscope(problem)
                    .rows(Explained.rows(problem), problem.mode(), explanation.address(), 2);
            assertTrue(ExplanationText.of(rows).contains("push"));
            assertFalse(ExplanationTree.of(rows).isEmpty());
        }
    }

    @Test
    void addressesAreReadAndChecked() {
        assertEquals(new ParameterAddress("dense.2.weight", 3, 1), ParameterAddress.parse("2:3:1"));
        assertEquals(new ParameterAddress("dense.2.bias", 0, 1), ParameterAddress.parse("2:bias:1"));
        assertEquals(new ParameterAddress("heads.1.weight", 3, 1), ParameterAddress.parse("heads.1.weight:3:1"));
        assertEquals(ParameterAddress.of("scale.1.factor", 4), ParameterAddress.parse("scale.1.factor:4"));
        for (String wrong : List.of("", "1", "1:2", "1:-2:0", "1:a:0", "scale.1.factor:x", "1:2:3:4")) {
            assertThrows(IllegalArgumentException.class, () -> ParameterAddress.parse(wrong), wrong);
        }
        ParameterLayout layout = new ParameterLayout(Network.perceptron(3, List.of(2), Activation.RELU, 0, 1));
        for (ParameterAddress outside : List.of(
                ParameterAddress.weight(1, 3, 0),
                ParameterAddress.weight(1, 0, 2),
                ParameterAddress.weight(3, 0, 0),
                ParameterAddress.of("dense.1.weight", 6))) {
            assertThrows(IllegalArgumentException.class, () -> outside.slice(layout));
        }
        assertEquals(
                5,
                ParameterAddress.of("dense.1.weight", 5)
                                        .resolved(layout.parameters().get(0))
                                        .row()
                                * 2
                        + 1);
    }

    /** Printed, not asserted: a machine may be busy. */
    @Test
    void aLargeNetworkIsQuick() {
        Network network = Network.perceptron(784, List.of(256, 128), Activation.RELU, 0, 10);
        ParameterLayout layout = new ParameterLayout(network);
        Microscope microscope =
                new Microscope(network, new Categorical(0), InitialParameters.draw(layout, 1), new double[0]);
        double[] x = new Draws(5).normals(784, 1);
        double[] milliseconds = new double[30];
        WeightExplanation explanation = null;
        for (int run = 0; run < milliseconds.length; run++) {
            long start = System.nanoTime();
            explanation = microscope.explain(x, new double[] {3}, ParameterAddress.weight(1, 26 * run, 8 * run));
            milliseconds[run] = (System.nanoTime() - start) / 1e6;
            assertEquals(1280, explanation.summary().count());
        }
        java.util.Arrays.sort(milliseconds);
        System.out.printf("a weight of 784-256-128-10: median %.1f ms%n", milliseconds[15]);
    }
}
