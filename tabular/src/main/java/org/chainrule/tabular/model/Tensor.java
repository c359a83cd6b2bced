package org.chainrule.tabular.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A named array of a safetensors file, row-major and little-endian.
 *
 * @param name  its name, unique in the file
 * @param dtype the type of its elements
 * @param shape the length of each dimension; empty for a scalar. Not copied: do not write to it
 * @param data  its bytes; the accessor gives a read-only little-endian view of all of them
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(String name, DType dtype, long[] shape, ByteBuffer data) {
    /** Checks that the bytes fill the shape. */
    public Tensor {
        data = data.slice().asReadOnlyBuffer();
        if (byteSize(dtype, shape) != data.remaining()) {
            throw new IllegalArgumentException(
                    "tensor " + Shown.name(name) + " of " + dtype + " " + Arrays.toString(shape) + " needs "
                            + byteSize(dtype, shape) + " bytes, found " + data.remaining());
        }
    }

    /**
     * A tensor of floats.
     *
     * @param name   its name
     * @param values read, copied
     * @param offset index of its first element
     * @param shape  the dimensions
     * @return an F32 tensor
     */
    public static Tensor of(String name, float[] values, int offset, long... shape) {
        ByteBuffer data = buffer(DType.F32, shape);
        data.asFloatBuffer().put(values, offset, data.capacity() / Float.BYTES);
        return new Tensor(name, DType.F32, shape, data);
    }

    /**
     * A tensor of doubles.
     *
     * @param name   its name
     * @param values read, copied
     * @param offset index of its first element
     * @param shape  the dimensions
     * @return an F64 tensor
     */
    public static Tensor of(String name, double[] values, int offset, long... shape) {
        ByteBuffer data = buffer(DType.F64, shape);
        data.asDoubleBuffer().put(values, offset, data.capacity() / Double.BYTES);
        return new Tensor(name, DType.F64, shape, data);
    }

    private static ByteBuffer buffer(DType dtype, long[] shape) {
        return ByteBuffer.allocate(Math.toIntExact(byteSize(dtype, shape))).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The bytes of a shape.
     *
     * @param dtype type of the elements
     * @param shape the dimensions
     * @return their product times the size of an element
     * @throws ArithmeticException if a product does not fit 63 bits
     */
    static long byteSize(DType dtype, long[] shape) {
        long elements = 1;
        for (long dimension : shape) {
            elements = Math.multiplyExact(elements, dimension);
        }
        return Math.multiplyExact(elements, (long) dtype.bytes());
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Copies an F32 tensor.
     *
     * @param out    overwritten from {@code offset} on
     * @param offset index of the first element
     */
    public void copyTo(float[] out, int offset) {
        require(DType.F32);
        data().asFloatBuffer().get(out, offset, data.capacity() / Float.BYTES);
    }

    /**
     * Copies an F64 tensor.
     *
     * @param out    overwritten from {@code offset} on
     * @param offset index of the first element
     */
    public void copyTo(double[] out, int offset) {
        require(DType.F64);
        data().asDoubleBuffer().get(out, offset, data.capacity() / Double.BYTES);
    }

    private void require(DType expected) {
        if (dtype != expected) {
            throw new IllegalStateException(
                    "expected tensor " + Shown.name(name) + " of type " + expected + ", found " + dtype);
        }
    }
}
