package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimiser's state goes from the training into the file, and from there to the step that {@code explain} shows. */
class StoredStateTest {
    private static final Path PENGUINS =
            Path.of(System.getProperty("chainrule.root", ".."), "examples", "penguins.csv");

    @TempDir
    Path dir;

    private Ran train(String name, int epochs, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "train",
                PENGUINS.toString(),
                "--target",
                "species",
                "--preset",
                "fast",
                "--hidden",
                "5",
                "--dropout",
                "0",
                "--batch-size",
                "1000",
                "--validation-fraction",
                "0",
                "--precision",
                "float64",
                "--epochs",
                String.valueOf(epochs),
                "--model",
                path(name),
                "--no-report",
                "--no-doctor",
                "--json"));
        line.addAll(List.of(more));
        Ran ran = Ran.of(line.toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());
        return ran;
    }

    private String path(String name) {
        return dir.resolve(name + ".chainrule").toString();
    }

    /** All rows are one batch: the step after k epochs is what training for k + 1 epochs makes of the weight. */
    @ParameterizedTest
    @ValueSource(strings = {"momentum", "adam", "adamw", "nadam", "rmsprop"})
    @SuppressWarnings("unchecked")
    void theStepIsThatOfTheNextEpoch(String optimizer) {
        String[] how = {
            "--optimizer", optimizer, "--learning-rate", "0.01", "--weight-decay", "0.01", "--schedule", "constant"
        };
        train("before", 5, how);
        train("after", 6, how);
        Model after = Model.load(Path.of(path("after")));
        int offset = new ParameterLayout(after.network().network())
                .parameters().stream()
                        .filter(slice -> slice.name().equals("dense.1.weight"))
                        .findFirst()
                        .orElseThrow()
                        .offset();
        double[] weights = Objects.requireNonNull(after.network().doubleParameters());
        for (int from = 0; from < 4; from++) {
            Ran explained = Ran.of(
                    "explain",
                    path("before"),
                    PENGUINS.toString(),
                    "--rows",
                    "1000",
                    "--weight",
                    "1:" + from + ":2",
                    "--json");
            assertEquals(0, explained.code(), explained.err());
            Map<String, Object> update = (Map<String, Object>) explained.json().get("update");
            assertEquals("stored", update.get("state"));
            assertEquals(6L, update.get("step"));
            double expected = weights[offset + from * 5 + 2];
            assertEquals(expected, ((Number) update.get("newWeight")).doubleValue(), 1e-11 * Math.abs(expected));
            assertTrue(explained.err().contains("step 6 of ") && explained.err().contains("from the stored state"));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void theFileSaysWhetherItIsThere() throws IOException {
        Ran with = train("with", 3, "--optimizer", "adam");
        Ran without = train("without", 3, "--optimizer", "adam", "--no-optimizer-state");
        assertEquals(with.json().get("weightsSha256"), without.json().get("weightsSha256"));
        Ran inspected = Ran.of("inspect", path("with"), "--json");
        Map<String, Object> state = (Map<String, Object>) inspected.json().get("optimizerState");
        long parameters = ((Number) inspected.json().get("parameters")).longValue();
        assertEquals(3L, state.get("step"));
        assertEquals(2 * 8 * parameters, state.get("bytes"));
        assertTrue(inspected.err().contains("optimizer   state of adam("), inspected.err());
        Ran bare = Ran.of("inspect", path("without"), "--json");
        assertNull(bare.json().get("optimizerState"));
        assertTrue(bare.err().contains("optimizer   no state"), bare.err());
        assertTrue(Files.size(Path.of(path("without"))) + 2 * 8 * parameters < Files.size(Path.of(path("with"))));
        Ran explained = Ran.of("explain", path("without"), PENGUINS.toString(), "--weight", "1:0:0");
        assertTrue(explained.err().contains("from the state before the first step"), explained.err());
        assertEquals(0, Ran.of("reproduce", path("with"), PENGUINS.toString()).code());
    }

    @Test
    void aDamagedStateIsABadFile() throws IOException {
        train("forged", 2, "--optimizer", "adam");
        byte[] bytes = Files.readAllBytes(Path.of(path("forged")));
        byte[] before = bytes.clone();
        bytes[bytes.length - 1] ^= 1;
        Files.write(Path.of(path("forged")), bytes);
        Ran ran = Ran.of("inspect", path("forged"));
        assertEquals(3, ran.code());
        assertEquals(1, ran.complaints().size(), ran.err());
        Files.write(Path.of(path("forged")), before);
        assertEquals(0, Ran.of("inspect", path("forged")).code());
        assertArrayEquals(before, Files.readAllBytes(Path.of(path("forged"))));
    }
}
