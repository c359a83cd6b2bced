package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --checkpoint DIR --resume} from the command line, killed and interrupted. */
class CheckpointCommandTest {
    private static final long PATIENCE_SECONDS = 60;

    /** What differs between two runs of the same training. */
    private static final Set<String> TIMES = Set.of("seconds", "rowsPerSecond", "warnings", "model", "report");

    @TempDir
    static Path dir;

    @BeforeAll
    static void files() throws IOException {
        Samples.write(dir);
    }

    private static String file(String name) {
        return dir.resolve(name).toString();
    }

    private static String[] train(String model, int epochs, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "train",
                file("good.csv"),
                "--target",
                "label",
                "--preset",
                "plain",
                "--batch-size",
                "8",
                "--hidden",
                "8",
                "--epochs",
                String.valueOf(epochs),
                "--json",
                "--no-report",
                "--model",
                file(model)));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    private static Process start(String name, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dchainrule.kernel=scalar",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.chainrule.cli.Main"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(dir.resolve(name + ".err").toFile())
                .redirectOutput(dir.resolve(name + ".out").toFile())
                .start();
    }

    private static Ran ended(String name, Process process) throws Exception {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running");
        return new Ran(
                process.exitValue(),
                Files.readString(dir.resolve(name + ".out")),
                Files.readString(dir.resolve(name + ".err")));
    }

    private static void awaitCheckpoint(String folder, Process process) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (checkpoints(folder) == 0) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "the process never came so far");
            Thread.sleep(10);
        }
    }

    private static long checkpoints(String folder) throws IOException {
        if (!Files.isDirectory(dir.resolve(folder))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(dir.resolve(folder))) {
            return files.filter(path -> path.toString().endsWith(".checkpoint")).count();
        }
    }

    private static Map<String, Object> timeless(Map<String, Object> json) {
        json.keySet().removeAll(TIMES);
        return json;
    }

    @Test
    void aKilledTrainingEndsAsIfNothingHadHappened() throws Exception {
        Map<String, Object> expected = timeless(
                ended("whole", start("whole", train("whole.chainrule", 400))).json());
        String[] line = train("killed.chainrule", 400, "--checkpoint", file("killed"), "--checkpoint-every", "1ms");
        Process process = start("killed", line);
        awaitCheckpoint("killed", process);
        process.toHandle().destroyForcibly();
        process.waitFor();
        assumeTrue(process.exitValue() == 128 + 9, "it ended before it was killed");

        Ran refused = Ran.of(line);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("add --resume to go on with it"), refused.err());

        String[] resume = Arrays.copyOf(line, line.length + 1);
        resume[line.length] = "--resume";
        Ran resumed = ended("resumed", start("resumed", resume));
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.err().contains("resumed     after step "), resumed.err());
        assertEquals(expected, timeless(resumed.json()));

        Ran finished = Ran.of(resume);
        assertTrue(finished.err().contains("finished    the training of the checkpoints ended"), finished.err());
        Map<String, Object> again = timeless(finished.json());
        again.put("kernel", expected.get("kernel")); // of this process
        assertEquals(expected, again);
        assertTrue(Ran.of(line).err().contains("finished; add --resume"), "says so");
    }

    @Test
    void anInterruptionSaysHowToGoOn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        String[] line = train("i.chainrule", 1_000_000, "--checkpoint", file("i"), "--checkpoint-every", "2epochs");
        Process process = start("i", line);
        awaitCheckpoint("i", process);
        new ProcessBuilder("/bin/kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        Ran ran = ended("i", process);
        assertEquals(130, ran.code(), ran.err());
        String how = ran.err()
                .lines()
                .filter(text -> text.contains("to go on from here run: "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ran.err()));
        assertTrue(how.endsWith(" --checkpoint-every 2epochs --resume"), how);
        assertEquals(
                ran.json().get("weightsSha256"),
                Model.load(dir.resolve("i.chainrule")).weightsSha256());
    }

    @Test
    void theConfigurationFileKnowsThem() throws IOException {
        Files.writeString(
                dir.resolve("c.yaml"),
                "checkpoint: " + file("configured") + "\nresume: true\ncheckpointEvery: 1epoch\n");
        String[] line = train("c.chainrule", 3, "--config", file("c.yaml"));
        Ran anew = Ran.of(line);
        assertEquals(0, anew.code(), anew.err());
        assertTrue(anew.err().contains("training begins anew"), anew.err());
        assertEquals(2, checkpoints("configured"));
        assertEquals(anew.json().get("weightsSha256"), Ran.of(line).json().get("weightsSha256"));
        Ran other = Ran.of(train("c.chainrule", 4, "--config", file("c.yaml")));
        assertEquals(2, other.code());
        assertTrue(other.err().contains("epochs was 3, now it is 4"), other.err());
    }
}
