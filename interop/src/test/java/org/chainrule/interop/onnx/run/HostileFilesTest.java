package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.ModelBytes;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.model.Json;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were made to hurt, read and computed by a JVM with 64 MB: each is done within two seconds, with one line and no stack trace. */
class HostileFilesTest {
    private static final long MOST_MILLISECONDS = 2_000;

    @Test
    void theManifestHolds() throws IOException, InterruptedException {
        Path folder = Shared.path("conformance/onnx-hostile");
        List<?> manifest = (List<?>) Json.parse(Files.readAllBytes(folder.resolve("MANIFEST.json")));
        List<Path> files = new ArrayList<>();
        for (Object entry : manifest) {
            files.add(folder.resolve((String) ((Map<?, ?>) entry).get("file")));
        }
        Map<String, String> outcomes = run(files);
        for (Object entry : manifest) {
            Map<?, ?> one = (Map<?, ?>) entry;
            String outcome = outcomes.getOrDefault((String) one.get("file"), "nothing");
            switch ((String) one.get("expect")) {
                case "accept" -> assertEquals("accept []", outcome);
                case "accept-with-warning" -> assertTrue(outcome.startsWith("accept [constant \"W\" holds"), outcome);
                default -> assertTrue(outcome.startsWith("reject expected "), one.get("file") + ": " + outcome);
            }
        }
        assertEquals(16, manifest.size());
        assertTrue(outcomes.get("unknown_op.onnx").contains("EvilOp"));
        assertTrue(outcomes.get("cycle.onnx").contains("cycle"));
    }

    @Test
    void smallGraphsOfLargeValuesAreRefused(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, List<OnnxNode>> bombs = Map.of(
                "expand", List.of(node("Expand", "x", "big")),
                "fill", List.of(node("ConstantOfShape", "big")),
                "tile", List.of(node("Tile", "x", "big")),
                "doubling", repeated(60, "Concat", Map.of("axis", new OnnxAttribute.OfInt(1)), true),
                "outer", repeated(40, "MatMul", Map.of(), false),
                "onehot", List.of(node("OneHot", "big", "depth", "x")),
                "range", List.of(node("Range", "zero", "depth", "one")),
                "axes", repeated(100, "Unsqueeze", Map.of("axes", new OnnxAttribute.OfInts(new long[] {0})), false));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, List<OnnxNode>> bomb : bombs.entrySet()) {
            Path file = folder.resolve(bomb.getKey() + ".onnx");
            Files.write(file, ModelBytes.of(model(bomb.getValue())));
            files.add(file);
        }
        Map<String, String> outcomes = run(files);
        assertEquals(bombs.size(), outcomes.size());
        outcomes.forEach((file, outcome) -> assertTrue(outcome.startsWith("reject expected "), file + ": " + outcome));
    }

    private static OnnxNode node(String operator, String... inputs) {
        return new OnnxNode("", operator, "", List.of(inputs), List.of("y"), Map.of());
    }

    /** A chain in which each value is made of the one before, once or twice. */
    private static List<OnnxNode> repeated(
            int count, String operator, Map<String, OnnxAttribute> attributes, boolean twice) {
        List<OnnxNode> nodes = new ArrayList<>();
        String last = "x";
        for (int i = 0; i < count; i++) {
            String next = i == count - 1 ? "y" : "v" + i;
            List<String> inputs = twice || operator.equals("MatMul") ? List.of(last, last) : List.of(last);
            nodes.add(new OnnxNode("", operator, "", inputs, List.of(next), attributes));
            last = next;
        }
        return nodes;
    }

    private static OnnxModel model(List<OnnxNode> nodes) {
        OnnxValue x = new OnnxValue("x", ElementType.FLOAT, OnnxValue.ANY_SHAPE);
        OnnxValue y = new OnnxValue("y", ElementType.FLOAT, OnnxValue.ANY_SHAPE);
        Map<String, OnnxTensor> constants = Map.of(
                "big",
                OnnxTensor.ofLongs(new long[] {46_340, 46_340}, 2),
                "depth",
                OnnxTensor.ofLongs(new long[] {2_000_000_000}),
                "zero",
                OnnxTensor.ofLongs(new long[] {0}),
                "one",
                OnnxTensor.ofLongs(new long[] {1}));
        return new OnnxModel(
                8, "", Map.of("", 11L), new OnnxGraph("g", List.of(x), List.of(y), nodes, constants), Map.of());
    }

    /** What became of each file, by its name. */
    private static Map<String, String> run(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                HostileRun.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), all);
        return all.lines().collect(Collectors.toMap(line -> cells(line)[0], line -> {
            assertTrue(Long.parseLong(cells(line)[1]) < MOST_MILLISECONDS, line);
            return cells(line)[2];
        }));
    }

    private static String[] cells(String line) {
        String[] cells = line.split("\t", 3);
        assertEquals(3, cells.length, line);
        return cells;
    }
}
