package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** The same elements in another shape or order. */
final class Reshaping {
    private static final String ANY = "any";

    private Reshaping() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("Reshape", 1, ANY, Reshaping::reshape),
                Operator.of("Flatten", 1, ANY, Reshaping::flatten),
                Operator.of("Squeeze", 1, ANY, Reshaping::squeeze),
                Operator.of("Unsqueeze", 1, ANY, Reshaping::unsqueeze),
                Operator.of("Transpose", 1, ANY, Reshaping::transpose),
                Operator.of("Expand", 8, ANY, Reshaping::expand),
                Operator.of("Tile", 6, ANY, Reshaping::tile));
    }

    /** 0 copies a dimension (but for allowzero), one -1 is what is left. */
    private static OnnxTensor reshape(Call call) {
        OnnxTensor input = call.input(0);
        long @Nullable [] wanted = call.wholes("shape", 1);
        if (wanted == null) {
            throw call.refused("a shape", "none");
        }
        int[] shape = new int[rank(call, wanted.length)];
        boolean zeroIsZero = call.flag("allowzero", false);
        int open = -1;
        long known = 1;
        for (int i = 0; i < shape.length; i++) {
            if (wanted[i] == -1 && open < 0) {
                open = i;
                shape[i] = 1;
            } else if (wanted[i] == 0 && !zeroIsZero) {
                if (i >= input.shape().length) {
                    throw call.refused("a dimension to copy", "0 at axis " + i + " of " + Arrays.toString(wanted));
                }
                shape[i] = input.shape()[i];
            } else {
                shape[i] = call.size(wanted[i]);
            }
            known = Math.min(known * shape[i], Integer.MAX_VALUE);
        }
        if (open >= 0 && known > 0) {
            shape[open] = (int) (input.size() / known);
            known *= shape[open];
        }
        if (known != input.size()) {
            throw call.refused(
                    "a shape of " + input.size() + " elements, as many as " + Arrays.toString(input.shape()) + " has",
                    Arrays.toString(wanted));
        }
        return input.reshaped(shape);
    }

    static int rank(Call call, int rank) {
        if (rank > 64) {
            throw call.refused("at most 64 axes", Integer.toString(rank));
        }
        return rank;
    }

    private static OnnxTensor flatten(Call call) {
        OnnxTensor input = call.input(0);
        int[] shape = input.shape();
        long given = call.whole("axis", 1);
        int axis = given == shape.length ? shape.length : call.axis(given, Math.max(1, shape.length));
        return input.reshaped(
                Shapes.product(shape, 0, Math.min(axis, shape.length)), Shapes.product(shape, axis, shape.length));
    }

    private static OnnxTensor squeeze(Call call) {
        OnnxTensor input = call.input(0);
        int[] shape = input.shape();
        long @Nullable [] given = call.wholes("axes", 1);
        boolean[] gone = new boolean[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            gone[axis] = given == null && shape[axis] == 1;
        }
        for (long axis : given == null ? new long[0] : given) {
            int at = call.axis(axis, shape.length);
            if (shape[at] != 1) {
                throw call.refused("a dimension of 1 at axis " + at, Arrays.toString(shape));
            }
            gone[at] = true;
        }
        int[] kept = new int[shape.length];
        int rank = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (!gone[axis]) {
                kept[rank++] = shape[axis];
            }
        }
        return input.reshaped(Arrays.copyOf(kept, rank));
    }

    private static OnnxTensor unsqueeze(Call call) {
        OnnxTensor input = call.input(0);
        long @Nullable [] axes = call.wholes("axes", 1);
        if (axes == null) {
            throw call.refused("axes", "none");
        }
        int[] shape = new int[rank(call, input.shape().length + axes.length)];
        for (long axis : axes) {
            int at = call.axis(axis, shape.length);
            if (shape[at] != 0) {
                throw call.refused("axes that differ", Arrays.toString(axes));
            }
            shape[at] = 1;
        }
        int next = 0;
        boolean[] isNew = new boolean[shape.length];
        for (int i = 0; i < shape.length; i++) {
            isNew[i] = shape[i] == 1;
        }
        for (int i = 0; i < shape.length; i++) {
            shape[i] = isNew[i] ? 1 : input.shape()[next++];
        }
        return input.reshaped(shape);
    }

    private static OnnxTensor transpose(Call call) {
        OnnxTensor input = call.input(0);
        int rank = input.shape().length;
        long @Nullable [] given = call.wholes("perm");
        int[] order = new int[rank];
        boolean[] seen = new boolean[rank];
        for (int i = 0; i < rank; i++) {
            long axis = given == null ? rank - 1 - i : i < given.length ? given[i] : -1;
            if (axis < 0 || axis >= rank || seen[(int) axis] || given != null && given.length != rank) {
                throw call.refused("the axes 0 to " + (rank - 1) + " once each as perm", Arrays.toString(given));
            }
            order[i] = (int) axis;
            seen[order[i]] = true;
        }
        call.allocate(input.shape());
        return Tensors.pick(input, Shapes.transposed(input.shape(), order), Shapes.permuted(input.shape(), order));
    }

    private static OnnxTensor expand(Call call) {
        OnnxTensor input = call.input(0);
        int[] wanted = sizes(call, call.wholes(1));
        int[] shape = Shapes.broadcast(call, input.shape(), wanted);
        call.allocate(shape);
        return Tensors.pick(input, Shapes.broadcastIndices(input.shape(), shape), shape);
    }

    private static int[] sizes(Call call, long[] given) {
        int[] sizes = new int[rank(call, given.length)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = call.size(given[i]);
        }
        return sizes;
    }

    private static OnnxTensor tile(Call call) {
        OnnxTensor input = call.input(0);
        int[] repeats = sizes(call, call.wholes(1));
        int[] shape = input.shape();
        if (repeats.length != shape.length) {
            throw call.refused(shape.length + " repeats", repeats.length + " of them");
        }
        // Each axis becomes two, repeats and elements; the first of them steps by nothing.
        int[] split = new int[2 * shape.length];
        int[] strides = new int[2 * shape.length];
        int[] own = Shapes.strides(shape);
        int[] tiled = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            split[2 * i] = repeats[i];
            split[2 * i + 1] = shape[i];
            strides[2 * i + 1] = own[i];
            tiled[i] = call.size((long) repeats[i] * shape[i]);
        }
        call.allocate(tiled);
        return Tensors.pick(input, Shapes.indices(split, strides, 0), tiled);
    }
}
