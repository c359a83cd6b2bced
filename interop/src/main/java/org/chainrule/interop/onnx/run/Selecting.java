package org.chainrule.interop.onnx.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** Parts of tensors, and tensors put together. */
final class Selecting {
    private static final String ANY = "any";
    private static final int INPUTS_OF_SLICE = 10;

    private Selecting() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("Gather", 1, ANY, Selecting::gather),
                Operator.of("GatherElements", 11, ANY, Selecting::gatherElements),
                Operator.of("GatherND", 11, ANY, "batch_dims other than 0", Selecting::gatherNd),
                Operator.of("Slice", 1, ANY, Selecting::slice),
                Operator.of("Concat", 1, ANY, Selecting::concat),
                new Operator("", "Split", 2, ANY, "", Selecting::split));
    }

    /** An index that may count from the end. */
    private static int index(Call call, long index, int size) {
        if (index < -size || index >= size) {
            throw call.refused("indices from " + -size + " to " + (size - 1), Long.toString(index));
        }
        return (int) (index < 0 ? index + size : index);
    }

    private static OnnxTensor gather(Call call) {
        OnnxTensor input = call.input(0);
        long[] wanted = call.wholes(1);
        int[] shape = input.shape();
        int axis = call.axis(call.whole("axis", 0), shape.length);
        int[] ofIndices = call.input(1).shape();
        int[] gathered = new int[Reshaping.rank(call, shape.length - 1 + ofIndices.length)];
        System.arraycopy(shape, 0, gathered, 0, axis);
        System.arraycopy(ofIndices, 0, gathered, axis, ofIndices.length);
        System.arraycopy(shape, axis + 1, gathered, axis + ofIndices.length, shape.length - axis - 1);
        int[] picked = new int[call.allocate(gathered)];
        int inner = Shapes.product(shape, axis + 1, shape.length);
        int outer = Shapes.product(shape, 0, axis);
        int next = 0;
        for (int o = 0; o < outer && picked.length > 0; o++) {
            for (long one : wanted) {
                int from = (o * shape[axis] + index(call, one, shape[axis])) * inner;
                for (int i = 0; i < inner; i++) {
                    picked[next++] = from + i;
                }
            }
        }
        return Tensors.pick(input, picked, gathered);
    }

    private static OnnxTensor gatherElements(Call call) {
        OnnxTensor input = call.input(0);
        long[] wanted = call.wholes(1);
        int[] shape = input.shape();
        int[] ofIndices = call.input(1).shape();
        int axis = call.axis(call.whole("axis", 0), shape.length);
        boolean fits = ofIndices.length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = i == axis || ofIndices[i] <= shape[i];
        }
        if (!fits) {
            throw call.refused("indices that lie within " + Arrays.toString(shape), Arrays.toString(ofIndices));
        }
        int[] strides = Shapes.strides(shape);
        int along = strides[axis];
        strides[axis] = 0;
        call.allocate(ofIndices);
        int[] picked = Shapes.indices(ofIndices, strides, 0);
        for (int i = 0; i < picked.length; i++) {
            picked[i] += along * index(call, wanted[i], shape[axis]);
        }
        return Tensors.pick(input, picked, ofIndices);
    }

    private static OnnxTensor gatherNd(Call call) {
        OnnxTensor input = call.input(0);
        long[] wanted = call.wholes(1);
        int[] shape = input.shape();
        int[] ofIndices = call.input(1).shape();
        int depth = ofIndices.length == 0 ? 0 : ofIndices[ofIndices.length - 1];
        if (call.whole("batch_dims", 0) != 0 || depth < 1 || depth > shape.length) {
            throw call.refused(
                    "batch_dims=0 and indices of 1 to " + shape.length + " axes",
                    "batch_dims=" + call.whole("batch_dims", 0) + " and indices of shape "
                            + Arrays.toString(ofIndices));
        }
        int[] gathered = new int[Reshaping.rank(call, ofIndices.length - 1 + shape.length - depth)];
        System.arraycopy(ofIndices, 0, gathered, 0, ofIndices.length - 1);
        System.arraycopy(shape, depth, gathered, ofIndices.length - 1, shape.length - depth);
        int[] picked = new int[call.allocate(gathered)];
        int[] strides = Shapes.strides(shape);
        int inner = Shapes.product(shape, depth, shape.length);
        for (int row = 0; picked.length > 0 && row < wanted.length / depth; row++) {
            int from = 0;
            for (int i = 0; i < depth; i++) {
                from += strides[i] * index(call, wanted[row * depth + i], shape[i]);
            }
            for (int i = 0; i < inner; i++) {
                picked[row * inner + i] = from + i;
            }
        }
        return Tensors.pick(input, picked, gathered);
    }

    /** Starts and ends beyond the axis are moved to its ends; negative ones count from the end. */
    private static OnnxTensor slice(Call call) {
        OnnxTensor input = call.input(0);
        int[] shape = input.shape();
        boolean asInputs = call.opset() >= INPUTS_OF_SLICE;
        long[] starts = required(call, asInputs ? call.wholes(1) : call.wholes("starts"));
        long[] ends = required(call, asInputs ? call.wholes(2) : call.wholes("ends"));
        long[] axes = asInputs ? (call.has(3) ? call.wholes(3) : null) : call.wholes("axes");
        long[] steps = asInputs && call.has(4) ? call.wholes(4) : null;
        if (ends.length != starts.length
                || axes != null && axes.length != starts.length
                || steps != null && steps.length != starts.length) {
            throw call.refused("as many ends, axes and steps as starts", starts.length + " starts and other numbers");
        }
        int[] strides = Shapes.strides(shape);
        boolean[] seen = new boolean[shape.length];
        int start = 0;
        for (int i = 0; i < starts.length; i++) {
            int axis = call.axis(axes == null ? i : axes[i], shape.length);
            long step = steps == null ? 1 : steps[i];
            if (step == 0 || step == Long.MIN_VALUE || seen[axis]) {
                throw call.refused("axes that differ and steps that are not 0", "axis " + axis + ", step " + step);
            }
            seen[axis] = true;
            long size = shape[axis];
            long from = clamp(starts[i], size, step < 0 ? -1 : 0, step < 0);
            long to = clamp(ends[i], size, step < 0 ? -1 : 0, step < 0);
            long count = Math.max(0, step > 0 ? Math.floorDiv(to - from - 1, step) + 1 : (from - to - 1) / -step + 1);
            count = (step > 0 ? from < to : from > to) ? count : 0;
            start += count == 0 ? 0 : (int) from * strides[axis];
            // With one element or none the step is never taken, and may be too long for an int.
            strides[axis] *= count > 1 ? (int) step : 1;
            shape[axis] = (int) count;
        }
        call.allocate(shape);
        return Tensors.pick(input, Shapes.indices(shape, strides, start), shape);
    }

    private static long[] required(Call call, long @Nullable [] values) {
        if (values == null) {
            throw call.refused("starts and ends", "none");
        }
        return values;
    }

    private static long clamp(long position, long size, long least, boolean backwards) {
        long counted = position < 0 ? position + size : position;
        return Math.max(least, Math.min(counted, backwards ? size - 1 : size));
    }

    private static OnnxTensor concat(Call call) {
        OnnxTensor first = call.input(0);
        int[] shape = first.shape();
        int axis = call.axis(call.whole("axis", 1), shape.length);
        long along = 0;
        for (int i = 0; i < call.inputCount(); i++) {
            int[] other = call.input(i).shape();
            boolean fits = other.length == shape.length && call.input(i).type() == first.type();
            along += fits ? other[axis] : 0;
            for (int a = 0; fits && a < shape.length; a++) {
                fits = a == axis || other[a] == shape[a];
            }
            if (!fits) {
                throw call.refused(
                        "tensors that differ along axis " + axis + " alone",
                        first.type() + Arrays.toString(shape) + " and "
                                + call.input(i).type() + Arrays.toString(other));
            }
        }
        int[] joined = shape.clone();
        joined[axis] = call.size(along);
        Object elements = Tensors.newArray(first.type(), call.allocate(joined));
        int outer = Shapes.product(shape, 0, axis);
        call.spend((long) outer * call.inputCount());
        int next = 0;
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < call.inputCount(); i++) {
                int block = Shapes.product(call.input(i).shape(), axis, shape.length);
                System.arraycopy(Tensors.array(call.input(i)), o * block, elements, next, block);
                next += block;
            }
        }
        return Tensors.of(first.type(), elements, joined);
    }

    /** The elements at positions of a list with one more element behind its last, in the shape of the first input. */
    static OnnxTensor joined(Call call, OnnxTensor list, OnnxTensor last, int[] positions) {
        int size = call.allocate(list.size() + 1);
        Object all = Tensors.newArray(list.type(), size);
        System.arraycopy(Tensors.array(list), 0, all, 0, size - 1);
        System.arraycopy(Tensors.array(last), 0, all, size - 1, 1);
        return Tensors.pick(
                Tensors.of(list.type(), all, size), positions, call.input(0).shape());
    }

    private static List<OnnxTensor> split(Call call) {
        OnnxTensor input = call.input(0);
        int[] shape = input.shape();
        int axis = call.axis(call.whole("axis", 0), shape.length);
        int[] sizes = splitSizes(call, shape[axis]);
        List<OnnxTensor> parts = new ArrayList<>();
        int[] strides = Shapes.strides(shape);
        int start = 0;
        for (int size : sizes) {
            int[] part = shape.clone();
            part[axis] = size;
            call.allocate(part);
            parts.add(Tensors.pick(input, Shapes.indices(part, strides, start * strides[axis]), part));
            start += size;
        }
        return parts;
    }

    private static int[] splitSizes(Call call, int size) {
        long @Nullable [] given = call.wholes("split", 1);
        long count = call.whole("num_outputs", call.outputCount());
        if (given == null) {
            if (count < 1 || count != call.outputCount()) {
                throw call.refused("as many outputs as num_outputs", count + " for " + call.outputCount());
            }
            int chunk = (int) -Math.floorDiv(-size, count);
            int[] sizes = new int[(int) count];
            int left = size;
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Math.min(chunk, left);
                left -= sizes[i];
            }
            return sizes;
        }
        int[] sizes = new int[given.length];
        long sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = call.size(given[i]);
            sum += sizes[i];
        }
        if (sum != size || sizes.length != call.outputCount()) {
            throw call.refused(
                    call.outputCount() + " sizes with the sum " + size,
                    Arrays.toString(Arrays.copyOf(given, Math.min(8, given.length))));
        }
        return sizes;
    }
}
