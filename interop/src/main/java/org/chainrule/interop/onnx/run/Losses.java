package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** The losses, which models that are trained carry. Classes are along axis 1. */
final class Losses {
    private static final String REALS = "floating-point, whole numbers as labels";

    private Losses() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("NegativeLogLikelihoodLoss", 12, REALS, call -> loss(call, call.realInput(0))),
                new Operator("", "SoftmaxCrossEntropyLoss", 12, REALS, "", Losses::softmaxCrossEntropy));
    }

    private static List<OnnxTensor> softmaxCrossEntropy(Call call) {
        OnnxTensor scores = call.realInput(0);
        check(call, scores);
        OnnxTensor wide = OnnxTensor.ofDoubles(Tensors.reals(scores), scores.shape());
        OnnxTensor logarithms = Groups.along(scores.shape(), 1).map(call, wide, own -> {
            if (own.length > 0) {
                Softmaxes.logSoftmax(own);
            }
        });
        return List.of(loss(call, logarithms), Tensors.ofReals(scores.type(), logarithms.doubles(), scores.shape()));
    }

    private static void check(Call call, OnnxTensor scores) {
        int[] labels = call.input(1).shape();
        int[] shape = scores.shape();
        boolean fits = shape.length >= 2 && labels.length == shape.length - 1 && labels[0] == shape[0];
        for (int i = 1; fits && i < labels.length; i++) {
            fits = labels[i] == shape[i + 1];
        }
        if (!fits) {
            throw call.refused(
                    "a label for each row of " + Arrays.toString(shape), "labels of shape " + Arrays.toString(labels));
        }
    }

    /** -w(t) log p(t), of which the mean is weighted; a row whose label is {@code ignore_index} counts nothing. */
    private static OnnxTensor loss(Call call, OnnxTensor logarithms) {
        check(call, logarithms);
        long[] labels = call.wholes(1);
        Groups groups = Groups.along(logarithms.shape(), 1);
        double @Nullable [] weights = call.has(2) ? call.reals(2, groups.size()) : null;
        double[] values = Tensors.reals(logarithms);
        double[] losses = new double[call.allocate(call.input(1).shape())];
        boolean ignores = call.hasAttribute("ignore_index");
        long ignored = call.whole("ignore_index", 0);
        double sumOfWeights = 0;
        for (int i = 0; i < losses.length; i++) {
            if (ignores && labels[i] == ignored) {
                continue;
            }
            if (labels[i] < 0 || labels[i] >= groups.size()) {
                throw call.refused("labels from 0 to " + (groups.size() - 1), Long.toString(labels[i]));
            }
            int label = (int) labels[i];
            double weight = weights == null ? 1 : weights[label];
            losses[i] = -weight * values[groups.indices()[i * groups.size() + label]];
            sumOfWeights += weight;
        }
        OnnxTensor typed = call.input(0);
        String reduction = call.text("reduction", "mean");
        return switch (reduction) {
            case "none" -> Tensors.ofReals(typed.type(), losses, call.input(1).shape());
            case "sum" -> Tensors.ofReals(typed.type(), new double[] {Reductions.sum(losses)});
            case "mean" -> Tensors.ofReals(typed.type(), new double[] {Reductions.sum(losses) / sumOfWeights});
            default -> throw call.refused("none, sum or mean as attribute reduction", reduction);
        };
    }
}
