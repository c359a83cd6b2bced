package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.chainrule.interop.onnx.OnnxTensor;

/** The elements of tensors, whatever their type. */
final class TensorValues {
    private TensorValues() {}

    /** The array that a tensor holds. */
    static Object array(OnnxTensor tensor) {
        return switch (tensor.type().kind()) {
            case REAL -> tensor.floats();
            case DOUBLE -> tensor.doubles();
            case TEXT -> tensor.texts();
            case TRUTH -> tensor.booleans();
            case SIGNED, UNSIGNED -> tensor.longs();
        };
    }

    static int hash(Object array) {
        return array instanceof float[] floats
                ? Arrays.hashCode(floats)
                : array instanceof double[] doubles
                        ? Arrays.hashCode(doubles)
                        : array instanceof long[] longs
                                ? Arrays.hashCode(longs)
                                : array instanceof boolean[] flags
                                        ? Arrays.hashCode(flags)
                                        : Arrays.hashCode((Object[]) array);
    }

    static boolean equal(Object one, Object other) {
        return Arrays.deepEquals(new Object[] {one}, new Object[] {other});
    }

    /** Whether a tensor holds numbers. */
    static boolean isNumeric(OnnxTensor tensor) {
        Object array = array(tensor);
        return array instanceof float[] || array instanceof double[] || array instanceof long[];
    }

    /** The elements as doubles, row-major; of a tensor of numbers. */
    static double[] numbers(OnnxTensor tensor) {
        Object array = array(tensor);
        if (array instanceof double[] doubles) {
            return doubles;
        } else if (array instanceof long[] longs) {
            return LongStream.of(longs).asDoubleStream().toArray();
        }
        float[] floats = (float[]) array;
        double[] numbers = new double[floats.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }

    /** Whether all elements are one number. */
    static boolean isUniform(OnnxTensor tensor) {
        if (!isNumeric(tensor) || tensor.size() == 0) {
            return false;
        }
        double[] numbers = numbers(tensor);
        return Arrays.stream(numbers).allMatch(value -> value == numbers[0]);
    }

    /**
     * A constant as it meets every row: broadcast to the shape of a row.
     *
     * @return one number for each of the row, or null if it is not the same for every row or does not fit
     */
    static double @org.jspecify.annotations.Nullable [] perUnit(OnnxTensor tensor, int[] row) {
        if (!isNumeric(tensor)) {
            return null;
        }
        int[] shape = tensor.shape();
        int rank = row.length;
        for (int d = 0; d < shape.length - rank; d++) {
            if (shape[d] != 1) {
                return null;
            }
        }
        int width = 1;
        for (int size : row) {
            width *= size;
        }
        double[] numbers = numbers(tensor);
        double[] out = new double[width];
        for (int i = 0; i < width; i++) {
            int rest = i;
            int at = 0;
            int stride = 1;
            for (int d = rank - 1; d >= 0; d--) {
                int index = rest % row[d];
                rest /= row[d];
                int own = d - rank + shape.length;
                if (own >= 0) {
                    if (shape[own] != 1 && shape[own] != row[d]) {
                        return null;
                    }
                    at += shape[own] == 1 ? 0 : index * stride;
                    stride *= shape[own];
                }
            }
            out[i] = numbers[at];
        }
        return out;
    }
}
