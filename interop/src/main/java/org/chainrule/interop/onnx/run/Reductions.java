package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.math.StableMath;

/** What many elements along some axes come down to. */
final class Reductions {
    private static final String REALS = "floating-point";
    private static final String NUMBERS = "numbers; whole ones for sum, product, largest and smallest";
    private static final int AXES_AS_INPUT = 18;
    private static final int AXES_AS_INPUT_OF_SUM = 13;

    private Reductions() {}

    /** A function of the numbers of a group. */
    private interface Reduction {
        double of(double[] own);
    }

    /** A function of two whole numbers that folds a group. */
    private interface Fold {
        long of(long a, long b, boolean unsigned);
    }

    static List<Operator> operators() {
        return List.of(
                Operator.of("ReduceSum", 1, NUMBERS, call -> reduced(call, Reductions::sum, (a, b, u) -> a + b)),
                Operator.of("ReduceProd", 1, NUMBERS, call -> reduced(call, Reductions::product, (a, b, u) -> a * b)),
                Operator.of(
                        "ReduceMax",
                        1,
                        NUMBERS,
                        call -> reduced(call, Reductions::max, (a, b, u) -> Elementwise.compare(a, b, u) < 0 ? b : a)),
                Operator.of(
                        "ReduceMin",
                        1,
                        NUMBERS,
                        call -> reduced(call, Reductions::min, (a, b, u) -> Elementwise.compare(a, b, u) > 0 ? b : a)),
                Operator.of("ReduceMean", 1, REALS, call -> reduced(call, own -> sum(own) / own.length)),
                Operator.of("ReduceL1", 1, REALS, call -> reduced(call, own -> sum(mapped(own, Math::abs)))),
                Operator.of(
                        "ReduceL2", 1, REALS, call -> reduced(call, own -> Math.sqrt(sum(mapped(own, x -> x * x))))),
                Operator.of("ReduceSumSquare", 1, REALS, call -> reduced(call, own -> sum(mapped(own, x -> x * x)))),
                Operator.of("ReduceLogSum", 1, REALS, call -> reduced(call, own -> StrictMath.log(sum(own)))),
                Operator.of("ReduceLogSumExp", 1, REALS, call -> reduced(call, Reductions::logSumExp)));
    }

    static double sum(double[] own) {
        double sum = 0;
        for (double value : own) {
            sum += value;
        }
        return sum;
    }

    private static double[] mapped(double[] own, java.util.function.DoubleUnaryOperator function) {
        return Arrays.stream(own).map(function).toArray();
    }

    private static double product(double[] own) {
        return Arrays.stream(own).reduce(1, (a, b) -> a * b);
    }

    private static double max(double[] own) {
        return Arrays.stream(own).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    private static double min(double[] own) {
        return Arrays.stream(own).reduce(Double.POSITIVE_INFINITY, Math::min);
    }

    private static double logSumExp(double[] own) {
        return own.length == 0 ? Double.NEGATIVE_INFINITY : StableMath.logSumExp(own, 0, own.length);
    }

    /** Which axes are reduced; null if none is, so that the input stays. */
    private static boolean[] axes(Call call, int rank) {
        boolean asInput = call.opset() >= (isSum(call) ? AXES_AS_INPUT_OF_SUM : AXES_AS_INPUT);
        long[] given = asInput ? (call.has(1) ? call.wholes(1) : null) : call.wholes("axes");
        boolean[] axes = new boolean[rank];
        if (given == null || given.length == 0) {
            Arrays.fill(axes, !call.flag("noop_with_empty_axes", false));
            return axes;
        }
        for (long axis : given) {
            axes[call.axis(axis, rank)] = true;
        }
        return axes;
    }

    private static boolean isSum(Call call) {
        return call.operator().equals("ReduceSum");
    }

    private static int[] shape(Call call, int[] shape, boolean[] axes) {
        boolean keep = call.flag("keepdims", true);
        int[] reduced = new int[shape.length];
        int rank = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (!axes[axis] || keep) {
                reduced[rank++] = axes[axis] ? 1 : shape[axis];
            }
        }
        return Arrays.copyOf(reduced, rank);
    }

    private static OnnxTensor reduced(Call call, Reduction reduction) {
        OnnxTensor input = call.realInput(0);
        boolean[] axes = axes(call, input.shape().length);
        int[] shape = shape(call, input.shape(), axes);
        double[] values = new double[call.allocate(shape)];
        call.spend(input.size());
        double[] reals = Tensors.reals(input);
        Groups groups = Groups.along(input.shape(), axes);
        for (int group = 0; group < groups.count(); group++) {
            values[group] = reduction.of(groups.group(reals, group));
        }
        return Tensors.ofReals(input.type(), values, shape);
    }

    private static OnnxTensor reduced(Call call, Reduction reduction, Fold fold) {
        OnnxTensor input = call.input(0);
        if (!input.type().isWhole()) {
            return reduced(call, reduction);
        }
        boolean[] axes = axes(call, input.shape().length);
        int[] shape = shape(call, input.shape(), axes);
        long[] values = new long[call.allocate(shape)];
        call.spend(input.size());
        Groups groups = Groups.along(input.shape(), axes);
        if (groups.size() == 0 && groups.count() > 0 && !isSum(call)) {
            throw call.refused("something to reduce", "no elements");
        }
        boolean unsigned = input.type().kind() == ElementType.Kind.UNSIGNED;
        for (int group = 0; group < groups.count() && groups.size() > 0; group++) {
            int begin = group * groups.size();
            values[group] = input.longs()[groups.indices()[begin]];
            for (int i = begin + 1; i < begin + groups.size(); i++) {
                values[group] = fold.of(values[group], input.longs()[groups.indices()[i]], unsigned);
            }
        }
        return Tensors.ofWholes(input.type(), values, shape);
    }
}
