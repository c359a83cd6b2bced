package org.chainrule.studio.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.Seeds;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.Runs;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to the studio: as calls of its routes, and as bytes of HTTP. Its runs answer with an empty object. */
class StudioFuzzTest {
    private static final Endpoint ROUTES = new StudioRoutes(new Problems(null), runs(), "studio");
    private static final LocalHttp SERVER = new LocalHttp(ROUTES);

    private static Runs runs() {
        return (Runs) Proxy.newProxyInstance(
                Runs.class.getClassLoader(),
                new Class<?>[] {Runs.class},
                (proxy, method, arguments) -> method.getReturnType() == byte[].class
                        ? new byte[0]
                        : method.getReturnType() == Map.class ? Map.of() : null);
    }

    static Stream<byte[]> calls() {
        return Seeds.texts(
                "GET /",
                "GET /index.html",
                "GET /api/catalog",
                "GET /api/source",
                "POST /api/plan\n{\"problem\":\"xor\",\"layers\":\"4:tanh,2:relu\",\"optimizer\":\"adamw\"}",
                "POST /api/plan\n{\"schedule\":\"warmup(0.05,cosine(0.01))\",\"seed\":7,\"noise\":0.1,\"points\":50}",
                "POST /api/runs\n{\"problem\":\"spiral\",\"features\":[\"x\",\"y\"],\"precision\":\"float64\"}",
                "GET /api/runs/r1",
                "DELETE /api/runs/r1",
                "POST /api/runs/r1/control\n{\"do\":\"play\",\"stepsPerSecond\":10}",
                "POST /api/runs/r1/travel\n{\"step\":3}",
                "POST /api/runs/r1/edit\n{\"weight\":\"dense.1.weight:0:1\",\"value\":0.5}",
                "GET /api/runs/r1/pass?row=3",
                "GET /api/runs/r1/explain?weight=dense.1.weight%3A0%3A1&paths=5&row=batch",
                "GET /api/runs/r1/weights?layer=1&row=0&rows=3",
                "GET /api/runs/r1/unit?layer=1&unit=0",
                "GET /api/runs/r1/death?layer=1&unit=0",
                "GET /api/runs/r1/model");
    }

    static Stream<byte[]> requests() {
        String host = " HTTP/1.1\r\nHost: 127.0.0.1:0\r\n";
        return Seeds.texts(
                "GET /" + host + "\r\n",
                "GET /api/catalog" + host + "If-None-Match: \"x\"\r\n\r\n",
                "POST /api/plan" + host
                        + "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"problem\":\"xor\"}",
                "POST /api/plan" + host
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "GET /../../etc/passwd" + host + "Origin: http://evil.example\r\n\r\n",
                "GET http://127.0.0.1:0/api/source HTTP/1.1\r\nHost: 127.0.0.1:0\r\n\r\nGET / HTTP/1.0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost:0\r\nExpect: 100-continue\r\n\r\n");
    }

    /** METHOD PATH?QUERY in the first line, the body behind it. */
    @MethodSource("calls")
    @FuzzTest
    void studioCall(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String[] words = new String(input, 0, end, StandardCharsets.UTF_8).split(" ", 2);
        String address = words.length < 2 || !words[1].startsWith("/") ? "/" : words[1];
        String[] parts = address.split("\\?", 2);
        byte[] body = Arrays.copyOfRange(input, Math.min(input.length, end + 1), input.length);
        Reading.timed(() -> {
            // The guard lets no other method through.
            String method = List.of("GET", "HEAD", "POST", "DELETE").contains(words[0]) ? words[0] : "POST";
            Call call = new Call(method, parts[0], query(parts.length > 1 ? parts[1] : ""), body, null);
            try {
                ROUTES.answer(call);
            } catch (RuntimeException wrong) {
                if (Failures.isDefect(wrong)) {
                    throw wrong;
                }
                Reading.checkMessage(wrong.getMessage());
            }
        });
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            try {
                query.put(sides[0], URLDecoder.decode(sides.length > 1 ? sides[1] : "", StandardCharsets.UTF_8));
            } catch (IllegalArgumentException malformed) {
                // the server refuses it before
            }
        }
        return query;
    }

    /** Bytes of one connection. Whatever they are, the server has no defect, and answers or waits for more. */
    @MethodSource("requests")
    @FuzzTest
    void studioHttp(byte[] bytes) throws Exception {
        SERVER.send(bytes);
    }
}
