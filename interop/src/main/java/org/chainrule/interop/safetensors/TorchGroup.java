package org.chainrule.interop.safetensors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.network.BatchNormalization;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.DType;
import org.chainrule.tabular.model.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one module of PyTorch, such as {@code fc.0.weight} and {@code fc.0.bias}.
 *
 * @param name    what stands before the last dot
 * @param tensors by what stands behind it
 */
record TorchGroup(String name, Map<String, Tensor> tensors) {
    /** What a module is. */
    enum Kind {
        DENSE,
        BATCH_NORMALIZATION,
        LAYER_NORMALIZATION,
        SLOPES
    }

    private static final List<String> KNOWN =
            List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked");

    /** The modules of a file, in its order. */
    static Map<String, TorchGroup> of(List<Tensor> tensors, String where) {
        Map<String, TorchGroup> groups = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            int dot = tensor.name().lastIndexOf('.');
            String own = tensor.name().substring(dot + 1);
            if (!KNOWN.contains(own)) {
                throw refused(where, tensor, "a name that ends in one of " + String.join(", ", KNOWN));
            }
            String name = dot < 0 ? "" : tensor.name().substring(0, dot);
            groups.computeIfAbsent(name, key -> new TorchGroup(key, new LinkedHashMap<>()))
                    .tensors()
                    .put(own, tensor);
        }
        groups.values().forEach(group -> group.check(where));
        return groups;
    }

    private static UserException refused(String where, Tensor tensor, String expected) {
        return UserException.data("expected a feedforward network in " + where + ", its tensors named as PyTorch does it,"
                + " with " + expected + ", found \"" + Display.text(tensor.name()) + "\" " + tensor.dtype() + " "
                + Arrays.toString(tensor.shape()) + "; export such a network, or its graph as ONNX");
    }

    private void check(String where) {
        Tensor weight = tensors.get("weight");
        if (weight == null) {
            throw refused(where, tensors.values().iterator().next(), "a weight \"" + Display.text(name) + ".weight\"");
        }
        int rank = weight.shape().length;
        if (rank < 1 || rank > 2 || Arrays.stream(weight.shape()).anyMatch(size -> size < 1)) {
            throw refused(where, weight, "weights [out, in] or [n]");
        }
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            boolean counter = entry.getKey().equals("num_batches_tracked");
            if (!counter
                    && (tensor.dtype() == DType.I64 || tensor.dtype() == DType.I32 || tensor.dtype() == DType.U8)) {
                throw refused(where, tensor, "numbers of type F32, F64, F16 or BF16");
            }
            if (!counter
                    && !entry.getKey().equals("weight")
                    && !Arrays.equals(tensor.shape(), new long[] {weight.shape()[0]})) {
                throw refused(where, tensor, "the shape [" + weight.shape()[0] + "], as its weight says");
            }
        }
        boolean normalizes = tensors.containsKey("running_mean") || tensors.containsKey("running_var");
        if (normalizes && (rank == 2 || !tensors.containsKey("running_mean") || !tensors.containsKey("running_var"))) {
            throw refused(where, weight, "both running_mean and running_var, and a weight [n]");
        }
    }

    Kind kind() {
        if (tensors.containsKey("running_mean")) {
            return Kind.BATCH_NORMALIZATION;
        }
        return get("weight").shape().length == 2
                ? Kind.DENSE
                : tensors.containsKey("bias") ? Kind.LAYER_NORMALIZATION : Kind.SLOPES;
    }

    /** Whether all its numbers are of 64 bits. */
    boolean doubles() {
        return tensors.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("num_batches_tracked"))
                .allMatch(entry -> entry.getValue().dtype() == DType.F64);
    }

    private Tensor get(String own) {
        Tensor tensor = tensors.get(own);
        if (tensor == null) {
            throw new IllegalStateException(name + " has no " + own);
        }
        return tensor;
    }

    /** The width of what a module gives. */
    int outputs() {
        return Math.toIntExact(get("weight").shape()[0]);
    }

    /** The width of what a dense module reads. */
    int inputs() {
        return Math.toIntExact(get("weight").shape()[1]);
    }

    /** The layer, for an input of a width; epsilon and momentum are PyTorch's own unless they were said. */
    WeightedLayer layer(int width, @Nullable Double epsilon, @Nullable Double momentum) {
        double eps = epsilon == null ? 1e-5 : epsilon;
        double[] weight = TensorNumbers.of(get("weight"));
        Tensor bias = tensors.get("bias");
        return switch (kind()) {
            case DENSE ->
                bias == null
                        ? WeightedLayer.dense(transposed(weight), outputs())
                        : WeightedLayer.dense(transposed(weight), TensorNumbers.of(bias));
            case BATCH_NORMALIZATION ->
                WeightedLayer.batchNormalization(
                        new BatchNormalization(momentum == null ? 0.1 : momentum, eps),
                        weight,
                        bias == null ? new double[weight.length] : TensorNumbers.of(bias),
                        TensorNumbers.of(get("running_mean")),
                        TensorNumbers.of(get("running_var")));
            case LAYER_NORMALIZATION ->
                WeightedLayer.layerNormalization(eps, weight, TensorNumbers.of(get("bias")));
            case SLOPES -> WeightedLayer.parametricRelu(weight.length == 1 ? all(weight[0], width) : weight);
        };
    }

    private static double[] all(double value, int width) {
        double[] values = new double[width];
        Arrays.fill(values, value);
        return values;
    }

    private double[] transposed(double[] weight) {
        int out = outputs();
        int in = inputs();
        double[] transposed = new double[weight.length];
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) {
                transposed[i * out + j] = weight[j * in + i];
            }
        }
        return transposed;
    }
}
