package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** The operators of {@code ai.onnx.ml} that prepare columns; the last axis is that of the columns. */
final class Preprocessing {
    private static final String DOMAIN = "ai.onnx.ml";

    private Preprocessing() {}

    static List<Operator> operators() {
        return List.of(
                ml("ArrayFeatureExtractor", "any", "", Preprocessing::extract),
                ml("Scaler", "numbers", "", Preprocessing::scale),
                ml("Imputer", "floating-point, int64", "", Preprocessing::impute),
                ml("Binarizer", "floating-point", "", Preprocessing::binarize),
                ml("Normalizer", "numbers", "norm MAX", Preprocessing::normalize),
                ml("OneHotEncoder", "numbers, text", "values of no category with zeros=0", Preprocessing::oneHot));
    }

    private static Operator ml(String name, String types, String limits, Operator.Single single) {
        return new Operator(DOMAIN, name, 1, types, limits, call -> List.of(single.run(call)));
    }

    private static int columns(Call call) {
        int[] shape = call.input(0).shape();
        if (shape.length == 0) {
            throw call.refused("an axis of columns", "a scalar");
        }
        return shape[shape.length - 1];
    }

    private static OnnxTensor extract(Call call) {
        OnnxTensor input = call.input(0);
        long[] wanted = call.wholes(1);
        int columns = columns(call);
        int[] shape = input.shape();
        int[] extracted = shape.length == 1 ? new int[] {1, wanted.length} : shape;
        extracted[extracted.length - 1] = wanted.length;
        int[] picked = new int[call.allocate(extracted)];
        for (int i = 0; i < picked.length; i++) {
            long column = wanted[i % wanted.length];
            if (column < 0 || column >= columns) {
                throw call.refused("columns from 0 to " + (columns - 1), Long.toString(column));
            }
            picked[i] = i / wanted.length * columns + (int) column;
        }
        return Tensors.pick(input, picked, extracted);
    }

    private static double[] numbers(Call call) {
        ElementType type = call.input(0).type();
        if (!type.isReal() && !type.isWhole()) {
            throw call.refused("numbers", type.toString());
        }
        return Casting.toReals(call.input(0));
    }

    /** One number for all columns, or one a column. */
    private static float[] byColumn(Call call, String attribute, float otherwise) {
        float @Nullable [] given = call.floats(attribute);
        int columns = columns(call);
        if (given == null || given.length == 1) {
            float[] all = new float[columns];
            Arrays.fill(all, given == null ? otherwise : given[0]);
            return all;
        }
        if (given.length != columns) {
            throw call.refused("1 or " + columns + " numbers as " + attribute, given.length + " of them");
        }
        return given;
    }

    private static OnnxTensor scale(Call call) {
        double[] values = numbers(call);
        float[] offset = byColumn(call, "offset", 0);
        float[] scale = byColumn(call, "scale", 1);
        double[] scaled = new double[call.allocate(call.input(0).shape())];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (values[i] - offset[i % offset.length]) * scale[i % scale.length];
        }
        return Tensors.ofReals(ElementType.FLOAT, scaled, call.input(0).shape());
    }

    private static OnnxTensor impute(Call call) {
        OnnxTensor input = call.input(0);
        int columns = columns(call);
        call.allocate(input.shape());
        if (input.type().isReal()) {
            if (!call.hasAttribute("imputed_value_floats")) {
                throw call.refused("imputed_value_floats", "none");
            }
            double replaced = call.real("replaced_value_float", 0);
            float[] imputed = byColumn(call, "imputed_value_floats", 0);
            double[] values = Tensors.reals(input).clone();
            for (int i = 0; i < values.length; i++) {
                boolean missing = Double.isNaN(replaced) ? Double.isNaN(values[i]) : values[i] == replaced;
                values[i] = missing ? imputed[i % columns] : values[i];
            }
            return Tensors.ofReals(input.type(), values, input.shape());
        }
        long[] values = call.wholes(0).clone();
        long replaced = call.whole("replaced_value_int64", 0);
        long @Nullable [] imputed = call.wholes("imputed_value_int64s");
        if (imputed == null || imputed.length != 1 && imputed.length != columns) {
            throw call.refused("1 or " + columns + " numbers as imputed_value_int64s", "others");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == replaced ? imputed[imputed.length == 1 ? 0 : i % columns] : values[i];
        }
        return Tensors.ofWholes(input.type(), values, input.shape());
    }

    private static OnnxTensor binarize(Call call) {
        double threshold = call.real("threshold", 0);
        return Elementwise.apply(call, x -> x > threshold ? 1 : 0);
    }

    private static OnnxTensor normalize(Call call) {
        String norm = call.text("norm", "MAX");
        if (!norm.equals("L1") && !norm.equals("L2")) {
            throw call.refused("norm L1 or L2", norm);
        }
        OnnxTensor input = OnnxTensor.ofDoubles(numbers(call), call.input(0).shape());
        columns(call);
        OnnxTensor rows = Groups.along(input.shape(), input.shape().length - 1).map(call, input, own -> {
            double sum = 0;
            for (double value : own) {
                sum += norm.equals("L1") ? Math.abs(value) : value * value;
            }
            double length = norm.equals("L1") ? sum : Math.sqrt(sum);
            for (int i = 0; i < own.length && length != 0; i++) {
                own[i] /= length;
            }
        });
        return Tensors.ofReals(ElementType.FLOAT, rows.doubles(), input.shape());
    }

    private static OnnxTensor oneHot(Call call) {
        OnnxTensor input = call.input(0);
        long @Nullable [] numbers = call.wholes("cats_int64s");
        List<String> texts = call.texts("cats_strings");
        boolean isText = input.type() == ElementType.STRING;
        if (isText ? texts == null : numbers == null) {
            throw call.refused("categories of the type " + input.type(), "none");
        }
        Map<Object, Integer> index = new HashMap<>();
        if (isText && texts != null) {
            texts.forEach(text -> index.putIfAbsent(text, index.size()));
        } else if (numbers != null) {
            Arrays.stream(numbers).forEach(number -> index.putIfAbsent(number, index.size()));
        }
        int[] shape = Arrays.copyOf(input.shape(), Reshaping.rank(call, input.shape().length + 1));
        int categories = isText && texts != null ? texts.size() : numbers == null ? 0 : numbers.length;
        if (index.size() != categories) {
            throw call.refused("categories that differ", "one of them twice");
        }
        shape[shape.length - 1] = categories;
        float[] values = new float[call.allocate(shape)];
        OnnxTensor cells = isText ? input : Casting.cast(call, input, ElementType.INT64, true);
        boolean unknownIsZeros = call.flag("zeros", true);
        for (int i = 0; i < input.size(); i++) {
            Integer at = index.get(isText ? cells.texts()[i] : (Object) cells.longs()[i]);
            if (at != null) {
                values[i * categories + at] = 1;
            } else if (!unknownIsZeros) {
                throw call.refused("a category for each value", "another at position " + i);
            }
        }
        return OnnxTensor.ofFloats(values, shape);
    }
}
