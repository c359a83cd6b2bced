package org.chainrule.interop.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.testing.Shared;

/** The cases of ONNX's own suite: a model, its inputs and the outputs that are expected. */
public final class OnnxCases {
    private OnnxCases() {}

    /**
     * A case.
     *
     * @param name      such as {@code node/test_adam}
     * @param operators such as {@code ai.onnx.preview.training:Adam}
     */
    public record Case(String name, Set<String> operators) {
        /**
         * The model.
         *
         * @return as it was read
         */
        public OnnxModel model() {
            return OnnxReader.read(folder(name).resolve("model.onnx"));
        }

        /**
         * The inputs of the case.
         *
         * @return in the order of the graph
         */
        public List<OnnxTensor> inputs() {
            return tensors("input_");
        }

        /**
         * The expected outputs.
         *
         * @return in the order of the graph
         */
        public List<OnnxTensor> outputs() {
            return tensors("output_");
        }

        private List<OnnxTensor> tensors(String prefix) {
            List<OnnxTensor> tensors = new ArrayList<>();
            Path data = folder(name).resolve("test_data_set_0");
            for (int i = 0; Files.exists(data.resolve(prefix + i + ".pb")); i++) {
                Path file = data.resolve(prefix + i + ".pb");
                tensors.add(OnnxReader.tensor(bytes(file), file.toString()));
            }
            return tensors;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * All cases of the suite.
     *
     * @return in the order of its index
     */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String line : new String(
                        bytes(Shared.path("conformance/onnx/INDEX.tsv")), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] cells = line.split("\t", -1);
            cases.add(new Case(cells[0], Set.of(cells[2].split(" ", -1))));
        }
        return cases;
    }

    /**
     * One case.
     *
     * @param name as in the index
     * @return the case
     */
    public static Case named(String name) {
        return all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static Path folder(String name) {
        return Shared.path("conformance/onnx/" + name);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
