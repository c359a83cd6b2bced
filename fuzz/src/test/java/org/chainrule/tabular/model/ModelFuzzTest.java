package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.fuzz.Choices;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.SeedModels;
import org.chainrule.fuzz.TreeEdits;
import org.junit.jupiter.params.provider.MethodSource;

/** Model files: whole ones, and descriptions (schema, encoder, network, likelihood, provenance) for the weights of a good one. */
class ModelFuzzTest {
    private static final List<Safetensors> GOOD =
            SeedModels.all().map(file -> Safetensors.read(file, "a seed")).toList();
    private static final List<ModelFile.Form> FORMS = GOOD.stream()
            .map(file -> Arrays.stream(ModelFile.Form.values())
                    .filter(form -> form.version().equals(file.metadata().get("formatVersion")))
                    .findFirst()
                    .orElseThrow())
            .toList();
    private static final List<Object> TREES = IntStream.range(0, GOOD.size())
            .mapToObj(i -> Objects.requireNonNull(Json.parse(description(i))))
            .toList();

    static Stream<byte[]> models() {
        return SeedModels.all();
    }

    /** The first byte says whose weights. */
    static Stream<byte[]> descriptions() {
        return IntStream.range(0, GOOD.size()).mapToObj(i -> {
            byte[] text = description(i).getBytes(StandardCharsets.UTF_8);
            byte[] input = new byte[text.length + 1];
            input[0] = (byte) i;
            System.arraycopy(text, 0, input, 1, text.length);
            return input;
        });
    }

    static Stream<byte[]> edits() {
        return IntStream.range(0, GOOD.size()).mapToObj(i -> {
            byte[] input = new byte[40];
            for (int at = 1; at < input.length; at++) {
                input[at] = (byte) (31 * at + 7 * i);
            }
            input[0] = (byte) i;
            return input;
        });
    }

    private static String description(int seed) {
        return Objects.requireNonNull(GOOD.get(seed).metadata().get("chainrule"));
    }

    /** The checksum is set right first: without that no change would get past it. */
    @MethodSource("models")
    @FuzzTest
    void model(byte[] input) {
        Reading.timed(() -> {
            byte[] file = Sealed.again(input, "chainrule");
            check(Reading.orRefused(() -> ModelFile.read(file, "the input")));
        });
    }

    /** As it comes: whatever is changed, the checksum says so. */
    @MethodSource("models")
    @FuzzTest
    void damagedModel(byte[] file) {
        Reading.timed(() -> {
            ModelContents read = Reading.orRefused(() -> ModelFile.read(file, "the input"));
            if (read != null && SeedModels.all().noneMatch(seed -> Arrays.equals(seed, file))) {
                throw new AssertionError("a file that nobody wrote has its checksum");
            }
        });
    }

    @MethodSource("descriptions")
    @FuzzTest
    void description(byte[] input) {
        Reading.timed(() -> {
            int seed = input.length == 0 ? 0 : (input[0] & 0xff) % GOOD.size();
            byte[] text = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
            check(Reading.orRefused(() -> DescriptionJson.read(
                    Fields.of(Json.parse(text, "the input"), "the input"),
                    FORMS.get(seed),
                    new WeightTensors(GOOD.get(seed).tensors()))));
        });
    }

    /** A good description in which some values are others: what stands where no number of that size, name or list can. */
    @MethodSource("edits")
    @FuzzTest
    void editedDescription(byte[] input) {
        Reading.timed(() -> {
            Choices data = new Choices(input);
            int seed = data.whole(0, GOOD.size() - 1);
            Object edited = TreeEdits.of(TREES.get(seed), data);
            check(Reading.orRefused(() -> DescriptionJson.read(
                    Fields.of(edited, "the input"),
                    FORMS.get(seed),
                    new WeightTensors(GOOD.get(seed).tensors()))));
        });
    }

    /** What is read predicts or refuses; it is written, read as the same, and written again as the same bytes. */
    private static void check(@org.jspecify.annotations.Nullable ModelContents read) {
        if (read == null) {
            return;
        }
        byte[] written = Reading.orRefused(() -> bytes(read));
        if (written != null) {
            assertArrayEquals(written, bytes(ModelFile.read(written, "what was written")));
        }
        Model model = new Model(read);
        for (String cell : new String[] {null, "1", "é", "2024-02-29"}) {
            Map<String, Object> row = new HashMap<>();
            model.inputColumns().forEach(column -> row.put(column.name(), cell));
            Reading.orRefused(() -> model.predict(List.of(row, row)));
        }
    }

    private static byte[] bytes(ModelContents contents) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ModelFile.prepare(contents, "the output").writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
