package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.RawRequest;
import org.chainrule.studio.http.Token;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server of models refuses, and by which status: limits that options set, hosts, tokens, methods. */
@Timeout(60)
class ServeGuardTest {
    private static final String TOKEN = "0123456789abcdef-secret";
    private static final Limits SMALL = new Limits(4096, 2048, 700, 1, 1, 50, true);

    @TempDir
    static Path folder;

    private static Path model;
    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        model = Serving.saved(Serving.classes(folder, 1), folder.resolve("c.chainrule"));
        serving = new Serving(options(
                new Access(
                        "127.0.0.1",
                        Set.of("models.example.com", "proxy.example.com:8443"),
                        Token.of(TOKEN, "the test"),
                        path -> false),
                SMALL));
    }

    @AfterAll
    static void stop() {
        serving.close();
        assertEquals(List.of(), serving.defects);
    }

    private static ServeOptions options(Access access, Limits limits) {
        return new ServeOptions(
                List.of(new ModelSource("c", model)),
                new PortChoice(0, true),
                access,
                limits,
                100,
                true,
                false,
                null,
                Duration.ofSeconds(1));
    }

    private static String ask(String line, String headers, String body) throws IOException {
        return RawRequest.send(serving.port(), line + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n" + body);
    }

    private static String host() {
        return "Host: 127.0.0.1:" + serving.port() + "\r\n";
    }

    private static String bearer() {
        return "Authorization: Bearer " + TOKEN + "\r\n";
    }

    private static int status(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 "), () -> "no answer: " + answer);
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static void refused(int status, String said, String answer) {
        assertEquals(status, status(answer), answer);
        assertTrue(answer.contains("{\"error\":\"expected ") && answer.contains(said), answer);
        assertTrue(answer.contains("Content-Security-Policy: default-src 'none';"), answer);
        assertFalse(answer.contains("Access-Control"), answer);
    }

    private static String row() {
        return "{\"row\":{\"color\":\"red\"}}";
    }

    private static String post(String more, String body) throws IOException {
        return ask(
                "POST /predict",
                host() + bearer() + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                        + more,
                body);
    }

    @Test
    void whoBringsTheTokenIsServed() throws IOException {
        assertEquals(200, status(post("", row())));
        assertEquals(200, status(ask("GET /metrics", host() + bearer(), "")));
        assertEquals(200, status(ask("GET /models", host() + "authorization: bearer " + TOKEN + "\r\n", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer 0123456789abcdef-secreT\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: Basic MDEyMzQ1Njc4OWFiY2RlZi1zZWNyZXQ=\r\n",
                "Authorization: 0123456789abcdef-secret\r\n",
                "Authorization: Bearer 0123456789abcdef-secret\r\nAuthorization: Bearer x\r\n"
            })
    void whoDoesNotIsRefusedEverywhereButAtThePageAndHealth(String header) throws IOException {
        for (String path : List.of("/models", "/models/c", "/metrics", "/openapi.json", "/v2", "/v2/models/c", "/x")) {
            String answer = ask("GET " + path, host() + header, "");
            refused(401, "Authorization: Bearer TOKEN", answer);
            assertTrue(answer.contains("WWW-Authenticate: Bearer"), answer);
            assertFalse(answer.contains("color"), answer);
        }
        String write =
                ask("POST /predict", host() + header + "Content-Type: application/json\r\nContent-Length: 2\r\n", "{}");
        refused(401, "add it", write);
        for (String path : List.of("/", "/web/serve.js", "/v2/health/live", "/v2/health/ready")) {
            assertEquals(200, status(ask("GET " + path, host() + header, "")), path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "models.example.com, 200",
        "MODELS.example.com, 200",
        "models.example.com:PORT, 200",
        "proxy.example.com:8443, 200",
        "proxy.example.com, 403",
        "models.example.com:81, 403",
        "evil.models.example.com, 403",
        "models.example.com.evil.org, 403",
        "127.0.0.1, 403",
        "localhost:PORT, 200"
    })
    void hostsAreThoseThatWereAllowed(String host, int status) throws IOException {
        String named = host.replace("PORT", String.valueOf(serving.port()));
        assertEquals(status, status(ask("GET /models", "Host: " + named + "\r\n" + bearer(), "")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://models.example.com, 200",
        "http://models.example.com, 200",
        "https://proxy.example.com:8443, 200",
        "https://proxy.example.com, 403",
        "https://127.0.0.1:PORT, 403",
        "http://evil.org, 403",
        "null, 403"
    })
    void originsOfWritesAreThoseOfTheHosts(String origin, int status) throws IOException {
        String named = origin.replace("PORT", String.valueOf(serving.port()));
        assertEquals(status, status(post("Origin: " + named + "\r\n", row())));
    }

    @Test
    void aLargerBodyIs413() throws IOException {
        refused(413, "at most 4 KiB", post("", " ".repeat(4097)));
        refused(413, "--max-body", post("", " ".repeat(4097)));
        String chunked = ask(
                "POST /predict",
                host() + bearer() + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                "1001\r\n" + " ".repeat(4097) + "\r\n0\r\n\r\n");
        refused(413, "at most 4 KiB", chunked);
        refused(413, "at most 100 rows", post("", "[" + "{\"color\":\"red\"},".repeat(100) + "{\"color\":\"red\"}]"));
    }

    @Test
    void largerHeadersAre431() throws IOException {
        refused(431, "--max-header", ask("GET /models", host() + bearer() + "X: " + "a".repeat(2048) + "\r\n", ""));
    }

    @Test
    void aBodyThatDoesNotComeIs408() throws IOException {
        try (Socket socket = RawRequest.open(serving.port())) {
            RawRequest.write(
                    socket,
                    "POST /predict HTTP/1.1\r\n" + host() + bearer()
                            + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
            refused(408, "--read-timeout", RawRequest.rest(socket));
        }
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/xml", "application/octet-stream"})
    void whatIsNoJsonIs415(String type) throws IOException {
        refused(
                415,
                "application/json",
                ask("POST /predict", host() + bearer() + "Content-Type: " + type + "\r\nContent-Length: 2\r\n", "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /predict, POST",
        "DELETE /predict, POST",
        "POST /models, 'GET, HEAD'",
        "POST /metrics, 'GET, HEAD'",
        "GET /v2/models/c/infer, POST",
        "DELETE /models/c, 'GET, HEAD'"
    })
    void otherMethodsAre405(String line, String allowed) throws IOException {
        String answer = ask(line, host() + bearer(), "");
        refused(405, "use " + allowed.split(",")[0], answer);
        assertTrue(answer.contains("Allow: " + allowed), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/web/index.html",
                "/web/../serve.css",
                "/web/%2e%2e/%2e%2e/pom.xml",
                "/models/..%2f..%2fetc%2fpasswd",
                "/models//predict",
                "/v2/models/c/versions/x/infer/more",
                "/v2/models/http:%2f%2fevil.org",
                "/web/serve.css%00.js"
            })
    void whatIsNotThereIs404AndNoFileIsLookedFor(String path) throws IOException {
        String answer = ask("GET " + path, host() + bearer(), "");
        assertTrue(status(answer) == 404 || status(answer) == 400, answer);
        assertTrue(answer.contains("{\"error\":\"expected "), answer);
    }

    @Test
    void theTableOfFilesHoldsThePageAndNothingElse() {
        assertEquals(
                Set.of(
                        "/",
                        "/web/serve.css",
                        "/web/serve.js",
                        "/web/form.js",
                        "/web/studio.css",
                        "/web/theme-first.js",
                        "/web/icon.svg"),
                ServeRoutes.PAGE.keySet());
        ServeRoutes.PAGE.values().forEach(resource -> {
            assertTrue(resource.startsWith("/org/chainrule/studio/"), resource);
            assertFalse(resource.contains(".."), resource);
        });
    }

    @Test
    void headIsAnsweredAsGetWithoutItsBody() throws IOException {
        String answer = ask("HEAD /models", host() + bearer(), "");
        assertEquals(200, status(answer));
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void moreThanWaitsIs503() throws Exception {
        List<Socket> slow = new ArrayList<>();
        int refused = 0;
        // one thread, one place in the queue: of many requests of some rows at once some find no room
        String body = "[" + "{\"color\":\"red\"},".repeat(99) + "{\"color\":\"red\"}]";
        Limits one = new Limits(8 << 20, 16 << 10, 5_000, 1, 1, 200, true);
        try (Serving busy = new Serving(new ServeOptions(
                List.of(new ModelSource("c", model)),
                new PortChoice(0, true),
                Access.LOCAL,
                one,
                1_000_000,
                true,
                false,
                null,
                null))) {
            String many = "[" + "{\"color\":\"red\"},".repeat(50_000) + "{\"color\":\"red\"}]";
            String request = "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:" + busy.port()
                    + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ";
            for (int i = 0; i < 8; i++) {
                Socket socket = RawRequest.open(busy.port());
                slow.add(socket);
                RawRequest.write(socket, request + many.length() + "\r\n\r\n" + many);
            }
            int served = 0;
            for (Socket socket : slow) {
                String answer = RawRequest.rest(socket);
                if (status(answer) == 503) {
                    refused++;
                    assertTrue(answer.contains("Retry-After: 1") && answer.contains("--queue"), answer);
                } else {
                    assertEquals(200, status(answer), answer.substring(0, 200));
                    served++;
                }
                socket.close();
            }
            assertTrue(served >= 1 && refused >= 1, served + " served, " + refused + " refused");
            assertEquals(200, busy.text("/predict", body).status());
        }
    }

    @Test
    void withoutAPageThereIsNone() throws Exception {
        try (Serving plain = new Serving(new ServeOptions(
                List.of(new ModelSource("c", model)),
                new PortChoice(0, true),
                Access.LOCAL,
                SMALL,
                1,
                false,
                false,
                null,
                null))) {
            assertEquals(404, plain.get("/").status());
            assertEquals(404, plain.get("/web/serve.js").status());
            assertFalse(plain.get("/openapi.json").body().contains("\"/\":"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank inside it", "größer-als-ascii-ist"})
    void tokensThatCannotBeSentOrCanBeGuessedAreRefused(String token) {
        UserException wrong = assertThrows(UserException.class, () -> Token.of(token, "token.txt"));
        assertTrue(String.valueOf(wrong.getMessage()).contains("openssl rand"), wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"/x/a b.chainrule", "..", "a/ü.chainrule", "=x"})
    void namesThatAreNoPartOfAnAddressAreRefused(String argument) {
        UserException wrong = assertThrows(UserException.class, () -> ModelSource.parse(argument));
        assertTrue(String.valueOf(wrong.getMessage()).contains("NAME="), wrong.getMessage());
    }

    @Test
    void namesAreTakenFromFilesOrGiven() {
        assertEquals("a-b.c", ModelSource.parse("/x/a-b.c.chainrule").name());
        assertEquals(new ModelSource("n", Path.of("/x/ü.chainrule")), ModelSource.parse("n=/x/ü.chainrule"));
        UserException twice = assertThrows(
                UserException.class,
                () -> new Serving(ServeOptions.of(
                        List.of(new ModelSource("c", model), new ModelSource("c", model)), new PortChoice(0, true))));
        assertTrue(String.valueOf(twice.getMessage()).contains("called c"), twice.getMessage());
    }
}
