package org.chainrule.interop.onnx.export;

import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.network.Activation;

/**
 * Activations as operators: those of ONNX in float32, written out in float64, for which runtimes have few of them, or fuse them with what stands before into an
 * operator that they have for float32 alone.
 */
final class ActivationFormulas {
    private static final double ROOT_HALF = 0.7071067811865476;

    private ActivationFormulas() {}

    /** h = phi(z). */
    static String of(GraphBuilder graph, Formulas f, Activation activation, String z) {
        double alpha = activation.alpha();
        return switch (activation.kind()) {
            case IDENTITY -> z;
            case RELU -> f.isDouble() ? f.most(z, f.number(0)) : graph.node("Relu", z);
            case LEAKY_RELU ->
                f.isDouble()
                        ? f.where(f.isBelow(f.number(0), z), z, f.multiply(z, alpha))
                        : graph.node("LeakyRelu", List.of(z), attribute("alpha", alpha));
            case ELU ->
                f.isDouble()
                        ? f.where(f.isBelow(f.number(0), z), z, f.multiply(lessOne(f, z), alpha))
                        : graph.node("Elu", List.of(z), attribute("alpha", alpha));
            case SELU ->
                f.where(
                        f.isBelow(f.number(0), z),
                        f.multiply(z, Activation.SELU_LAMBDA),
                        f.multiply(lessOne(graph, f, z), Activation.SELU_DEPTH));
            case GELU -> f.multiply(z, normal(graph, f, z));
            case SILU ->
                f.isDouble() ? f.divide(z, f.add(f.exp(f.negate(z)), 1)) : f.multiply(z, graph.node("Sigmoid", z));
            case MISH -> f.multiply(z, tanh(graph, f, softplus(graph, f, z)));
            case SOFTPLUS -> softplus(graph, f, z);
            case TANH -> tanh(graph, f, z);
            case LOGISTIC -> logistic(graph, f, z);
        };
    }

    /** 1 / (1 + exp(-z)). */
    static String logistic(GraphBuilder graph, Formulas f, String z) {
        return f.isDouble() ? f.divide(f.number(1), f.add(f.exp(f.negate(z)), 1)) : graph.node("Sigmoid", z);
    }

    /** 1 - 2 / (exp(2 z) + 1). */
    private static String tanh(GraphBuilder graph, Formulas f, String z) {
        return f.isDouble()
                ? f.subtract(f.number(1), f.divide(f.number(2), f.add(f.exp(f.multiply(z, 2)), 1)))
                : graph.node("Tanh", z);
    }

    private static Map<String, OnnxAttribute> attribute(String name, double value) {
        return Map.of(name, new OnnxAttribute.OfFloat((float) value));
    }

    /** exp(z) - 1 below 0. */
    private static String lessOne(Formulas f, String z) {
        return f.add(f.exp(f.least(z, f.number(0))), -1);
    }

    private static String lessOne(GraphBuilder graph, Formulas f, String z) {
        return f.isDouble() ? lessOne(f, z) : graph.node("Elu", z);
    }

    private static String normal(GraphBuilder graph, Formulas f, String z) {
        return f.isDouble()
                ? NormalFormulas.distribution(f, z)
                : f.multiply(f.add(graph.node("Erf", f.multiply(z, ROOT_HALF)), 1), 0.5);
    }

    /** log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|)). */
    private static String softplus(GraphBuilder graph, Formulas f, String z) {
        return f.isDouble()
                ? f.add(f.most(z, f.number(0)), f.log(f.add(f.exp(f.negate(f.magnitude(z))), 1)))
                : graph.node("Softplus", z);
    }
}
