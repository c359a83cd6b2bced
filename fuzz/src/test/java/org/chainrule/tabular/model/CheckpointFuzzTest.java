package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chainrule.fuzz.Choices;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.SeedModels;
import org.chainrule.fuzz.TreeEdits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints: whole files, and good descriptions in which some values are others. */
class CheckpointFuzzTest {
    private static final List<byte[]> FILES = Stream.of("plain", "lbfgs", "realmlp")
            .map(name -> SeedModels.resource("checkpoints/" + name + ".checkpoint"))
            .toList();
    private static final List<Safetensors> GOOD =
            FILES.stream().map(file -> Safetensors.read(file, "a seed")).toList();
    private static final List<Object> TREES = GOOD.stream()
            .map(file -> Objects.requireNonNull(
                    Json.parse(Objects.requireNonNull(file.metadata().get("chainrule")))))
            .toList();

    static Stream<byte[]> files() {
        return FILES.stream();
    }

    static Stream<byte[]> edits() {
        return Stream.of(new byte[] {0, 1, 7, 3}, new byte[] {1, 2, 3, 5, 8, 13, 21}, new byte[] {2, 9, 9, 9, 9, 9});
    }

    /** The checksum is set right first. */
    @MethodSource("files")
    @FuzzTest
    void checkpoint(byte[] input) {
        Reading.timed(() -> {
            byte[] file = Sealed.again(input, "chainrule-checkpoint");
            check(Reading.orRefused(() -> CheckpointFile.read(file, "the input")));
        });
    }

    @MethodSource("edits")
    @FuzzTest
    void editedCheckpoint(byte[] input) {
        Reading.timed(() -> {
            Choices data = new Choices(input);
            int seed = data.whole(0, GOOD.size() - 1);
            Object edited = TreeEdits.of(TREES.get(seed), data);
            check(Reading.orRefused(() -> read(edited, GOOD.get(seed).tensors())));
        });
    }

    private static CheckpointContents read(@Nullable Object tree, List<Tensor> tensors) {
        return CheckpointJson.read(Fields.of(tree, "the input"), new WeightTensors(tensors));
    }

    /** What is read is written, and read as the same. */
    private static void check(@Nullable CheckpointContents read) {
        if (read == null) {
            return;
        }
        String written = Json.write(CheckpointJson.write(read));
        List<Tensor> tensors = CheckpointJson.tensors(read.state());
        CheckpointContents again = read(Json.parse(written), tensors);
        assertEquals(written, Json.write(CheckpointJson.write(again)));
        List<Tensor> same = CheckpointJson.tensors(again.state());
        assertEquals(tensors.size(), same.size());
        for (int i = 0; i < tensors.size(); i++) {
            assertEquals(
                    tensors.get(i).data(), same.get(i).data(), tensors.get(i).name());
        }
    }
}
