package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                "expand", List.of(node("Expand", "one", "big")),
                "fill", List.of(node("ConstantOfShape", "big")),
                "tile", List.of(node("Tile", "x", "big")),
                "doubling", repeated(60, "Concat", Map.of("axis", new OnnxAttribute.OfInt(1)), true),
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

    /** 64 MB hold four times these files and 16 MiB, with a little for the JVM itself: what is counted as memory must be what is taken. */
    @Test
    void filesOfManySmallThingsFitInWhatIsAllowed(@TempDir Path folder) throws IOException, InterruptedException {
        int size = 8 << 20;
        Map<String, byte[]> files = Map.of(
                "nodes", filled(size, field(7), field(1, 0x22, 1, 'A')),
                "names", filled(size, field(7), field(1), new byte[] {0x0A, 0}),
                "letters", filled(size, field(7), field(1), field(1, 'a')),
                "values", filled(size, field(7), field(11, 0x0A, 1, 'x', 0x12, 4, 0x0A, 2, 8, 1)),
                "dimensions", filled(size, field(7), field(11), field(2), field(1), field(2), new byte[] {0x0A, 0}),
                "ints", filled(size, field(7), field(1), field(5), field(8), new byte[] {1}),
                "texts", texts(size),
                "dims", filled(size, field(7), field(5), field(1), new byte[] {1}),
                "opsets", filled(size, field(8, 0x0A, 1, 'a', 0x10, 1)));
        List<Path> paths = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            paths.add(Files.write(folder.resolve(file.getKey() + ".onnx"), file.getValue()));
        }
        Map<String, String> outcomes = run(paths);
        assertEquals(files.size(), outcomes.size());
        outcomes.forEach((file, outcome) -> assertTrue(outcome.startsWith("reject expected "), file + ": " + outcome));
        assertTrue(outcomes.get("texts.onnx").contains("4 times the file"));
    }

    /** The tag of a field with a length, and the bytes behind the length if it is a small one. */
    private static byte[] field(int number, int... contents) {
        int tag = number << 3 | 2;
        byte[] head = tag < 128 ? new byte[] {(byte) tag} : new byte[] {(byte) (tag | 128), (byte) (tag >> 7)};
        byte[] field = java.util.Arrays.copyOf(head, head.length + (contents.length == 0 ? 0 : 1 + contents.length));
        for (int i = 0; i < contents.length; i++) {
            field[head.length] = (byte) contents.length;
            field[head.length + 1 + i] = (byte) contents[i];
        }
        return field;
    }

    /** A tensor of texts of one letter, as many as it announces. */
    private static byte[] texts(int size) {
        byte[] text = field(6, 'a');
        int count = size / text.length;
        byte[] head = {
            0x10,
            8,
            0x08,
            (byte) (count & 127 | 128),
            (byte) (count >> 7 & 127 | 128),
            (byte) (count >> 14 & 127 | 128),
            (byte) (count >> 21)
        };
        ByteArrayOutputStream tensor = new ByteArrayOutputStream(size + head.length);
        tensor.writeBytes(head);
        for (int i = 0; i < count; i++) {
            tensor.writeBytes(text);
        }
        return within(within(tensor.toByteArray(), field(5)), field(7));
    }

    /** Messages within each other, the innermost of them filled with the last part again and again. */
    private static byte[] filled(int size, byte[]... parts) {
        byte[] last = parts[parts.length - 1];
        byte[] contents = new byte[size / last.length * last.length];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = last[i % last.length];
        }
        for (int i = parts.length - 2; i >= 0; i--) {
            contents = within(contents, parts[i]);
        }
        return contents;
    }

    private static byte[] within(byte[] contents, byte[] tag) {
        ByteArrayOutputStream outer = new ByteArrayOutputStream(contents.length + 8);
        outer.writeBytes(tag);
        int length = contents.length;
        for (; length >= 128; length >>>= 7) {
            outer.write(length & 127 | 128);
        }
        outer.write(length);
        outer.writeBytes(contents);
        return outer.toByteArray();
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
            List<String> inputs = twice ? List.of(last, last) : List.of(last);
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
        // newer virtual machines warn of what the library of the wire format calls
        Stream<String> lines = all.lines().filter(line -> !line.startsWith("WARNING: "));
        return lines.collect(Collectors.toMap(line -> cells(line)[0], line -> {
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
