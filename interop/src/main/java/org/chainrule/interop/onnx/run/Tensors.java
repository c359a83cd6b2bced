package org.chainrule.interop.onnx.run;

import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.SmallFloat;

/** Between tensors and the arrays that operators compute with: float64 for floating-point numbers of any size, int64 for whole numbers. */
final class Tensors {
    private Tensors() {}

    /** The elements as float64, which is exact; not to be written. */
    static double[] reals(OnnxTensor tensor) {
        if (tensor.type() == ElementType.DOUBLE) {
            return tensor.doubles();
        }
        float[] floats = tensor.floats();
        double[] reals = new double[floats.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = floats[i];
        }
        return reals;
    }

    /** Rounds to a type, once. */
    static OnnxTensor ofReals(ElementType type, double[] values, int... shape) {
        if (type == ElementType.DOUBLE) {
            return OnnxTensor.ofDoubles(values, shape);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = round(type, values[i]);
        }
        return OnnxTensor.ofFloats(floats, shape).as(type);
    }

    private static float round(ElementType type, double value) {
        return type == ElementType.FLOAT ? (float) value : SmallFloat.round(type, value);
    }

    /** Cuts to a type's bits. */
    static OnnxTensor ofWholes(ElementType type, long[] values, int... shape) {
        for (int i = 0; i < values.length; i++) {
            values[i] = wrap(type, values[i]);
        }
        return OnnxTensor.ofLongs(values, shape).as(type);
    }

    /** The lowest bits of a number, as a number of a type. */
    static long wrap(ElementType type, long value) {
        int unused = Long.SIZE - type.bits();
        return type.kind() == ElementType.Kind.SIGNED ? value << unused >> unused : value << unused >>> unused;
    }

    /** The array that holds the elements. */
    static Object array(OnnxTensor tensor) {
        return switch (tensor.type().kind()) {
            case REAL -> tensor.floats();
            case DOUBLE -> tensor.doubles();
            case SIGNED, UNSIGNED -> tensor.longs();
            case TRUTH -> tensor.booleans();
            case TEXT -> tensor.texts();
        };
    }

    /** A new array for elements of a type. */
    static Object newArray(ElementType type, int size) {
        return switch (type.kind()) {
            case REAL -> new float[size];
            case DOUBLE -> new double[size];
            case SIGNED, UNSIGNED -> new long[size];
            case TRUTH -> new boolean[size];
            case TEXT -> {
                String[] texts = new String[size];
                java.util.Arrays.fill(texts, "");
                yield texts;
            }
        };
    }

    /** A tensor of an array that {@link #newArray} made. */
    static OnnxTensor of(ElementType type, Object array, int... shape) {
        return switch (type.kind()) {
            case REAL -> OnnxTensor.ofFloats((float[]) array, shape).as(type);
            case DOUBLE -> OnnxTensor.ofDoubles((double[]) array, shape);
            case SIGNED, UNSIGNED -> OnnxTensor.ofLongs((long[]) array, shape).as(type);
            case TRUTH -> OnnxTensor.ofBooleans((boolean[]) array, shape);
            case TEXT -> OnnxTensor.ofTexts((String[]) array, shape);
        };
    }

    /** The elements at indices, in their order; -1 stands for the zero of the type. */
    static OnnxTensor pick(OnnxTensor source, int[] indices, int... shape) {
        Object picked = newArray(source.type(), indices.length);
        Object from = array(source);
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= 0) {
                System.arraycopy(from, indices[i], picked, i, 1);
            }
        }
        return of(source.type(), picked, shape);
    }
}
