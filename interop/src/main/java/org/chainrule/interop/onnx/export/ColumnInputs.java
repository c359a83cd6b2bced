package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * The inputs of a graph: one a column, [rows x 1] under the column's name. Numbers and dates are float64 with NaN for a missing value, text is text, with
 * the marks of a missing value that a table has.
 */
final class ColumnInputs {
    /** As in a table, but for the blanks at the ends of a text, which no operator takes away. */
    static final List<String> MISSING = List.of("", "NA", "N/A", "NaN", "nan", "?", "null", "NULL", "None");

    private final GraphBuilder graph;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<List<String>, String> matrices = new HashMap<>();
    private final Map<List<Object>, String> codes = new HashMap<>();

    ColumnInputs(GraphBuilder graph, List<ColumnSchema> columns) {
        this.graph = graph;
        for (ColumnSchema column : columns) {
            String name = graph.name(column.name());
            names.put(column.name(), name);
            graph.input(name, column.text() ? ElementType.STRING : ElementType.DOUBLE, 1);
        }
    }

    /** The name of the input of each column; another one than the column's only where that is empty or taken. */
    Map<String, String> names() {
        return names;
    }

    /** Columns of numbers side by side, [rows x columns]. */
    String numbers(List<String> columns) {
        return matrices.computeIfAbsent(
                List.copyOf(columns), list -> graph.concat(list.stream().map(this::name).toList(), 1));
    }

    /** A whole number for each text, [rows]: its position among the levels, their number for a missing one, one more for any other. */
    String codes(String column, List<String> levels) {
        return codes.computeIfAbsent(List.of(column, levels), key -> {
            List<String> keys = new ArrayList<>(levels);
            Set<String> known = new HashSet<>(levels);
            MISSING.stream().filter(mark -> !known.contains(mark)).forEach(keys::add);
            long[] values = new long[keys.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.min(i, levels.size());
            }
            String code = graph.learningNode(
                    "LabelEncoder",
                    List.of(name(column)),
                    Map.of(
                            "keys_strings", new OnnxAttribute.OfTexts(keys),
                            "values_int64s", new OnnxAttribute.OfInts(values),
                            "default_int64", new OnnxAttribute.OfInt(levels.size() + 1L)));
            return graph.squeeze(code, 1);
        });
    }

    private String name(String column) {
        String name = names.get(column);
        if (name == null) {
            throw new IllegalStateException("the model reads no column \"" + column + "\"");
        }
        return name;
    }
}
