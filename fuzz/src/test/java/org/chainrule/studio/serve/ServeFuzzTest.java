package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.SeedModels;
import org.chainrule.fuzz.Seeds;
import org.chainrule.studio.http.Answer;
import org.chainrule.studio.http.Call;
import org.chainrule.studio.http.LocalHttp;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to the server of models: as calls of its routes, and as bytes of HTTP. */
class ServeFuzzTest {
    private static final int MOST_ROWS = 100;
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "DELETE");

    private static final ServeRoutes ROUTES = new ServeRoutes(slots(), MOST_ROWS, true, false, new ServeMetrics());
    private static final LocalHttp SERVER = new LocalHttp(ROUTES);

    private static Map<String, ModelSlot> slots() {
        Map<String, ModelSlot> slots = new LinkedHashMap<>();
        try {
            Path folder = Files.createTempDirectory("chainrule-fuzz-");
            for (String name : SeedModels.NAMES) {
                Path file = Files.write(folder.resolve(name + ".chainrule"), SeedModels.of(name));
                slots.put(name, new ModelSlot(new ModelSource(name, file), line -> {}));
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slots;
    }

    static Stream<byte[]> calls() {
        String penguin =
                "{\"island\":\"Biscoe\",\"beak_length_mm\":46.1,\"beak_depth_mm\":null,\"flipper_length_mm\":\"211\",\"sex\":\"MALE\"}";
        String weird = "{\"größe\":1.5,\"farbe\":\"rot\",\"datum\":\"2024-02-29\",\"text\":null}";
        return Stream.concat(
                Seeds.texts(
                        "GET /",
                        "GET /v2",
                        "GET /v2/health/live",
                        "GET /v2/health/ready",
                        "GET /v2/models/plain",
                        "GET /v2/models/tabm/versions/1/ready",
                        "GET /models",
                        "GET /models/quant",
                        "GET /openapi.json",
                        "GET /metrics",
                        "POST /models/plain/predict?coverage=0.9\n{\"row\":" + penguin + "}",
                        "POST /models/tabm/predict\n{\"rows\":[" + penguin + "," + penguin + "]}",
                        "POST /models/members/predict\n[" + penguin + "]",
                        "POST /models/realmlp/predict\n" + weird,
                        "POST /models/f64/predict\n" + weird,
                        "POST /models/quant/predict\n{\"date\":\"2012-01-01\",\"wind\":4.7,\"weather\":\"rain\"}",
                        "POST /v2/models/plain/infer\n{\"id\":\"a\",\"inputs\":[{\"name\":\"island\",\"shape\":[2],\"datatype\":\"BYTES\","
                                + "\"data\":[\"Biscoe\",null]},{\"name\":\"beak_length_mm\",\"shape\":[2,1],\"datatype\":\"FP32\",\"data\":[[1],[2.5]]}],"
                                + "\"outputs\":[{\"name\":\"probabilities\"}],\"parameters\":{\"coverage\":0.9}}"),
                Seeds.shared("conformance/json", ".json").map(json -> {
                    byte[] head = "POST /models/plain/predict\n".getBytes(StandardCharsets.UTF_8);
                    byte[] input = Arrays.copyOf(head, head.length + json.length);
                    System.arraycopy(json, 0, input, head.length, json.length);
                    return input;
                }));
    }

    static Stream<byte[]> requests() {
        String head = " HTTP/1.1\r\nHost: 127.0.0.1:0\r\nContent-Type: application/json\r\n";
        return Seeds.texts(
                "GET /v2/health/live" + head + "\r\n",
                "POST /models/plain/predict" + head + "Content-Length: 19\r\n\r\n{\"island\":\"Biscoe\"}",
                "POST /models/plain/predict" + head
                        + "Transfer-Encoding: chunked\r\n\r\n13\r\n{\"island\":\"Biscoe\"}\r\n0\r\n\r\n",
                "POST /predict" + head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{\"a\":",
                "GET /models/%2e%2e/%2e%2e/etc/passwd" + head + "\r\n",
                "POST /models/plain/predict" + head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");
    }

    /** METHOD PATH?coverage in the first line, the body behind it. An answer is JSON, text or a page; a refusal is one line. */
    @MethodSource("calls")
    @FuzzTest
    void serveCall(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String[] words = new String(input, 0, end, StandardCharsets.UTF_8).split(" ", 2);
        String[] address = (words.length < 2 || !words[1].startsWith("/") ? "/" : words[1]).split("\\?", 2);
        byte[] body = Arrays.copyOfRange(input, Math.min(input.length, end + 1), input.length);
        Map<String, String> query = new LinkedHashMap<>();
        if (address.length > 1) {
            String[] sides = address[1].split("=", 2);
            query.put(sides[0], sides.length > 1 ? sides[1] : "");
        }
        Call call = new Call(METHODS.contains(words[0]) ? words[0] : "POST", address[0], query, body, null);
        Reading.timed(() -> {
            Object said = answer(call);
            if (said != null && call.path().endsWith("/predict")) {
                sameAmongRows(call, said);
            }
        });
    }

    /** What the answer says if it is JSON; null for a refusal and for other answers. */
    private static @Nullable Object answer(Call call) {
        try {
            Answer answer = ROUTES.answer(call);
            if (answer instanceof Answer.Later later) {
                answer = later.work().get();
            }
            return answer instanceof Answer.Content content && content.type().startsWith("application/json")
                    ? Json.parse(content.body(), "the answer")
                    : null;
        } catch (Refusal | UserException refused) {
            Reading.checkMessage(refused.getMessage());
            return null;
        }
    }

    /** A row by itself, which is read in a way of its own, has the answer that it has as the one row of an array. */
    private static void sameAmongRows(Call call, Object said) {
        if (!(Json.parse(call.body()) instanceof Map<?, ?> row) || row.containsKey("rows")) {
            return;
        }
        Object alone = row.size() == 1 && row.get("row") instanceof Map<?, ?> inner ? inner : row;
        byte[] rows = Json.write(List.of(alone)).getBytes(StandardCharsets.UTF_8);
        Object many = answer(new Call(call.method(), call.path(), call.query(), rows, null));
        assertEquals(Map.of("predictions", List.of(said)), many);
    }

    @MethodSource("requests")
    @FuzzTest
    void serveHttp(byte[] bytes) throws Exception {
        SERVER.send(bytes);
    }
}
