package org.chainrule.spark.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingResult;
import org.chainrule.train.TrainingState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers that die, disks that are full, files that are cut: on a file system of Hadoop. */
class ClusterKeeperTest {
    private static final Map<String, String> SAME = Map.of("shards", "4", "rows", "größe");

    @TempDir
    Path folder;

    @BeforeEach
    void nothingFails() {
        FailingFileSystem.fail(Integer.MAX_VALUE, false);
    }

    private static ClusterKeeper open(String directory, int rounds, Map<String, String> fingerprint) {
        return ClusterKeeper.open(
                directory,
                FailingFileSystem.configuration(),
                rounds,
                Duration.ZERO,
                fingerprint,
                Optimizers.parse("adam"));
    }

    private String directory() {
        return folder.resolve("é run").toString();
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("é run"))) {
            return new TreeSet<>(files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.endsWith(".crc"))
                    .toList());
        }
    }

    private static float[] weights(TrainingResult result) {
        return Objects.requireNonNull(result.network().floatParameters());
    }

    @Test
    void aDriverThatDiedIsFollowedByAnotherWithTheSameBits() throws IOException {
        List<TrainingEvent> whole = new ArrayList<>();
        float[] expected = weights(Trainings.train(TrainingKeeper.NONE, () -> false, whole));
        for (int deaths = 1; deaths < 4; deaths++) {
            int steps = 5 * deaths;
            AtomicInteger asked = new AtomicInteger();
            ClusterKeeper dying = open(directory(), 2, SAME);
            assertThrows(
                    IllegalStateException.class,
                    () -> Trainings.train(
                            dying,
                            () -> {
                                if (asked.incrementAndGet() > steps) {
                                    throw new IllegalStateException("killed");
                                }
                                return false;
                            },
                            new ArrayList<>()));
            dying.close();
            assertTrue(!names().isEmpty() && names().size() <= 2, names().toString());
        }
        List<TrainingEvent> events = new ArrayList<>();
        try (ClusterKeeper keeper = open(directory(), 2, SAME)) {
            assertNotNull(keeper.resumed());
            assertArrayEquals(expected, weights(Trainings.train(keeper, () -> false, events)));
        }
        assertTrue(events.stream().anyMatch(e -> e instanceof TrainingEvent.Resumed resumed && !resumed.ended()));
        assertTrue(names().stream().anyMatch(name -> name.endsWith("-finished.checkpoint")), names().toString());

        List<TrainingEvent> again = new ArrayList<>();
        try (ClusterKeeper keeper = open(directory(), 2, SAME)) {
            assertArrayEquals(expected, weights(Trainings.train(keeper, () -> false, again)));
        }
        assertTrue(again.stream().anyMatch(e -> e instanceof TrainingEvent.Resumed resumed && resumed.ended()));
        assertFalse(again.stream().anyMatch(TrainingEvent.EpochFinished.class::isInstance));
    }

    @Test
    void aStateIsKeptEverySoManyRoundsAndTheLastTwoStay() throws IOException {
        List<TrainingState> states = Trainings.states();
        try (ClusterKeeper keeper = open(directory(), 3, SAME)) {
            List<Boolean> due = new ArrayList<>();
            for (int round = 0; round < 7; round++) {
                boolean now = keeper.due(false);
                due.add(now);
                if (now) {
                    keeper.keep(states.get(round), true);
                }
            }
            assertEquals(List.of(false, false, true, false, false, true, false), due);
            keeper.keep(states.get(8), true);
            assertNull(keeper.warning());
        }
        assertEquals(Set.of("training-0000000002.checkpoint", "training-0000000003.checkpoint"), names());
    }

    @Test
    void aStateIsNotKeptBeforeItsTime() {
        try (ClusterKeeper keeper = ClusterKeeper.open(
                directory(), new Configuration(false), 1, Duration.ofDays(1), SAME, Optimizers.parse("adam"))) {
            assertFalse(keeper.due(true));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverFailsACheckpointIsWholeAndTheTrainingGoesOn(boolean ever) throws IOException {
        List<TrainingState> states = Trainings.states();
        Set<String> met = new TreeSet<>();
        List<String> asked = List.of();
        for (int n = 1; n == 1 || asked.size() >= n - 1; n++) {
            Path here = folder.resolve("run-" + n);
            FailingFileSystem.fail(Integer.MAX_VALUE, false);
            String warning = null;
            try (ClusterKeeper keeper = open("failing://" + here, 1, SAME)) {
                keeper.keep(states.get(0), true);
                FailingFileSystem.fail(n, ever);
                for (TrainingState state : states.subList(1, 4)) {
                    keeper.keep(state, true);
                    String said = keeper.warning();
                    assertTrue(said == null || warning == null, "said twice");
                    warning = said == null ? warning : said;
                }
            }
            asked = FailingFileSystem.operations();
            if (asked.size() >= n) {
                met.add(asked.get(n - 1));
                assertTrue(
                        warning != null
                                && warning.contains(FailingFileSystem.FULL)
                                && warning.contains("the training goes on")
                                && !warning.contains("\n"),
                        warning);
            }
            try (Stream<Path> left = Files.list(here)) {
                List<Path> files = left.toList();
                assertTrue(!files.isEmpty() && files.size() <= 2, files.toString());
                files.forEach(CheckpointFile::read);
            }
        }
        assertEquals(Set.of("close", "open", "rename", "write"), met);
    }

    @Test
    void aCutFileFallsBackToTheOneBefore() throws IOException {
        List<TrainingState> states = Trainings.states();
        Path here = folder.resolve("cut");
        try (ClusterKeeper keeper = open("failing://" + here, 1, SAME)) {
            keeper.keep(states.get(0), true);
            keeper.keep(states.get(1), true);
        }
        Path last = here.resolve("training-0000000002.checkpoint");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length - 7));
        try (ClusterKeeper keeper = open("failing://" + here, 1, SAME)) {
            TrainingState resumed = Objects.requireNonNull(keeper.resumed());
            assertEquals(1, resumed.checkpoint().step());
            String warning = String.valueOf(keeper.warning());
            assertTrue(warning.contains("the checkpoint before the last") && warning.contains("0000000002"), warning);
            keeper.keep(states.get(2), true);
        }
        try (ClusterKeeper keeper = open("failing://" + here, 1, SAME)) {
            assertEquals(
                    3, Objects.requireNonNull(keeper.resumed()).checkpoint().step());
        }
        for (String name : List.of("training-0000000001.checkpoint", "training-0000000003.checkpoint")) {
            Files.writeString(here.resolve(name), "no checkpoint at all");
        }
        UserException e = assertThrows(UserException.class, () -> open("failing://" + here, 1, SAME));
        assertTrue(String.valueOf(e.getMessage()).contains("delete them to begin anew"), e.getMessage());
    }

    @Test
    void anotherTrainingIsRefusedInOneLine() {
        try (ClusterKeeper keeper = open(directory(), 1, SAME)) {
            keeper.keep(Trainings.states().get(0), true);
        }
        UserException e = assertThrows(
                UserException.class, () -> open(directory(), 1, Map.of("shards", "8", "rows", "größe", "seed", "1")));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains("shards was 4, now it is 8") && message.contains("seed is new"), message);
        assertTrue(message.contains("set another checkpointDir") && !message.contains("\n"), message);
    }

    @Test
    void whatADriverWasWritingWhenItDiedIsTidiedUpAndOtherFilesStay() throws IOException {
        Path here = Files.createDirectories(folder.resolve("é run"));
        Files.writeString(here.resolve("_training-0000000001.checkpoint.4d4c.checkpoint.tmp"), "half");
        Files.writeString(here.resolve("notes.txt"), "mine");
        open(directory(), 1, SAME).close();
        assertEquals(Set.of("notes.txt"), names());
    }

    @Test
    void whatCannotBeADirectoryIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "here");
        for (String wrong :
                List.of("", "  ", file.toString(), file + "/below", "nosuchscheme://host/x", "hdfs://", ":")) {
            UserException e = assertThrows(UserException.class, () -> open(wrong, 1, SAME), wrong);
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains("checkpointDir") && !message.contains("\n"), message);
        }
        FailingFileSystem.fail(1, true);
        UserException full = assertThrows(UserException.class, () -> open("failing://" + folder, 1, SAME));
        assertTrue(String.valueOf(full.getMessage()).contains(FailingFileSystem.FULL), full.getMessage());
        UserException none = assertThrows(UserException.class, () -> open(directory(), 0, SAME));
        assertTrue(String.valueOf(none.getMessage()).contains("checkpointInterval"), none.getMessage());
    }
}
