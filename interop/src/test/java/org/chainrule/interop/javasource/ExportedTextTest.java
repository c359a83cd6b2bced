package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any text as the name of a column, a level or a class, and cells that are refused. */
class ExportedTextTest {
    @TempDir
    private Path dir;

    @Test
    void naughtyTextAsColumnsLevelsAndClasses() throws IOException {
        LinkedHashSet<String> texts = new LinkedHashSet<>(List.of(
                "class",
                "int",
                "set",
                "of",
                "wait",
                "a b",
                "a_b",
                "aB",
                "A B",
                "\\u0022+\"",
                "*/",
                "\u2028",
                "\\",
                "\"\"\"",
                "a\"",
                "1",
                "$",
                "_",
                "x\u200by",
                "\u0131",
                "\udc00\ud800",
                "value",
                "text",
                "number"));
        try (var json = new JsonFactory()
                .createParser(Shared.path("conformance/text/blns.json").toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(json.getText());
                }
            }
        }
        List<String> all = List.copyOf(texts);
        List<String> cells = all.stream()
                .map(text -> text.strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        List<ColumnEncoding> encodings = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            encodings.add(
                    i % 3 == 0
                            ? new ScaledNumeric(all.get(i), i, 0.01, i, 0, false)
                            : new OneHot(all.get(i), cells.subList(i % 400, i % 400 + (i % 3 == 1 ? 5 : 30)), true));
        }
        Model model =
                EveryEncoding.model(encodings, new ClassTarget("the target", all), new Categorical(0), all.size());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                row.put(all.get(i), i % 3 == 0 ? (Object) (n * i) : cells.get((i % 400 + n) % cells.size()));
            }
            rows.add(row);
        }
        Compiled.of(dir, JavaExport.source(model, "p", "Naughty")).assertSame(model, rows);
        assertTrue(all.size() > 500, "the list is there");
    }

    @Test
    void wrongCellsAreRefusedWithTheColumn() {
        Model model = EveryEncoding.model(EveryEncoding.encodings(), new ValueTarget("y", 0, 1), new Gaussian(), 1);
        Compiled compiled = Compiled.of(dir, JavaExport.source(model, "", "Refusing"));
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("scaled", "many");
        wrong.put("code", 1e39);
        wrong.put("bins", Double.POSITIVE_INFINITY);
        wrong.put("hot", List.of());
        wrong.put("date", "31/05/2024");
        wrong.put("date only", 5);
        wrong.forEach((column, value) -> {
            Map<String, Object> row = Map.of(column, value);
            assertThrows(UserException.class, () -> model.predict(row), column);
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> compiled.row(row))
                    .getMessage());
            assertTrue(message.startsWith("column " + column + ": expected "), message);
        });
        assertEquals(
                model.predict(Map.of("scaled", " 7 ", "other", "x")).value(),
                compiled.call("value", compiled.row(Map.of("scaled", " 7 ", "other", "x"))));
    }
}
