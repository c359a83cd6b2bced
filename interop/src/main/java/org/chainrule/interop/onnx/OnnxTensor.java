package org.chainrule.interop.onnx;

import java.util.Arrays;

/**
 * A tensor, row-major ({@code TensorProto}). Floats of at most 32 bits are held as {@code float[]}, doubles as {@code double[]}, whole numbers of any size as
 * {@code long[]}, truth values as {@code boolean[]}, texts as {@code String[]}. Immutable by convention: arrays are not copied and must not be written.
 */
public final class OnnxTensor {
    private final ElementType type;
    private final int[] shape;
    private final Object data;

    private OnnxTensor(ElementType type, int[] shape, Object data, int length) {
        long size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        if (size != length) {
            throw new IllegalArgumentException(
                    "expected " + size + " elements for the shape " + Arrays.toString(shape) + ", found " + length);
        }
        this.type = type;
        this.shape = shape.clone();
        this.data = data;
    }

    /**
     * A tensor of float32.
     *
     * @param values row-major, not copied
     * @param shape  its dimensions; none for a scalar
     * @return the tensor
     */
    public static OnnxTensor ofFloats(float[] values, int... shape) {
        return new OnnxTensor(ElementType.FLOAT, shape, values, values.length);
    }

    /**
     * A tensor of float64.
     *
     * @param values row-major, not copied
     * @param shape  its dimensions; none for a scalar
     * @return the tensor
     */
    public static OnnxTensor ofDoubles(double[] values, int... shape) {
        return new OnnxTensor(ElementType.DOUBLE, shape, values, values.length);
    }

    /**
     * A tensor of int64.
     *
     * @param values row-major, not copied
     * @param shape  its dimensions; none for a scalar
     * @return the tensor
     */
    public static OnnxTensor ofLongs(long[] values, int... shape) {
        return new OnnxTensor(ElementType.INT64, shape, values, values.length);
    }

    /**
     * A tensor of truth values.
     *
     * @param values row-major, not copied
     * @param shape  its dimensions; none for a scalar
     * @return the tensor
     */
    public static OnnxTensor ofBooleans(boolean[] values, int... shape) {
        return new OnnxTensor(ElementType.BOOL, shape, values, values.length);
    }

    /**
     * A tensor of texts.
     *
     * @param values row-major, not copied
     * @param shape  its dimensions; none for a scalar
     * @return the tensor
     */
    public static OnnxTensor ofTexts(String[] values, int... shape) {
        return new OnnxTensor(ElementType.STRING, shape, values, values.length);
    }

    /**
     * The same elements under another type that is held in the same kind of array, such as int8 and int64.
     *
     * @param other the type
     * @return the tensor
     * @throws IllegalArgumentException if it is held in another kind of array
     */
    public OnnxTensor as(ElementType other) {
        if (other.kind() != type.kind() && !(other.isWhole() && type.isWhole())) {
            throw new IllegalArgumentException("expected a type that is held as " + type + " is, found " + other);
        }
        return new OnnxTensor(other, shape, data, size());
    }

    /**
     * The same elements in another shape.
     *
     * @param other as many elements
     * @return the tensor
     */
    public OnnxTensor reshaped(int... other) {
        return new OnnxTensor(type, other, data, size());
    }

    /**
     * What the elements are.
     *
     * @return the type
     */
    public ElementType type() {
        return type;
    }

    /**
     * The dimensions.
     *
     * @return a copy
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * The number of elements.
     *
     * @return the product of the dimensions
     */
    public int size() {
        return java.lang.reflect.Array.getLength(data);
    }

    /**
     * The elements of a tensor of floats of at most 32 bits.
     *
     * @return row-major, not to be written
     * @throws ClassCastException if it holds something else
     */
    public float[] floats() {
        return (float[]) data;
    }

    /**
     * The elements of a tensor of float64.
     *
     * @return row-major, not to be written
     * @throws ClassCastException if it holds something else
     */
    public double[] doubles() {
        return (double[]) data;
    }

    /**
     * The elements of a tensor of whole numbers.
     *
     * @return row-major, not to be written
     * @throws ClassCastException if it holds something else
     */
    public long[] longs() {
        return (long[]) data;
    }

    /**
     * The elements of a tensor of truth values.
     *
     * @return row-major, not to be written
     * @throws ClassCastException if it holds something else
     */
    public boolean[] booleans() {
        return (boolean[]) data;
    }

    /**
     * The elements of a tensor of texts.
     *
     * @return row-major, not to be written
     * @throws ClassCastException if it holds something else
     */
    public String[] texts() {
        return (String[]) data;
    }
}
