package org.chainrule.studio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is told to end answers what has come and takes nothing new. */
@Timeout(60)
class FinishTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private LocalServer server() {
        return LocalServer.start(
                call -> {
                    if (call.path().equals("/wait")) {
                        begun.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new Refusal(503, "interrupted");
                        }
                    }
                    return Answer.json(Map.of("bytes", call.body().length));
                },
                new PortChoice(0, true),
                defect -> {});
    }

    private static String head(int port, String path, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void whatWasBegunIsAnsweredAndNothingNewIsTaken() throws Exception {
        LocalServer server = server();
        int port = server.port();
        try (Socket working = RawRequest.open(port);
                Socket arriving = RawRequest.open(port);
                Socket idle = RawRequest.open(port)) {
            RawRequest.write(working, head(port, "/wait", 2) + "{}");
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            RawRequest.write(arriving, head(port, "/x", 10) + "{");
            RawRequest.write(idle, "GET /x HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n");
            Thread.sleep(200); // the half of a request has come
            CompletableFuture<Boolean> done =
                    CompletableFuture.supplyAsync(() -> server.finish(Duration.ofSeconds(30)));
            while (true) {
                try (Socket late = new Socket("127.0.0.1", port)) {
                    assertTrue(late.isConnected());
                    Thread.sleep(5);
                } catch (IOException refused) {
                    break;
                }
            }
            assertFalse(done.isDone());
            RawRequest.write(arriving, "         ");
            go.countDown();
            String answer = RawRequest.rest(working);
            assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("Connection: close"), answer);
            assertTrue(answer.endsWith("{\"bytes\":2}"), answer);
            String other = RawRequest.rest(arriving);
            assertTrue(other.endsWith("{\"bytes\":10}"), other);
            assertTrue(RawRequest.rest(idle).startsWith("HTTP/1.1 200"));
            assertEquals(true, done.get(20, TimeUnit.SECONDS));
        }
        assertThrows(IOException.class, () -> RawRequest.open(port));
    }

    @Test
    void whatTakesTooLongIsGivenUp() throws Exception {
        LocalServer server = server();
        try (Socket working = RawRequest.open(server.port())) {
            RawRequest.write(working, head(server.port(), "/wait", 2) + "{}");
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            assertFalse(server.finish(Duration.ofMillis(50)));
        }
    }
}
