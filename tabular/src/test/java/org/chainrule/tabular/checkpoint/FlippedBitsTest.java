package org.chainrule.tabular.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.optim.Sgd;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.Models;
import org.chainrule.train.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every single-bit change of a small file is detected, and every truncation, with at most 64 MB of heap. With {@code chainrule.flips=bytes} every change of a
 * single byte.
 */
class FlippedBitsTest {
    private static final String HOW = System.getProperty("chainrule.flips", "bits");
    private static final long MOST_MILLIS = 2000;

    @TempDir
    Path directory;

    private void assertAllDetected(Path file) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlippedBits.class.getName(),
                        file.toString(),
                        HOW)
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), Files.readString(errors));
        String[] numbers = out.split(" ", -1);
        System.out.println("flipped " + HOW + " of " + file.getFileName() + ": " + numbers[0] + " bytes, " + numbers[1]
                + " changes, " + numbers[0] + " truncations, " + numbers[2] + " undetected, slowest " + numbers[3]
                + " ms");
        long changes = HOW.equals("bytes") ? 255 : 8;
        assertEquals(Files.size(file) * changes, Long.parseLong(numbers[1]));
        assertEquals("0", numbers[2], "undetected");
        assertTrue(Long.parseLong(numbers[3]) <= MOST_MILLIS, "slowest: " + numbers[3] + " ms");
    }

    @Test
    void inAModel() throws IOException, InterruptedException {
        Path file = directory.resolve("m.chainrule");
        ModelFile.write(Models.regression(new Gaussian()), file);
        assertAllDetected(file);
    }

    @Test
    void inACheckpoint() throws IOException, InterruptedException {
        List<TrainingState> states = new ArrayList<>();
        CheckpointSamples.train(states);
        Path file = directory.resolve("c.checkpoint");
        CheckpointFile.write(new CheckpointContents(Map.of("kind", "test"), new Sgd(), states.get(5)), file);
        assertAllDetected(file);
    }
}
