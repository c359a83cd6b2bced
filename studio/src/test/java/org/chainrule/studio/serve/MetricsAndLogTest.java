package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.RawRequest;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is counted and logged: every request once, nothing of its rows, and no label that a request makes up. */
@Timeout(60)
class MetricsAndLogTest {
    /** A sample of the text format, see the specification of Prometheus' exposition formats. */
    private static final Pattern SAMPLE =
            Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n]|\\\\.)*\",?)*})? \\S+");

    @TempDir
    static Path folder;

    private static Path model;

    @BeforeAll
    static void train() throws Exception {
        model = Serving.saved(Serving.classes(folder, 1), folder.resolve("c.chainrule"));
    }

    private static ServeOptions logged(@Nullable Path file) {
        return new ServeOptions(
                List.of(new ModelSource("c", model)),
                new PortChoice(0, true),
                Access.LOCAL,
                Limits.USUAL,
                100,
                true,
                true,
                file,
                null);
    }

    private static void ask(Serving serving) throws Exception {
        serving.text("/predict", "[{\"color\":\"SECRETCELL\"},{\"color\":\"red\"}]");
        serving.text("/models/c/predict?coverage=0.9", "{\"color\":[\"SECRETCELL\"]}");
        serving.get("/nowhere/SECRETPATH");
        serving.get("/models/unknown-SECRETPATH");
        serving.get("/");
        RawRequest.send(serving.port(), "nonsense\r\n\r\n");
        RawRequest.send(serving.port(), "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    }

    @Test
    void metricsCountWhatHappened() throws Exception {
        try (Serving serving = new Serving(logged(null))) {
            ask(serving);
            String text = serving.get("/metrics").body();
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> assertTrue(
                    SAMPLE.matcher(line).matches(), line));
            for (String line : List.of(
                    "chainrule_http_requests_total{method=\"POST\",route=\"/predict\",status=\"200\"} 1.0",
                    "chainrule_http_requests_total{method=\"POST\",route=\"/models/{model}/predict\",status=\"400\"} 1.0",
                    "chainrule_http_requests_total{method=\"GET\",route=\"/\",status=\"403\"} 1.0",
                    "chainrule_http_requests_total{method=\"other\",route=\"unreadable\",status=\"400\"} 1.0",
                    "chainrule_http_requests_total{method=\"GET\",route=\"unknown\",status=\"404\"} 1.0",
                    "chainrule_predicted_rows_total{model=\"c\"} 2.0",
                    "chainrule_http_request_duration_seconds_count{route=\"/predict\"} 1",
                    "chainrule_model_info{model=\"c\",")) {
                assertTrue(text.contains(line), line + " is not in\n" + text);
            }
            assertTrue(text.contains("jvm_memory_used_bytes ") && text.contains("chainrule_requests_waiting 0.0"), text);
            assertFalse(text.contains("SECRET"), text);
        }
    }

    @Test
    void theLogHasALineForEachRequestAndNoCell() throws Exception {
        Path file = folder.resolve("access.jsonl");
        try (Serving serving = new Serving(logged(file))) {
            ask(serving);
            serving.server.finish(java.time.Duration.ofSeconds(5));
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(7, lines.size(), lines.toString());
        assertFalse(lines.toString().contains("SECRETCELL"), lines.toString());
        Map<?, ?> predict = (Map<?, ?>) java.util.Objects.requireNonNull(Json.parse(lines.get(0)));
        assertEquals("POST", predict.get("method"));
        assertEquals("/predict", predict.get("route"));
        assertEquals(200L, predict.get("status"));
        assertEquals(2L, predict.get("rows"));
        assertEquals("c", predict.get("model"));
        assertEquals("127.0.0.1", predict.get("remote"));
        assertTrue(predict.get("millis") instanceof Double);
        assertEquals(40L, predict.get("requestBytes"));
    }

    @Test
    void standardOutputIsWrittenToAsWell() throws Exception {
        Serving serving = new Serving(logged(null));
        ask(serving);
        serving.close();
        assertEquals(7, serving.standard.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void aLogThatWasMovedAwayBeginsAnew() throws Exception {
        Path file = folder.resolve("moved.jsonl");
        try (Serving serving = new Serving(logged(file))) {
            serving.get("/models");
            await(file);
            Files.move(file, folder.resolve("moved.1"));
            serving.server.reload();
            serving.get("/models");
            await(file);
        }
        assertEquals(1, Files.readAllLines(file).size());
    }

    private static void await(Path file) throws Exception {
        for (int i = 0; i < 1_000 && !(Files.exists(file) && Files.size(file) > 0); i++) {
            Thread.sleep(10);
        }
    }

    @Test
    void aLogThatCannotBeOpenedIsSaidBeforeAnythingIsServed() {
        UserException wrong =
                assertThrows(UserException.class, () -> new Serving(logged(folder.resolve("no/such/folder/log"))));
        assertTrue(String.valueOf(wrong.getMessage()).contains("choose another --log"), wrong.getMessage());
    }

    @Test
    void aFullDiskHoldsUpNoRequest() throws Exception {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "needs /dev/full");
        try (Serving serving = new Serving(logged(full))) {
            for (int i = 0; i < 20; i++) {
                assertEquals(200, serving.get("/models").status());
            }
            for (int i = 0; i < 1_000 && serving.said.isEmpty(); i++) {
                Thread.sleep(10);
            }
            assertTrue(serving.said.get(0).contains("lines are lost"), serving.said.toString());
        }
    }
}
