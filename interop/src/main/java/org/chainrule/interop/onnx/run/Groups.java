package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import org.chainrule.interop.onnx.OnnxTensor;

/**
 * A tensor as groups of elements that belong together, such as those along an axis.
 *
 * @param indices of the elements in the tensor, group after group
 * @param count   of groups
 * @param size    elements of a group
 * @param outer   the shape of the groups among each other
 */
@SuppressWarnings("ArrayRecordComponent")
record Groups(int[] indices, int count, int size, int[] outer) {
    /** Groups of the elements that differ only in their positions along {@code axes}, in row-major order within. */
    static Groups along(int[] shape, boolean[] axes) {
        int[] order = new int[shape.length];
        int kept = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (!axes[axis]) {
                order[kept++] = axis;
            }
        }
        int next = kept;
        for (int axis = 0; axis < shape.length; axis++) {
            if (axes[axis]) {
                order[next++] = axis;
            }
        }
        int[] permuted = Shapes.permuted(shape, order);
        return new Groups(
                Shapes.transposed(shape, order),
                Shapes.product(permuted, 0, kept),
                Shapes.product(permuted, kept, permuted.length),
                Arrays.copyOf(permuted, kept));
    }

    /** Groups along one axis. */
    static Groups along(int[] shape, int axis) {
        boolean[] axes = new boolean[shape.length];
        axes[axis] = true;
        return along(shape, axes);
    }

    /** The elements of a group, copied. */
    double[] group(double[] values, int group) {
        double[] own = new double[size];
        for (int i = 0; i < size; i++) {
            own[i] = values[indices[group * size + i]];
        }
        return own;
    }

    /** Puts a group's elements back to where they came from. */
    void put(double[] own, double[] values, int group) {
        for (int i = 0; i < size; i++) {
            values[indices[group * size + i]] = own[i];
        }
    }

    /** A function of all numbers of a group to as many numbers; changes its argument. */
    interface InPlace {
        void apply(double[] own);
    }

    /** Applies a function to each group. */
    OnnxTensor map(Call call, OnnxTensor input, InPlace function) {
        double[] values = Tensors.reals(input);
        double[] mapped = new double[call.allocate(input.shape())];
        for (int group = 0; group < count; group++) {
            double[] own = group(values, group);
            function.apply(own);
            put(own, mapped, group);
        }
        return Tensors.ofReals(input.type(), mapped, input.shape());
    }
}
