package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxCases;
import org.chainrule.interop.onnx.OnnxCases.Case;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Poisson;
import org.chainrule.math.StableMath;
import org.junit.jupiter.api.Test;

/**
 * Our likelihoods on the inputs of ONNX's losses. Ours knows neither class weights nor an index to ignore: both are weights of rows, as they are in our
 * trainings, and the mean is divided by their sum in both.
 */
class LossConformanceTest {
    private static final String SOFTMAX = "SoftmaxCrossEntropyLoss";
    private static final String LOGARITHMS = "NegativeLogLikelihoodLoss";

    @Test
    void categoricalGivesTheExpectedLosses() {
        List<Case> cases = OnnxCases.all().stream()
                .filter(one ->
                        one.operators().contains(SOFTMAX) || one.operators().contains(LOGARITHMS))
                .toList();
        cases.forEach(LossConformanceTest::check);
        assertEquals(37, cases.size());
    }

    private static void check(Case one) {
        OnnxNode node = one.model().graph().nodes().get(0);
        List<OnnxTensor> inputs = one.inputs();
        double[] z = Tensors.reals(inputs.get(0));
        long[] labels = inputs.get(1).longs();
        Groups groups = Groups.along(inputs.get(0).shape(), 1);
        double[] costs = new double[labels.length];
        double weights = 0;
        for (int row = 0; row < labels.length; row++) {
            boolean ignored = node.attributes().get("ignore_index") instanceof OnnxAttribute.OfInt index
                    && index.value() == labels[row];
            if (ignored) {
                continue;
            }
            double weight = inputs.size() < 3 ? 1 : inputs.get(2).floats()[(int) labels[row]];
            costs[row] = weight * cost(groups.group(z, row), labels[row], node.operator());
            weights += weight;
        }
        String reduction =
                node.attributes().get("reduction") instanceof OnnxAttribute.OfText text ? text.value() : "mean";
        double sum = Arrays.stream(costs).sum();
        double[] losses =
                switch (reduction) {
                    case "none" -> costs;
                    case "sum" -> new double[] {sum};
                    default -> new double[] {sum / weights};
                };
        float[] expected = one.outputs().get(0).floats();
        assertEquals(expected.length, losses.length, one.name());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], losses[i], 1e-5 * Math.abs(expected[i]) + 1e-6, one.name());
        }
    }

    /** The inputs of the second loss should be log-probabilities but are any numbers in the suite: what makes them sum to one is taken out again. */
    private static double cost(double[] own, long label, String operator) {
        double cost = new Categorical(0).cost(own, 0, new double[] {label}, 0, own.length);
        return operator.equals(SOFTMAX) ? cost : cost - StableMath.logSumExp(own, 0, own.length);
    }

    @Test
    void poissonGivesWhatPyTorchsLossDoesAndTheLogarithmOfTheFactorial() {
        Case one = OnnxCases.named("pytorch-converted/test_PoissonNLLLLoss_no_reduce");
        float[] z = one.inputs().get(0).floats();
        float[] expected = one.outputs().get(0).floats();
        // exp(z) - y z: the target is a constant of the graph; PyTorch drops log y!, which ours keeps.
        OnnxTensor target = one.model().graph().nodes().stream()
                .filter(node -> node.operator().equals("Constant"))
                .map(node -> ((OnnxAttribute.OfTensor) node.attributes().get("value")).value())
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < z.length; i++) {
            double y = Differences.real(target, i);
            double atZero = new Poisson().cost(new double[] {0}, 0, new double[] {y}, 0, 1);
            double cost = new Poisson().cost(new double[] {z[i]}, 0, new double[] {y}, 0, 1);
            assertEquals(expected[i] - 1, cost - atZero, 1e-5);
        }
    }
}
