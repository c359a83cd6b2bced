package org.chainrule.interop.onnx.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** A dictionary from values to values ({@code ai.onnx.ml.LabelEncoder}); NaN is a key like any other. */
final class LabelEncoding {
    private LabelEncoding() {}

    static List<Operator> operators() {
        return List.of(new Operator(
                "ai.onnx.ml",
                "LabelEncoder",
                1,
                "any",
                "keys that occur twice",
                call -> List.of(call.hasAttribute("classes_strings") ? classes(call) : encoded(call))));
    }

    private static OnnxTensor encoded(Call call) {
        OnnxTensor input = call.input(0);
        OnnxTensor keys = list(call, "keys");
        OnnxTensor values = list(call, "values");
        if (keys.size() != values.size()) {
            throw call.refused("as many values as keys", values.size() + " for " + keys.size());
        }
        if (keys.type() != input.type()) {
            throw call.refused("keys of type " + input.type(), keys.type().toString());
        }
        Map<Object, Integer> index = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (index.put(key(keys, i), i) != null) {
                throw call.refused("keys that differ", "one of them twice");
            }
        }
        return Selecting.joined(
                call, values, otherwise(call, values.type()), positions(call, input, index, keys.size()));
    }

    /** Where each element of the input is among the keys; {@code missing} if it is none. */
    private static int[] positions(Call call, OnnxTensor input, Map<Object, Integer> index, int missing) {
        int[] positions = new int[call.allocate(input.shape())];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = index.getOrDefault(key(input, i), missing);
        }
        return positions;
    }

    /** Equal for elements that match: all NaN do, and zeros of either sign. */
    private static Object key(OnnxTensor tensor, int i) {
        return switch (tensor.type().kind()) {
            case REAL -> tensor.floats()[i] + 0.0;
            case DOUBLE -> tensor.doubles()[i] + 0.0;
            case SIGNED, UNSIGNED -> tensor.longs()[i];
            case TRUTH -> tensor.booleans()[i];
            case TEXT -> tensor.texts()[i];
        };
    }

    private static OnnxTensor list(Call call, String what) {
        OnnxTensor tensor = call.tensor(what + "_tensor");
        float @Nullable [] floats = call.floats(what + "_floats");
        long @Nullable [] wholes = call.wholes(what + "_int64s");
        List<String> texts = call.texts(what + "_strings");
        if (tensor != null) {
            return tensor.reshaped(tensor.size());
        }
        if (floats != null) {
            return OnnxTensor.ofFloats(floats, floats.length);
        }
        if (wholes != null) {
            return OnnxTensor.ofLongs(wholes, wholes.length);
        }
        if (texts != null) {
            return OnnxTensor.ofTexts(texts.toArray(String[]::new), texts.size());
        }
        throw call.refused(what, "none");
    }

    private static OnnxTensor otherwise(Call call, ElementType type) {
        OnnxTensor given = call.tensor("default_tensor");
        if (given != null) {
            if (given.size() != 1 || given.type() != type) {
                throw call.refused("one default of type " + type, given.size() + " of type " + given.type());
            }
            return given.reshaped(1);
        }
        return switch (type.kind()) {
            case REAL, DOUBLE -> Tensors.ofReals(type, new double[] {call.real("default_float", -0.0f)}, 1);
            case SIGNED, UNSIGNED -> Tensors.ofWholes(type, new long[] {call.whole("default_int64", -1)}, 1);
            case TEXT -> OnnxTensor.ofTexts(new String[] {call.text("default_string", "_Unused")}, 1);
            case TRUTH -> OnnxTensor.ofBooleans(new boolean[1], 1);
        };
    }

    /** Version 1: texts become their positions in a list, or positions the texts. */
    private static OnnxTensor classes(Call call) {
        OnnxTensor input = call.input(0);
        List<String> names = call.texts("classes_strings");
        if (names == null) {
            throw call.refused("classes_strings", "none");
        }
        OnnxTensor texts = OnnxTensor.ofTexts(names.toArray(String[]::new), names.size());
        long[] numbers = new long[names.size()];
        Map<Object, Integer> index = new HashMap<>();
        boolean fromText = input.type() == ElementType.STRING;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
            index.putIfAbsent(fromText ? names.get(i) : (Object) (long) i, i);
        }
        OnnxTensor values = fromText ? OnnxTensor.ofLongs(numbers, numbers.length) : texts;
        return Selecting.joined(
                call, values, otherwise(call, values.type()), positions(call, input, index, numbers.length));
    }
}
