package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a table: what is broken off and taken up again gives the same model file and the same account, times aside. */
class ResumedRunTest {
    @TempDir
    Path dir;

    private static TrainOptions options(String name) {
        TrainOptionsBuilder builder =
                TrainOptions.builder("label").drop(List.of("value")).epochs(3);
        return switch (name) {
            case "lbfgs" ->
                Reruns.classes().preset("plain").optimizer("lbfgs").epochs(12).build();
            case "float64" ->
                Reruns.classes()
                        .precision(Precision.FLOAT64)
                        .preset("plain")
                        .batchSize(16)
                        .build();
            case "plateau" ->
                Reruns.classes()
                        .preset("plain")
                        .batchSize(16)
                        .epochs(9)
                        .patience(3)
                        .learningRate(0.05)
                        .schedule("plateau(0.5,1)")
                        .build();
            case "values" ->
                Reruns.values()
                        .preset("plain")
                        .batchSize(16)
                        .epochs(6)
                        .dropout(0.2)
                        .build();
            case "default", "tabm" ->
                builder.preset(name)
                        .hiddenLayers(List.of(8, 8))
                        .epochs(2)
                        .batchSize(32)
                        .build();
            default ->
                builder.preset(name).hiddenLayers(List.of(16, 16)).batchSize(16).build();
        };
    }

    private static TrainOptions in(Path folder, TrainOptions options) {
        return options.toBuilder()
                .checkpoint(CheckpointOptions.in(folder).every(Duration.ZERO).resumed())
                .build();
    }

    private static TrainingRun broken(Table table, TrainOptions options, int steps) {
        AtomicInteger asked = new AtomicInteger();
        return Chainrule.run(table, options, () -> asked.getAndIncrement() >= steps);
    }

    /** The model file but for the instant and the seconds. */
    private byte[] bytes(Model model) throws IOException {
        Provenance p = model.provenance();
        Provenance timeless = new Provenance(
                p.chainruleVersion(),
                "2026-01-01T00:00:00Z",
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
                0,
                p.epochs(),
                p.bestEpoch(),
                p.stopReason(),
                p.firstEpochSteps());
        ModelContents c = model.contents();
        Path file = dir.resolve("timeless.chainrule");
        ModelFile.write(
                new ModelContents(
                        c.schema(),
                        c.task(),
                        c.members(),
                        c.validation(),
                        c.test(),
                        c.history(),
                        timeless,
                        c.uncertainty()),
                file);
        return Files.readAllBytes(file);
    }

    private void assertSame(TrainingRun expected, TrainingRun found) throws IOException {
        assertEquals(expected.model().weightsSha256(), found.model().weightsSha256());
        assertArrayEquals(bytes(expected.model()), bytes(found.model()));
        assertEquals(told(expected), told(found));
        assertEquals(expected.importance(), found.importance());
        assertEquals(expected.findings(), found.findings());
        assertEquals(expected.featureNotes(), found.featureNotes());
        assertEquals(expected.divergence(), found.divergence());
    }

    private static List<Object> told(TrainingRun run) {
        List<Object> told = new ArrayList<>();
        for (EpochFinished epoch : run.history()) {
            told.add(List.of(
                    epoch.epoch(),
                    epoch.trainingLoss(),
                    epoch.validationLoss(),
                    epoch.validationMetric(),
                    epoch.learningRate(),
                    epoch.best()));
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "fast",
                "realmlp",
                "realmlp-s",
                "tabm",
                "plain",
                "lbfgs",
                "float64",
                "plateau",
                "values"
            })
    void endsAlike(String name) throws IOException {
        Table table = new Reruns(dir).table();
        TrainOptions options = options(name);
        TrainingRun whole = Chainrule.run(table, options, () -> false);
        Path folder = dir.resolve(name);
        TrainOptions kept = in(folder, options);
        assertFalse(broken(table, kept, 2).model().provenance().stopReason().equals("COMPLETED"));
        broken(table, kept, 3);
        broken(table, kept, 0);
        assertSame(whole, Chainrule.run(table, kept, () -> false));
        List<TrainingEvent> heard = new ArrayList<>();
        assertSame(whole, Chainrule.run(table, kept, () -> false, heard::add));
        assertTrue(heard.get(1) instanceof TrainingEvent.Resumed resumed && resumed.ended(), "it was finished");
        assertEquals(3, heard.size(), "nothing was left to do");
    }

    @Test
    void aFolderIsOfOneTraining() throws IOException {
        Reruns reruns = new Reruns(dir);
        Path folder = dir.resolve("folder");
        TrainOptions options = options("plain");
        broken(reruns.table(), in(folder, options), 3);
        List<String> before = files(folder);
        String again =
                refused(reruns.table(), options.toBuilder().checkpoint(folder).build());
        assertTrue(again.contains("add --resume"), again);
        String other = refused(
                reruns.table(), in(folder, options.toBuilder().seed(5).epochs(4).build()));
        assertTrue(other.contains("epochs was 3, now it is 4") && other.contains("seed was 0, now it is 5"), other);
        Table changed = reruns.file(
                "changed.csv", Reruns.HEADER + Reruns.rows(0, Reruns.ROWS).replace("red", "pink"));
        String data = refused(changed, in(folder, options));
        assertTrue(data.contains("column color of the data was"), data);
        assertEquals(before, files(folder));
        // threads and the time limit decide no step
        Chainrule.run(
                reruns.table(),
                in(
                        folder,
                        options.toBuilder()
                                .threads(2)
                                .timeLimit(Duration.ofHours(1))
                                .build()),
                () -> false);
        assertTrue(
                files(folder).stream().anyMatch(file -> file.contains("finished")),
                files(folder).toString());
        String finished =
                refused(reruns.table(), options.toBuilder().checkpoint(folder).build());
        assertTrue(finished.contains("finished"), finished);
    }

    @Test
    void twoTrainingsDoNotShareAFolder() {
        Table table = new Reruns(dir).table();
        TrainOptions options = in(dir.resolve("folder"), options("plain"));
        List<String> messages = new ArrayList<>();
        Chainrule.run(table, options, () -> {
            if (messages.isEmpty()) {
                messages.add(refused(table, options));
            }
            return true;
        });
        assertTrue(messages.get(0).contains("training that runs now (process "), messages.toString());
    }

    @Test
    void goesOnFromTheCheckpointBeforeADamagedOne() throws IOException {
        Table table = new Reruns(dir).table();
        Path folder = dir.resolve("folder");
        TrainOptions options = in(folder, options("plain"));
        TrainingRun whole = Chainrule.run(table, options("plain"), () -> false);
        broken(table, options, 7);
        List<String> files = files(folder);
        assertEquals(2, files.size(), files.toString());
        Files.write(folder.resolve(files.get(1)), new byte[] {1, 2, 3});
        TrainingRun resumed = Chainrule.run(table, options, () -> false);
        assertSame(whole, resumed);
        assertTrue(resumed.warnings().get(0).contains("going on from the checkpoint before the last"), "says so");
        assertEquals(2, files(folder).size(), files(folder).toString());
        for (String file : files(folder)) {
            Files.write(folder.resolve(file), new byte[] {1, 2, 3});
        }
        String none = refused(table, options);
        assertTrue(none.startsWith("none of the checkpoints"), none);
    }

    @Test
    void saysThatItBeginsAnew() {
        TrainingRun run =
                Chainrule.run(new Reruns(dir).table(), in(dir.resolve("empty"), options("plain")), () -> false);
        assertTrue(run.warnings().get(0).contains("begins anew"), run.warnings().toString());
    }

    private static String refused(Table table, TrainOptions options) {
        return String.valueOf(assertThrows(UserException.class, () -> Chainrule.run(table, options, () -> false))
                .getMessage());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("LOCK"))
                    .sorted()
                    .toList();
        }
    }
}
