package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}: what is written, what is said, and what is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportCommandTest {
    private Path dir = Path.of("");

    @BeforeAll
    void train(@TempDir Path temporary) throws Exception {
        dir = temporary;
        StringBuilder csv = new StringBuilder("Größe,label,art\n");
        for (int row = 0; row < 60; row++) {
            csv.append(row * 37 % 101 % 23)
                    .append(".5")
                    .append(',')
                    .append(List.of("x", "y", "").get(row % 3))
                    .append(',');
            csv.append(row * 37 % 101 > 50 ? "ja" : "nein").append('\n');
        }
        Files.writeString(dir.resolve("data.csv"), csv);
        Ran ran = Ran.of(
                "train",
                path("data.csv"),
                "--target",
                "art",
                "--preset",
                "plain",
                "--epochs",
                "2",
                "--model",
                path("m.chainrule"));
        assertEquals(0, ran.code(), ran.err());
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private static void assertRefused(Ran ran, int code, String... parts) {
        assertEquals(code, ran.code(), ran.err());
        for (String part : parts) {
            assertTrue(ran.err().contains(part), ran.err());
        }
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void onnxFromColumnsToPredictions() throws Exception {
        Ran ran = Ran.of("export", path("m.chainrule"), "--to", "onnx", "--out", path("a.onnx"), "--json");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.err().contains("checked") && ran.err().contains("rows made from the schema"), ran.err());
        Map<String, Object> json = ran.json();
        assertEquals(Files.size(dir.resolve("a.onnx")), ((Number) json.get("bytes")).longValue());
        assertEquals(Map.of("Größe", "Größe", "label", "label"), json.get("inputs"));
        assertEquals(Map.of("label", "label_2", "probabilities", "probabilities"), json.get("outputs"));
        assertTrue(((Number) json.get("largestDifference")).doubleValue() <= 1e-5, ran.out());
        byte[] once = Files.readAllBytes(dir.resolve("a.onnx"));
        Ran again = Ran.of("export", path("m.chainrule"), "--to", "onnx", "--out", path("a.onnx"));
        assertEquals(0, again.code(), again.err());
        assertArrayEquals(once, Files.readAllBytes(dir.resolve("a.onnx")));
    }

    @Test
    void theNameIsDerived() {
        Ran ran = Ran.of("export", path("m.chainrule"), "--to", "onnx", "--body-only", "--json");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(path("m.onnx"), ran.json().get("file"));
        assertEquals(Map.of("x", "x"), ran.json().get("inputs"));
        assertTrue(Files.exists(dir.resolve("m.onnx")));
    }

    @Test
    void mistakesAreExplained() throws Exception {
        assertRefused(Ran.of("export", path("m.chainrule")), 2, "--to");
        assertRefused(
                Ran.of("export", path("m.chainrule"), "--to", "pmml"), 2, "expected --to with one of onnx", "pmml");
        assertRefused(Ran.of("export", path("none.chainrule"), "--to", "onnx"), 3, "none.chainrule");
        assertRefused(Ran.of("export", path("data.csv"), "--to", "onnx"), 3, "data.csv");
        assertRefused(
                Ran.of("export", path("m.chainrule"), "--to", "onnx", "--out", path("no/such/a.onnx")),
                3,
                "no directory");
        assertRefused(Ran.of("export", path("m.chainrule"), "--to", "onnx", "--out", dir.toString()), 3, "directory");
        byte[] model = Files.readAllBytes(dir.resolve("m.chainrule"));
        assertRefused(
                Ran.of("export", path("m.chainrule"), "--to", "onnx", "--out", path("m.chainrule")),
                2,
                "not the model");
        assertArrayEquals(model, Files.readAllBytes(dir.resolve("m.chainrule")));
    }
}
