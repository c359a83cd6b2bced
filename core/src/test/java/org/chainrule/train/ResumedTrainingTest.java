package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.chainrule.likelihood.Categorical;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Cosine;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is broken off anywhere and taken up again ends as if nothing had happened. */
class ResumedTrainingTest {
    private static final BooleanSupplier NEVER = () -> false;

    private static TrainingProblem problem() {
        return new TrainingProblem(
                Trainings.everyLayer(),
                new Categorical(0),
                Trainings.classes(150, 1),
                Trainings.classes(60, 2),
                null,
                null);
    }

    private static TrainingConfiguration configuration(String name) {
        TrainingConfiguration usual =
                TrainingConfiguration.of(Optimizers.parse("adamw"), 0.01, 6, 7).withBatchSize(32);
        return switch (name) {
            case "plateau" -> usual.withSchedule(new ReduceOnPlateau(0.5, 1, 0.01));
            case "early stopping" ->
                TrainingConfiguration.of(Optimizers.parse("adamw"), 0.3, 12, 7)
                        .withBatchSize(32)
                        .withSchedule(new Cosine(0.1))
                        .withPatience(2);
            case "float64" -> usual.withPrecision(Precision.FLOAT64);
            case "nadam" ->
                TrainingConfiguration.of(Optimizers.parse("nadam"), 0.01, 4, 7).withBatchSize(32);
            case "lbfgs" -> usual.withLBfgs(new LBfgs(3, 1000, 1e-8)).withPatience(0);
            case "lbfgs float64" ->
                usual.withLBfgs(new LBfgs(3, 1000, 1e-8))
                        .withPrecision(Precision.FLOAT64)
                        .withPatience(2);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Keeps everything. */
    static class Everything implements TrainingKeeper {
        private final @Nullable TrainingState from;
        final List<TrainingState> kept = new ArrayList<>();

        Everything(@Nullable TrainingState from) {
            this.from = from;
        }

        @Override
        public @Nullable TrainingState resumed() {
            return from;
        }

        @Override
        public boolean due(boolean epochEnded) {
            return true;
        }

        @Override
        public void keep(TrainingState state, boolean last) {
            kept.add(state);
        }

        @Override
        public @Nullable String warning() {
            return null;
        }
    }

    /** All but the times. */
    static List<Object> told(List<EpochFinished> history) {
        return history.stream()
                .<Object>map(epoch -> List.of(
                        epoch.epoch(),
                        epoch.trainingLoss(),
                        epoch.validationLoss(),
                        epoch.validationMetric(),
                        epoch.learningRate(),
                        epoch.best()))
                .toList();
    }

    static String bits(@Nullable OptimizerState state) {
        return state == null
                ? "none"
                : state.step()
                        + Arrays.toString(state.scalars())
                        + (state.isFloat()
                                ? Arrays.deepToString(state.floatVectors())
                                : Arrays.deepToString(state.doubleVectors()));
    }

    private static void assertSame(TrainingResult expected, TrainingResult found) {
        assertEquals(WeightHash.of(expected.network()), WeightHash.of(found.network()));
        assertEquals(told(expected.history()), told(found.history()));
        assertEquals(expected.bestEpoch(), found.bestEpoch());
        assertEquals(expected.stopReason(), found.stopReason());
        assertEquals(bits(expected.optimizerState()), bits(found.optimizerState()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plateau", "early stopping", "float64", "nadam", "lbfgs", "lbfgs float64"})
    void endsAlikeFromEveryPlace(String name) {
        TrainingConfiguration configuration = configuration(name);
        TrainingResult whole = Trainer.train(problem(), configuration, NEVER);
        Everything everything = new Everything(null);
        assertSame(whole, Trainer.train(problem(), configuration, NEVER, everything));
        assertTrue(everything.kept.size() > 5, "kept " + everything.kept.size());
        for (TrainingState state : everything.kept) {
            assertSame(whole, Trainer.train(problem(), configuration, NEVER, new Everything(state)));
        }
        TrainingState last = everything.kept.get(everything.kept.size() - 1);
        assertEquals(whole.stopReason(), last.ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plateau", "lbfgs"})
    void anInterruptionKeepsWhereItStood(String name) {
        TrainingConfiguration configuration = configuration(name);
        TrainingResult whole = Trainer.train(problem(), configuration, NEVER);
        for (int steps = 0; steps < 9; steps += 2) {
            int most = steps;
            AtomicInteger asked = new AtomicInteger();
            Everything seldom = new Everything(null) {
                @Override
                public boolean due(boolean epochEnded) {
                    return false;
                }
            };
            TrainingResult part =
                    Trainer.train(problem(), configuration, () -> asked.getAndIncrement() >= most, seldom);
            if (part.stopReason() == StopReason.INTERRUPTED) {
                assertEquals(1, seldom.kept.size());
                assertSame(whole, Trainer.train(problem(), configuration, NEVER, new Everything(seldom.kept.get(0))));
            }
        }
    }

    @Test
    void timeOfBeforeCounts() {
        TrainingConfiguration configuration = configuration("plateau");
        Everything everything = new Everything(null);
        Trainer.train(problem(), configuration, NEVER, everything);
        TrainingState early = everything.kept.get(2);
        TrainingState late = new TrainingState(early.checkpoint(), early.history(), Duration.ofHours(1), null, null);
        List<TrainingEvent> heard = new ArrayList<>();
        TrainingResult result = Trainer.train(
                problem(), configuration.withTimeLimit(Duration.ofHours(1)), NEVER, new Everything(late), heard::add);
        assertEquals(StopReason.TIME_LIMIT, result.stopReason());
        assertTrue(result.elapsed().compareTo(Duration.ofHours(1)) > 0);
        assertNotNull(result.network());
        assertTrue(heard.get(1) instanceof TrainingEvent.Resumed resumed && resumed.step() == 3, heard.toString());
    }

    @Test
    void saysTheSameOfATrainingThatDiverges() {
        TrainingConfiguration configuration =
                TrainingConfiguration.of(Optimizers.parse("sgd"), 1e3, 6, 7).withBatchSize(32);
        Everything everything = new Everything(null);
        String whole = message(configuration, everything);
        assertTrue(whole.contains("diverged"), whole);
        for (TrainingState state : everything.kept) {
            assertEquals(whole, message(configuration, new Everything(state)));
        }
    }

    private static String message(TrainingConfiguration configuration, TrainingKeeper keeper) {
        try {
            Trainer.train(problem(), configuration, NEVER, keeper);
            return "it did not";
        } catch (TrainingDivergedException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
