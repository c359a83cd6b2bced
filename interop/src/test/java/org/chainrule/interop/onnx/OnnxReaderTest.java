package org.chainrule.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read as they say, and files that are refused: each mistake by a message that names it. */
class OnnxReaderTest {
    private static final OnnxValue X = new OnnxValue("x", ElementType.FLOAT, List.of(OnnxValue.Dimension.any("n")));
    private static final OnnxValue Y = new OnnxValue("y", ElementType.FLOAT, OnnxValue.ANY_SHAPE);

    private static OnnxNode node(String operator, List<String> inputs, List<String> outputs) {
        return new OnnxNode("", operator, "", inputs, outputs, Map.of());
    }

    private static OnnxModel model(List<OnnxNode> nodes, Map<String, OnnxTensor> initializers) {
        return new OnnxModel(
                8, "", Map.of("", 17L), new OnnxGraph("g", List.of(X), List.of(Y), nodes, initializers), Map.of());
    }

    private static String refusal(byte[] bytes) {
        String message = assertThrows(UserException.class, () -> OnnxReader.read(bytes, "the file"))
                .getMessage();
        assertTrue(message.startsWith("expected ") && message.contains(", found ") && message.contains("; "), message);
        assertTrue(message.contains("the file"), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static void assertRefused(String because, byte[] bytes) {
        String message = refusal(bytes);
        assertTrue(message.contains(because), message);
    }

    /** A model with one more message in its graph. */
    private static byte[] withInGraph(int field, ModelBytes.Body body) {
        return ModelBytes.message(out -> out.number(1, 8).message(7, graph -> graph.message(field, body)));
    }

    private static byte[] withTensor(ModelBytes.Body body) {
        return withInGraph(5, body);
    }

    private static OnnxTensor tensor(ModelBytes.Body body) {
        return OnnxReader.tensor(ModelBytes.message(body), "the file");
    }

    @Test
    void readsWhatWasWritten() {
        OnnxNode node = new OnnxNode(
                "n1",
                "Gemm",
                "ai.onnx",
                List.of("x", "", "w"),
                List.of("y"),
                Map.of(
                        "f",
                        new OnnxAttribute.OfFloat(0.5f),
                        "i",
                        new OnnxAttribute.OfInt(-7),
                        "s",
                        new OnnxAttribute.OfText("ä€😀"),
                        "t",
                        new OnnxAttribute.OfTensor(OnnxTensor.ofLongs(new long[] {3}, 1))));
        OnnxModel model = model(List.of(node), Map.of("w", OnnxTensor.ofFloats(new float[] {1, 2}, 1, 2)));
        OnnxModel read = OnnxReader.read(ModelBytes.of(model), "the file");
        assertEquals(8, read.irVersion());
        assertEquals(Map.of("", 17L), read.opsets());
        assertEquals(List.of(X), read.graph().inputs());
        assertEquals(List.of(Y), read.graph().outputs());
        OnnxNode found = read.graph().nodes().get(0);
        assertEquals("", found.domain(), "ai.onnx is another name of the standard domain");
        assertEquals(node.inputs(), found.inputs());
        assertEquals(new OnnxAttribute.OfFloat(0.5f), found.attributes().get("f"));
        assertEquals(new OnnxAttribute.OfInt(-7), found.attributes().get("i"));
        assertEquals(new OnnxAttribute.OfText("ä€😀"), found.attributes().get("s"));
        OnnxTensor weights = read.graph().initializers().get("w");
        assertArrayEquals(new int[] {1, 2}, weights.shape());
        assertArrayEquals(new float[] {1, 2}, weights.floats());
    }

    @Test
    void readsListsOfAttributes() {
        OnnxNode node = new OnnxNode(
                "",
                "Any",
                "",
                List.of("x"),
                List.of("y"),
                Map.of(
                        "fs",
                        new OnnxAttribute.OfFloats(new float[] {1, Float.NaN, -0f}),
                        "is",
                        new OnnxAttribute.OfInts(new long[] {Long.MIN_VALUE, 0, 1, 2, 3, Long.MAX_VALUE}),
                        "ss",
                        new OnnxAttribute.OfTexts(List.of("", "b"))));
        Map<String, OnnxAttribute> read = OnnxReader.read(ModelBytes.of(model(List.of(node), Map.of())), "the file")
                .graph()
                .nodes()
                .get(0)
                .attributes();
        assertArrayEquals(new float[] {1, Float.NaN, -0f}, ((OnnxAttribute.OfFloats) read.get("fs")).values());
        assertArrayEquals(
                new long[] {Long.MIN_VALUE, 0, 1, 2, 3, Long.MAX_VALUE},
                ((OnnxAttribute.OfInts) read.get("is")).values());
        assertEquals(new OnnxAttribute.OfTexts(List.of("", "b")), read.get("ss"));
    }

    @Test
    void readsEveryTypeFromItsOwnField() {
        assertArrayEquals(
                new float[] {1.5f, -2},
                tensor(out -> {
                            out.number(1, 2).number(2, 1);
                            out.bytes(4, new byte[] {0, 0, (byte) 0xC0, 0x3F, 0, 0, 0, (byte) 0xC0});
                        })
                        .floats());
        // Not packed, as old writers do.
        assertArrayEquals(
                new float[] {1.5f, -2},
                tensor(out -> out.number(1, 2).number(2, 1).real(4, 1.5f).real(4, -2))
                        .floats());
        assertArrayEquals(
                new long[] {-1, 127},
                tensor(out -> out.number(1, 2).number(2, 3).number(5, -1).number(5, 127))
                        .longs());
        assertArrayEquals(
                new long[] {-5, 1L << 40},
                tensor(out -> out.number(7, -5).number(7, 1L << 40).number(2, 7).number(1, 2))
                        .longs());
        assertArrayEquals(
                new boolean[] {true, false},
                tensor(out -> out.number(1, 2).number(2, 9).number(5, 1).number(5, 0))
                        .booleans());
        assertArrayEquals(
                new String[] {"a", "ü"},
                tensor(out -> out.number(1, 2).number(2, 8).text(6, "a").text(6, "ü"))
                        .texts());
        // binary16: 1.5, bfloat16: -2, the bits as numbers.
        assertArrayEquals(
                new float[] {1.5f},
                tensor(out -> out.number(1, 1).number(2, 10).number(5, 0x3E00)).floats());
        assertArrayEquals(
                new float[] {-2},
                tensor(out -> out.number(1, 1).number(2, 16).number(5, 0xC000)).floats());
        assertArrayEquals(
                new double[] {0.25},
                tensor(out -> {
                            out.number(2, 11);
                            out.out().writeDouble(10, 0.25);
                        })
                        .doubles());
        assertArrayEquals(
                new long[] {-1},
                tensor(out -> out.number(1, 1).number(2, 13).number(11, -1)).longs());
        // Three 4-bit numbers in two bytes, the first in the lower half.
        assertArrayEquals(
                new long[] {-8, 7, 1},
                tensor(out -> out.number(1, 3).number(2, 22).bytes(9, new byte[] {0x78, 0x01}))
                        .longs());
    }

    @Test
    void readsScalarsAndEmptyTensors() {
        assertArrayEquals(new int[0], tensor(out -> out.number(2, 1).real(4, 3)).shape());
        OnnxTensor empty = tensor(out -> out.number(2, 1).number(1, 0).number(1, 5));
        assertArrayEquals(new int[] {0, 5}, empty.shape());
        assertEquals(0, empty.size());
    }

    @Test
    void refusesTensorsWhoseElementsAreNotAsAnnounced() {
        assertRefused("16 bytes", withTensor(t -> t.number(1, 4).number(2, 1).bytes(9, new byte[15])));
        assertRefused("2 elements", withTensor(t -> t.number(1, 2).number(2, 1).real(4, 1)));
        assertRefused(
                "1 elements",
                withTensor(t -> t.number(1, 1).number(2, 1).real(4, 1).real(4, 1)));
        assertRefused("1 elements", withTensor(t -> t.number(1, 1).number(2, 1).number(7, 1)));
        assertRefused(
                "0 elements",
                withTensor(t -> t.number(1, 1).number(2, 1).real(4, 1).bytes(9, new byte[4])));
        assertRefused("-128 to 127", withTensor(t -> t.number(1, 1).number(2, 3).number(5, 128)));
        assertRefused(
                "truth values", withTensor(t -> t.number(1, 1).number(2, 9).number(5, 2)));
        assertRefused("type 14", withTensor(t -> t.number(1, 1).number(2, 14)));
        assertRefused("type 0", withTensor(t -> t.number(1, 1).real(4, 1)));
        assertRefused("a segment", withTensor(t -> t.message(3, s -> s.number(1, 0))));
        assertRefused(
                "text in raw_data", withTensor(t -> t.number(1, 1).number(2, 8).bytes(9, new byte[1])));
        assertRefused("multiple of 4 bytes", withTensor(t -> t.number(2, 1).bytes(4, new byte[7])));
    }

    @Test
    void refusesShapesThatOverflow() {
        assertRefused("dimension -1", withTensor(t -> t.number(1, -1).number(2, 1)));
        assertRefused("2^31", withTensor(t -> t.number(1, 1L << 40).number(2, 1)));
        assertRefused(
                "2^31", withTensor(t -> t.number(1, 65536).number(1, 65536).number(2, 1)));
        assertRefused("2^31", withTensor(t -> t.number(1, 1L << 30)
                .number(1, 1L << 30)
                .number(1, 16)
                .number(1, 0)
                .number(2, 1)));
        assertRefused("at most 32 dimensions", withTensor(t -> {
            for (int i = 0; i < 33; i++) {
                t.number(1, 1);
            }
        }));
    }

    @Test
    void refusesWhatIsOutsideOfTheFile() {
        assertRefused(
                "external data", withTensor(t -> t.number(1, 1).number(2, 1).number(14, 1)));
        assertRefused("external data", withTensor(t -> t.number(1, 1)
                .number(2, 1)
                .message(13, e -> e.text(1, "location"))
                .text(8, "w")));
    }

    @Test
    void refusesWhatIsNoGraphOfOperatorsOnTensors() {
        assertRefused(
                "FunctionProto", ModelBytes.message(out -> out.number(1, 8).message(25, f -> f.text(1, "f"))));
        assertRefused("sparse_initializer", withInGraph(15, s -> s.number(1, 1)));
        assertRefused("control flow", withInGraph(1, n -> n.text(4, "If").message(5, a -> a.message(6, g -> {}))));
        assertRefused("a list of tensors", withInGraph(1, n -> n.message(5, a -> a.message(10, t -> {}))));
        assertRefused("a node without", withInGraph(1, n -> n.text(1, "x")));
        assertRefused("a sequence", withInGraph(11, v -> v.text(1, "x").message(2, t -> t.message(4, s -> {}))));
        assertRefused("a map", withInGraph(12, v -> v.text(1, "x").message(2, t -> t.message(5, s -> {}))));
        assertRefused("no type", withInGraph(11, v -> v.text(1, "x")));
        assertRefused("no graph", ModelBytes.message(out -> out.number(1, 8)));
        assertRefused("empty file", new byte[0]);
        byte[] graphTwice = ModelBytes.message(out -> {
            byte[] graph = ModelBytes.message(
                    g -> g.message(12, v -> v.text(1, "x").message(2, t -> t.message(1, k -> k.number(1, 1))))
                            .message(11, v -> v.text(1, "x").message(2, t -> t.message(1, k -> k.number(1, 1)))));
            out.number(1, 8).bytes(7, graph).bytes(7, graph);
        });
        assertRefused("a second one", graphTwice);
        assertRefused("for the domain", ModelBytes.message(out -> out.message(8, o -> o.text(1, "a"))));
    }

    @Test
    void refusesGraphsThatAreNotWhole() {
        OnnxTensor one = OnnxTensor.ofFloats(new float[] {1}, 1);
        assertRefused("which nothing gives", of(node("Relu", List.of("z"), List.of("y"))));
        assertRefused(
                "a cycle", of(node("Relu", List.of("b"), List.of("a")), node("Relu", List.of("a"), List.of("b", "y"))));
        assertRefused("a cycle", of(node("Relu", List.of("y"), List.of("y"))));
        assertRefused(
                "wrong order", of(node("Relu", List.of("a"), List.of("y")), node("Relu", List.of("x"), List.of("a"))));
        assertRefused("gives \"x\" again", of(node("Relu", List.of("x"), List.of("x", "y"))));
        assertRefused("gives \"y\" again", of(node("Relu", List.of("x"), List.of("y", "y"))));
        assertRefused("none that gives \"y\"", of(node("Relu", List.of("x"), List.of("a"))));
        assertRefused(
                "gives \"w\" again",
                ModelBytes.of(model(List.of(node("Relu", List.of("x"), List.of("w", "y"))), Map.of("w", one))));
        byte[] twice = withInGraph(5, t -> {});
        assertTrue(refusal(twice).contains("type 0"));
    }

    private static byte[] of(OnnxNode... nodes) {
        return ModelBytes.of(model(List.of(nodes), Map.of()));
    }

    @Test
    void namesAreShownOnOneLine() {
        String message = refusal(of(node("Re\nlu\u001b[31m", List.of("z\u202e" + "z".repeat(500)), List.of("y"))));
        assertTrue(message.contains("Re\\nlu\\u001b[31m"), message);
        assertTrue(message.length() < 600, message);
    }

    @Test
    void refusesTruncationAtEveryByte() {
        byte[] bytes = ModelBytes.of(model(
                List.of(node("Add", List.of("x", "w"), List.of("y"))),
                Map.of("w", OnnxTensor.ofFloats(new float[] {1, 2}, 2))));
        OnnxReader.read(bytes, "the file");
        // The last message is the opset, without which a file is a model still: a prefix of fields is one.
        int opset = bytes.length - 2 - 4;
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            if (length == opset) {
                continue;
            }
            refusal(cut);
        }
    }

    @Test
    void passesOverUnknownFields() {
        byte[] model = ModelBytes.of(model(List.of(node("Relu", List.of("x"), List.of("y"))), Map.of()));
        byte[] more = ModelBytes.message(out -> {
            out.number(100, 5).text(101, "?").real(102, 1);
            out.out().writeDouble(103, 2);
            out.out().writeRawBytes(model);
        });
        assertEquals(1, OnnxReader.read(more, "the file").graph().nodes().size());
    }

    @Test
    void groupsAreNotFollowedWithoutEnd() {
        byte[] begins = new byte[1_000_000];
        // Field 12 as the begin of a group, in one byte.
        java.util.Arrays.fill(begins, (byte) (12 << 3 | 3));
        assertRefused("no protocol buffer", begins);
        assertRefused("no protocol buffer", new byte[] {12 << 3 | 4});
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        byte[] bytes = withInGraph(1, n -> n.bytes(4, new byte[] {(byte) 0xC0, (byte) 0x80}));
        assertRefused("no protocol buffer", bytes);
        byte[] latin = "ü".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(
                "no protocol buffer",
                withTensor(t -> t.number(1, 1).number(2, 8).bytes(6, latin)));
    }

    @Test
    void refusesWhatWouldTakeMuchMoreMemoryThanTheFile() {
        assertRefused(
                "4 times the file",
                ModelBytes.message(out -> out.message(7, g -> {
                    for (int i = 0; i < 100_000; i++) {
                        g.message(1, n -> n.text(4, "A"));
                    }
                })));
        byte[] ones = new byte[40_000_000];
        java.util.Arrays.fill(ones, (byte) 1);
        assertRefused(
                "4 times the file",
                withTensor(t -> t.number(1, ones.length).number(2, 7).bytes(7, ones)));
        assertRefused("4 times the file", withInGraph(1, n -> n.text(4, "A").message(5, a -> a.bytes(8, ones))));
        assertRefused(
                "4 times the file",
                withTensor(t -> t.number(1, ones.length).number(2, 3).bytes(9, ones)));
    }

    @Test
    void warnsOfConstantsThatAreNotFinite() {
        OnnxModel model = model(
                List.of(node("Add", List.of("x", "w"), List.of("y"))),
                Map.of("w", OnnxTensor.ofFloats(new float[] {1, Float.NaN, Float.NEGATIVE_INFINITY}, 3)));
        List<String> warnings = OnnxReader.warnings(OnnxReader.read(ModelBytes.of(model), "the file"));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("\"w\" holds 2 of 3 numbers"), warnings.get(0));
    }

    @Test
    void saysWhatIsWrongWithAPath(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("nichts da.onnx");
        assertMessage("nothing there", missing);
        assertMessage("a directory", folder);
        Path empty = Files.createFile(folder.resolve("leer ü.onnx"));
        assertMessage("an empty file", empty);
        Path text = Files.writeString(folder.resolve("text.onnx"), "Hello, world\n");
        assertMessage("expected", text);
        Path good = folder.resolve("gut.onnx");
        Files.write(good, of(node("Relu", List.of("x"), List.of("y"))));
        assertEquals(1, OnnxReader.read(good).graph().nodes().size());
    }

    private static void assertMessage(String part, Path file) {
        String message =
                assertThrows(UserException.class, () -> OnnxReader.read(file)).getMessage();
        assertTrue(message.contains(part) && message.contains(file.getFileName().toString()), message);
    }
}
