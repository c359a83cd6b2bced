package org.chainrule.interop.onnx.run;

import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.SmallFloat;

/** Elements of one type as those of another. */
final class Casting {
    private Casting() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("Cast", 1, "any", "truth values from and to text", Casting::cast),
                Operator.of(
                        "CastLike",
                        15,
                        "any",
                        "truth values from and to text",
                        call -> cast(call, call.input(0), call.input(1).type(), call.flag("saturate", true))));
    }

    private static OnnxTensor cast(Call call) {
        ElementType to;
        if (call.opset() < 6) {
            String name = call.text("to", "");
            to = java.util.Arrays.stream(ElementType.values())
                    .filter(type -> type.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> call.refused("the name of a type as attribute to", "another"));
        } else {
            long code = call.whole("to", 0);
            to = ElementType.ofCode(code)
                    .orElseThrow(() -> call.refused("a type that is supported as attribute to", Long.toString(code)));
        }
        return cast(call, call.input(0), to, call.flag("saturate", true));
    }

    /** Numbers are rounded to nearest, but to whole ones towards zero; those beyond a whole type's range keep their lowest bits. */
    static OnnxTensor cast(Call call, OnnxTensor input, ElementType to, boolean saturate) {
        if (input.type() == to) {
            return input;
        }
        int[] shape = input.shape();
        call.allocate(shape);
        ElementType.Kind from = input.type().kind();
        if (from == ElementType.Kind.TEXT) {
            return TextNumbers.parse(call, input, to);
        }
        if (to == ElementType.STRING) {
            return TextNumbers.format(call, input);
        }
        if (to.isReal()) {
            return input.type().isWhole() && to == ElementType.FLOAT
                    ? OnnxTensor.ofFloats(toFloats(input), shape)
                    : toReal(call, toReals(input), to, saturate, shape);
        }
        if (to == ElementType.BOOL) {
            double[] reals = toReals(input);
            boolean[] truths = new boolean[reals.length];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = reals[i] != 0;
            }
            return OnnxTensor.ofBooleans(truths, shape);
        }
        return Tensors.ofWholes(to, toWholes(input), shape);
    }

    private static OnnxTensor toReal(Call call, double[] reals, ElementType to, boolean saturate, int[] shape) {
        if (to == ElementType.FLOAT || to == ElementType.DOUBLE) {
            return Tensors.ofReals(to, reals, shape);
        }
        String mode = call.text("round_mode", "up");
        if (!List.of("up", "down", "nearest").contains(mode)) {
            throw call.refused("up, down or nearest as attribute round_mode", mode);
        }
        float[] floats = new float[reals.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = to == ElementType.FLOAT8E8M0
                    ? SmallFloat.roundToPower(reals[i], mode, saturate)
                    : SmallFloat.round(to, reals[i], saturate);
        }
        return OnnxTensor.ofFloats(floats, shape).as(to);
    }

    /** The elements of any numbers or truth values as float64; whole numbers beyond 2^53 are rounded. */
    static double[] toReals(OnnxTensor input) {
        if (input.type().isReal()) {
            return Tensors.reals(input);
        }
        double[] reals = new double[input.size()];
        for (int i = 0; i < reals.length; i++) {
            if (input.type() == ElementType.BOOL) {
                reals[i] = input.booleans()[i] ? 1 : 0;
            } else {
                long whole = input.longs()[i];
                reals[i] = isBeyondLong(input.type(), whole) ? 2 * (double) halved(whole) : whole;
            }
        }
        return reals;
    }

    private static float[] toFloats(OnnxTensor input) {
        float[] floats = new float[input.size()];
        for (int i = 0; i < floats.length; i++) {
            long whole = input.longs()[i];
            floats[i] = isBeyondLong(input.type(), whole) ? 2 * (float) halved(whole) : whole;
        }
        return floats;
    }

    private static boolean isBeyondLong(ElementType type, long whole) {
        return type == ElementType.UINT64 && whole < 0;
    }

    /** Half of an unsigned number, whose last bit still says on which side of a tie it lies. */
    private static long halved(long whole) {
        return whole >>> 1 | whole & 1;
    }

    private static long[] toWholes(OnnxTensor input) {
        long[] wholes = new long[input.size()];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = switch (input.type().kind()) {
                case REAL -> toWhole(input.floats()[i]);
                case DOUBLE -> toWhole(input.doubles()[i]);
                case TRUTH -> input.booleans()[i] ? 1 : 0;
                default -> input.longs()[i];
            };
        }
        return wholes;
    }

    private static long toWhole(double real) {
        boolean onlyUnsigned = real >= 0x1p63 && real < 0x1p64;
        return onlyUnsigned ? (long) (real / 2) << 1 : (long) real;
    }
}
