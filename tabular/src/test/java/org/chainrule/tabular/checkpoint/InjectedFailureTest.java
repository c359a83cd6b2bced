package org.chainrule.tabular.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.optim.Sgd;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.Models;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure at every opening, write, fsync and rename, once and for ever: what was there before, or what is new, is whole, and nothing is left lying about. */
class InjectedFailureTest {
    @TempDir
    Path directory;

    private FailingFiles files;

    @BeforeEach
    void wrap() {
        files = new FailingFiles(directory.getFileSystem());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return new TreeSet<>(
                    found.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelFileIsTheOldOrTheNew(boolean ever) throws IOException {
        ModelContents old = Models.every(Precision.FLOAT32);
        ModelContents young = Models.classifier(
                IntStream.range(0, 4000)
                        .mapToObj(n -> "a class of a long name " + n)
                        .toList(),
                new Categorical(0));
        Path file = directory.resolve("m.chainrule");
        ModelFile.write(young, file);
        byte[] youngBytes = Files.readAllBytes(file);
        ModelFile.write(old, file);
        byte[] oldBytes = Files.readAllBytes(file);
        Set<String> met = new TreeSet<>();
        List<String> asked = List.of();
        for (int n = 1; n == 1 || asked.size() >= n - 1; n++) {
            ModelFile.write(old, file);
            files.fail(n, ever);
            boolean failed = false;
            try {
                ModelFile.write(young, files.wrap(file));
            } catch (UserException e) {
                failed = true;
                String message = String.valueOf(e.getMessage());
                assertTrue(message.contains("cannot write") && message.contains(FailingFiles.FULL), message);
            }
            asked = files.operations();
            if (asked.size() >= n) {
                met.add(asked.get(n - 1));
            }
            assertArrayEquals(
                    failed ? oldBytes : youngBytes, Files.readAllBytes(file), "operation " + n + " of " + asked);
            ModelFile.read(file);
            assertEquals(Set.of("m.chainrule"), names(directory));
        }
        assertEquals(Set.of("force", "open", "rename", "write"), met);
    }

    private static List<TrainingState> states() {
        List<TrainingState> states = new ArrayList<>();
        CheckpointSamples.train(states);
        return states.subList(0, 4);
    }

    private static Map<String, String> fingerprint() {
        return Map.of("kind", "test");
    }

    private static long step(Path file) {
        CheckpointContents contents = CheckpointFile.read(file);
        return contents.state().checkpoint().step();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCheckpointIsAlwaysWhole(boolean ever) throws IOException {
        List<TrainingState> states = states();
        Set<String> met = new TreeSet<>();
        List<String> asked = List.of();
        for (int n = 1; n == 1 || asked.size() >= n - 1; n++) {
            Path folder = directory.resolve("folder-" + n);
            CheckpointOptions options = CheckpointOptions.in(files.wrap(folder)).every(Duration.ZERO);
            files.fail(Integer.MAX_VALUE, false);
            String warning = null;
            try (CheckpointFolder open = CheckpointFolder.open(options)) {
                TrainingKeeper keeper = open.keeper("training", fingerprint(), new Sgd());
                keeper.keep(states.get(0), true);
                files.fail(n, ever);
                for (TrainingState state : states.subList(1, 4)) {
                    keeper.keep(state, true);
                    String said = keeper.warning();
                    assertTrue(said == null || warning == null, "said twice");
                    warning = said == null ? warning : said;
                }
            }
            asked = files.operations();
            if (asked.size() >= n) {
                met.add(asked.get(n - 1));
            }
            boolean forcesTheFolder = warning == null;
            if (warning != null) {
                assertTrue(warning.contains(FailingFiles.FULL) && warning.contains("the training goes on"), warning);
            }
            List<Generation> kept = new FolderStore(folder).all();
            assertEquals(kept.size() + 1, names(folder).size(), "a temporary file was left: " + names(folder));
            assertTrue(!kept.isEmpty() && kept.size() <= 2, kept.toString());
            kept.forEach(one -> CheckpointFile.read(folder.resolve(one.file())));
            long last = step(folder.resolve(kept.get(0).file()));
            assertTrue(
                    last == states.get(3).checkpoint().step()
                            || !forcesTheFolder
                                    && (ever
                                            || last
                                                    == states.get(2)
                                                            .checkpoint()
                                                            .step()),
                    "operation " + n + " of " + asked + ": the last is step " + last);
        }
        assertEquals(Set.of("force", "open", "rename", "write"), met);
    }

    @Test
    void aFolderThatCannotBeWrittenToIsRefusedAtTheStart() {
        for (int n = 1; n <= 3; n++) {
            CheckpointOptions options = CheckpointOptions.in(files.wrap(directory.resolve("refused-" + n)));
            files.fail(n, true);
            UserException e = assertThrows(UserException.class, () -> CheckpointFolder.open(options));
            assertTrue(String.valueOf(e.getMessage()).contains(FailingFiles.FULL), e.getMessage());
        }
    }

    @Test
    void whatAKilledTrainingWasWritingIsTidiedUp() throws IOException {
        CheckpointOptions options = CheckpointOptions.in(directory.resolve("folder"));
        CheckpointFolder.open(options).close();
        Files.writeString(options.directory().resolve(".training-0000000003.checkpoint.123-456.tmp"), "half");
        Files.writeString(options.directory().resolve("notes.txt"), "mine");
        CheckpointFolder.open(options).close();
        assertEquals(Set.of("LOCK", "notes.txt"), names(options.directory()));
    }
}
