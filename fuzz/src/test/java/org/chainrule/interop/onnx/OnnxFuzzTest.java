package org.chainrule.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.SeedModels;
import org.chainrule.fuzz.Seeds;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportSource;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.ModelAssembly;
import org.chainrule.interop.onnx.export.OnnxExport;
import org.chainrule.interop.onnx.load.OnnxImport;
import org.chainrule.interop.onnx.run.EvaluationLimits;
import org.chainrule.interop.onnx.run.OnnxEvaluator;
import org.chainrule.interop.safetensors.SafetensorsImport;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.Safetensors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of other tools: ONNX, read, written, evaluated and made a network; safetensors as PyTorch writes them. */
class OnnxFuzzTest {
    private static final EvaluationLimits LIMITS = new EvaluationLimits(1 << 20, 1 << 22);
    private static final int MOST_ELEMENTS = 4096;

    static Stream<byte[]> onnxFiles() {
        return Stream.of(
                        SeedModels.all()
                                .map(file -> new Model(ModelFile.read(file, "a seed")))
                                .map(model ->
                                        OnnxWriter.bytes(OnnxExport.of(model).onnx())),
                        Seeds.shared("conformance/onnx", "model.onnx"),
                        Seeds.shared("conformance/onnx-hostile", ".onnx"))
                .flatMap(files -> files);
    }

    static Stream<byte[]> torchFiles() {
        return Stream.concat(
                Seeds.texts("xxxxxxxx{\"fc.0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}0000"),
                Seeds.shared("conformance/safetensors", ".safetensors"));
    }

    @MethodSource("onnxFiles")
    @FuzzTest
    void onnx(byte[] file) {
        Reading.timed(() -> {
            OnnxModel model = Reading.orRefused(() -> OnnxReader.read(file, "the input"));
            if (model == null) {
                return;
            }
            byte[] written = OnnxWriter.bytes(model);
            assertArrayEquals(written, OnnxWriter.bytes(OnnxReader.read(written, "what was written")));
            Reading.orRefused(() -> OnnxEvaluator.of(model).run(zeros(model.graph()), LIMITS));
            predict(Reading.orRefused(() -> OnnxImport.of(model, ImportOptions.none(), "the input")));
        });
    }

    @MethodSource("torchFiles")
    @FuzzTest
    void torchFile(byte[] bytes) {
        Reading.timed(() -> {
            Safetensors file = Reading.orRefused(() -> Safetensors.read(bytes, "the input"));
            if (file != null) {
                predict(Reading.orRefused(() -> SafetensorsImport.of(file, ImportOptions.none(), "the input")));
            }
        });
    }

    /** What is imported is a model like any other. */
    private static void predict(@Nullable ImportedNetwork network) {
        if (network == null) {
            return;
        }
        ImportSource source = new ImportSource("the input", "onnx", "", "0".repeat(64));
        Model model = Reading.orRefused(() -> ModelAssembly.model(network, ImportOptions.none(), source));
        if (model != null) {
            Map<String, Object> row = new HashMap<>();
            model.inputColumns().forEach(column -> row.put(column.name(), 0.5));
            Reading.orRefused(() -> model.predict(List.of(row)));
        }
    }

    /** Inputs of the least size that the graph allows. */
    private static Map<String, OnnxTensor> zeros(OnnxGraph graph) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (OnnxValue input : graph.inputs()) {
            int[] shape = input.shape().stream()
                    .mapToInt(dimension -> (int) Math.max(1, Math.min(MOST_ELEMENTS, dimension.size())))
                    .toArray();
            long size = 1;
            for (int dimension : shape) {
                size = Math.min(MOST_ELEMENTS + 1L, size * dimension);
            }
            if (size <= MOST_ELEMENTS) {
                inputs.put(input.name(), zero(input.type(), (int) size, shape));
            }
        }
        return inputs;
    }

    private static OnnxTensor zero(ElementType type, int size, int[] shape) {
        return switch (type.kind()) {
            case TEXT -> OnnxTensor.ofTexts(texts(size), shape);
            case TRUTH -> OnnxTensor.ofBooleans(new boolean[size], shape);
            case SIGNED, UNSIGNED -> OnnxTensor.ofLongs(new long[size], shape).as(type);
            case DOUBLE -> OnnxTensor.ofDoubles(new double[size], shape);
            case REAL -> OnnxTensor.ofFloats(new float[size], shape).as(type);
        };
    }

    private static String[] texts(int size) {
        String[] texts = new String[size];
        java.util.Arrays.fill(texts, "");
        return texts;
    }
}
