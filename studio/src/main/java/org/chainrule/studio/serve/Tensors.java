package org.chainrule.studio.serve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** The input tensors of the Open Inference Protocol, as rows: each is a column, its shape [N] or [N, 1], its data flat or nested. Null is a missing value. */
final class Tensors {
    private static final Set<String> WHOLE =
            Set.of("INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64");
    private static final Set<String> REAL = Set.of("FP16", "FP32", "FP64");

    private Tensors() {}

    /** A refusal of one field. */
    static Refusal wrong(String field, String expected, @Nullable Object found) {
        return new Refusal(
                400,
                "\"" + Display.text(field) + "\": expected " + expected + ", found "
                        + (found == null ? "nothing" : Rows.what(found)) + "; correct the request");
    }

    /** An object of JSON. */
    static Map<?, ?> object(@Nullable Object tree, String where) {
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw new Refusal(
                400,
                "expected an object of JSON in " + where + ", found " + Rows.what(tree) + "; correct the request");
    }

    /** An array of JSON. */
    static List<?> array(@Nullable Object tree, String field) {
        if (tree instanceof List<?> list) {
            return list;
        }
        throw wrong(field, "an array", tree);
    }

    /** The inputs as rows. */
    static List<Map<String, @Nullable Object>> rows(@Nullable Object tree, Edition edition, int most) {
        List<?> inputs = array(tree, "inputs");
        if (inputs.isEmpty()) {
            throw wrong("inputs", "a tensor for each column", tree);
        }
        Set<String> columns =
                edition.columns().stream().map(ColumnSchema::name).collect(Collectors.toSet());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int count = -1;
        for (Object input : inputs) {
            Map<?, ?> tensor = object(input, "each of \"inputs\"");
            String name = name(tensor, columns);
            if (!names.add(name)) {
                throw wrong(name, "each input once", name);
            }
            int length = length(tensor.get("shape"), name, most);
            if (count >= 0 && length != count) {
                throw wrong(name, "the shape [" + count + "] as the inputs before it", tensor.get("shape"));
            }
            for (int row = rows.size(); row < length; row++) {
                rows.add(new LinkedHashMap<>());
            }
            count = length;
            fill(rows, name, tensor);
        }
        return rows;
    }

    private static String name(Map<?, ?> tensor, Set<String> columns) {
        if (!(tensor.get("name") instanceof String name)) {
            throw wrong("name", "the name of a column", tensor.get("name"));
        }
        if (!columns.contains(name)) {
            List<String> nearest = NearestNames.of(name, columns);
            throw new Refusal(
                    400,
                    "\"inputs\": expected columns of the model, found \"" + Display.text(name) + "\"; "
                            + (nearest.isEmpty()
                                    ? "leave it out"
                                    : "did you mean \"" + Display.text(nearest.get(0)) + "\"?"));
        }
        return name;
    }

    private static int length(@Nullable Object shape, String name, int most) {
        List<?> dimensions = array(shape, "shape");
        boolean fits = dimensions.size() == 1 || dimensions.size() == 2 && Long.valueOf(1).equals(dimensions.get(1));
        if (!fits || !(dimensions.get(0) instanceof Long rows) || rows < 0) {
            throw wrong(name, "the shape [N] or [N, 1]", shape);
        }
        if (rows > most) {
            throw new Refusal(
                    413,
                    "expected at most " + most + " rows in a request, found " + rows
                            + "; send several requests, or start the server with a larger --max-rows");
        }
        return (int) (long) rows;
    }

    private static void fill(List<Map<String, @Nullable Object>> rows, String name, Map<?, ?> tensor) {
        if (!(tensor.get("datatype") instanceof String type)) {
            throw wrong(name, "a datatype such as FP64 or BYTES", tensor.get("datatype"));
        }
        List<?> data = array(tensor.get("data"), "data");
        if (data.size() != rows.size()) {
            throw new Refusal(
                    400,
                    "\"" + Display.text(name) + "\": expected " + rows.size() + " values as its shape says, found "
                            + data.size() + "; correct shape or data");
        }
        for (int row = 0; row < data.size(); row++) {
            Object cell = data.get(row);
            Object value = cell instanceof List<?> nested && nested.size() == 1 ? nested.get(0) : cell;
            rows.get(row).put(name, value == null ? null : value(value, type, name));
        }
    }

    private static Object value(Object value, String type, String name) {
        boolean fits;
        if (WHOLE.contains(type)) {
            fits = value instanceof Long || value instanceof Double number && number == Math.rint(number);
        } else if (REAL.contains(type)) {
            fits = value instanceof Number;
        } else {
            fits = type.equals("BYTES") ? value instanceof String : type.equals("BOOL") && value instanceof Boolean;
        }
        if (!fits) {
            boolean known = WHOLE.contains(type) || REAL.contains(type) || type.equals("BYTES") || type.equals("BOOL");
            throw known
                    ? wrong(name, "values of " + type, value)
                    : wrong(name, "BOOL, BYTES, INT8 to INT64, UINT8 to UINT64, FP16, FP32 or FP64", type);
        }
        // what the tensor holds is the float32 next to the decimal digits
        return type.equals("FP32") ? (Object) (double) ((Number) value).floatValue() : value;
    }
}
