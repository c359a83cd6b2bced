package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** Values that do not depend on the elements of others, or only as positions and bounds. */
final class Constants {
    private Constants() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("Constant", 1, "any", "sparse_value", Constants::constant),
                Operator.of("ConstantOfShape", 9, "any", Constants::ofShape),
                Operator.of("Shape", 1, "any", Constants::shape),
                Operator.of("Size", 1, "any", Constants::size),
                Operator.of("Range", 11, "numbers", Constants::range),
                Operator.of("OneHot", 9, "any values, numbers as indices", Constants::oneHot));
    }

    private static OnnxTensor constant(Call call) {
        OnnxTensor tensor = call.tensor("value");
        if (tensor != null) {
            return tensor;
        }
        float @Nullable [] floats = call.floats("value_floats");
        long @Nullable [] wholes = call.wholes("value_ints");
        List<String> texts = call.texts("value_strings");
        if (floats != null) {
            return OnnxTensor.ofFloats(floats, floats.length);
        }
        if (wholes != null) {
            return OnnxTensor.ofLongs(wholes, wholes.length);
        }
        if (texts != null) {
            return OnnxTensor.ofTexts(texts.toArray(String[]::new), texts.size());
        }
        if (call.hasAttribute("value_float")) {
            return OnnxTensor.ofFloats(new float[] {(float) call.real("value_float", 0)});
        }
        if (call.hasAttribute("value_int")) {
            return OnnxTensor.ofLongs(new long[] {call.whole("value_int", 0)});
        }
        if (call.hasAttribute("value_string")) {
            return OnnxTensor.ofTexts(new String[] {call.text("value_string", "")});
        }
        throw call.refused("a value", "none");
    }

    private static OnnxTensor ofShape(Call call) {
        long[] wanted = call.wholes(0);
        int[] shape = new int[Reshaping.rank(call, wanted.length)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = call.size(wanted[i]);
        }
        OnnxTensor value = call.tensor("value");
        OnnxTensor one = value == null ? OnnxTensor.ofFloats(new float[1], 1) : value;
        if (one.size() != 1) {
            throw call.refused("one value", one.size() + " of them");
        }
        return Tensors.pick(one, new int[call.allocate(shape)], shape);
    }

    private static OnnxTensor shape(Call call) {
        int[] shape = call.input(0).shape();
        int begin = bound(call.whole("start", 0), shape.length);
        int end = bound(call.whole("end", shape.length), shape.length);
        int[] part = Arrays.copyOfRange(shape, begin, Math.max(begin, end));
        return OnnxTensor.ofLongs(Arrays.stream(part).asLongStream().toArray(), part.length);
    }

    private static int bound(long position, int rank) {
        return (int) Math.max(0, Math.min(position < 0 ? position + rank : position, rank));
    }

    private static OnnxTensor size(Call call) {
        return OnnxTensor.ofLongs(new long[] {call.input(0).size()});
    }

    /** From a start, in steps, up to an end that is not reached. */
    private static OnnxTensor range(Call call) {
        for (int i = 0; i < 3; i++) {
            if (call.input(i).size() != 1
                    || call.input(i).type() != call.input(0).type()) {
                throw call.refused("start, limit and delta as scalars of one type", "others");
            }
        }
        ElementType type = call.input(0).type();
        if (type.isReal()) {
            double start = call.reals(0)[0];
            double delta = call.reals(2)[0];
            double steps = Math.ceil((call.reals(1)[0] - start) / delta);
            if (!(steps < Integer.MAX_VALUE)) {
                throw call.refused("fewer than 2^31 steps", Double.toString(steps));
            }
            double[] values = new double[call.allocate((int) Math.max(0, steps))];
            for (int i = 0; i < values.length; i++) {
                values[i] = start + i * delta;
            }
            return Tensors.ofReals(type, values, values.length);
        }
        long start = call.wholes(0)[0];
        long limit = call.wholes(1)[0];
        long delta = call.wholes(2)[0];
        if (delta == 0) {
            throw call.refused("a delta that is not 0", "0");
        }
        double steps = Math.ceil(((double) limit - start) / delta);
        if (steps >= Integer.MAX_VALUE) {
            throw call.refused("fewer than 2^31 steps", Double.toString(steps));
        }
        long[] values = new long[call.allocate((int) Math.max(0, steps))];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * delta;
        }
        return Tensors.ofWholes(type, values, values.length);
    }

    /** Indices outside of the depth get the value for off alone; negative ones count from the end. */
    private static OnnxTensor oneHot(Call call) {
        OnnxTensor indices = call.input(0);
        OnnxTensor depths = Casting.cast(call, call.input(1), ElementType.INT64, true);
        OnnxTensor values = call.input(2);
        if (depths.size() != 1 || values.size() != 2) {
            throw call.refused("one depth and two values", depths.size() + " and " + values.size());
        }
        int depth = call.size(depths.longs()[0]);
        int[] shape = indices.shape();
        int axis = call.axis(call.whole("axis", -1), shape.length + 1);
        int[] full = new int[Reshaping.rank(call, shape.length + 1)];
        System.arraycopy(shape, 0, full, 0, axis);
        full[axis] = depth;
        System.arraycopy(shape, axis, full, axis + 1, shape.length - axis);
        int[] picked = new int[call.allocate(full)];
        long[] wanted = Casting.cast(call, indices, ElementType.INT64, true).longs();
        int inner = Shapes.product(shape, axis, shape.length);
        for (int i = 0; i < wanted.length; i++) {
            long index = wanted[i] < 0 ? wanted[i] + depth : wanted[i];
            if (index >= 0 && index < depth) {
                picked[(i / inner * depth + (int) index) * inner + i % inner] = 1;
            }
        }
        return Tensors.pick(values.reshaped(2), picked, full);
    }
}
