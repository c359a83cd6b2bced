package org.chainrule.interop.onnx.export;

import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.network.Activation;

/** Activations as operators: those of ONNX in float32, written out in float64, for which runtimes have few of them. */
final class ActivationFormulas {
    private static final double ROOT_HALF = 0.7071067811865476;

    private ActivationFormulas() {}

    /** h = phi(z). */
    static String of(GraphBuilder graph, Formulas f, Activation activation, String z) {
        double alpha = activation.alpha();
        return switch (activation.kind()) {
            case IDENTITY -> z;
            case RELU -> graph.node("Relu", z);
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
            case SILU -> f.multiply(z, graph.node("Sigmoid", z));
            case MISH -> f.multiply(z, graph.node("Tanh", softplus(graph, f, z)));
            case SOFTPLUS -> softplus(graph, f, z);
            case TANH -> graph.node("Tanh", z);
            case LOGISTIC -> graph.node("Sigmoid", z);
        };
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
