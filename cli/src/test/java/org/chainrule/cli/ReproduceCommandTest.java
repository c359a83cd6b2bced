package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reproduce} as a person and as a script use it. */
class ReproduceCommandTest {
    private static final Path PENGUINS =
            Path.of(System.getProperty("chainrule.root", ".."), "examples", "penguins.csv");
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    static Path dir;

    @BeforeAll
    static void train() {
        Ran ran = train("m", "--hidden", "12", "--epochs", "3");
        assertEquals(0, ran.code(), ran.err());
    }

    private static Ran train(String name, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "train",
                PENGUINS.toString(),
                "--target",
                "species",
                "--no-report",
                "--json",
                "--model",
                path(name + ".chainrule")));
        line.addAll(List.of(more));
        return Ran.of(line.toArray(String[]::new));
    }

    private static String path(String name) {
        return dir.resolve(name).toString();
    }

    private static Ran reproduce(String model, String data, String... more) {
        List<String> line = new ArrayList<>(List.of("reproduce", path(model + ".chainrule"), data, "--json"));
        line.addAll(List.of(more));
        return Ran.of(line.toArray(String[]::new));
    }

    @Test
    void theSameBits() {
        Map<String, String> before = Ran.listing(dir);
        Ran ran = reproduce("m", PENGUINS.toString(), "--threads", "2");
        assertEquals(0, ran.code(), ran.err());
        Map<String, Object> json = ran.json();
        String weights = Model.load(dir.resolve("m.chainrule")).weightsSha256();
        assertEquals(true, json.get("reproduced"));
        assertEquals(weights, json.get("weightsSha256"));
        assertEquals(weights, json.get("expectedSha256"));
        assertEquals("same", json.get("data"));
        assertEquals(List.of(), json.get("changes"));
        assertEquals(Map.of("trained", "0.1.0", "here", "0.1.0"), json.get("version"));
        assertEquals(344L, json.get("rows"));
        assertEquals(3L, json.get("epochs"));
        assertEquals(2L, json.get("threads"));
        assertTrue(((Number) json.get("seconds")).doubleValue() > 0);
        assertEquals(1, ran.out().lines().count());
        for (String said : List.of(
                "here        the same",
                "epoch 3/3",
                "expected    SHA-256 " + weights,
                "found       SHA-256 " + weights,
                "reproduced  the weights are the same bits",
                "275 to train, 69 to validate")) {
            assertTrue(ran.err().contains(said), () -> "expected \"" + said + "\" in: " + ran.err());
        }
        assertEquals(List.of(), ran.complaints());
        assertEquals(before, Ran.listing(dir), "nothing is written");
    }

    @Test
    void changedDataAreNamed() throws IOException {
        String text = Files.readString(PENGUINS);
        Path changed = dir.resolve("changed.csv");
        Files.writeString(changed, text.replaceFirst("Torgersen", "Biscoe").replace("body_mass_g", "mass"));
        Ran ran = reproduce("m", changed.toString());
        assertEquals(5, ran.code(), ran.err());
        assertEquals(false, ran.json().get("reproduced"));
        assertEquals("changed", ran.json().get("data"));
        assertNull(ran.json().get("weightsSha256"));
        assertEquals(
                List.of(
                        "column \"body_mass_g\" is missing; new in the table: \"mass\"",
                        "cells of column \"island\" differ"),
                ran.json().get("changes"));
        assertTrue(ran.err().contains("  cells of column \"island\" differ"), ran.err());
        assertEquals(1, ran.complaints().size(), ran.err());
        assertFalse(ran.err().contains("epoch 1"), ran.err());
        assertFalse(ran.complaints().get(0).contains("the weights"), ran.err());
        Files.delete(changed);
    }

    @Test
    void theValidationTableIsAskedFor() {
        String other = "sql:SELECT * FROM '" + PENGUINS + "' WHERE island <> 'Torgersen'";
        assertEquals(
                0,
                train("v", "--hidden", "4", "--epochs", "2", "--validation", other)
                        .code());
        Ran absent = reproduce("v", PENGUINS.toString());
        assertEquals(2, absent.code(), absent.err());
        assertTrue(absent.complaints().get(0).contains("add --validation DATA"), absent.err());
        Ran given = reproduce("v", PENGUINS.toString(), "--validation", other);
        assertEquals(0, given.code(), given.err());
        assertEquals(true, given.json().get("reproduced"));
    }

    @Test
    void otherWeightsAndAnotherVersionAreNamed() {
        Model model = Model.load(dir.resolve("m.chainrule"));
        float[] weights =
                Objects.requireNonNull(model.network().floatParameters()).clone();
        weights[0] += 1;
        for (String version : List.of("0.0.1", "0.1.0")) {
            doctored(model, weights, version).save(dir.resolve("d.chainrule"));
            Ran ran = reproduce("d", PENGUINS.toString());
            assertEquals(5, ran.code(), ran.err());
            assertEquals(false, ran.json().get("reproduced"));
            assertEquals(model.weightsSha256(), ran.json().get("weightsSha256"));
            String first = new ParameterLayout(model.network().network())
                    .parameters()
                    .get(0)
                    .name();
            assertTrue(ran.err().contains(first), ran.err());
            assertTrue(String.valueOf(ran.json().get("tensors")).contains("differ=1"), ran.out());
            String complaint = ran.complaints().get(0);
            boolean other = !version.equals("0.1.0");
            assertEquals(other, complaint.contains("of Chainrule 0.0.1, this is 0.1.0"), complaint);
            assertEquals(!other, complaint.contains("the model file was changed"), complaint);
            assertEquals(other, ran.err().contains("another version of Chainrule may give other bits"), ran.err());
        }
        doctored(model, Objects.requireNonNull(model.network().floatParameters()), "0.0.1")
                .save(dir.resolve("d.chainrule"));
        Ran same = reproduce("d", PENGUINS.toString());
        assertEquals(0, same.code(), same.err());
        assertEquals(Map.of("trained", "0.0.1", "here", "0.1.0"), same.json().get("version"));
    }

    private static Model doctored(Model model, float[] weights, String version) {
        ModelContents c = model.contents();
        Provenance p = c.provenance();
        TrainedNetwork network = TrainedNetwork.float32(
                c.network().network(),
                c.network().likelihood(),
                weights,
                Objects.requireNonNull(c.network().floatStatistics()));
        return new Model(new ModelContents(
                c.schema(),
                c.task(),
                c.encoder(),
                c.target(),
                network,
                c.validation(),
                c.test(),
                c.history(),
                new Provenance(
                        version,
                        p.createdAt(),
                        p.jdk(),
                        p.data(),
                        p.validationData(),
                        p.trainingRows(),
                        p.validationRows(),
                        p.droppedRows(),
                        p.seed(),
                        p.preset(),
                        p.configuration(),
                        p.kernel(),
                        p.seconds(),
                        p.epochs(),
                        p.bestEpoch(),
                        p.stopReason(),
                        p.firstEpochSteps())));
    }

    private static ProcessBuilder process(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dchainrule.kernel=scalar",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.chainrule.cli.Main"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(dir.resolve("process.err").toFile())
                .redirectOutput(dir.resolve("process.out").toFile());
    }

    /** An interruption of the training, then one of the reproduction of what it left, on scalar kernels. */
    @Test
    void anInterruptedTrainingIsReproducedAndAReproductionInterrupted() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        String model = path("i.chainrule");
        Ran training = interrupted(
                "train",
                PENGUINS.toString(),
                "--target",
                "species",
                "--hidden",
                "8",
                "--epochs",
                "1000000",
                "--patience",
                "0",
                "--model",
                model,
                "--no-report");
        assertEquals(130, training.code(), training.err());
        Ran ran = reproduce("i", PENGUINS.toString());
        assertEquals(0, ran.code(), ran.err());
        int epochs = Model.load(dir.resolve("i.chainrule")).provenance().epochs();
        assertTrue(ran.err().contains("epoch " + epochs + "/" + epochs), "the bar knows where it ends");

        Ran again = train("long", "--hidden", "256,256", "--epochs", "200", "--patience", "0");
        assertEquals(0, again.code(), again.err());
        Ran halfway = interrupted("reproduce", path("long.chainrule"), PENGUINS.toString());
        assertEquals(130, halfway.code(), halfway.err());
        assertTrue(halfway.err().contains("interrupted: nothing was compared"), halfway.err());
        assertFalse(halfway.err().contains("reproduced  "), halfway.err());
    }

    /** Runs a command and interrupts it in its third epoch or later. */
    private static Ran interrupted(String... arguments) throws Exception {
        Path err = dir.resolve("process.err");
        Process process = process(arguments).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(err) || !Files.readString(err).contains("epoch 3/")) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "the process never came so far");
            Thread.sleep(20);
        }
        new ProcessBuilder("/bin/kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
        }
        return new Ran(process.exitValue(), Files.readString(dir.resolve("process.out")), Files.readString(err));
    }
}
