package org.chainrule.train;

import static org.chainrule.train.ShardCases.SHARDS;
import static org.chainrule.train.ShardCases.configuration;
import static org.chainrule.train.ShardCases.everyLayer;
import static org.chainrule.train.ShardCases.rounds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.optim.Momentum;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.StepFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.junit.jupiter.api.Test;

/** What the bits of a training on shards do not depend on: memory, threads, ends and resumptions. */
class ShardRoundsTest {
    @Test
    void workersDoNotDependOnWhatTheyWereAskedBefore() {
        TrainingConfiguration configuration = TrainingConfiguration.of(Optimizers.parse("adamw"), 0.01, 3, 7)
                .withBatchSize(16)
                .withThreads(1);
        for (Rounds rounds : rounds()) {
            ShardedProblem problem = ShardedRuns.without(everyLayer(), configuration);
            List<String> bits = new ArrayList<>();
            for (boolean oneMemory : new boolean[] {true, false}) {
                try (Shards shards = ShardedRuns.shards(everyLayer(), configuration, rounds, 4, oneMemory)) {
                    for (int again = 0; again < 2; again++) {
                        bits.add(WeightHash.of(ShardedTraining.train(
                                        problem, configuration, rounds, shards, ShardedRuns.NEVER, TrainingKeeper.NONE)
                                .network()));
                    }
                }
            }
            assertEquals(1, bits.stream().distinct().count(), rounds + " " + bits);
        }
    }

    @Test
    void threadsDoNotChangeTheBits() {
        TrainingConfiguration configuration =
                TrainingConfiguration.of(new Momentum(0.9), 0.01, 1, 7).withBatchSize(75);
        for (Rounds rounds : rounds()) {
            List<String> bits = new ArrayList<>();
            for (int threads = 1; threads < 4; threads++) {
                bits.add(WeightHash.of(ShardedRuns.train(everyLayer(), configuration.withThreads(threads), rounds, 2)
                        .network()));
            }
            assertEquals(1, bits.stream().distinct().count(), rounds + " " + bits);
        }
    }

    @Test
    void anyRoundCanBeGoneOnFrom() {
        TrainingConfiguration configuration = TrainingConfiguration.of(Optimizers.parse("nadam"), 0.01, 4, 7)
                .withBatchSize(32)
                .withSchedule(new ReduceOnPlateau(0.5, 1, 0.01))
                .withThreads(1);
        for (Rounds rounds : rounds()) {
            TrainingResult whole = ShardedRuns.train(everyLayer(), configuration, rounds, SHARDS);
            ResumedTrainingTest.Everything everything = new ResumedTrainingTest.Everything(null);
            ShardedRuns.train(everyLayer(), configuration, rounds, SHARDS, ShardedRuns.NEVER, everything);
            for (TrainingState state : everything.kept) {
                TrainingResult found = ShardedRuns.train(
                        everyLayer(),
                        configuration,
                        rounds,
                        SHARDS,
                        ShardedRuns.NEVER,
                        new ResumedTrainingTest.Everything(state));
                assertEquals(WeightHash.of(whole.network()), WeightHash.of(found.network()), rounds.toString());
                assertEquals(
                        ResumedTrainingTest.bits(whole.optimizerState()),
                        ResumedTrainingTest.bits(found.optimizerState()));
                assertEquals(ResumedTrainingTest.told(whole.history()), ResumedTrainingTest.told(found.history()));
            }
        }
    }

    @Test
    void anInterruptionEndsBetweenTwoRounds() {
        AtomicInteger asked = new AtomicInteger();
        ResumedTrainingTest.Everything keeper = new ResumedTrainingTest.Everything(null);
        Rounds rounds = new Rounds.LocalSteps(2, 0.7, 0.9);
        List<StepFinished> steps = new ArrayList<>();
        TrainingResult part = ShardedRuns.train(
                everyLayer(),
                configuration(),
                rounds,
                SHARDS,
                () -> asked.getAndIncrement() >= 3,
                keeper,
                new TrainingListener() {
                    @Override
                    public void on(TrainingEvent event) {
                        if (event instanceof StepFinished step) {
                            steps.add(step);
                        }
                    }

                    @Override
                    public boolean hearsSteps() {
                        return true;
                    }
                });
        assertEquals(StopReason.INTERRUPTED, part.stopReason());
        assertEquals(List.of(2, 4, 6), steps.stream().map(StepFinished::step).toList());
        TrainingState state = keeper.kept.get(keeper.kept.size() - 1);
        assertEquals(6, state.checkpoint().step());
        TrainingResult resumed = ShardedRuns.train(
                everyLayer(),
                configuration(),
                rounds,
                SHARDS,
                ShardedRuns.NEVER,
                new ResumedTrainingTest.Everything(state));
        assertEquals(
                WeightHash.of(ShardedRuns.train(everyLayer(), configuration(), rounds, SHARDS)
                        .network()),
                WeightHash.of(resumed.network()));
    }
}
