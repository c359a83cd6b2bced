package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.likelihood.Categorical;
import org.chainrule.metric.Metrics;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Cosine;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With one shard every way to train gives the bits of the trainer that has the rows itself. */
class OneShardTest {
    private static final List<Rounds> ROUNDS = List.of(
            new Rounds.Synchronous(),
            new Rounds.LocalSteps(0, 0.7, 0.9),
            new Rounds.LocalSteps(3, 0.7, 0.9),
            new Rounds.LocalSteps(1, 1, 0));

    private static TrainingProblem problem() {
        return new TrainingProblem(
                Trainings.everyLayer(),
                new Categorical(0),
                Trainings.classes(150, 1),
                Trainings.classes(60, 2),
                null,
                null);
    }

    private static TrainingConfiguration configuration(Optimizer rule) {
        return TrainingConfiguration.of(rule, 0.01, 4, 7).withBatchSize(32).withThreads(1);
    }

    /** All but the times, and of the losses what a sum taken in two parts leaves. */
    private static void assertSame(TrainingResult expected, TrainingResult found, String what) {
        assertEquals(WeightHash.of(expected.network()), WeightHash.of(found.network()), what);
        assertEquals(expected.bestEpoch(), found.bestEpoch(), what);
        assertEquals(expected.stopReason(), found.stopReason(), what);
        assertEquals(
                ResumedTrainingTest.bits(expected.optimizerState()), ResumedTrainingTest.bits(found.optimizerState()));
        assertEquals(expected.history().size(), found.history().size(), what);
        for (int e = 0; e < expected.history().size(); e++) {
            EpochFinished one = expected.history().get(e);
            EpochFinished other = found.history().get(e);
            assertEquals(one.validationLoss(), other.validationLoss(), what);
            assertEquals(one.validationMetric(), other.validationMetric(), what);
            assertEquals(one.learningRate(), other.learningRate(), what);
            assertEquals(one.best(), other.best(), what);
            assertEquals(one.trainingLoss(), other.trainingLoss(), 1e-14 * Math.abs(one.trainingLoss()), what);
        }
    }

    private static void assertAllRounds(TrainingProblem problem, TrainingConfiguration configuration, String what) {
        TrainingResult expected = Trainer.train(problem, configuration);
        for (Rounds rounds : ROUNDS) {
            assertSame(expected, ShardedRuns.train(problem, configuration, rounds, 1), what + " " + rounds);
        }
    }

    static List<Optimizer> rules() {
        return Optimizers.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRule(Optimizer rule) {
        assertAllRounds(problem(), configuration(rule), rule.name());
    }

    @Test
    void everyKindOfNetworkAndLikelihood() {
        for (boolean recipes : new boolean[] {false, true}) {
            for (int number = 0; number < 2 * RandomProblem.LIKELIHOODS.size(); number++) {
                RandomProblem drawn = RandomProblem.draw(number, Sizes.MEDIUM, recipes);
                TrainingProblem problem = new TrainingProblem(
                        drawn.network(), drawn.likelihood(), drawn.dataset(), drawn.dataset(), null, null);
                TrainingConfiguration configuration = TrainingConfiguration.of(
                                Optimizers.parse("adamw"), 1e-3, 2, number)
                        .withBatchSize(7)
                        .withThreads(1);
                assertAllRounds(problem, configuration, "problem " + number + " recipes " + recipes);
            }
        }
    }

    @Test
    void schedulesPenaltiesClippingAndEarlyStopping() {
        TrainingConfiguration usual = configuration(Optimizers.parse("adamw"));
        assertAllRounds(
                problem(),
                usual.withSchedule(new Cosine(0.1))
                        .withWeightDecaySchedule(new Cosine(0.5))
                        .withDropoutSchedule(new Cosine(0)),
                "schedules");
        assertAllRounds(
                problem(),
                TrainingConfiguration.of(Optimizers.parse("sgd"), 0.3, 12, 7)
                        .withSchedule(new ReduceOnPlateau(0.5, 1, 0.01)),
                "plateau");
        assertAllRounds(problem(), usual.withClipping(Clipping.byNorm(0.1)).withPenalties(1e-4, 1e-3), "norm");
        assertAllRounds(problem(), usual.withClipping(Clipping.byValue(0.01)).withDropLastBatch(true), "value");
        assertAllRounds(problem(), usual.withBatchSize(1000), "a batch of all rows");
        TrainingProblem watched = new TrainingProblem(
                Trainings.everyLayer(),
                new Categorical(0),
                Trainings.classes(150, 1),
                Trainings.classes(60, 2),
                Metrics.parse("accuracy"),
                null);
        TrainingConfiguration fast = TrainingConfiguration.of(Optimizers.parse("adamw"), 0.3, 12, 7)
                .withBatchSize(32)
                .withPatience(2);
        TrainingResult stopped = Trainer.train(watched, fast);
        assertTrue(stopped.history().size() < 12, "it should stop early");
        assertAllRounds(watched, fast, "early stopping");
        TrainingProblem unwatched =
                new TrainingProblem(Trainings.everyLayer(), new Categorical(0.1), Trainings.classes(150, 1));
        assertAllRounds(unwatched, fast, "no validation rows");
    }

    @Test
    void limitedMemory() {
        TrainingConfiguration configuration = configuration(Optimizers.parse("adamw"))
                .withLBfgs(new LBfgs(5, 1000, 1e-8))
                .withPenalties(1e-4, 1e-3);
        TrainingResult expected = Trainer.train(problem(), configuration);
        assertTrue(expected.history().size() == 4, "iterations");
        assertSame(expected, ShardedRuns.train(problem(), configuration, new Rounds.FullBatch(), 1), "lbfgs");
        TrainingProblem many = new TrainingProblem(
                Trainings.everyLayer(), new Categorical(0), Trainings.classes(2500, 1), null, null, null);
        assertSame(
                Trainer.train(many, configuration),
                ShardedRuns.train(many, configuration, new Rounds.FullBatch(), 1),
                "several pieces");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void anInterruptionIsGoneOnFrom(int steps) {
        Rounds rounds = new Rounds.LocalSteps(steps, 0.7, 0.9);
        TrainingConfiguration configuration =
                configuration(Optimizers.parse("nadam")).withSchedule(new ReduceOnPlateau(0.5, 1, 0.01));
        TrainingResult whole = Trainer.train(problem(), configuration);
        ResumedTrainingTest.Everything everything = new ResumedTrainingTest.Everything(null);
        ShardedRuns.train(problem(), configuration, rounds, 1, ShardedRuns.NEVER, everything);
        assertTrue(everything.kept.size() >= 4);
        for (TrainingState state : everything.kept) {
            TrainingKeeper from = new ResumedTrainingTest.Everything(state);
            assertSame(
                    whole, ShardedRuns.train(problem(), configuration, rounds, 1, ShardedRuns.NEVER, from), "resumed");
            // and by the trainer that has the rows itself
            assertSame(whole, Trainer.train(problem(), configuration, ShardedRuns.NEVER, from), "elsewhere");
        }
    }

    @Test
    void divergesWithTheSameWords() {
        TrainingConfiguration configuration =
                TrainingConfiguration.of(Optimizers.parse("sgd"), 1e9, 6, 7).withBatchSize(32);
        List<String> messages = new ArrayList<>();
        TrainingDivergedException expected =
                assertThrows(TrainingDivergedException.class, () -> Trainer.train(problem(), configuration));
        for (Rounds rounds : ROUNDS) {
            TrainingDivergedException found = assertThrows(
                    TrainingDivergedException.class, () -> ShardedRuns.train(problem(), configuration, rounds, 1));
            messages.add(String.valueOf(found.getMessage()).replaceAll("; (no loss|the last finite).*", ""));
            assertEquals(WeightHash.of(expected.lastGood()), WeightHash.of(found.lastGood()));
        }
        String words = String.valueOf(expected.getMessage()).replaceAll("; (no loss|the last finite).*", "");
        assertEquals(Collections.nCopies(ROUNDS.size(), words), messages);
    }
}
