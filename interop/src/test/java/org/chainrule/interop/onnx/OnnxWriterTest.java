package org.chainrule.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;

/** What is written against the wire format written down by hand, and against our reader. */
class OnnxWriterTest {
    private static OnnxModel model(OnnxGraph graph) {
        return new OnnxModel(8, "who 1.2", Map.of("", 17L, "ai.onnx.ml", 3L), graph, Map.of("b", "2", "a", "1"));
    }

    /** Field numbers and wire types as onnx.proto has them: a tag is number * 8 + type, and lengths stand before what they measure. */
    @Test
    void bytesAreThoseOfTheFormat() {
        OnnxGraph graph = new OnnxGraph(
                "g",
                List.of(new OnnxValue(
                        "x", ElementType.FLOAT, List.of(OnnxValue.Dimension.any("n"), OnnxValue.Dimension.of(2)))),
                List.of(),
                List.of(new OnnxNode(
                        "", "Relu", "", List.of("x"), List.of("y"), Map.of("k", new OnnxAttribute.OfInt(300)))),
                Map.of("w", OnnxTensor.ofFloats(new float[] {1}, 1)));
        byte[] found = OnnxWriter.bytes(new OnnxModel(8, "who 1", Map.of("", 17L), graph, Map.of()));
        String expected = "08 08" // ir_version
                + "12 03 77 68 6f 1a 01 31" // producer_name, producer_version
                + "3a 43" // graph
                + "0a 19 0a 01 78 12 01 79 1a 00 22 04 52 65 6c 75" // node
                + "2a 09 0a 01 6b 18 ac 02 a0 01 02" // of which: an attribute
                + "12 01 67" // name
                + "2a 0d 08 01 10 01 42 01 77 4a 04 00 00 80 3f" // initializer: dims, type, name, raw data
                + "5a 14 0a 01 78 12 0f 0a 0d 08 01 12 09 0a 03 12 01 6e 0a 02 08 02" // input
                + "42 04 0a 00 10 11"; // opset_import
        assertEquals(expected.replace(" ", ""), hex(found));
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02x", b & 0xFF));
        }
        return hex.toString();
    }

    @Test
    void everythingComesBack() {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        tensors.put("f", OnnxTensor.ofFloats(new float[] {1.5f, -0.0f, 3e38f}, 3, 1));
        tensors.put("d", OnnxTensor.ofDoubles(new double[] {Math.PI}, 1));
        tensors.put("l", OnnxTensor.ofLongs(new long[] {-1, Long.MAX_VALUE}, 2));
        tensors.put("i", OnnxTensor.ofLongs(new long[] {-7, 8}, 2).as(ElementType.INT32));
        tensors.put("b", OnnxTensor.ofBooleans(new boolean[] {true, false}, 2));
        tensors.put("t", OnnxTensor.ofTexts(new String[] {"", "größe", "東"}, 3));
        tensors.put("scalar", OnnxTensor.ofFloats(new float[] {2}));
        tensors.put("empty", OnnxTensor.ofFloats(new float[0], 0, 4));
        OnnxNode node = new OnnxNode(
                "n",
                "LabelEncoder",
                "ai.onnx.ml",
                List.of("x"),
                List.of("y"),
                Map.of(
                        "keys_strings", new OnnxAttribute.OfTexts(List.of("a", "")),
                        "values_int64s", new OnnxAttribute.OfInts(new long[] {5, -6}),
                        "default_int64", new OnnxAttribute.OfInt(-1)));
        OnnxGraph graph = new OnnxGraph(
                "g",
                List.of(new OnnxValue("x", ElementType.STRING, List.of(OnnxValue.Dimension.any("rows")))),
                List.of(new OnnxValue("y", ElementType.INT64, List.of(OnnxValue.Dimension.any("")))),
                List.of(node),
                tensors);
        byte[] once = OnnxWriter.bytes(model(graph));
        OnnxModel back = OnnxReader.read(once, "test");
        assertArrayEquals(once, OnnxWriter.bytes(back));
        assertEquals("who 1.2", back.producer());
        assertEquals(Map.of("", 17L, "ai.onnx.ml", 3L), back.opsets());
        assertEquals(Map.of("a", "1", "b", "2"), back.metadata());
        assertEquals(
                List.copyOf(tensors.keySet()),
                List.copyOf(back.graph().initializers().keySet()));
        assertArrayEquals(
                new long[] {-7, 8}, back.graph().initializers().get("i").longs());
        assertEquals("東", back.graph().initializers().get("t").texts()[2]);
        assertEquals(graph.inputs(), back.graph().inputs());
        assertTrue(new String(once, StandardCharsets.UTF_8).contains("größe"));
    }

    /** Files of other tools, read, written and read again. */
    @Test
    void filesOfOthersComeBack() throws Exception {
        int files = 0;
        try (Stream<Path> all = Files.walk(Shared.path("conformance/onnx"))) {
            for (Path file : all.filter(path -> path.toString().endsWith(".onnx"))
                    .sorted()
                    .toList()) {
                OnnxModel model;
                try {
                    model = OnnxReader.read(file);
                } catch (UserException e) {
                    continue; // what the reader refuses it has its own test for
                }
                byte[] once = written(model);
                if (once.length > 0) {
                    assertArrayEquals(once, OnnxWriter.bytes(OnnxReader.read(once, file.toString())), file.toString());
                    files++;
                }
            }
        }
        assertTrue(files > 200, files + " files");
    }

    /** Nothing for types that are read and never written. */
    private static byte[] written(OnnxModel model) {
        try {
            return OnnxWriter.bytes(model);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Test
    void moreThanTwoGigabytesAreRefusedBeforeAByteIsWritten() {
        OnnxTensor large = OnnxTensor.ofFloats(new float[1 << 24], 1 << 24);
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 33; i++) {
            tensors.put("w" + i, large);
        }
        OnnxModel model = model(new OnnxGraph("g", List.of(), List.of(), List.of(), tensors));
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("written");
            }
        };
        UserException refused = assertThrows(UserException.class, () -> OnnxWriter.write(model, closed));
        assertTrue(refused.getMessage().contains("at most 2147483647 bytes"), refused.getMessage());
    }
}
