package org.chainrule.interop.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.interop.onnx.OnnxWriter;
import org.chainrule.likelihood.Categorical;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFileTest {
    @TempDir
    Path dir;

    /** Two inputs, scaled by 1/1000, a hidden layer, two classes. */
    private Path onnx(String name) throws IOException {
        Map<String, OnnxTensor> constants = new LinkedHashMap<>();
        constants.put("thousand", OnnxTensor.ofFloats(new float[] {1000}));
        constants.put("w", OnnxTensor.ofFloats(new float[] {1, -1, 2, 0.5f, 1, -1}, 3, 2));
        constants.put("b", OnnxTensor.ofFloats(new float[] {0, 0.25f, -0.5f}, 3));
        constants.put("w2", OnnxTensor.ofFloats(new float[] {1, 0, -1, 0, 1, 1}, 2, 3));
        List<OnnxNode> nodes = List.of(
                node("Div", "s", Map.of(), "x", "thousand"),
                node("Gemm", "z", Map.of("transB", new OnnxAttribute.OfInt(1)), "s", "w", "b"),
                node("Relu", "h", Map.of(), "z"),
                node("Gemm", "y", Map.of("transB", new OnnxAttribute.OfInt(1)), "h", "w2"),
                node("Softmax", "p", Map.of("axis", new OnnxAttribute.OfInt(1)), "y"));
        OnnxGraph graph = new OnnxGraph("g", List.of(value("x", 2)), List.of(value("p", 2)), nodes, constants);
        Path file = dir.resolve(name);
        Files.write(file, OnnxWriter.bytes(new OnnxModel(8, "pytorch 2.4", Map.of("", 17L), graph, Map.of())));
        return file;
    }

    private static OnnxNode node(
            String operator, String gives, Map<String, OnnxAttribute> attributes, String... reads) {
        return new OnnxNode(operator, operator, "", List.of(reads), List.of(gives), attributes);
    }

    private static OnnxValue value(String name, long width) {
        return new OnnxValue(
                name, ElementType.FLOAT, List.of(OnnxValue.Dimension.any("N"), OnnxValue.Dimension.of(width)));
    }

    private static ImportOptions options() {
        return ImportOptions.none()
                .withColumns(List.of("größe 😀", "income"))
                .withClasses(List.of("no", "yes"))
                .withTarget("bought");
    }

    /** Saved and read again it predicts by name, with values that no table here has seen: 200000 is not cut off. */
    @Test
    void theModelIsSavedAndPredicts() throws IOException {
        ForeignFile.Read read = ForeignFile.read(onnx("no-suffix"), options());
        Path saved = dir.resolve("m.chainrule");
        read.model().save(saved);
        Model model = Model.load(saved);
        assertEquals(read.model().weightsSha256(), model.weightsSha256());
        assertEquals(read.model().encoder(), model.encoder());
        assertTrue(model.provenance().imported());
        assertEquals("pytorch 2.4", model.provenance().configuration().get("importedProducer"));
        Prediction prediction = model.predict(Map.of("größe 😀", 3000, "income", 200_000));
        // s = (3, 200), z = (-197, 106.25, -197.5), h = (0, 106.25, 0), y = (0, 106.25)
        assertEquals("yes", prediction.label());
        assertEquals(1, prediction.probabilities().get("yes"), 1e-12);
        Prediction even = model.predict(Map.of("größe 😀", 1000, "income", 500));
        // s = (1, 0.5), z = (0.5, 2.5, 0), h = z, y = (0.5, 2.5)
        assertEquals(1 / (1 + StrictMath.exp(-2)), even.probabilities().get("yes"), 1e-6);
    }

    /** The network goes on from its weights on a table of its own. */
    @Test
    void theModelIsTrainedOn() throws IOException {
        Model start = ForeignFile.read(onnx("a.onnx"), options()).model();
        StringBuilder rows = new StringBuilder("income,größe 😀,bought\n");
        for (int i = 0; i < 100; i++) {
            rows.append(i * 37 % 100 * 40).append(',').append(i * 17 % 100 * 30).append(',');
            rows.append(i * 37 % 100 * 40 > i * 17 % 100 * 30 ? "yes" : "no").append('\n');
        }
        Path data = Files.writeString(dir.resolve("data.csv"), rows);
        Model model = Chainrule.train(
                Table.read(data),
                TrainOptions.builder("bought")
                        .startFrom(start)
                        .epochs(60)
                        .learningRate(0.02)
                        .build());
        assertEquals("60", model.provenance().configuration().get("epochs"));
        assertEquals(start.encoder(), model.encoder());
        assertTrue(
                model.validation().get("logLoss")
                        < start.evaluate(Table.read(data)).metrics().get("logLoss"),
                model.validation()::toString);
        String refused = assertThrows(UserException.class, () -> Chainrule.reproduce(start, Table.read(data)))
                .getMessage();
        assertTrue(refused.contains("imported from a.onnx"), refused);
    }

    @Test
    void namesThatDoNotFit() throws IOException {
        Path file = onnx("n.onnx");
        refused(file, options().withColumns(List.of("a")), "expected 2 names of columns");
        refused(file, options().withColumns(List.of("a", "a")), "\"a\" twice");
        refused(file, options().withColumns(List.of("a", "bought")), "--target");
        refused(file, options().withClasses(List.of("a", "b", "c")), "expected 2 different names of classes");
        refused(file, options().withClasses(List.of("a", "a")), "with one twice");
        refused(file, options().withTarget(" "), "--target");
    }

    @Test
    void theFirstBytesSayWhatAFileIs() throws IOException {
        refused(dir.resolve("absent"), options(), "nothing there");
        refused(dir, options(), "a directory");
        refused(bytes(), options(), "an empty file");
        refused(bytes(1, 2, 3), options(), "3 bytes");
        refused(bytes('P', 'K', 3, 4, 0, 0, 0, 0, 0, 0), options(), "zip archive");
        refused(bytes(0x80, 2, 0x8a, 0, 0, 0, 0, 0, 0, 0), options(), "pickle");
        refused(bytes(0x89, 'H', 'D', 'F', 0, 0, 0, 0, 0, 0), options(), "HDF5");
        refused(
                Files.write(dir.resolve("text"), "income,age\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8)),
                options(),
                "expected an ONNX or safetensors file");
    }

    private Path bytes(int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Files.write(dir.resolve("made"), bytes);
    }

    private static void refused(Path file, ImportOptions options, String part) {
        String message = assertThrows(UserException.class, () -> ForeignFile.read(file, options))
                .getMessage();
        assertTrue(message.contains(part) && !message.contains("\n"), message);
    }

    /** Weights that are not finite are no weights, whatever the format allows. */
    @Test
    void theConformanceFilesAreReadOrRefused() {
        ImportOptions linear = ImportOptions.none().withLikelihood(new Categorical(0));
        for (String name : List.of(
                "ok_nan_inf_values",
                "ok_serialization_f32",
                "ok_deserialization_i32",
                "ok_zero_sized",
                "ok_scalar_shape",
                "ok_metadata",
                "ok_forced_alignment",
                "ok_bf16_f64",
                "bad_hole",
                "bad_duplicate_key",
                "bad_u64_max_len")) {
            Path file = Shared.path("conformance/safetensors/" + name + ".safetensors");
            String message = assertThrows(UserException.class, () -> ForeignFile.read(file, linear), name)
                    .getMessage();
            assertTrue(message.contains(name), message);
        }
    }

    @Test
    void theLinearLayerOfTheSuiteIsAModel() {
        Path file = Shared.path("conformance/onnx/pytorch-converted/test_Linear/model.onnx");
        ForeignFile.Read read = ForeignFile.read(file, ImportOptions.none().withLikelihood(new Categorical(0)));
        assertEquals(8, read.model().classes().size());
        assertArrayEquals(new Object[] {"x0", "x9"}, new Object[] {
            read.model().inputColumns().get(0).name(),
            read.model().inputColumns().get(9).name()
        });
        refused(file, ImportOptions.none(), "--likelihood categorical");
    }
}
