package org.chainrule.studio.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.error.Display;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request: {@code {"row": {...}}}, {@code {"rows": [{...}, ...]}}, or an object or an array of objects by itself.
 *
 * @param rows   the rows, by column
 * @param single whether one was asked for, and so one is answered
 */
record Rows(List<Map<String, @Nullable Object>> rows, boolean single) {
    /**
     * Finds them.
     *
     * @param tree what the body says
     * @param most the most rows
     * @return the rows
     * @throws Refusal if it is something else, or too many
     */
    static Rows of(@Nullable Object tree, int most) {
        if (tree instanceof List<?> list) {
            return many(list, most);
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new Refusal(
                    400,
                    "expected an object of JSON with a row, or an array of them, in the request body, found "
                            + what(tree) + "; send {\"row\": {...}} or {\"rows\": [{...}, ...]}");
        }
        if (map.size() == 1 && map.get("rows") instanceof List<?> list) {
            return many(list, most);
        }
        Object row = map.size() == 1 && map.get("row") instanceof Map<?, ?> inner ? inner : map;
        return new Rows(List.of(row(row, 0)), true);
    }

    private static Rows many(List<?> list, int most) {
        if (list.size() > most) {
            throw new Refusal(
                    413,
                    "expected at most " + most + " rows in a request, found " + list.size()
                            + "; send several requests, or start the server with a larger --max-rows");
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(list.size());
        for (Object row : list) {
            rows.add(row(row, rows.size()));
        }
        return new Rows(rows, false);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> row(@Nullable Object row, int number) {
        if (!(row instanceof Map<?, ?> map)) {
            throw new Refusal(
                    400,
                    "expected an object of JSON as row " + (number + 1) + ", found " + what(row)
                            + "; send such as {\"column\": value}");
        }
        for (Map.Entry<?, ?> cell : map.entrySet()) {
            if (cell.getValue() instanceof Map<?, ?> || cell.getValue() instanceof List<?>) {
                throw new Refusal(
                        400,
                        "column \"" + Display.text(String.valueOf(cell.getKey())) + "\", row " + (number + 1)
                                + ": expected a text, a number, true, false or null, found " + what(cell.getValue())
                                + "; send one value");
            }
        }
        return (Map<String, @Nullable Object>) map;
    }

    /** A value of JSON in words. */
    static String what(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        } else if (value instanceof List<?>) {
            return "an array";
        } else if (value instanceof String text) {
            return "the text \"" + Display.text(text) + "\"";
        }
        return String.valueOf(value);
    }
}
