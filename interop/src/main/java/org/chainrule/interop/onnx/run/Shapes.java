package org.chainrule.interop.onnx.run;

import java.util.Arrays;

/** Arithmetic of shapes and of positions in row-major order. */
final class Shapes {
    private Shapes() {}

    /** The product of dimensions {@code from} to {@code to}, the last not included; it is known to fit. */
    static int product(int[] shape, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }

    static int product(int[] shape) {
        return product(shape, 0, shape.length);
    }

    /** How far apart neighbours along each axis are. */
    static int[] strides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    /** The shape to which all are broadcast, as NumPy does. */
    static int[] broadcast(Call call, int[]... shapes) {
        int rank = Arrays.stream(shapes).mapToInt(shape -> shape.length).max().orElse(0);
        int[] common = new int[rank];
        Arrays.fill(common, 1);
        for (int[] shape : shapes) {
            for (int i = 0; i < shape.length; i++) {
                int at = rank - shape.length + i;
                if (common[at] == 1) {
                    common[at] = shape[i];
                } else if (shape[i] != 1 && shape[i] != common[at]) {
                    throw call.refused("shapes that can be broadcast", Arrays.deepToString(shapes));
                }
            }
        }
        return common;
    }

    /** For each position of {@code to}, the position in {@code from} that is broadcast to it. */
    static int[] broadcastIndices(int[] from, int[] to) {
        int[] strides = new int[to.length];
        int[] own = strides(from);
        for (int i = 0; i < from.length; i++) {
            strides[to.length - from.length + i] = from[i] == 1 ? 0 : own[i];
        }
        return indices(to, strides, 0);
    }

    /** For each position of {@code shape}, {@code start} and the position along each axis times its stride. */
    static int[] indices(int[] shape, int[] strides, int start) {
        int[] indices = new int[product(shape)];
        int[] position = new int[shape.length];
        int index = start;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index += strides[axis];
                if (++position[axis] < shape[axis]) {
                    break;
                }
                index -= strides[axis] * shape[axis];
                position[axis] = 0;
            }
        }
        return indices;
    }

    /** The positions of a tensor whose axes are put in another order: axis i of the result is axis {@code order[i]}. */
    static int[] transposed(int[] shape, int[] order) {
        int[] own = strides(shape);
        int[] strides = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            strides[i] = own[order[i]];
        }
        return indices(permuted(shape, order), strides, 0);
    }

    static int[] permuted(int[] shape, int[] order) {
        return Arrays.stream(order).map(axis -> shape[axis]).toArray();
    }
}
