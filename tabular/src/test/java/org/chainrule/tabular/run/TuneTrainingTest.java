package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.SearchSpace;
import org.chainrule.tabular.run.SearchEvent.TrialStarted;
import org.chainrule.tabular.run.SearchEvent.Warned;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.chainrule.tabular.schema.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneTrainingTest {
    private static final int TRIALS = 6;

    @TempDir
    static Path dir;

    private static Reruns reruns;
    private static Table table;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    private static TrainOptionsBuilder options() {
        return TrainOptions.builder("value")
                .drop(List.of("label"))
                .hiddenLayers(List.of(6))
                .epochs(9)
                .preset("tune")
                .trials(TRIALS);
    }

    private static TrainingRun run(TrainOptionsBuilder options, List<SearchEvent> events) {
        return Chainrule.run(table, options.build(), outline -> {}, events::add, () -> false);
    }

    private static List<SearchEvent> events() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    private static long started(List<SearchEvent> events) {
        return events.stream().filter(event -> event instanceof TrialStarted).count();
    }

    @Test
    void theModelIsThatOfTheBestTrainingAndIsReproduced() {
        TrainingRun run = run(options(), events());
        List<Trial> trials = run.trials();
        assertTrue(trials.size() >= TRIALS + 2 + 1, trials.size() + " trainings on three rungs");
        double best = trials.stream().mapToDouble(Trial::score).min().orElseThrow();
        assertEquals(
                best,
                trials.stream()
                        .filter(trial -> trial.weight() == 1)
                        .findFirst()
                        .orElseThrow()
                        .score());
        assertEquals(best, Objects.requireNonNull(run.validation()).metrics().get("rmse"), 1e-4 * best);
        for (Trial trial : trials) {
            assertEquals("6", trial.settings().get("hiddenLayers"), "what was used, not what was drawn");
            assertTrue(trial.rung() >= 1 && trial.rung() <= 3);
            assertEquals(trial.score() == best ? 1 : 0, run.rank(trial) == 1 ? 1 : 0);
        }
        assertTrue(Chainrule.reproduce(reruns.saved(run.model()), table).reproduced());
    }

    @Test
    void goesOnAfterAnEndAtAnyByte() throws IOException {
        Path whole = dir.resolve("whole");
        TrainingRun expected = run(options().tuneDirectory(whole), events());
        byte[] log = Files.readAllBytes(whole.resolve("trials.jsonl"));
        String text = new String(log, StandardCharsets.UTF_8);
        long lines = text.lines().count() - 1;
        List<Integer> ends = new ArrayList<>(List.of(0, 5, log.length - 3, log.length));
        for (int n = text.indexOf('\n'); n >= 0; n = text.indexOf('\n', n + 1)) {
            ends.add(n + 1);
        }
        for (int end : ends) {
            Path cut = Files.createDirectories(dir.resolve("cut" + end));
            Files.write(cut.resolve("trials.jsonl"), java.util.Arrays.copyOf(log, end));
            List<SearchEvent> events = events();
            TrainingRun run = run(options().tuneDirectory(cut), events);
            long kept = Math.max(
                    0,
                    new String(log, 0, end, StandardCharsets.UTF_8)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count()
                            - 1);
            assertEquals(lines - kept, started(events), "what is finished is not repeated");
            assertEquals(expected.model().weightsSha256(), run.model().weightsSha256());
            assertEquals(
                    lines, Files.readString(cut.resolve("trials.jsonl")).lines().count() - 1);
        }
    }

    @Test
    void moreTrialsGoOnFromTheFormer() {
        Path there = dir.resolve("more");
        run(options().tuneDirectory(there), events());
        List<SearchEvent> events = events();
        TrainingRun run = run(options().trials(TRIALS + 2).tuneDirectory(there), events);
        assertTrue(started(events) < run.trials().size());
        assertTrue(events.stream()
                .anyMatch(event -> event instanceof TrialStarted started && started.number() == TRIALS + 2));
    }

    @Test
    void refusesAnotherSearch() throws IOException {
        Path there = dir.resolve("other");
        run(options().tuneDirectory(there), events());
        String message = refusal(options().seed(5).tuneDirectory(there));
        assertTrue(message.contains("another search") && message.contains("--tune-dir"), message);
        Table other = reruns.file("other.csv", Reruns.HEADER + Reruns.rows(1, 100));
        UserException e = assertThrows(
                UserException.class,
                () -> Chainrule.run(other, options().tuneDirectory(there).build(), () -> false));
        assertTrue(String.valueOf(e.getMessage()).contains("data was"), e.getMessage());

        Path file = there.resolve("trials.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, "{\"trial\":");
        Files.write(file, lines);
        assertTrue(refusal(options().tuneDirectory(there)).startsWith("line 3 of the trials"));
        Files.writeString(file, "something else\n\n");
        assertTrue(refusal(options().tuneDirectory(there)).startsWith("line 1 of the trials"));
        refusal(options().validationFraction(0));
    }

    private static String refusal(TrainOptionsBuilder options) {
        UserException e = assertThrows(UserException.class, () -> run(options, events()));
        String message = String.valueOf(e.getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void trialsAreForTune() {
        for (String preset : List.of("fast", "best")) {
            for (TrainOptionsBuilder options : List.of(
                    Reruns.values().preset(preset).trials(3),
                    Reruns.values().preset(preset).tuneDirectory(dir.resolve("none")))) {
                String message =
                        assertThrows(UserException.class, options::build).getMessage();
                assertTrue(message.contains("the preset is " + preset), message);
            }
        }
    }

    @Test
    void anyTimeLimitGivesAModelThatPredicts() {
        for (Duration limit : List.of(Duration.ofNanos(1), Duration.ofMillis(500))) {
            TrainingRun run = run(
                    TrainOptions.builder("value")
                            .drop(List.of("label"))
                            .preset("tune")
                            .timeLimit(limit),
                    events());
            assertTrue(Double.isFinite(run.model().predict(Map.of("x", 3.0)).value()));
            assertTrue(run.model().provenance().bestEpoch() > 0);
        }
    }

    @Test
    void aTrialIsAlwaysTheSame() {
        for (int trial = 0; trial < 50; trial++) {
            assertEquals(
                    SearchSpace.draw(Task.CLASSIFICATION, 3, trial), SearchSpace.draw(Task.CLASSIFICATION, 3, trial));
        }
        assertEquals("realmlp", SearchSpace.draw(Task.REGRESSION, 3, 0).name());
        assertTrue(SearchSpace.draw(Task.REGRESSION, 3, 7).changes().size() > 2);
    }

    @Test
    void theBestThirdGoesOnAndTheFirstTrialInAnyCase() {
        double[] scores = {9, 3, 1, Double.NaN, 3, 2, 8};
        List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
        assertEquals(List.of(2, 5, 1, 0), SuccessiveHalving.promoted(all, trial -> scores[trial]));
        assertEquals(List.of(4), SuccessiveHalving.promoted(List.of(3, 4), trial -> scores[trial]));
        assertEquals(List.of(), SuccessiveHalving.promoted(List.of(3), trial -> scores[trial]));
        assertEquals(List.of(9, 10), SuccessiveHalving.bracket(1, 11));
    }

    @Test
    void aDirectoryThatTakesNoModelEndsNothing() throws IOException {
        Path there = dir.resolve("full");
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int rung = 0; rung < SuccessiveHalving.RUNGS; rung++) {
                Files.createDirectories(there.resolve("trial-" + trial + "-" + rung + ".chainrule"));
            }
        }
        List<SearchEvent> events = events();
        TrainingRun run = run(options().tuneDirectory(there), events);
        assertEquals(1, events.stream().filter(event -> event instanceof Warned).count());
        assertEquals(
                1,
                run.warnings().stream()
                        .filter(warning -> warning.contains("the search goes on in memory"))
                        .count());
        assertEquals(
                run(options(), events()).model().weightsSha256(), run.model().weightsSha256());
    }
}
