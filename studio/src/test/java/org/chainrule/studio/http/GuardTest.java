package org.chainrule.studio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and how much: over real sockets, because clients of HTTP would not send most of this. */
@Timeout(60)
class GuardTest {
    private static final int PATIENCE = 1_500;
    private static final List<Throwable> DEFECTS = new CopyOnWriteArrayList<>();

    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start(
                call -> {
                    if (call.path().equals("/defect")) {
                        throw new IllegalStateException("secret place");
                    }
                    return Answer.json(Map.of("path", call.path(), "bytes", call.body().length));
                },
                new PortChoice(0, true),
                PATIENCE,
                DEFECTS::add);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String own() {
        return "127.0.0.1:" + server.port();
    }

    private static String get(String host) throws IOException {
        return RawRequest.send(server.port(), "GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String post(String headers, String body) throws IOException {
        return RawRequest.send(
                server.port(),
                "POST /x HTTP/1.1\r\nHost: " + own() + "\r\nConnection: close\r\n" + headers + "\r\n" + body);
    }

    private static int status(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 "), () -> "no answer: " + answer);
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static void assertRefused(int status, String answer) {
        assertEquals(status, status(answer), answer);
        assertTrue(answer.contains("{\"error\":\"expected "), answer);
        assertFalse(answer.contains("\tat "), answer);
        assertTrue(answer.contains("Content-Security-Policy: default-src 'none';"), answer);
        assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT"})
    void namesOfThisMachineAreServed(String host) throws IOException {
        assertEquals(200, status(get(host.replace("PORT", String.valueOf(server.port())))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:PORT",
                "evil.example",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1",
                "127.0.0.1.evil.example:PORT",
                "evil.example@127.0.0.1:PORT",
                "localhost.:PORT",
                "0.0.0.0:PORT",
                "2130706433:PORT"
            })
    void otherNamesAreRefusedBeforeAnythingIsRouted(String host) throws IOException {
        String answer = get(host.replace("PORT", String.valueOf(server.port())));
        assertTrue(status(answer) == 403 || status(answer) == 400, answer);
        assertFalse(answer.contains("\"path\""), answer);
        assertTrue(answer.contains("{\"error\":"), answer);
    }

    @Test
    void aRequestWithoutOrWithTwoHostsIsRefused() throws IOException {
        String none = RawRequest.send(server.port(), "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertEquals(400, status(none), none);
        String old = RawRequest.send(server.port(), "GET /x HTTP/1.0\r\n\r\n");
        assertTrue(status(old) == 403 || status(old) == 400, old);
        String two = RawRequest.send(
                server.port(),
                "GET /x HTTP/1.1\r\nHost: " + own() + "\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertTrue(status(two) == 403 || status(two) == 400, two);
        String absolute = RawRequest.send(
                server.port(),
                "GET http://evil.example/x HTTP/1.1\r\nHost: " + own() + "\r\nConnection: close\r\n\r\n");
        assertTrue(status(absolute) == 403 || status(absolute) == 400, absolute);
        assertFalse((none + old + two + absolute).contains("\"path\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1",
                "http://127.0.0.1:PORT.evil.example",
                "http://localhost:1"
            })
    void writesFromOtherPagesAreRefused(String origin) throws IOException {
        String answer = post(
                "Origin: " + origin.replace("PORT", String.valueOf(server.port()))
                        + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n",
                "{}");
        assertRefused(403, answer);
    }

    @Test
    void writesFromThisPageAndFromNoPageAreServed() throws IOException {
        String json = "Content-Type: application/json\r\nContent-Length: 2\r\n";
        assertEquals(200, status(post("Origin: http://" + own() + "\r\n" + json, "{}")));
        assertEquals(200, status(post(json, "{}")));
    }

    @Test
    void readsForAnotherSiteAreRefusedButALinkIsFollowed() throws IOException {
        String start = "GET /x HTTP/1.1\r\nHost: " + own() + "\r\nConnection: close\r\nSec-Fetch-Site: cross-site\r\n";
        assertRefused(403, RawRequest.send(server.port(), start + "Sec-Fetch-Mode: no-cors\r\n\r\n"));
        assertEquals(200, status(RawRequest.send(server.port(), start + "Sec-Fetch-Mode: navigate\r\n\r\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp"
            })
    void onlyJsonIsRead(String type) throws IOException {
        assertRefused(415, post("Content-Type: " + type + "\r\nContent-Length: 2\r\n", "{}"));
        assertRefused(415, post("Content-Length: 2\r\n", "{}"));
        assertRefused(
                415, post("Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"));
    }

    @Test
    void aBodyOfMoreThanEightMebibytesIsRefused() throws IOException {
        String json = "Content-Type: application/json\r\n";
        assertRefused(413, post(json + "Content-Length: " + (Limits.USUAL.bodyBytes() + 1) + "\r\n", ""));
        String most = " ".repeat(Limits.USUAL.bodyBytes());
        assertEquals(200, status(post(json + "Content-Length: " + most.length() + "\r\n", most)));
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            chunks.append("100000\r\n").append(" ".repeat(1 << 20)).append("\r\n");
        }
        assertRefused(413, post(json + "Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n"));
    }

    @Test
    void headersOfMoreThanSixteenKibibytesAreRefused() throws IOException {
        String answer = RawRequest.send(
                server.port(),
                "GET /x HTTP/1.1\r\nHost: " + own() + "\r\nX-Long: " + "a".repeat(Limits.USUAL.headerBytes())
                        + "\r\n\r\n");
        assertEquals(431, status(answer), answer);
        assertTrue(answer.contains("{\"error\":\"expected "), answer);
        String fits = "GET /x HTTP/1.1\r\nHost: " + own() + "\r\nConnection: close\r\nX-Long: " + "a".repeat(15_000)
                + "\r\n\r\n";
        assertEquals(200, status(RawRequest.send(server.port(), fits)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PUT", "PATCH", "TRACE", "CONNECT", "BREW"})
    void otherMethodsAreRefusedAndNothingIsAllowedToOtherSites(String method) throws IOException {
        String answer = RawRequest.send(
                server.port(),
                method + " /x HTTP/1.1\r\nHost: " + own()
                        + "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
        assertTrue(status(answer) == 405 || status(answer) == 400, answer);
        assertFalse(answer.contains("Access-Control-Allow"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../x", "/%2e%2e/x", "/a/..%2fx", "/a%00b", "/a;b=c/../x", "/a\\..\\x"})
    void oddAddressesReachNothing(String path) throws IOException {
        String answer = RawRequest.send(
                server.port(), "GET " + path + " HTTP/1.1\r\nHost: " + own() + "\r\nConnection: close\r\n\r\n");
        assertTrue(status(answer) == 400 || answer.contains("\"path\":\"/x\""), answer);
    }

    @Test
    void aDefectIsToldWithoutItsStackTrace() throws IOException {
        String answer = RawRequest.send(
                server.port(), "GET /defect HTTP/1.1\r\nHost: " + own() + "\r\nConnection: close\r\n\r\n");
        assertEquals(500, status(answer), answer);
        assertTrue(answer.contains("please report it"), answer);
        assertFalse(answer.contains("\tat "), answer);
        assertEquals("secret place", DEFECTS.get(0).getMessage());
    }

    @Test
    void nonsenseGetsAnErrorAndNoPage() throws IOException {
        String answer = RawRequest.send(server.port(), "hello\r\n\r\n");
        assertEquals(400, status(answer), answer);
        assertTrue(answer.contains("{\"error\":"), answer);
        assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("<html"), answer);
        assertFalse(answer.contains("Server:"), answer);
    }

    @Test
    void aSlowBodyIsNotWaitedFor() throws Exception {
        try (Socket socket = RawRequest.open(server.port())) {
            RawRequest.write(
                    socket,
                    "POST /x HTTP/1.1\r\nHost: " + own()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            Thread drip = drip(socket);
            String answer = RawRequest.rest(socket);
            drip.interrupt();
            assertTrue(answer.isEmpty() || status(answer) == 408, answer);
        }
    }

    @Test
    void slowHeadersAreNotWaitedFor() throws Exception {
        long begun = System.nanoTime();
        try (Socket socket = RawRequest.open(server.port())) {
            RawRequest.write(socket, "GET /x HTTP/1.1\r\nHost: " + own() + "\r\nX-Slow: ");
            Thread drip = drip(socket);
            String answer = RawRequest.rest(socket);
            drip.interrupt();
            assertFalse(answer.contains("\"path\""), answer);
            assertTrue(
                    System.nanoTime() - begun < 8e9,
                    "the connection was held for " + (System.nanoTime() - begun) / 1e9 + " s");
        }
    }

    /** A byte now and then, so that the connection is never idle. */
    private static Thread drip(Socket socket) {
        Thread drip = new Thread(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    Thread.sleep(100);
                    RawRequest.write(socket, " ");
                }
            } catch (IOException | InterruptedException ended) {
                // the server has closed, or the test is over
            }
        });
        drip.setDaemon(true);
        drip.start();
        return drip;
    }

    @Test
    void onlyTheLoopbackIsListenedOn() throws Exception {
        for (var face : java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
            for (var address : java.util.Collections.list(face.getInetAddresses())) {
                if (address.isLoopbackAddress() || address instanceof java.net.Inet6Address) {
                    continue;
                }
                try (Socket socket = new Socket()) {
                    socket.connect(new java.net.InetSocketAddress(address, server.port()), 1_000);
                    throw new AssertionError("it listens on " + address);
                } catch (IOException refused) {
                    // as it should be
                }
            }
        }
    }
}
