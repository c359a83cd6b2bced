package org.chainrule.interop.onnx.run;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.math.ErrorFunction;
import org.jspecify.annotations.Nullable;

/** Functions of one number. */
final class Elementwise {
    private static final String REALS = "floating-point";
    private static final String NUMBERS = "numbers";

    private Elementwise() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("Abs", 1, NUMBERS, Elementwise::abs),
                Operator.of("Neg", 1, NUMBERS, call -> apply(call, x -> -x, x -> -x)),
                Operator.of("Sign", 9, NUMBERS, Elementwise::sign),
                reals("Sqrt", 1, Math::sqrt),
                reals("Reciprocal", 1, x -> 1 / x),
                reals("Exp", 1, StrictMath::exp),
                reals("Log", 1, StrictMath::log),
                reals("Sin", 7, StrictMath::sin),
                reals("Cos", 7, StrictMath::cos),
                reals("Tan", 7, StrictMath::tan),
                reals("Asin", 7, StrictMath::asin),
                reals("Acos", 7, StrictMath::acos),
                reals("Atan", 7, StrictMath::atan),
                reals("Sinh", 9, StrictMath::sinh),
                reals("Cosh", 9, StrictMath::cosh),
                reals("Tanh", 1, StrictMath::tanh),
                reals("Erf", 9, ErrorFunction::erf),
                reals("Floor", 1, Math::floor),
                reals("Ceil", 1, Math::ceil),
                reals("Round", 11, Math::rint),
                Operator.of("IsNaN", 9, REALS, call -> test(call, Double::isNaN)),
                Operator.of("IsInf", 10, REALS, Elementwise::isInfinite),
                Operator.of("Not", 1, "truth values", Elementwise::not),
                Operator.of("Identity", 1, "any", call -> call.input(0)),
                Operator.of("Clip", 1, NUMBERS, Elementwise::clip));
    }

    static Operator reals(String name, int since, DoubleUnaryOperator function) {
        return Operator.of(name, since, REALS, call -> apply(call, function));
    }

    private static OnnxTensor abs(Call call) {
        boolean unsigned = call.input(0).type().kind() == ElementType.Kind.UNSIGNED;
        return apply(call, Math::abs, x -> unsigned ? x : Math.abs(x));
    }

    private static OnnxTensor sign(Call call) {
        boolean unsigned = call.input(0).type().kind() == ElementType.Kind.UNSIGNED;
        return apply(call, Math::signum, x -> unsigned ? (x == 0 ? 0 : 1) : Long.signum(x));
    }

    /** Applies a function to the first input, which holds floating-point numbers. */
    static OnnxTensor apply(Call call, DoubleUnaryOperator function) {
        OnnxTensor input = call.realInput(0);
        double[] values = new double[call.allocate(input.shape())];
        double[] reals = Tensors.reals(input);
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(reals[i]);
        }
        return Tensors.ofReals(input.type(), values, input.shape());
    }

    /** The same, for whole numbers too. */
    static OnnxTensor apply(Call call, DoubleUnaryOperator real, LongUnaryOperator whole) {
        OnnxTensor input = call.input(0);
        if (!input.type().isWhole()) {
            return apply(call, real);
        }
        long[] values = new long[call.allocate(input.shape())];
        long[] wholes = input.longs();
        for (int i = 0; i < values.length; i++) {
            values[i] = whole.applyAsLong(wholes[i]);
        }
        return Tensors.ofWholes(input.type(), values, input.shape());
    }

    /** A property of floating-point numbers. */
    private interface Property {
        boolean holds(double value);
    }

    private static OnnxTensor test(Call call, Property property) {
        double[] values = call.reals(0);
        boolean[] truths = new boolean[call.allocate(call.input(0).shape())];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = property.holds(values[i]);
        }
        return OnnxTensor.ofBooleans(truths, call.input(0).shape());
    }

    private static OnnxTensor isInfinite(Call call) {
        boolean positive = call.flag("detect_positive", true);
        boolean negative = call.flag("detect_negative", true);
        return test(call, x -> positive && x == Double.POSITIVE_INFINITY || negative && x == Double.NEGATIVE_INFINITY);
    }

    private static OnnxTensor not(Call call) {
        boolean[] truths = call.truths(0);
        boolean[] values = new boolean[call.allocate(call.input(0).shape())];
        for (int i = 0; i < values.length; i++) {
            values[i] = !truths[i];
        }
        return OnnxTensor.ofBooleans(values, call.input(0).shape());
    }

    /** min(max(x, least), most): the upper bound wins. Bounds are attributes before opset 11. */
    private static OnnxTensor clip(Call call) {
        OnnxTensor input = call.input(0);
        if (input.type().isWhole()) {
            long[] values = input.longs().clone();
            call.allocate(input.shape());
            bound(call, values, bound(call, 1, input), bound(call, 2, input), input.type());
            return OnnxTensor.ofLongs(values, input.shape()).as(input.type());
        }
        call.realInput(0);
        OnnxTensor least = bound(call, 1, input);
        OnnxTensor most = bound(call, 2, input);
        double low = least == null ? call.real("min", Double.NEGATIVE_INFINITY) : Tensors.reals(least)[0];
        double high = most == null ? call.real("max", Double.POSITIVE_INFINITY) : Tensors.reals(most)[0];
        return apply(call, x -> Math.min(Math.max(x, low), high));
    }

    private static @Nullable OnnxTensor bound(Call call, int index, OnnxTensor input) {
        OnnxTensor bound = call.optional(index);
        if (bound != null && (bound.size() != 1 || bound.type() != input.type())) {
            throw call.refused("one " + input.type() + " as bound", bound.size() + " of " + bound.type());
        }
        return bound;
    }

    private static void bound(
            Call call, long[] values, @Nullable OnnxTensor least, @Nullable OnnxTensor most, ElementType type) {
        boolean unsigned = type.kind() == ElementType.Kind.UNSIGNED;
        call.spend(values.length);
        for (int i = 0; i < values.length; i++) {
            if (least != null && compare(values[i], least.longs()[0], unsigned) < 0) {
                values[i] = least.longs()[0];
            }
            if (most != null && compare(values[i], most.longs()[0], unsigned) > 0) {
                values[i] = most.longs()[0];
            }
        }
    }

    /** Compares whole numbers of a type. */
    static int compare(long a, long b, boolean unsigned) {
        return unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }
}
