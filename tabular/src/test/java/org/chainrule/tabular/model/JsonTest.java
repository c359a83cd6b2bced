package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final CounterRandom RANDOM = CounterRandom.of(7, CounterRandom.Stream.SAMPLE, 0);

    @Test
    void followsTheTestSuite() throws IOException {
        int accepted = 0;
        int refused = 0;
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(Shared.path("conformance/json"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                boolean parsed = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> parses(bytes), file.toString());
                char expected = file.getFileName().toString().charAt(0);
                if (expected != 'i' && parsed != (expected == 'y')) {
                    wrong.add(file.getFileName().toString());
                }
                accepted += expected == 'y' ? 1 : 0;
                refused += expected == 'n' ? 1 : 0;
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(accepted > 50 && refused > 80, "the suite is there: " + accepted + " and " + refused);
    }

    /** Anything but a UserException of one line fails the test. */
    private static boolean parses(byte[] bytes) {
        try {
            Json.parse(bytes);
            return true;
        } catch (UserException e) {
            assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
            return false;
        }
    }

    @Test
    void namesTypesOfNumbers() {
        assertEquals(
                List.of(1L, -0.0, 1.0, Long.MAX_VALUE, 9.223372036854775808e18, 0.0, 4.9e-324),
                Json.parse("[1, -0, 1.0, 9223372036854775807, 9223372036854775808, 1e-400, 5e-324]"));
        assertThrows(UserException.class, () -> Json.parse("[1e400]"));
        assertThrows(UserException.class, () -> Json.parse("NaN"));
    }

    @Test
    void keepsTheOrderOfKeys() {
        Map<?, ?> object = assertInstanceOf(Map.class, Json.parse("{\"z\":1,\"a\":null,\"m\":true}"));
        assertEquals(List.of("z", "a", "m"), List.copyOf(object.keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[1] 2",
                "[1]]",
                "",
                " ",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "[1,]",
                "// x\n1",
                "'a'",
                "{a:1}",
                "[01]"
            })
    void refuses(String text) {
        String message = assertThrows(UserException.class, () -> Json.parse(text, "the body"))
                .getMessage();
        assertTrue(message != null && message.contains("the body"), message);
    }

    @Test
    void refusesTheSixtyFifthLevel() {
        assertNotNull(Json.parse("[".repeat(64) + "]".repeat(64)));
        assertThrows(UserException.class, () -> Json.parse("[".repeat(65) + "]".repeat(65)));
        assertThrows(UserException.class, () -> Json.parse("{\"a\":".repeat(100_000)));
        List<Object> nested = new ArrayList<>();
        List<Object> self = nested;
        self.add(nested);
        assertThrows(IllegalArgumentException.class, () -> Json.write(nested));
    }

    @Test
    void refusesInvalidUtf8() {
        byte[][] cases = {
            {'"', (byte) 0xc0, (byte) 0xaf, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xe2, (byte) 0x82, '"'},
            {0, '[', 0, ']'}
        };
        for (byte[] bytes : cases) {
            assertFalse(parses(bytes));
        }
        assertEquals("é😀", Json.parse("\"é😀\"".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void stopsAtItsBudget() {
        String empties = "[" + "{},".repeat(100_000) + "{}]";
        assertThrows(UserException.class, () -> Json.parse(empties, "x", 1_000_000));
        assertEquals(
                100_001,
                assertInstanceOf(List.class, Json.parse(empties, "x", 10_000_000))
                        .size());
    }

    @Test
    void writesDeterministicText() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(
                "b",
                List.of(1, 2L, 0.5, 1.0, -0.0, 1e21, 1e-7, 123456789.125, Double.NaN, Double.NEGATIVE_INFINITY, 0.1f));
        value.put("a\"\\\n\u0001\u2028", new double[] {2});
        value.put("", List.of());
        value.put("o", Map.of());
        assertEquals(
                "{\"b\":[1,2,0.5,1.0,-0.0,1e21,1e-7,123456789.125,\"NaN\",\"-Infinity\",0.1],\"a\\\"\\\\\\n\\u0001\\u2028\":[2.0],\"\":[],\"o\":{}}",
                Json.write(value));
        assertEquals("{\n  \"k\": [\n    1,\n    {}\n  ]\n}", Json.writePretty(Map.of("k", List.of(1, Map.of()))));
        assertThrows(IllegalArgumentException.class, () -> Json.write("\ud800"));
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }

    @Test
    void writesTheFewestDigits() {
        double[] values = {
            2e-3,
            2.0E23,
            1.0E23,
            2.2E-322,
            9.5367431640625E-7,
            0.1 + 0.2,
            100,
            1e15,
            1e16,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.MIN_NORMAL
        };
        String[] texts = {
            "0.002",
            "2e23",
            "1e23",
            "2.2e-322",
            "9.5367431640625e-7",
            "0.30000000000000004",
            "100.0",
            "1000000000000000.0",
            "1e16",
            "5e-324",
            "1.7976931348623157e308",
            "2.2250738585072014e-308"
        };
        for (int i = 0; i < values.length; i++) {
            assertEquals(texts[i], Json.write(values[i]));
        }
    }

    @Test
    void doublesSurviveBitByBit() {
        for (int i = 0; i < 4_000; i++) {
            double value = Double.longBitsToDouble(RANDOM.bits(i));
            if (Double.isFinite(value)) {
                String text = Json.write(value);
                assertEquals(value, Json.parse(text), text);
                assertTrue(text.length() <= Double.toString(value).length() + 2, text);
            }
        }
        for (int exponent = -1074; exponent < 1024; exponent++) {
            double value = Math.scalb(1.0, exponent);
            assertEquals(value, Json.parse(Json.write(value)));
        }
    }

    @Test
    void naughtyStringsSurvive() throws IOException {
        Object strings = Json.parse(Files.readAllBytes(Shared.path("conformance/text/blns.json")));
        assertTrue(assertInstanceOf(List.class, strings).size() > 400);
        assertEquals(strings, Json.parse(Json.write(strings)));
        assertEquals(strings, Json.parse(Json.writePretty(strings).getBytes(StandardCharsets.UTF_8)));
    }
}
