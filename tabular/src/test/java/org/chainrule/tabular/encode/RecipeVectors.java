package org.chainrule.tabular.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.testing.Shared;

/** Reads the shared recipe vectors: maps, lists, strings and doubles. */
final class RecipeVectors {
    private RecipeVectors() {}

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> cases(String block) throws IOException {
        try (JsonParser parser = new JsonFactory()
                .createParser(
                        Shared.path("conformance/recipes/" + block + ".json").toFile())) {
            parser.nextToken();
            return (List<Map<String, Object>>) ((Map<String, Object>) value(parser)).get("cases");
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                return map;
            case START_ARRAY:
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                return list;
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return parser.getDoubleValue();
            default:
                return String.valueOf(parser.getText());
        }
    }

    @SuppressWarnings("unchecked")
    static double[] vector(Object list) {
        return ((List<Double>) list).stream().mapToDouble(Double::doubleValue).toArray();
    }

    @SuppressWarnings("unchecked")
    static double[] column(Object matrix, int column) {
        return ((List<List<Double>>) matrix)
                .stream().mapToDouble(row -> row.get(column)).toArray();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object map) {
        return (Map<String, Object>) map;
    }
}
