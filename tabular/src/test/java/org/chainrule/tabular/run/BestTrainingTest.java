package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Variation;
import org.chainrule.tabular.run.SearchEvent.FoldFinished;
import org.chainrule.tabular.run.SearchEvent.TrialFinished;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestTrainingTest {
    @TempDir
    static Path dir;

    private static Reruns reruns;
    private static Table table;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    private static TrainingRun run(TrainOptionsBuilder options, List<SearchEvent> events) {
        return Chainrule.run(table, options.preset("best").build(), outline -> {}, events::add, () -> false);
    }

    @Test
    void isSelectedOnRowsThatItWasNotTrainedOnAndReproduced() {
        List<SearchEvent> events = Collections.synchronizedList(new ArrayList<>());
        TrainingRun run = run(Reruns.classes().timeLimit(Duration.ofMinutes(10)), events);
        Model model = run.model();
        List<Trial> trials = run.trials();
        assertTrue(trials.size() > 2, "the quick one and the portfolio");
        assertEquals(1, trials.stream().mapToDouble(Trial::weight).sum(), 1e-12);
        double ensemble = Objects.requireNonNull(run.validation()).metrics().get("logLoss");
        assertEquals(Reruns.ROWS, run.validation().rows(), "every row is held out once");
        double single = trials.stream().mapToDouble(Trial::score).min().orElseThrow();
        double scaled = run.model().contents().uncertainty() == null ? 0 : 1e-3;
        assertTrue(ensemble <= single + scaled, ensemble + " against " + single);

        double before = Double.POSITIVE_INFINITY;
        for (SearchEvent event : events) {
            if (event instanceof TrialFinished finished) {
                assertTrue(finished.best() <= before, "more time never worsens");
                before = finished.best();
            }
        }
        List<Member> members = model.contents().members();
        assertEquals(0, members.size() % 5, "all folds of a configuration");
        assertEquals(1, members.stream().mapToDouble(Member::weight).sum(), 1e-9);

        Model loaded = reruns.saved(model);
        assertEquals(model.weightsSha256(), loaded.weightsSha256());
        assertEquals(
                model.predict(Map.of("x", 3.0, "color", "red")).probabilities(),
                loaded.predict(Map.of("x", 3.0, "color", "red")).probabilities());
        Reproduction reproduction = Chainrule.reproduce(loaded, table);
        assertEquals(List.of(), reproduction.encodings());
        assertEquals(List.of(), reproduction.differences());
        assertTrue(reproduction.reproduced(), "the same bits again");
    }

    @Test
    void theSameBitsWithOneThreadAndThree() {
        String one = run(Reruns.values().threads(1), new ArrayList<>()).model().weightsSha256();
        assertEquals(
                one,
                run(Reruns.values().threads(3), Collections.synchronizedList(new ArrayList<>()))
                        .model()
                        .weightsSha256());
    }

    @Test
    void anyTimeLimitGivesAModelThatPredicts() {
        for (Duration limit : List.of(Duration.ofNanos(1), Duration.ofMillis(300), Duration.ofSeconds(1))) {
            TrainingRun run =
                    run(TrainOptions.builder("value").drop(List.of("label")).timeLimit(limit), new ArrayList<>());
            assertTrue(Double.isFinite(run.model().predict(Map.of("x", 3.0)).value()), limit.toString());
            assertTrue(run.model().provenance().bestEpoch() > 0, limit.toString());
            assertNotNull(run.validation());
        }
    }

    @Test
    void aGivenValidationTableJudgesAndDoesNotTrain() {
        Table validation = reruns.file("validation.csv", Reruns.HEADER + Reruns.rows(200, 240));
        TrainingRun run = run(Reruns.values().validation(validation), new ArrayList<>());
        assertEquals(40, Objects.requireNonNull(run.validation()).rows());
        assertEquals(Reruns.ROWS, run.model().provenance().trainingRows());
        assertEquals("none", run.model().provenance().configuration().get("folds"));
        FoldCounts folds = Objects.requireNonNull(FoldCounts.of(run.model().contents()));
        assertEquals(new FoldCounts(0, 1, List.of(Reruns.ROWS), List.of(40)), folds);
        assertTrue(folds.words().startsWith("none"), folds.words());
        Model loaded = reruns.saved(run.model());
        Reproduction reproduction = Reproducer.run(loaded, table, validation, 0, outline -> {}, () -> false);
        assertTrue(reproduction.reproduced());
    }

    @Test
    void groupsAndTimeAreKept() {
        TrainingRun grouped = run(Reruns.values().group("team"), new ArrayList<>());
        assertTrue(Chainrule.reproduce(reruns.saved(grouped.model()), table).reproduced());
        TrainingRun ordered = run(Reruns.values().time("day"), new ArrayList<>());
        assertTrue(Objects.requireNonNull(ordered.validation()).rows() < Reruns.ROWS / 2, "the latest rows");
    }

    @Test
    void keepsTheBestSoFarWhenItIsStopped() {
        AtomicInteger asked = new AtomicInteger();
        TrainingRun run = Chainrule.run(
                table,
                Reruns.values().preset("best").build(),
                outline -> {},
                event -> {
                    if (event instanceof TrialFinished finished
                            && finished.trial().number() == 2) {
                        asked.set(1);
                    }
                },
                () -> asked.get() > 0);
        assertEquals("INTERRUPTED", run.model().provenance().stopReason());
        assertEquals(2, run.trials().size());
        assertTrue(Double.isFinite(run.model().predict(Map.of("x", 3.0)).value()));
    }

    @Test
    void foldsThatWereReadyMakeAModelThatSaysSo() {
        for (int ready = 1; ready <= 3; ready += 2) {
            AtomicInteger finished = new AtomicInteger();
            int enough = ready;
            TrainingRun run = Chainrule.run(
                    table,
                    Reruns.classes().preset("best").threads(1).build(),
                    outline -> {},
                    event -> finished.addAndGet(event instanceof FoldFinished ? 1 : 0),
                    () -> finished.get() >= enough);
            Model model = run.model();
            FoldCounts folds = Objects.requireNonNull(FoldCounts.of(model.contents()));
            assertEquals(5, folds.of());
            assertEquals(ready, folds.trained());
            assertEquals(Collections.nCopies(ready, 96), folds.trainingRows());
            assertEquals(Collections.nCopies(ready, 24), folds.heldOutRows());
            assertTrue(folds.words().startsWith(ready + " of 5 trained, on 96 rows each; "), folds.words());
            assertEquals(ready == 1 ? 96 : Reruns.ROWS, model.provenance().trainingRows());
            assertEquals(24 * ready, model.provenance().validationRows());
            assertEquals(
                    String.valueOf(ready), model.provenance().configuration().get("foldsTrained"));
            assertEquals(24 * ready, Objects.requireNonNull(run.validation()).rows());
            assertEquals(
                    24 * ready,
                    Objects.requireNonNull(model.contents().uncertainty())
                            .scores()
                            .rows(),
                    "only rows that a fold held out");
            assertEquals(ready, run.trials().get(0).trained());
            assertEquals(5, run.trials().get(0).networks());
            assertEquals(1, run.trials().get(0).weight());
            assertTrue(Double.isFinite(run.trials().get(0).score()));
            assertTrue(run.warnings().stream().anyMatch(warning -> warning.contains("only " + enough + " of 5 folds")));
            assertTrue(Chainrule.reproduce(reruns.saved(model), table).reproduced());
        }
    }

    @Test
    void namesSayWhatTheUserAskedFor() {
        Variation drawn =
                Variation.of("realmlp").withHidden(64, 64).withDropout(0.3).withLearningRate(0.5);
        TrainOptionsBuilder options = TrainOptions.builder("value");
        assertEquals(
                "realmlp hiddenLayers 64-64 dropout 0.3 learningRateFactor 0.5",
                VariedOptions.name(options.build(), drawn));
        options.hiddenLayers(List.of(6, 5)).learningRate(0.01);
        assertEquals(
                "realmlp hiddenLayers 6-5 dropout 0.3 learningRate 0.01", VariedOptions.name(options.build(), drawn));
    }
}
