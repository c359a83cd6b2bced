package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.SearchEvent.FoldFinished;
import org.chainrule.tabular.run.SearchEvent.TrialFinished;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that are broken off and taken up: what was finished counts, and with time enough the model is the same. */
class ResumedSearchTest {
    @TempDir
    Path dir;

    private TrainOptions in(TrainOptions options) {
        return options.toBuilder()
                .checkpoint(CheckpointOptions.in(dir.resolve("folder"))
                        .every(Duration.ofMillis(1))
                        .resumed())
                .build();
    }

    /** Runs until so many networks or trials were heard of. */
    private static TrainingRun run(Table table, TrainOptions options, Class<?> heard, int most) {
        AtomicInteger count = new AtomicInteger();
        return Chainrule.run(
                table,
                options,
                outline -> {},
                event -> count.addAndGet(heard.isInstance(event) ? 1 : 0),
                () -> count.get() >= most);
    }

    private static List<String> told(TrainingRun run) {
        return run.trials().stream()
                .map(trial -> trial.name() + " " + trial.score() + " " + trial.epochs() + " " + trial.weight() + " "
                        + trial.note())
                .sorted()
                .toList();
    }

    @Test
    void bestGoesOnWithItsFolds() throws Exception {
        Table table = new Reruns(dir).table();
        TrainOptions options = Reruns.values().preset("best").threads(1).build();
        TrainingRun whole = run(table, options, FoldFinished.class, Integer.MAX_VALUE);
        TrainOptions kept = in(options);
        run(table, kept, FoldFinished.class, 2);
        List<Path> finished = finished();
        assertTrue(finished.size() >= 2, finished.toString());
        run(table, kept, FoldFinished.class, 13);
        // the time of before counts: of a limit that it has used up nothing is left for more
        double before = Double.parseDouble(
                Files.readString(dir.resolve("folder").resolve("time.json")).replaceAll("[^0-9.E-]", ""));
        TrainOptions used = options.toBuilder()
                .timeLimit(Duration.ofMillis((long) (before * 1000)))
                .build();
        TrainingRun late = run(table, in(used), FoldFinished.class, Integer.MAX_VALUE);
        assertEquals("TIME_LIMIT", late.model().provenance().stopReason());
        assertTrue(late.trials().size() < whole.trials().size(), told(late).toString());
        TrainingRun resumed = run(table, kept, FoldFinished.class, Integer.MAX_VALUE);
        assertEquals(whole.model().weightsSha256(), resumed.model().weightsSha256());
        assertEquals(told(whole), told(resumed));
        assertTrue(finished().containsAll(finished), "nothing was trained again");
        assertTrue(Files.exists(dir.resolve("folder").resolve("time.json")));
        String refused = refused(
                table,
                options.toBuilder()
                        .checkpoint(CheckpointOptions.in(dir.resolve("folder")))
                        .build());
        assertTrue(refused.contains("--resume"), refused);
    }

    private List<Path> finished() throws Exception {
        try (var files = Files.list(dir.resolve("folder"))) {
            return files.filter(file -> file.toString().contains("-finished"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void tuneGoesOnWithItsTrials() {
        Table table = new Reruns(dir).table();
        TrainOptions options =
                Reruns.values().preset("tune").trials(4).threads(1).build();
        TrainingRun whole = run(table, options, TrialFinished.class, Integer.MAX_VALUE);
        TrainOptions kept = in(options);
        run(table, kept, TrialFinished.class, 2);
        String refused = refused(
                table,
                options.toBuilder()
                        .checkpoint(CheckpointOptions.in(dir.resolve("folder")))
                        .build());
        assertTrue(refused.contains("trials of a search; add --resume"), refused);
        TrainingRun resumed = run(table, kept, TrialFinished.class, Integer.MAX_VALUE);
        assertEquals(whole.model().weightsSha256(), resumed.model().weightsSha256());
        assertEquals(
                whole.trials().stream().map(Trial::score).sorted().toList(),
                resumed.trials().stream().map(Trial::score).sorted().toList());
        String both = refused(
                table, kept.toBuilder().tuneDirectory(dir.resolve("other")).build());
        assertTrue(both.contains("--tune-dir and --checkpoint"), both);
    }

    private static String refused(Table table, TrainOptions options) {
        return String.valueOf(
                assertThrows(UserException.class, () -> run(table, options, FoldFinished.class, Integer.MAX_VALUE))
                        .getMessage());
    }
}
