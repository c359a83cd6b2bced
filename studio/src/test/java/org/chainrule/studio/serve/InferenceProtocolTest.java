package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.serve.Serving.Reply;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Interval;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Open Inference Protocol v2 as its specification words it: paths, names of fields, shapes, errors. */
@Timeout(60)
class InferenceProtocolTest {
    @TempDir
    static Path folder;

    private static Model classes;
    private static Model values;
    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        classes = Serving.classes(folder, 1);
        values = Serving.values(folder, "gaussian-variance");
        serving = new Serving(ServeOptions.of(
                List.of(
                        new ModelSource("c", Serving.saved(classes, folder.resolve("c.chainrule"))),
                        new ModelSource("v", Serving.saved(values, folder.resolve("v.chainrule")))),
                new PortChoice(0, true)));
    }

    @AfterAll
    static void stop() {
        serving.close();
        assertEquals(List.of(), serving.defects);
    }

    private static Map<String, @Nullable Object> input(String name, String type, List<?> shape, List<?> data) {
        Map<String, @Nullable Object> input = new HashMap<>();
        input.put("name", name);
        input.put("shape", shape);
        input.put("datatype", type);
        input.put("data", data);
        return input;
    }

    private static List<Object> inputs() {
        return List.of(
                input("Größe", "FP64", List.of(3), Arrays.asList(1.5, null, 7.25)),
                input("color", "BYTES", List.of(3, 1), List.of(List.of("red"), List.of("blau"), List.of("?"))),
                input("day", "BYTES", List.of(3), Arrays.asList("2024-03-05", null, "2024-08-09")));
    }

    private static Predictions expected() {
        Map<String, @Nullable Object> second = new HashMap<>();
        second.put("Größe", null);
        second.put("color", "blau");
        second.put("day", null);
        return classes.predict(List.of(
                Map.of("Größe", 1.5, "color", "red", "day", "2024-03-05"),
                second,
                Map.of("Größe", 7.25, "color", "?", "day", "2024-08-09")));
    }

    @Test
    void serverAndHealth() throws Exception {
        Map<String, @Nullable Object> server = serving.get("/v2").json();
        assertEquals(Map.of("name", "chainrule", "version", Chainrule.VERSION, "extensions", List.of()), server);
        assertEquals(true, serving.get("/v2/health/live").json().get("live"));
        assertEquals(200, serving.get("/v2/health/ready").status());
        assertEquals(Map.of("name", "c", "ready", true), serving.get("/v2/models/c/ready").json());
    }

    @Test
    void metadataNameInputsAndOutputs() throws Exception {
        String version = classes.weightsSha256().substring(0, 12);
        Map<String, @Nullable Object> metadata = serving.get("/v2/models/c").json();
        assertEquals("c", metadata.get("name"));
        assertEquals(List.of(version), metadata.get("versions"));
        assertEquals(
                List.of(
                        Map.of("name", "Größe", "datatype", "FP64", "shape", List.of(-1L)),
                        Map.of("name", "color", "datatype", "BYTES", "shape", List.of(-1L)),
                        Map.of("name", "day", "datatype", "BYTES", "shape", List.of(-1L))),
                metadata.get("inputs"));
        assertEquals(
                List.of(
                        Map.of("name", "label", "datatype", "BYTES", "shape", List.of(-1L)),
                        Map.of("name", "probabilities", "datatype", "FP64", "shape", List.of(-1L, 3L))),
                metadata.get("outputs"));
        assertEquals(metadata, serving.get("/v2/models/c/versions/" + version).json());
        assertEquals(404, serving.get("/v2/models/c/versions/1").status());
        assertEquals(404, serving.get("/v2/models/d").status());
    }

    @Test
    void inferenceGivesTheModelsNumbers() throws Exception {
        String version = classes.weightsSha256().substring(0, 12);
        Map<String, Object> request = Map.of("id", "42", "inputs", inputs());
        for (String path : List.of("/v2/models/c/infer", "/v2/models/c/versions/" + version + "/infer")) {
            Map<String, @Nullable Object> answer = serving.post(path, request).json();
            assertEquals(Set.of("model_name", "model_version", "id", "outputs"), answer.keySet());
            assertEquals("c", answer.get("model_name"));
            assertEquals(version, answer.get("model_version"));
            assertEquals("42", answer.get("id"));
            assertEquals(
                    List.of(
                            Map.of(
                                    "name", "label",
                                    "datatype", "BYTES",
                                    "shape", List.of(3L),
                                    "data", expected().labels()),
                            Map.of(
                                    "name", "probabilities",
                                    "datatype", "FP64",
                                    "shape", List.of(3L, 3L),
                                    "data",
                                            Arrays.stream(expected().probabilities())
                                                    .flatMap(p -> Arrays.stream(p).boxed())
                                                    .toList())),
                    answer.get("outputs"));
        }
    }

    @Test
    void outputsAreChosenAndCoverageAddsSome() throws Exception {
        Map<String, Object> request = Map.of(
                "inputs", inputs(),
                "parameters", Map.of("coverage", 0.7),
                "outputs", List.of(Map.of("name", "set")));
        Map<?, ?> set = (Map<?, ?>) ((List<?>) java.util.Objects.requireNonNull(
                        serving.post("/v2/models/c/infer", request).json().get("outputs")))
                .get(0);
        assertEquals("BOOL", set.get("datatype"));
        assertEquals(List.of(3L, 3L), set.get("shape"));
        List<String> first = expected().set(0, 0.7);
        assertEquals(
                classes.classes().stream().map(first::contains).toList(), ((List<?>) set.get("data")).subList(0, 3));

        Map<String, Object> numbers = Map.of(
                "inputs",
                        List.of(
                                input("a", "INT64", List.of(1), List.of(3)),
                                input("b", "FP32", List.of(1), List.of(0.1))),
                "parameters", Map.of("coverage", 0.8));
        List<?> outputs = (List<?>) java.util.Objects.requireNonNull(
                serving.post("/v2/models/v/infer", numbers).json().get("outputs"));
        // FP32 holds the float next to 0.1
        Predictions predictions = values.predict(List.of(Map.of("a", 3, "b", (double) 0.1f)));
        Interval interval = predictions.interval(0, 0.8);
        List<Double> expected = List.of(
                predictions.value(0), predictions.standardDeviations()[0], interval.lower(), interval.upper());
        List<String> names = List.of("value", "deviation", "lower", "upper");
        for (int i = 0; i < names.size(); i++) {
            assertEquals(
                    Map.of(
                            "name", names.get(i),
                            "datatype", "FP64",
                            "shape", List.of(1L),
                            "data", List.of(expected.get(i))),
                    outputs.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|an object of JSON",
                "{}|\"inputs\": expected an array",
                "{\"inputs\":[]}|a tensor for each column",
                "{\"inputs\":[{}]}|the name of a column",
                "{\"id\":7,\"inputs\":[]}|\"id\": expected a text",
                "{\"inputs\":[{\"name\":\"A\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]}]}|did you mean \"a\"?",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[1]}]}|expected 2 values",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1,2],\"datatype\":\"FP64\",\"data\":[1,2]}]}|[N] or [N, 1]",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[-1],\"datatype\":\"FP64\",\"data\":[]}]}|[N] or [N, 1]",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[\"1\"]}]}|values of FP64",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[1.5]}]}|values of INT64",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FLOAT\",\"data\":[1]}]}|BOOL, BYTES",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[[[1]]]}]}|values of FP64",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]},{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]}]}|each input once",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]},{\"name\":\"b\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[1,2]}]}|the shape [1]",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]}],\"outputs\":[{\"name\":\"label\"}]}|names among value, deviation",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]}],\"parameters\":{\"coverage\":1}}|between 0 and 1"
            })
    void whatIsNotAsTheProtocolWordsItIsRefused(String body, String said) throws Exception {
        Reply reply = serving.text("/v2/models/v/infer", body);
        assertEquals(400, reply.status(), reply.body());
        assertEquals(Set.of("error"), reply.json().keySet());
        assertTrue(String.valueOf(reply.json().get("error")).contains(said), reply.body());
    }

    @Test
    void aShapeThatDeclaresTooManyRowsAllocatesNothing() throws Exception {
        Reply reply = serving.text(
                "/v2/models/v/infer",
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[4000000000000],\"datatype\":\"FP64\",\"data\":[1]}]}");
        assertEquals(413, reply.status(), reply.body());
    }
}
