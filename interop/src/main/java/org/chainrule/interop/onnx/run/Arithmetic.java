package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;

/** Functions of two or more numbers, whose shapes are broadcast. Whole numbers wrap around, as their types do. */
final class Arithmetic {
    private static final String NUMBERS = "numbers";

    private Arithmetic() {}

    /** A function of two whole numbers. */
    interface WholeFunction {
        long apply(long a, long b, boolean unsigned);
    }

    static List<Operator> operators() {
        return List.of(
                Operator.of("Add", 1, NUMBERS, call -> binary(call, Double::sum, (a, b, u) -> a + b)),
                Operator.of("Sub", 1, NUMBERS, call -> binary(call, (a, b) -> a - b, (a, b, u) -> a - b)),
                Operator.of("Mul", 1, NUMBERS, call -> binary(call, (a, b) -> a * b, (a, b, u) -> a * b)),
                Operator.of(
                        "Div",
                        1,
                        NUMBERS,
                        "whole numbers by zero",
                        call -> binary(call, (a, b) -> a / b, (a, b, u) -> divided(call, a, b, u))),
                Operator.of("Mod", 10, NUMBERS, "whole numbers by zero", Arithmetic::mod),
                Operator.of("Pow", 1, NUMBERS, Arithmetic::pow),
                Operator.of("PRelu", 1, "floating-point", Arithmetic::prelu),
                Operator.of("Sum", 1, "floating-point", call -> folded(call, Double::sum, (a, b, u) -> a + b)),
                Operator.of("Mean", 1, "floating-point", Arithmetic::mean),
                Operator.of(
                        "Max",
                        1,
                        NUMBERS,
                        call -> folded(call, Math::max, (a, b, u) -> Elementwise.compare(a, b, u) < 0 ? b : a)),
                Operator.of(
                        "Min",
                        1,
                        NUMBERS,
                        call -> folded(call, Math::min, (a, b, u) -> Elementwise.compare(a, b, u) > 0 ? b : a)));
    }

    /** Two inputs; before opset 7 the second is broadcast only if the node says so. */
    private static OnnxTensor binary(Call call, DoubleBinaryOperator real, WholeFunction whole) {
        OnnxTensor a = call.input(0);
        return combined(call, a, aligned(call, a, call.input(1)), real, whole);
    }

    /** The second operand with the axes that the attributes {@code broadcast} and {@code axis} of old versions mean. */
    static OnnxTensor aligned(Call call, OnnxTensor a, OnnxTensor b) {
        if (call.opset() >= 7 || !call.hasAttribute("axis") || b.shape().length == 0) {
            return b;
        }
        int rank = a.shape().length;
        int axis = call.axis(call.whole("axis", 0), Math.max(rank, 1));
        int[] own = b.shape();
        if (axis + own.length > rank) {
            throw call.refused("an operand that fits behind axis " + axis, Arrays.toString(own));
        }
        int[] shape = new int[rank - axis];
        Arrays.fill(shape, 1);
        System.arraycopy(own, 0, shape, 0, own.length);
        return b.reshaped(shape);
    }

    static OnnxTensor combined(Call call, OnnxTensor a, OnnxTensor b, DoubleBinaryOperator real, WholeFunction whole) {
        if (a.type() != b.type()) {
            throw call.refused("operands of one type", a.type() + " and " + b.type());
        }
        if (!a.type().isReal() && !a.type().isWhole()) {
            throw call.refused("numbers", a.type().toString());
        }
        int[] shape = Shapes.broadcast(call, a.shape(), b.shape());
        int size = call.allocate(shape);
        int[] ofA = Shapes.broadcastIndices(a.shape(), shape);
        int[] ofB = Shapes.broadcastIndices(b.shape(), shape);
        if (a.type().isReal()) {
            double[] left = Tensors.reals(a);
            double[] right = Tensors.reals(b);
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = real.applyAsDouble(left[ofA[i]], right[ofB[i]]);
            }
            return Tensors.ofReals(a.type(), values, shape);
        }
        boolean unsigned = a.type().kind() == ElementType.Kind.UNSIGNED;
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = whole.apply(a.longs()[ofA[i]], b.longs()[ofB[i]], unsigned);
        }
        return Tensors.ofWholes(a.type(), values, shape);
    }

    private static long divided(Call call, long a, long b, boolean unsigned) {
        if (b == 0) {
            throw call.refused("whole numbers that are not divided by zero", "zero");
        }
        return unsigned ? Long.divideUnsigned(a, b) : a / b;
    }

    private static OnnxTensor mod(Call call) {
        boolean ofDividend = call.flag("fmod", false);
        if (call.input(0).type().isReal() && !ofDividend) {
            throw call.refused("fmod=1 for floating-point numbers", "fmod=0");
        }
        return binary(call, (a, b) -> a % b, (a, b, unsigned) -> {
            long quotient = divided(call, a, b, unsigned);
            long rest = a - quotient * b;
            return ofDividend || unsigned || rest == 0 || (rest < 0) == (b < 0) ? rest : rest + b;
        });
    }

    /** The exponent may be of another type than the base, which is that of the result. */
    private static OnnxTensor pow(Call call) {
        OnnxTensor base = call.input(0);
        OnnxTensor exponent = aligned(call, base, call.input(1));
        if (base.type().isWhole() && exponent.type().isWhole()) {
            return combined(call, base, exponent.as(base.type()), StrictMath::pow, (a, b, u) -> power(call, a, b));
        }
        OnnxTensor realBase = real(base);
        OnnxTensor result = combined(call, realBase, real(exponent), StrictMath::pow, (a, b, u) -> a);
        return Casting.cast(call, result, base.type(), true);
    }

    private static OnnxTensor real(OnnxTensor tensor) {
        if (tensor.type().isReal()) {
            return OnnxTensor.ofDoubles(Tensors.reals(tensor), tensor.shape());
        }
        if (!tensor.type().isWhole()) {
            return tensor;
        }
        return OnnxTensor.ofDoubles(Casting.toReals(tensor), tensor.shape());
    }

    private static long power(Call call, long base, long exponent) {
        if (exponent < 0) {
            throw call.refused("whole numbers with exponents from 0", Long.toString(exponent));
        }
        long power = 1;
        long square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }

    /** The slope is broadcast to the input alone; before opset 7 it is one a channel, along axis 1. */
    private static OnnxTensor prelu(Call call) {
        OnnxTensor input = call.realInput(0);
        OnnxTensor slope = call.realInput(1);
        int[] shape = input.shape();
        if (call.opset() < 7 && slope.size() > 1 && slope.shape().length == 1 && shape.length > 1) {
            int[] aligned = new int[shape.length - 1];
            Arrays.fill(aligned, 1);
            aligned[0] = slope.size();
            slope = slope.reshaped(aligned);
        }
        if (!Arrays.equals(Shapes.broadcast(call, shape, slope.shape()), shape)) {
            throw call.refused(
                    "a slope that is broadcast to " + Arrays.toString(shape), Arrays.toString(slope.shape()));
        }
        return combined(call, input, slope, (x, s) -> x < 0 ? s * x : x, (x, s, u) -> x);
    }

    private static OnnxTensor folded(Call call, DoubleBinaryOperator real, WholeFunction whole) {
        OnnxTensor first = call.input(0);
        if (first.type().isReal()) {
            return Tensors.ofReals(first.type(), Tensors.reals(sum(call, real)), sumShape(call));
        }
        OnnxTensor folded = first;
        for (int i = 1; i < call.inputCount(); i++) {
            folded = combined(call, folded, call.input(i), real, whole);
        }
        return folded;
    }

    private static int[] sumShape(Call call) {
        int[][] shapes = new int[call.inputCount()][];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = call.input(i).shape();
        }
        return Shapes.broadcast(call, shapes);
    }

    /** Folds floating-point inputs in float64, so that they are rounded once. */
    private static OnnxTensor sum(Call call, DoubleBinaryOperator function) {
        OnnxTensor folded = OnnxTensor.ofDoubles(call.reals(0), call.input(0).shape());
        for (int i = 1; i < call.inputCount(); i++) {
            if (call.input(i).type() != call.input(0).type()) {
                throw call.refused(
                        "operands of one type",
                        call.input(0).type() + " and " + call.input(i).type());
            }
            OnnxTensor next = OnnxTensor.ofDoubles(call.reals(i), call.input(i).shape());
            folded = combined(call, folded, next, function, (a, b, u) -> a);
        }
        return folded;
    }

    private static OnnxTensor mean(Call call) {
        double[] sums = Tensors.reals(sum(call, Double::sum)).clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= call.inputCount();
        }
        return Tensors.ofReals(call.input(0).type(), sums, sumShape(call));
    }
}
