package org.chainrule.interop.onnx.run;

import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.math.StableMath;

/** The softmax and its relatives. Before opset 13 they are over all axes from one on, since then along one. */
final class Softmaxes {
    private static final String REALS = "floating-point";
    private static final int ALONG_ONE_AXIS = 13;

    private Softmaxes() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("Softmax", 1, REALS, call -> along(call, Softmaxes::softmax)),
                Operator.of("LogSoftmax", 1, REALS, call -> along(call, Softmaxes::logSoftmax)),
                Operator.of("Hardmax", 1, REALS, call -> along(call, Softmaxes::hardmax)));
    }

    private static OnnxTensor along(Call call, Groups.InPlace function) {
        OnnxTensor input = call.realInput(0);
        int rank = input.shape().length;
        boolean one = call.opset() >= ALONG_ONE_AXIS;
        boolean[] axes = new boolean[rank];
        int axis = rank == 0 ? 0 : call.axis(call.whole("axis", one ? -1 : Math.min(1, rank - 1)), rank);
        for (int i = axis; i < rank; i++) {
            axes[i] = !one || i == axis;
        }
        Groups groups = Groups.along(input.shape(), axes);
        return groups.map(call, input, own -> {
            if (own.length > 0) {
                function.apply(own);
            }
        });
    }

    private static void softmax(double[] own) {
        double max = StableMath.max(own, 0, own.length);
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            own[i] = StrictMath.exp(own[i] - max);
            sum += own[i];
        }
        for (int i = 0; i < own.length; i++) {
            own[i] /= sum;
        }
    }

    /** Also of use to the losses. */
    static void logSoftmax(double[] own) {
        double sum = StableMath.logSumExp(own, 0, own.length);
        for (int i = 0; i < own.length; i++) {
            own[i] -= sum;
        }
    }

    private static void hardmax(double[] own) {
        int best = 0;
        for (int i = 1; i < own.length; i++) {
            best = own[i] > own[best] ? i : best;
        }
        java.util.Arrays.fill(own, 0);
        own[best] = 1;
    }
}
