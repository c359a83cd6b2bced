package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxCases;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.kernel.Kernels;
import org.chainrule.optim.AdaGrad;
import org.chainrule.optim.Adam;
import org.chainrule.optim.Momentum;
import org.chainrule.optim.Nesterov;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.ParameterGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One step of our own optimisers on the inputs of ONNX's cases. Where the two differ in what they mean, ours is asked for what is the same:
 *
 * <ul>
 *   <li>norm_coefficient times X is added to the gradient here, as our L2 penalty does before an optimiser sees it.
 *   <li>T counts the steps before. With T = 0 ONNX corrects no bias; ours always does, but after very many steps there is none left, so a step far out is the
 *       same as none.
 *   <li>With T &gt; 0 ONNX's epsilon stands beside the uncorrected root: it is ours times sqrt(1 - beta^T).
 *   <li>Momentum: in the first step ONNX's beta is 1, which ours always is.
 * </ul>
 */
class OptimiserConformanceTest {
    private static final long FAR = 1_000_000_000L;

    /** A case as arrays. */
    private record Problem(OnnxNode node, List<OnnxTensor> inputs, List<OnnxTensor> outputs) {
        static Problem of(String name) {
            OnnxCases.Case one = OnnxCases.named(name);
            return new Problem(one.model().graph().nodes().get(0), one.inputs(), one.outputs());
        }

        double attribute(String name) {
            return ((OnnxAttribute.OfFloat) node.attributes().get(name)).value();
        }

        double attribute(String name, double otherwise) {
            return node.attributes().containsKey(name) ? attribute(name) : otherwise;
        }

        double[] reals(int input) {
            return Tensors.reals(inputs.get(input)).clone();
        }

        double[] gradient() {
            double[] gradient = reals(3);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += attribute("norm_coefficient", 0) * reals(2)[i];
            }
            return gradient;
        }

        Optimizer rule() {
            double epsilon = attribute("epsilon", 1e-6f);
            return switch (node.operator()) {
                case "Adam" -> new Adam(attribute("alpha", 0.9f), attribute("beta", 0.999f), epsilon, false);
                case "Adagrad" -> new AdaGrad(epsilon, 0);
                case "Momentum" ->
                    node.attributes().get("mode").equals(new OnnxAttribute.OfText("nesterov"))
                            ? new Nesterov(attribute("alpha"))
                            : new Momentum(attribute("alpha"));
                default -> throw new IllegalArgumentException(node.operator());
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node/test_adam", "node/test_adagrad", "node/test_momentum", "node/test_nesterov_momentum"})
    void doubleRulesGiveTheExpectedOutputs(String name) {
        Problem problem = Problem.of(name);
        assertEquals(0, problem.inputs().get(1).longs()[0], "T");
        Optimizer rule = problem.rule();
        double[] weights = problem.reals(2);
        double[][] vectors = new double[rule.vectors()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = problem.reals(4 + i);
        }
        double[] scalars = new double[rule.scalars()];
        rule.initializeScalars(scalars);
        rule.prepare(FAR, problem.reals(0)[0], scalars);
        rule.update(ParameterGroup.WEIGHTS, scalars, weights, problem.gradient(), vectors, 0, weights.length);
        assertClose(problem.outputs().get(0), weights);
        for (int i = 0; i < vectors.length; i++) {
            assertClose(problem.outputs().get(1 + i), vectors[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node/test_adam", "node/test_adagrad", "node/test_momentum", "node/test_nesterov_momentum"})
    void floatRulesGiveTheExpectedOutputs(String name) {
        Problem problem = Problem.of(name);
        Optimizer rule = problem.rule();
        float[] weights = floats(problem.reals(2));
        float[][] vectors = new float[rule.vectors()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = floats(problem.reals(4 + i));
        }
        double[] scalars = new double[rule.scalars()];
        rule.initializeScalars(scalars);
        rule.prepare(FAR, problem.reals(0)[0], scalars);
        rule.update(
                Kernels.scalar().updates(),
                ParameterGroup.WEIGHTS,
                scalars,
                weights,
                floats(problem.gradient()),
                vectors,
                0,
                weights.length);
        assertClose(problem.outputs().get(0), reals(weights));
        for (int i = 0; i < vectors.length; i++) {
            assertClose(problem.outputs().get(1 + i), reals(vectors[i]));
        }
    }

    @Test
    void adamWithBiasCorrectionIsOursWithTheOtherEpsilon() {
        double beta2 = 0.99f;
        double epsilon = 1e-3f;
        int steps = 5;
        double[] weights = {1.5, -0.25};
        double[] gradient = {0.5, -2};
        double[][] vectors = {{0.25, 0.125}, {0.5, 0.0625}};
        OneNode node = new OneNode(
                        "ai.onnx.preview.training",
                        "Adam",
                        1,
                        Map.of(),
                        List.of(
                                OnnxTensor.ofDoubles(new double[] {0.1}),
                                OnnxTensor.ofLongs(new long[] {steps}),
                                OnnxTensor.ofDoubles(weights.clone(), 2),
                                OnnxTensor.ofDoubles(gradient.clone(), 2),
                                OnnxTensor.ofDoubles(vectors[0].clone(), 2),
                                OnnxTensor.ofDoubles(vectors[1].clone(), 2)),
                        3)
                .with("alpha", 0.9f)
                .with("beta", (float) beta2)
                .with("epsilon", (float) epsilon);
        List<OnnxTensor> theirs = node.run();
        Adam ours = new Adam(0.9f, beta2, epsilon / Math.sqrt(1 - StrictMath.pow(beta2, steps)), false);
        double[] scalars = new double[ours.scalars()];
        ours.prepare(steps, 0.1, scalars);
        ours.update(ParameterGroup.WEIGHTS, scalars, weights, gradient, vectors, 0, 2);
        for (int i = 0; i < 2; i++) {
            assertEquals(weights[i], theirs.get(0).doubles()[i], 1e-15);
            assertEquals(vectors[0][i], theirs.get(1).doubles()[i], 1e-15);
            assertEquals(vectors[1][i], theirs.get(2).doubles()[i], 1e-15);
        }
    }

    private static float[] floats(double[] reals) {
        float[] floats = new float[reals.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) reals[i];
        }
        return floats;
    }

    private static double[] reals(float[] floats) {
        return Tensors.reals(OnnxTensor.ofFloats(floats, floats.length));
    }

    /** The expected outputs are NumPy's in float32. */
    private static void assertClose(OnnxTensor expected, double[] found) {
        assertTrue(found.length > 0);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected.floats()[i], found[i], 2e-6 * Math.abs(expected.floats()[i]) + 1e-9);
        }
    }
}
