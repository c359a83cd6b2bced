package org.chainrule.studio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.chainrule.studio.problem.Problems;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request of docs/studio-api.md over real HTTP, before runs that only say what they were asked. */
@Timeout(60)
class StudioRoutesTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeRuns runs = new FakeRuns();
    private final List<Throwable> defects = new ArrayList<>();
    private Problems problems;
    private StudioServer studio;

    @BeforeEach
    void start() {
        problems = new Problems(null);
        studio = StudioServer.start(new PortChoice(0, true), StudioServer.STUDIO, problems, runs, defects::add);
    }

    @AfterEach
    void stop() {
        runs.gate.countDown();
        studio.close();
        problems.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(studio.address().resolve(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> tree(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return (Map<String, Object>) Json.parse(response.body());
    }

    private String said(HttpResponse<String> response) {
        return String.valueOf(tree(200, response).get("said"));
    }

    private String error(int status, HttpResponse<String> response) {
        return String.valueOf(tree(status, response).get("error"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/runs/r1 | | [describe, r1]",
                "DELETE | /api/runs/r1 | |",
                "POST | /api/runs/r1/control | {\"do\":\"play\"} | [control, r1, PLAY, null]",
                "POST | /api/runs/r1/control | {\"do\":\"play\",\"stepsPerSecond\":2} | [control, r1, PLAY, 2.0]",
                "POST | /api/runs/r1/control | {\"do\":\"epoch\",\"stepsPerSecond\":null} | [control, r1, EPOCH, null]",
                "POST | /api/runs/r1/travel | {\"step\":12} | [travel, r1, 12]",
                "POST | /api/runs/r1/edit | {\"weight\":\"1:0:2\",\"value\":-0.5} | [edit, r1, 1:0:2, -0.5]",
                "GET | /api/runs/r1/pass?row=3 | | [pass, r1, RowChoice[kind=NUMBER, number=3]]",
                "GET | /api/runs/r1/pass?row=next | | [pass, r1, RowChoice[kind=NEXT, number=0]]",
                "GET | /api/runs/r1/explain?weight=1:0:2&row=batch&paths=5 | | [explain, r1, 1:0:2, RowChoice[kind=BATCH, number=0], 5]",
                "GET | /api/runs/r1/weights?layer=1&row=0&rows=32&column=4&columns=8 | | [weights, r1, Window[layer=1, row=0, rows=32, column=4, columns=8]]",
                "GET | /api/runs/r1/unit?layer=2&unit=0 | | [unit, r1, 2, 0]",
                "GET | /api/runs/r1/unit?layer=40&unit=0 | | [unit, r1, 40, 0]",
                "GET | /api/runs/r1/death?layer=1&unit=3 | | [death, r1, 1, 3]",
            })
    void requestsReachTheRuns(String method, String path, String body, String said) throws Exception {
        HttpResponse<String> response = send(method, path, body);
        assertEquals(said == null ? "null" : said, said(response));
        assertEquals(
                "application/json; charset=utf-8",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
        assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | GET | /api/runs/r2 | ",
                "404 | GET | /api/nothing | ",
                "404 | GET | /api | ",
                "404 | GET | /nothing | ",
                "404 | GET | /api/runs/r1/nothing | ",
                "404 | GET | /api/runs/r1/frame/more | ",
                "405 | GET | /api/plan | ",
                "405 | POST | /api/catalog | {}",
                "405 | POST | /api/runs/r1/frame | {}",
                "409 | POST | /api/runs/r1/travel | {\"step\":99}",
                "400 | POST | /api/runs/r1/travel | {\"step\":-1}",
                "400 | POST | /api/runs/r1/travel | {\"step\":1.5}",
                "400 | POST | /api/runs/r1/travel | {\"step\":1,\"more\":2}",
                "400 | POST | /api/runs/r1/travel | {\"step\":1,\"step\":2}",
                "400 | POST | /api/runs/r1/travel | [1]",
                "400 | POST | /api/runs/r1/travel | {\"step\":1} x",
                "400 | POST | /api/runs/r1/travel | {",
                "400 | POST | /api/runs/r1/control | {\"do\":\"fly\"}",
                "400 | POST | /api/runs/r1/control | {\"do\":\"play\",\"stepsPerSecond\":0}",
                "400 | POST | /api/runs/r1/edit | {\"weight\":\"1:0:2\",\"value\":\"big\"}",
                "400 | POST | /api/runs/r1/edit | {\"weight\":\"1:0:2\",\"value\":1e999}",
                "400 | GET | /api/runs/r1/unit?layer=0&unit=0 | ",
                "400 | GET | /api/runs/r1/unit?layer=1 | ",
                "400 | GET | /api/runs/r1/unit?layer=1&layer=2&unit=0 | ",
                "400 | GET | /api/runs/r1/weights?layer=1&rows=65 | ",
                "400 | GET | /api/runs/r1/explain?weight=1:0:2&paths=1000 | ",
                "400 | GET | /api/runs/r1/explain | ",
                "400 | POST | /api/runs | {\"problem\":\"moon\"}",
                "400 | POST | /api/plan | {\"layers\":\"4:tanh,2:sinus\"}",
                "500 | GET | /api/runs/r1/unit?layer=1&unit=666 | ",
            })
    void mistakesAreSaidInOneLine(int status, String method, String path, String body) throws Exception {
        String error = error(status, send(method, path, body));
        assertTrue(error.length() > 20 && !error.contains("\n"), error);
        assertEquals(status == 500 ? 1 : 0, defects.size());
    }

    @Test
    void jsonMayNestSixtyFourLevels() throws Exception {
        String deep = "[".repeat(100_000);
        assertTrue(error(400, send("POST", "/api/plan", deep)).contains("nest"), "depth");
        String known = "{\"problem\":" + "[".repeat(63) + "]".repeat(63) + "}";
        assertTrue(
                error(400, send("POST", "/api/plan", known)).contains("\"problem\""), "read, and refused as a problem");
    }

    @Test
    void whatIsNotFiniteIsNull() throws Exception {
        runs.gate.countDown();
        assertTrue(tree(200, send("GET", "/api/runs/r1/frame", null)).containsKey("loss"));
        assertTrue(send("GET", "/api/runs/r1/frame", null).body().contains("\"loss\":null"));
    }

    @Test
    void aRunIsMadeOfCheckedSettings() throws Exception {
        String said = said(send("POST", "/api/runs", "{\"problem\":\"spiral\",\"layers\":\"8:relu\",\"seed\":\"7\"}"));
        assertTrue(said.contains("problem=spiral") && said.contains("layers=8:relu") && said.contains("seed=7"), said);
    }

    @Test
    void theModelIsAnAttachment() throws Exception {
        HttpResponse<String> response = send("GET", "/api/runs/r1/model", null);
        assertEquals("r1", response.body());
        assertEquals(
                "attachment; filename=\"r1.chainrule\"",
                response.headers().firstValue("Content-Disposition").orElse(""));
    }

    @Test
    void theCatalogueSaysWhatThereIs() throws Exception {
        Map<String, Object> catalogue = tree(200, send("GET", "/api/catalog", null));
        assertEquals("studio", catalogue.get("mode"));
        assertEquals(9, ((List<?>) catalogue.get("problems")).size());
        assertFalse(((List<?>) catalogue.get("optimizers")).contains("lbfgs"));
        assertTrue(catalogue.containsKey("table") && catalogue.get("table") == null);
    }

    @Test
    void theSourceHasEveryEquation() throws Exception {
        Map<String, Object> source = tree(200, send("GET", "/api/source", null));
        List<?> lines = (List<?>) source.get("lines");
        ((Map<?, ?>) source.get("equations")).forEach((number, where) -> {
            assertFalse(((List<?>) where).isEmpty(), "equation " + number + " is nowhere");
            for (Object line : (List<?>) where) {
                String text = String.valueOf(lines.get(((Long) line).intValue() - 1));
                assertTrue(text.matches(".*\\[([0-9, ]*\\b)?" + number + "\\b[0-9, ]*].*"), number + ": " + text);
            }
        });
        assertTrue(lines.contains("public final class Backpropagation {"));
    }

    @Test
    void filesOfTheReportAreSharedWithTypeAndTag() throws Exception {
        HttpResponse<String> first = send("GET", "/web/report/vendor/d3.min.js", null);
        assertEquals(200, first.statusCode());
        assertEquals(
                "text/javascript; charset=utf-8",
                first.headers().firstValue("Content-Type").orElse(""));
        assertEquals("no-cache", first.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "nosniff", first.headers().firstValue("X-Content-Type-Options").orElse(""));
        String tag = first.headers().firstValue("ETag").orElse("");
        HttpResponse<String> second = send("GET", "/web/report/vendor/d3.min.js", null, "If-None-Match", tag);
        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        HttpResponse<String> head = send("HEAD", "/web/report/vendor/d3.min.js", null);
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void thePageCannotBeFramedNorRunStrangeScripts() throws Exception {
        HttpResponse<String> page = send("GET", "/", null);
        assertEquals(200, page.statusCode());
        assertEquals(
                "text/html; charset=utf-8",
                page.headers().firstValue("Content-Type").orElse(""));
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe-eval") || policy.contains("http"), policy);
    }

    @ParameterizedTest
    @CsvSource({
        "/web/report/report.js",
        "/web/report/vendor/README.md",
        "/web/../problem/penguins.csv",
        "/web/%2e%2e/problem/penguins.csv",
        "/web/report/vendor/../report.html",
        "/web/http/StudioRoutes.class",
        "/web/report/components/Report.class",
        "/web/",
        "/web//etc/passwd"
    })
    void nothingElseOfTheClassPathIsServed(String path) throws Exception {
        String answer = RawRequest.send(
                studio.address().getPort(),
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + studio.address().getPort() + "\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"), answer);
    }

    @Test
    void whomTheQueueHasNoRoomForIsTold() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(client.sendAsync(
                    HttpRequest.newBuilder(studio.address().resolve("/api/runs/r1/frame"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();
        Thread.sleep(500);
        runs.gate.countDown();
        int busy = 0;
        for (CompletableFuture<HttpResponse<String>> one : asked) {
            HttpResponse<String> response = one.join();
            assertTrue(List.of(200, 503).contains(response.statusCode()), response.body());
            if (response.statusCode() == 503) {
                busy++;
                assertTrue(response.body().contains("try again"), response.body());
                assertEquals("1", response.headers().firstValue("Retry-After").orElse(""));
            }
        }
        assertEquals(100 - 4 - 64, busy, "four at work and 64 waiting");
    }

    @Test
    void eventsArriveAndAGoneReaderIsForgotten() throws Exception {
        try (Socket socket = RawRequest.open(studio.address().getPort())) {
            RawRequest.write(
                    socket,
                    "GET /api/runs/r1/events HTTP/1.1\r\nHost: 127.0.0.1:"
                            + studio.address().getPort() + "\r\n\r\n");
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            readTo(reader, ":");
            assertTrue(runs.sinks.get(0).frame(Map.of("step", 1)));
            readTo(reader, "event: frame");
            assertEquals("data: {\"step\":1}", reader.readLine());
            runs.sinks.get(0).state(Map.of("state", "paused"));
            readTo(reader, "event: state");
            assertEquals("data: {\"state\":\"paused\"}", reader.readLine());
        }
        for (int i = 0; i < 200 && runs.unsubscribed.get() == 0; i++) {
            runs.sinks.get(0).frame(Map.of("step", i));
            Thread.sleep(20);
        }
        assertEquals(1, runs.unsubscribed.get());
        assertFalse(runs.sinks.get(0).ready());
    }

    private static void readTo(BufferedReader reader, String line) throws Exception {
        for (String read = reader.readLine(); ; read = reader.readLine()) {
            if (read == null) {
                throw new AssertionError("the stream ended before " + line);
            }
            if (read.equals(line)) {
                return;
            }
        }
    }

    @Test
    void aReaderThatDoesNotReadHoldsNothingUp() throws Exception {
        try (Socket socket = RawRequest.open(studio.address().getPort())) {
            RawRequest.write(
                    socket,
                    "GET /api/runs/r1/events HTTP/1.1\r\nHost: 127.0.0.1:"
                            + studio.address().getPort() + "\r\n\r\n");
            while (runs.sinks.isEmpty()) {
                Thread.sleep(5);
            }
            Map<String, Object> large = Map.of("data", "x".repeat(1 << 20));
            int taken = 0;
            long longest = 0;
            for (int i = 0; i < 400; i++) {
                long begun = System.nanoTime();
                taken += runs.sinks.get(0).ready() && runs.sinks.get(0).frame(Map.copyOf(large)) ? 1 : 0;
                runs.sinks.get(0).state(Map.of("state", "playing" + i));
                longest = Math.max(longest, System.nanoTime() - begun);
                Thread.sleep(5);
            }
            assertFalse(runs.sinks.get(0).ready());
            assertTrue(longest < 1e9, "frames are dropped, not waited for: " + longest / 1e9 + " s");
            assertTrue(taken < 100, "frames are dropped, not queued: " + taken);
            // others are served meanwhile
            assertEquals("[describe, r1]", said(send("GET", "/api/runs/r1", null)));
        }
    }

    @Test
    void eventsOfNoRunAreNotFound() throws Exception {
        assertTrue(error(404, send("GET", "/api/runs/r7/events", null)).contains("r7"));
    }

    @Test
    void aTakenPortIsLeftOrSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            UserException wrong = assertThrows(
                    UserException.class,
                    () -> LocalServer.start(
                            call -> Answer.json(1), new PortChoice(port, true, "--studio-port"), defects::add));
            assertTrue(
                    String.valueOf(wrong.getMessage())
                            .contains("the port " + port + " is in use; choose another with --studio-port"),
                    wrong.getMessage());
            try (LocalServer next =
                    LocalServer.start(call -> Answer.json(1), new PortChoice(port, false), defects::add)) {
                assertTrue(next.port() > port && next.port() < port + 10, "found " + next.port());
                assertEquals(URI.create("http://127.0.0.1:" + next.port() + "/"), next.address());
            }
        }
    }

    @Test
    void closingEndsTheRuns() {
        studio.close();
        assertTrue(runs.calls.contains("[close]"));
    }
}
