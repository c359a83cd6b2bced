package org.chainrule.interop.onnx.export;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.network.Activate;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/**
 * The layers of a network, from x [rows x n(0)] to z(L): [rows x n(L)], behind an ensemble [rows x members x n(L)]. Weights keep the names of the model file.
 */
final class NetworkFormulas {
    private final GraphBuilder graph;
    private final Formulas f;
    private final TrainedNetwork trained;
    private final NetworkPlan plan;
    private final String prefix;

    /**
     * Prepares.
     *
     * @param graph   what is added to
     * @param f       arithmetic in which the network is computed; in float64 the weights of a float32 network stay float32 in the file
     * @param trained the network
     * @param prefix  of the names of the weights
     */
    NetworkFormulas(GraphBuilder graph, Formulas f, TrainedNetwork trained, String prefix) {
        this.graph = graph;
        this.f = f;
        this.trained = trained;
        this.plan = new NetworkPlan(trained.network());
        this.prefix = prefix;
    }

    /** Whether the weights are float32. */
    boolean isFloat32() {
        return trained.precision() == Precision.FLOAT32;
    }

    /** Members of a row of z(L). */
    int members() {
        return plan.members(plan.nodes().size());
    }

    /** z(L). */
    String forward(String x) {
        String[] values = new String[plan.nodes().size() + 1];
        values[0] = x;
        for (Node node : plan.nodes()) {
            int k = node.index();
            values[k + 1] = switch (node.kind()) {
                case DENSE -> dense(node, values[k]);
                case HEADS -> heads(node, values[k]);
                case SCALE -> scale(node, values[k]);
                case EMBED -> new EmbeddingFormulas(graph, f, this).embed(node, values[k]);
                case ACTIVATE ->
                    ActivationFormulas.of(graph, f, ((Activate) node.layer()).activation(), values[k]);
                case PARAMETRIC_ACTIVATE -> parametric(node, values[k]);
                case BATCH_NORMALIZATION -> batchNormalization(node, values[k]);
                case LAYER_NORMALIZATION -> layerNormalization(node, values[k]);
                case DROPOUT, SKIP_START -> values[k];
                case SKIP_END -> f.add(values[k], values[node.partner()]);
            };
        }
        return values[plan.nodes().size()];
    }

    /** Parameters, in the shape that is asked for. */
    String weight(Slice slice, int... shape) {
        return weight(slice.name(), trained.floatParameters(), trained.doubleParameters(), slice, shape);
    }

    private String statistic(Slice slice, int... shape) {
        return weight(slice.name(), trained.floatStatistics(), trained.doubleStatistics(), slice, shape);
    }

    private String weight(
            String name,
            float @org.jspecify.annotations.Nullable [] floats,
            double @org.jspecify.annotations.Nullable [] doubles,
            Slice slice,
            int... shape) {
        int end = slice.offset() + slice.size();
        if (trained.precision() == Precision.FLOAT64) {
            double[] values = java.util.Arrays.copyOfRange(Objects.requireNonNull(doubles), slice.offset(), end);
            return graph.initializer(prefix + name, OnnxTensor.ofDoubles(values, shape));
        }
        float[] values = java.util.Arrays.copyOfRange(Objects.requireNonNull(floats), slice.offset(), end);
        String weight = graph.initializer(prefix + name, OnnxTensor.ofFloats(values, shape));
        return f.isDouble() ? graph.cast(weight, ElementType.DOUBLE) : weight;
    }

    /** Z = c H W + b. */
    private String dense(Node node, String h) {
        Slice bias = node.bias();
        String w = weight(node.requireWeight(), node.inputs(), node.outputs());
        if (plan.members(node.index()) == 1 && node.productScale() == 1) {
            List<String> from =
                    bias == null ? List.of(h, w) : List.of(h, w, weight(bias, node.outputs()));
            return graph.node("Gemm", from, Map.of());
        }
        String z = graph.node("MatMul", h, w);
        if (node.productScale() != 1) {
            z = f.multiply(z, node.productScale());
        }
        return bias == null ? z : f.add(z, weight(bias, node.outputs()));
    }

    /** Z_m = H_m W_m + b_m: the members come first for the product. */
    private String heads(Node node, String h) {
        int members = node.members();
        Slice slice = node.requireWeight();
        if (members == 1) {
            return graph.node(
                    "Gemm",
                    h,
                    weight(slice, node.inputs(), node.outputs()),
                    weight(node.requireBias(), node.outputs()));
        }
        String w = weight(slice, members, node.inputs(), node.outputs());
        String product = graph.transpose(graph.node("MatMul", graph.transpose(h, 1, 0, 2), w), 1, 0, 2);
        return f.add(product, weight(node.requireBias(), members, node.outputs()));
    }

    /** Y = X ⊙ s + b, which makes several members out of one. */
    private String scale(Node node, String x) {
        int members = node.members();
        boolean expands = plan.members(node.index()) < members;
        Slice factors = node.requireWeight();
        int[] shape = factors.rows() == 1 ? new int[] {node.outputs()} : new int[] {members, node.outputs()};
        if (members == 1) {
            shape = new int[] {node.outputs()};
        }
        String y = f.multiply(expands ? graph.unsqueeze(x, 1) : x, weight(factors, shape));
        Slice bias = node.bias();
        return bias == null ? y : f.add(y, weight(bias, members == 1 ? new int[] {node.outputs()} : new int[] {members, node.outputs()}));
    }

    /** h = z + alpha (phi(z) - z). */
    private String parametric(Node node, String z) {
        String phi = ActivationFormulas.of(graph, f, ((ParametricActivate) node.layer()).activation(), z);
        return f.add(z, f.multiply(f.subtract(phi, z), weight(node.requireWeight(), node.outputs())));
    }

    private String batchNormalization(Node node, String x) {
        int width = node.inputs();
        String mean = statistic(node.requireMean(), width);
        String variance = statistic(node.requireVariance(), width);
        double epsilon = ((BatchNormalization) node.layer()).epsilon();
        String factor = f.divide(f.number(1), f.root(f.add(variance, epsilon)));
        String u = f.multiply(f.subtract(x, mean), factor);
        return f.add(f.multiply(u, weight(node.requireWeight(), width)), weight(node.requireBias(), width));
    }

    /** Written out, so that epsilon has all its digits in float64, too. */
    private String layerNormalization(Node node, String x) {
        int width = node.inputs();
        String away = f.subtract(x, mean(x));
        String variance = mean(f.multiply(away, away));
        double epsilon = ((LayerNormalization) node.layer()).epsilon();
        String u = f.divide(away, f.root(f.add(variance, epsilon)));
        return f.add(f.multiply(u, weight(node.requireWeight(), width)), weight(node.requireBias(), width));
    }

    /** Over the last axis, which stays with size 1. */
    private String mean(String x) {
        return graph.node("ReduceMean", List.of(x), Map.of("axes", new OnnxAttribute.OfInts(new long[] {-1})));
    }
}
