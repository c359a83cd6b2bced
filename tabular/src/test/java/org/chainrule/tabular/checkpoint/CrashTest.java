package org.chainrule.tabular.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chainrule.tabular.model.CheckpointFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings that are killed with SIGKILL at random moments and taken up again, until they end: no checkpoint may be unreadable, and the end must have the bits,
 * the history and the reason of a training that nobody killed. As many kills as {@code chainrule.crash.kills} says.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("chainrule.crash.kills", 15);

    /** A training is killed at most so often, then it ends: every kind has its turn. */
    private static final int MOST_OF_ONE = Math.max(4, KILLS / 40);

    /** A process lives at most so long after its first step. */
    private static final int MOST_MILLIS = Integer.getInteger("chainrule.crash.millis", 400);

    @TempDir
    Path directory;

    private final Random random = new Random(20261127);
    private int kills;
    private int beforeTheFirstStep;
    private int whileWriting;
    private int read;

    @Test
    void nothingIsLost() throws Exception {
        int trainings = 0;
        while (kills < KILLS) {
            String kind = CrashChild.KINDS.get(trainings % CrashChild.KINDS.size());
            Path folder = Files.createDirectory(directory.resolve("training-" + trainings));
            String found = "";
            int before = kills;
            while (found.isEmpty()) {
                found = lifeOf(kind, trainings, folder, kills < Math.min(KILLS, before + MOST_OF_ONE));
                readAll(folder);
            }
            assertEquals(CrashChild.whole(kind, trainings), found, kind + " " + trainings);
            assertEquals(0, temporaryFiles(folder));
            trainings++;
        }
        System.out.printf(
                Locale.ROOT,
                "crash test: %d kills (%d before the first step, %d while a file was being written) in %d trainings,"
                        + " %d checkpoint files read, 0 unreadable, 0 bit differences%n",
                kills,
                beforeTheFirstStep,
                whileWriting,
                trainings,
                read);
    }

    /** One process; empty if it was killed, else what it came to. */
    private String lifeOf(String kind, int seed, Path folder, boolean mortal) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx128m",
                        "-Dchainrule.kernel=scalar",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        kind,
                        String.valueOf(seed),
                        folder.toString())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean early = mortal && random.nextInt(10) == 0;
            if (early) {
                Thread.sleep(random.nextInt(400));
            } else {
                String first = out.readLine();
                assertEquals("begun", first, () -> read(directory.resolve("errors")));
                if (mortal) {
                    process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
                }
            }
            if (mortal && process.isAlive()) {
                process.toHandle().destroyForcibly(); // SIGKILL; the streams stay open for one that just ended
                process.waitFor();
                if (process.exitValue() == 128 + 9) {
                    kills++;
                    if (kills % 50 == 0) {
                        System.out.println(kills + " kills");
                    }
                    beforeTheFirstStep += early ? 1 : 0;
                    whileWriting += temporaryFiles(folder) > 0 ? 1 : 0;
                    return "";
                }
            }
            List<String> lines = new ArrayList<>();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
            assertEquals(0, process.waitFor(), () -> read(directory.resolve("errors")));
            return lines.get(lines.size() - 1);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void readAll(Path folder) throws IOException {
        List<Generation> all = new FolderStore(folder).all();
        assertTrue(all.size() <= 3, "a killed training may leave one more than it keeps: " + all);
        for (Generation generation : all) {
            CheckpointFile.read(folder.resolve(generation.file()));
            read++;
        }
    }

    private static int temporaryFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }
}
