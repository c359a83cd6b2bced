package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.serve.Serving.Reply;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.model.Predictions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions over HTTP are those of the model, bit for bit, and what is no row is refused in one line. */
@Timeout(60)
class PredictTest {
    @TempDir
    static Path folder;

    private static Model classes;
    private static Model values;
    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        classes = Serving.classes(folder, 1);
        values = Serving.values(folder, "gaussian-variance");
        Path quantiles = Serving.saved(Serving.values(folder, "quantile(0.1,0.5,0.9)"), folder.resolve("q.chainrule"));
        serving = new Serving(ServeOptions.of(
                List.of(
                        new ModelSource("c", Serving.saved(classes, folder.resolve("c.chainrule"))),
                        new ModelSource("v", Serving.saved(values, folder.resolve("v.chainrule"))),
                        new ModelSource("q", quantiles)),
                new PortChoice(0, true)));
    }

    @AfterAll
    static void stop() {
        serving.close();
        assertEquals(List.of(), serving.defects);
    }

    private static Map<String, @Nullable Object> row(@Nullable Object size, @Nullable Object color, @Nullable Object day) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("Größe", size);
        row.put("color", color);
        row.put("day", day);
        return row;
    }

    private static List<Map<String, @Nullable Object>> rows() {
        return List.of(
                row(3.25, "red", "2024-03-05"),
                row(null, "blau", null),
                row(7, "never seen", "2031-12-31"),
                row("4.5", null, "2024-06-01T12:30"),
                row(true, "green", "2024-01-01"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> predictions(Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        return (List<Map<String, Object>>) java.util.Objects.requireNonNull(reply.json().get("predictions"));
    }

    @Test
    void classesAreThoseOfTheModelBitForBit() throws Exception {
        Predictions expected = classes.predict(rows());
        List<Map<String, Object>> answers = predictions(serving.post("/models/c/predict", Map.of("rows", rows())));
        assertEquals(rows().size(), answers.size());
        for (int row = 0; row < answers.size(); row++) {
            Prediction.OfClass one = (Prediction.OfClass) expected.get(row);
            assertEquals(one.label(), answers.get(row).get("label"));
            assertEquals(one.probabilities(), answers.get(row).get("probabilities"));
            Reply single = serving.post("/models/c/predict", Map.of("row", rows().get(row)));
            assertEquals(answers.get(row), single.json());
            assertEquals(answers.get(row), serving.post("/models/c/predict", rows().get(row)).json());
        }
        assertEquals(answers, predictions(serving.post("/models/c/predict", rows())));
    }

    @Test
    void valuesHaveTheirDeviationQuantilesAndIntervals() throws Exception {
        Map<String, Object> row = Map.of("a", 3.5, "b", 20);
        Prediction.OfValue expected = (Prediction.OfValue) values.predict(row);
        Map<String, @Nullable Object> answer = serving.post("/models/v/predict?coverage=0.8", row).json();
        assertEquals(expected.value(), answer.get("value"));
        assertEquals(expected.standardDeviation(), answer.get("deviation"));
        assertEquals(
                List.of(expected.interval(0.8).lower(), expected.interval(0.8).upper()), answer.get("interval"));
        Map<String, @Nullable Object> quantiles = serving.post("/models/q/predict", row).json();
        assertTrue(quantiles.get("quantiles") instanceof Map<?, ?> map && map.keySet().equals(Set.of("0.1", "0.5", "0.9")));
        assertFalse(quantiles.containsKey("interval"));
        // more than the calibration rows allow: the interval has no ends, and JSON no infinity
        assertEquals(
                Arrays.asList(null, null),
                serving.post("/models/v/predict?coverage=0.9999", row).json().get("interval"));
    }

    @Test
    void setsAreThoseOfTheModel() throws Exception {
        Object set = serving.post("/models/c/predict?coverage=0.7", rows().get(0)).json().get("set");
        assertEquals(classes.predict(rows().get(0)).set(0.7), set);
    }

    @Test
    void manyRowsAreWorkedOnInTheirTurn() throws Exception {
        List<Map<String, @Nullable Object>> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(row(i / 1000.0, "red", null));
        }
        List<Map<String, Object>> answers = predictions(serving.post("/models/c/predict", many));
        Prediction.OfClass last = (Prediction.OfClass) classes.predict(many.get(9_999));
        assertEquals(last.probabilities(), answers.get(9_999).get("probabilities"));
        many.add(row(1, "red", null));
        Reply tooMany = serving.post("/models/c/predict", many);
        assertEquals(413, tooMany.status());
        assertTrue(tooMany.body().contains("at most 10000 rows"), tooMany.body());
    }

    @Test
    void noRowsGiveNoPredictions() throws Exception {
        assertEquals(List.of(), predictions(serving.text("/models/c/predict", "[]")));
        assertEquals(List.of(), predictions(serving.text("/models/c/predict", "{\"rows\":[]}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|nothing",
                "{|strict JSON",
                "3|an object of JSON",
                "null|an object of JSON",
                "\"red\"|an object of JSON",
                "[1]|an object of JSON as row 1, found 1",
                "[{\"color\":\"red\",\"Größe\":1,\"day\":null},[]]|row 2, found an array",
                "{\"color\":[1],\"Größe\":1}|column \"color\", row 1: expected a text",
                "{\"color\":{\"a\":1}}|found an object",
                "{\"Größe\":\"big\",\"color\":null,\"day\":null}|column \"Größe\", row 1: expected a number",
                "{\"day\":\"yesterday\",\"color\":null,\"Größe\":1}|expected a date such as",
                "{\"Grösse\":1,\"color\":\"red\",\"day\":null}|(but \"Grösse\")",
                "{\"x\":1}|expected a value for column",
                "{\"Größe\":1e300,\"color\":null,\"day\":null}|within the range of float",
                "{\"a\":1,\"a\":2}|twice in one object",
                "{\"row\":{\"Größe\":1},\"rows\":[]}|expected a text, a number",
                "{\"url\":\"http://127.0.0.1/\",\"path\":\"/etc/passwd\"}|expected a value for column"
            })
    void whatIsNoRowIsRefusedInOneLine(String body, String said) throws Exception {
        Reply reply = serving.text("/models/c/predict", body);
        assertEquals(400, reply.status(), reply.body());
        assertEquals(Set.of("error"), reply.json().keySet());
        String error = String.valueOf(reply.json().get("error"));
        assertTrue(error.contains(said), error);
        assertTrue(error.contains("expected ") && error.contains("found") && error.contains("; "), error);
        assertEquals(1, error.lines().count());
    }

    @ParameterizedTest
    @CsvSource({
        "/models/c/predict?coverage=2, between 0 and 1",
        "/models/c/predict?coverage=, between 0 and 1",
        "/models/c/predict?coverage=0.9&coverage=0.8, each parameter once",
        "/models/c/predict?file=%2Fetc%2Fpasswd, parameter coverage or none",
        "/predict, /models/c/predict",
        "/models/x/predict, one of the models c",
        "/models/../predict, "
    })
    void whatIsNotThereIsSaid(String path, @Nullable String said) throws Exception {
        Reply reply = serving.post(path, rows().get(0));
        assertTrue(reply.status() == 400 || reply.status() == 404, reply.status() + reply.body());
        assertTrue(said == null || reply.body().contains(said), reply.body());
    }

    @Test
    void columnsAreDescribed() throws Exception {
        Map<String, @Nullable Object> model = serving.get("/models/c").json();
        assertEquals(classes.classes(), model.get("classes"));
        List<?> columns = (List<?>) java.util.Objects.requireNonNull(model.get("columns"));
        assertEquals(3, columns.size());
        assertEquals(List.of("blau", "green", "red"), ((Map<?, ?>) columns.get(1)).get("levels"));
        assertEquals("date", ((Map<?, ?>) columns.get(2)).get("type"));
    }
}
