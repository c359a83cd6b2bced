package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real process shows: signals, full disks, closed pipes, properties of the virtual machine. */
class ProcessTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    static Path dir;

    @BeforeAll
    static void files() throws IOException {
        Samples.write(dir);
        assertEquals(
                0,
                Ran.of(
                                "train",
                                file("good.csv"),
                                "--target",
                                "label",
                                "--epochs",
                                "2",
                                "--hidden",
                                "4",
                                "--model",
                                file("m.chainrule"),
                                "--no-report")
                        .code());
    }

    private static String file(String name) {
        return dir.resolve(name).toString();
    }

    /** A process of this command line; its standard error goes to a file. */
    private static ProcessBuilder process(String option, String name, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.chainrule.cli.Main"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(dir.resolve(name + ".err").toFile())
                .redirectOutput(dir.resolve(name + ".out").toFile());
    }

    private static Ran run(String option, String name, String... arguments) throws Exception {
        Process process = process(option, name, arguments).start();
        return finished(process, name);
    }

    private static Ran finished(Process process, String name) throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "still running after " + PATIENCE_SECONDS + " s: " + Files.readString(dir.resolve(name + ".err")));
        }
        Path out = dir.resolve(name + ".out");
        return new Ran(
                process.exitValue(),
                Files.exists(out) ? Files.readString(out) : "",
                Files.readString(dir.resolve(name + ".err")));
    }

    @Test
    void anInterruptionSavesTheBestWeights() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        Process process = process(
                        "-Xmx256m",
                        "interrupt",
                        "train",
                        file("good.csv"),
                        "--target",
                        "label",
                        "--epochs",
                        "1000000",
                        "--hidden",
                        "8",
                        "--json",
                        "--model",
                        file("i.chainrule"),
                        "--report",
                        file("i.html"))
                .start();
        await(() -> Files.readString(dir.resolve("interrupt.err")).contains("epoch 3/"), process);
        new ProcessBuilder("/bin/kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        Ran ran = finished(process, "interrupt");
        assertEquals(130, ran.code(), ran.err());
        assertTrue(ran.err().contains("run the same command again"), ran.err());
        Map<String, Object> json = ran.json();
        assertEquals("INTERRUPTED", json.get("stopReason"));
        assertEquals(
                json.get("weightsSha256"),
                Model.load(dir.resolve("i.chainrule")).weightsSha256());
        assertTrue(Files.readString(dir.resolve("i.html")).endsWith("</html>\n")
                || Files.size(dir.resolve("i.html")) > 1_000);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition, Process process) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "the process never came so far");
            Thread.sleep(20);
        }
    }

    @Test
    void aKernelThatIsNotThereIsWrongUsage() throws Exception {
        Ran ran = run(
                "-Dchainrule.kernel=4096",
                "kernel",
                "train",
                file("good.csv"),
                "--target",
                "label",
                "--model",
                file("k.chainrule"),
                "--no-report");
        assertEquals(2, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("4096") && ran.err().contains("scalar"), ran.err());
        assertFalse(Files.exists(dir.resolve("k.chainrule")));
    }

    @Test
    void tooLittleMemoryIsSaidInOneLine() throws Exception {
        Ran ran = run(
                "-Xmx64m",
                "memory",
                "train",
                file("good.csv"),
                "--target",
                "label",
                "--hidden",
                "6000,6000",
                "--epochs",
                "1",
                "--model",
                file("o.chainrule"),
                "--no-report");
        assertEquals(3, ran.code(), ran.err());
        assertEquals(1, ran.complaints().size(), ran.err());
        assertTrue(ran.complaints().get(0).contains("CHAINRULE_JAVA_OPTS=-Xmx"), ran.err());
        assertFalse(Files.exists(dir.resolve("o.chainrule")));
    }

    @Test
    void aFullDiskIsSaidInOneLine() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs /dev/full");
        Process process = process("-Xmx256m", "full", "predict", file("m.chainrule"), file("good.csv"))
                .redirectOutput(full.toFile())
                .start();
        Ran ran = finished(process, "full");
        assertEquals(3, ran.code(), ran.err());
        assertTrue(
                ran.complaints().get(0).contains("cannot write to standard output: No space left on device"),
                ran.err());
        // a model is as likely to fill the disk: the device is written to, and stays a device
        Ran model = run(
                "-Xmx256m",
                "fullmodel",
                "train",
                file("good.csv"),
                "--target",
                "label",
                "--hidden",
                "4",
                "--epochs",
                "1",
                "--no-report",
                "--model",
                "/dev/full");
        assertEquals(3, model.code(), model.err());
        assertTrue(model.complaints().get(0).contains("No space left on device"), model.err());
        assertFalse(Files.isRegularFile(full));
    }

    @Test
    void aClosedPipeEndsQuietly() throws Exception {
        Process process = process(
                        "-Xmx256m",
                        "pipe",
                        "predict",
                        file("m.chainrule"),
                        "sql:SELECT g.* FROM '" + file("good.csv") + "' g, range(4000)")
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("prediction,probability_a,probability_b", reader.readLine());
        }
        Ran ran = finished(process, "pipe");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(List.of(), ran.complaints(), ran.err());
    }
}
