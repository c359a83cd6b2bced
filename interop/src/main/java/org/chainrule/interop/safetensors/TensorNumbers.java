package org.chainrule.interop.safetensors;

import java.nio.ByteBuffer;
import org.chainrule.tabular.model.Tensor;

/** The numbers of a tensor as doubles, which hold those of every smaller type exactly. */
final class TensorNumbers {
    private static final int HALF_EXPONENT = 0x1f;
    private static final int HALF_FRACTION = 0x3ff;

    private TensorNumbers() {}

    /** All elements, row-major; of a tensor of F64, F32, F16 or BF16. */
    static double[] of(Tensor tensor) {
        ByteBuffer data = tensor.data();
        double[] numbers = new double[data.capacity() / tensor.dtype().bytes()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (tensor.dtype()) {
                case F64 -> data.getDouble(8 * i);
                case F32 -> data.getFloat(4 * i);
                case BF16 -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
                case F16 -> half(data.getShort(2 * i));
                case I64, I32, U8 -> throw new IllegalArgumentException("expected numbers, found " + tensor.dtype());
            };
        }
        return numbers;
    }

    /** IEEE 754 binary16: value = (-1)^s 2^(e - 15) (1 + f / 1024), below the least exponent without the 1. */
    static double half(short bits) {
        int exponent = bits >> 10 & HALF_EXPONENT;
        int fraction = bits & HALF_FRACTION;
        double magnitude;
        if (exponent == HALF_EXPONENT) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            magnitude = exponent == 0
                    ? Math.scalb((double) fraction, -24)
                    : Math.scalb((double) (fraction + 1024), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
