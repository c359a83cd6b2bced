package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short way gives the text of the long way, to the letter, or leaves the row to it. */
class SwiftRowTest {
    @TempDir
    static Path folder;

    private static final List<Edition> EDITIONS = new ArrayList<>();

    @BeforeAll
    static void train() throws IOException {
        for (String likelihood : List.of("gaussian", "gaussian-variance", "quantile(0.1,0.5)")) {
            EDITIONS.add(Edition.of(likelihood, Serving.values(folder, likelihood)));
        }
        EDITIONS.add(Edition.of("classes", Serving.classes(folder, 1)));
    }

    private static @Nullable String swift(Edition edition, String body) {
        SwiftRow swift = edition.swift();
        return swift == null ? null : swift.answer(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String slow(Edition edition, String body) {
        Rows rows = Rows.of(Json.parse(body), 10);
        return Json.writeForPage(
                Answers.of(edition.predictor().predict(rows.rows()), null, edition).get(0));
    }

    @Test
    void theUsualRowsOfNumbers() {
        for (Edition edition : EDITIONS.subList(0, 2)) {
            for (String body : List.of(
                    "{\"a\":1,\"b\":2}",
                    "{\"b\":2,\"a\":1}",
                    "{\"row\":{\"a\":1.25e0,\"b\":-2}}",
                    "{\"row\":{\"b\":1e-300,\"a\":0}}",
                    " { \"row\" : { \"a\" : null , \"b\" : 3 } } ",
                    "{\"a\":0.1,\"b\":12345678901234567}",
                    "{\"a\":3.4028234e18,\"b\":0.0}",
                    "{\"\\u0061\":7,\"b\":8}")) {
                assertEquals(slow(edition, body), assertNotNull0(swift(edition, body), body), body);
            }
        }
        assertNull(swift(EDITIONS.get(2), "{\"a\":1,\"b\":2}"));
    }

    private static String assertNotNull0(@Nullable String text, String body) {
        assertNotNull(text, body);
        return String.valueOf(text);
    }

    @Test
    void textsAndClasses() {
        Edition classes = EDITIONS.get(3);
        // its first name is no ASCII, but may be written so
        String name = "\"Gr\\u00f6\\u00dfe\"";
        for (String cell : List.of("\"red\"", "\" red \"", "\"unseen\"", "\"\"", "null", "\"\\ud83d\\ude00\"", "\"NA\"")) {
            String body = "{" + name + ":2.5,\"color\":" + cell + ",\"day\":null}";
            assertEquals(slow(classes, body), assertNotNull0(swift(classes, body), body), body);
        }
    }

    @Test
    void everythingElseIsLeftToTheLongWay() {
        for (String body : List.of(
                "",
                "{",
                "{}",
                "[]",
                "[{\"a\":1,\"b\":2}]",
                "{\"a\":1}",
                "{\"a\":1,\"b\":2,\"c\":3}",
                "{\"a\":1,\"b\":2,\"a\":3}",
                "{\"b\":1,\"b\":2}",
                "{\"a\":1,\"b\":2}x",
                "{\"a\":1,\"b\":2}{}",
                "{\"a\":1,\"b\":2,}",
                "{\"row\":{\"a\":1,\"b\":2},\"x\":1}",
                "{\"row\":{\"a\":1,\"b\":2}",
                "{\"row\":[1]}",
                "{\"rows\":[{\"a\":1,\"b\":2}]}",
                "{\"a\":\"1\",\"b\":2}",
                "{\"a\":true,\"b\":2}",
                "{\"a\":[1],\"b\":2}",
                "{\"a\":-0,\"b\":2}",
                "{\"a\":1e300,\"b\":2}",
                "{\"a\":1e999,\"b\":2}",
                "{\"a\":123456789012345678901234567890,\"b\":2}",
                "{\"a\":NaN,\"b\":2}",
                "{\"a\":01,\"b\":2}",
                "{\"a\":1,\"b\":2,\"\u00e9\":3}")) {
            assertNull(swift(EDITIONS.get(0), body), body);
        }
        assertNull(swift(EDITIONS.get(3), "{\"Gr\\u00f6\\u00dfe\":1,\"color\":\"\\ud800\",\"day\":null}"));
        assertNull(swift(EDITIONS.get(3), "{\"Gr\\u00f6\\u00dfe\":1,\"color\":5,\"day\":null}"));
        assertNull(swift(EDITIONS.get(3), "{\"Gr\\u00f6\\u00dfe\":1,\"color\":null,\"day\":\"2024-01-01\"}"));
        // and a row that was begun leaves nothing in the next
        assertEquals(slow(EDITIONS.get(0), "{\"a\":null,\"b\":null}"), swift(EDITIONS.get(0), "{\"a\":null,\"b\":null}"));
    }
}
