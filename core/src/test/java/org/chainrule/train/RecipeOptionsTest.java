package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.data.ArrayDataset;
import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.metric.Accuracy;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Sgd;
import org.chainrule.schedule.Constant;
import org.chainrule.schedule.FlatCosine;
import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.schedule.Schedules;
import org.chainrule.schedule.Warmup;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the published recipes need of the trainer, in both engines. */
class RecipeOptionsTest {
    private static final ArrayDataset DATA = Trainings.classes(60, 1);
    private static final ArrayDataset OTHER = Trainings.classes(30, 2);

    private static Network network(double dropout) {
        return Network.of(
                6, new Dense(9), new Activate(Activation.SELU), new Dropout(dropout), new Dense(7), new Dense(3));
    }

    private static TrainingConfiguration configuration(Optimizer rule, Precision precision) {
        return TrainingConfiguration.of(rule, 0.01, 2, 3).withBatchSize(16).withPrecision(precision);
    }

    private static TrainedNetwork train(Network network, TrainingConfiguration configuration) {
        return Trainer.train(new TrainingProblem(network, new Categorical(0), DATA), configuration)
                .network();
    }

    private static String weights(Network network, TrainingConfiguration configuration) {
        return WeightHash.of(train(network, configuration));
    }

    private static double[] parameters(TrainedNetwork network) {
        return DataDrivenInitializationTest.parameters(network);
    }

    private static LearningRateSchedule always(double factor) {
        return (step, total, perEpoch) -> factor;
    }

    @ParameterizedTest
    @EnumSource
    void theLastPartialBatchIsLeftOut(Precision precision) {
        Set<Long> totals = new HashSet<>();
        List<Integer> steps = new ArrayList<>();
        TrainingConfiguration configuration = configuration(new Sgd(), precision)
                .withDropLastBatch(true)
                .withSchedule((step, total, perEpoch) -> {
                    totals.add(total);
                    assertEquals(3, perEpoch);
                    return 1;
                });
        List<Set<Integer>> seen = new ArrayList<>();
        Dataset recorded = new Recorded(DATA, seen);
        Trainer.train(
                new TrainingProblem(network(0), new Categorical(0), recorded),
                configuration.withThreads(1),
                new TrainingListener() {
                    @Override
                    public boolean hearsSteps() {
                        return true;
                    }

                    @Override
                    public void on(TrainingEvent event) {
                        if (event instanceof TrainingEvent.StepFinished step) {
                            steps.add(step.step());
                        } else if (event instanceof TrainingEvent.EpochFinished) {
                            seen.add(new HashSet<>());
                        }
                    }
                });
        assertEquals(List.of(1, 2, 3, 1, 2, 3), steps);
        assertEquals(Set.of(6L), totals);
        assertEquals(48, seen.get(0).size());
        assertEquals(48, seen.get(1).size());
        assertNotEquals(seen.get(0), seen.get(1), "other rows are left out in every epoch");
    }

    /** Remembers which rows an epoch reads. */
    private record Recorded(Dataset data, List<Set<Integer>> seen) implements Dataset {
        Recorded {
            seen.add(new HashSet<>());
        }

        @Override
        public int rows() {
            return data.rows();
        }

        @Override
        public int inputs() {
            return data.inputs();
        }

        @Override
        public int targets() {
            return data.targets();
        }

        private void record(int[] order, int from, int count) {
            for (int n = from; n < from + count; n++) {
                assertTrue(seen.get(seen.size() - 1).add(order[n]), "row " + order[n] + " is read twice");
            }
        }

        @Override
        public void gather(
                int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
            record(order, from, count);
            data.gather(order, from, count, firstRow, xStride, x, y, weights);
        }

        @Override
        public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
            record(order, from, count);
            data.gather(order, from, count, x, y, weights);
        }
    }

    @Test
    void stepsOfAnEpoch() {
        Passes kept = Passes.of(1).withBatchSize(16);
        Passes dropped = kept.withDropLastBatch(true);
        assertEquals(4, kept.stepsPerEpoch(60));
        assertEquals(3, dropped.stepsPerEpoch(60));
        assertEquals(3, dropped.stepsPerEpoch(48));
        assertEquals(1, dropped.stepsPerEpoch(16));
        assertEquals(1, dropped.stepsPerEpoch(10), "rows that fill not even one batch are a batch");
        assertEquals(10, dropped.batchRows(10));
    }

    private static TrainingResult watched(Ties ties, int patience, double... metric) {
        return Trainer.train(
                new TrainingProblem(
                        network(0), new Categorical(0), DATA, OTHER, new ScriptedMetric(true, metric), null),
                TrainingConfiguration.of(new Sgd(), 0.01, metric.length, 3)
                        .withTies(ties)
                        .withPatience(patience));
    }

    @Test
    void tiesGoToTheFirstOrTheLatestEpoch() {
        assertEquals(2, watched(Ties.FIRST, 0, 1, 2, 2, 1, 2).bestEpoch());
        assertEquals(5, watched(Ties.LATEST, 0, 1, 2, 2, 1, 2).bestEpoch());
        TrainingResult latest = watched(Ties.LATEST, 2, 1, 1, 1, 1, 0, 0, 5);
        assertEquals(StopReason.EARLY_STOPPED, latest.stopReason());
        assertEquals(6, latest.history().size(), "a tie that counts as better restarts the patience");
        assertEquals(4, latest.bestEpoch());
        assertEquals(3, watched(Ties.FIRST, 2, 1, 1, 1, 1, 0).history().size());
    }

    /** TabM's patience of 16 counts down to below 0: it ends after 17 epochs without strict improvement. */
    @Test
    void tabMsPatienceOf16Is17() {
        double[] metric = new double[40];
        metric[2] = 1;
        metric[19] = 2; // the 17th epoch after the best is just in time
        TrainingResult result = watched(Ties.FIRST, 17, metric);
        assertEquals(StopReason.EARLY_STOPPED, result.stopReason());
        assertEquals(20 + 17, result.history().size());
        assertEquals(20, result.bestEpoch());
    }

    @Test
    void errorCanBeWatched() {
        TrainingResult result = Trainer.train(
                new TrainingProblem(network(0), new Categorical(0), DATA, OTHER, new Accuracy(), null),
                TrainingConfiguration.of(AdamW.defaults(), 0.01, 12, 3).withTies(Ties.LATEST));
        double best = result.history().stream()
                .mapToDouble(EpochFinished::validationMetric)
                .max()
                .orElseThrow();
        int latest = 0;
        for (EpochFinished epoch : result.history()) {
            latest = epoch.validationMetric() == best ? epoch.epoch() : latest;
        }
        assertEquals(latest, result.bestEpoch());
    }

    @ParameterizedTest
    @EnumSource
    void clippingByTheNormIsPyTorchs(Precision precision) {
        assertEquals(1 / (2 + 1e-6), Clipping.byNorm(1).scale(2));
        assertEquals(1 / (1 + 1e-6), Clipping.byNorm(1).scale(1));
        assertEquals(1, Clipping.byNorm(1).scale(0.5));
        assertEquals(1, Clipping.byNorm(1).scale(Double.NaN));
        TrainingConfiguration step =
                TrainingConfiguration.of(new Sgd(), 1, 1, 3).withBatchSize(60).withPrecision(precision);
        Network network = network(0);
        double[] start = parameters(train(network, step.withRates(Rates.constant(1e-300))));
        double[] free = parameters(train(network, step));
        double[] bound = parameters(train(network, step.withClipping(Clipping.byNorm(1e-5))));
        double squares = 0;
        for (int e = 0; e < start.length; e++) {
            squares += (free[e] - start[e]) * (free[e] - start[e]);
        }
        double scale = 1e-5 / (Math.sqrt(squares) + 1e-6);
        double tolerance = precision == Precision.FLOAT64 ? 1e-13 : 1e-6;
        for (int e = 0; e < start.length; e++) {
            assertEquals(start[e] + scale * (free[e] - start[e]), bound[e], tolerance);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theScheduleOfTheDecayMultipliesIt(Precision precision) {
        AdamW rule = new AdamW(0.9, 0.99, 1e-8, 0.5, false);
        TrainingConfiguration configuration = configuration(rule, precision);
        String half = weights(network(0), configuration(rule.withWeightDecay(0.25), precision));
        assertEquals(half, weights(network(0), configuration.withWeightDecaySchedule(always(0.5))));
        String none = weights(network(0), configuration(rule.withWeightDecay(0), precision));
        assertEquals(none, weights(network(0), configuration.withWeightDecaySchedule(always(0))));
        String full = weights(network(0), configuration);
        assertEquals(full, weights(network(0), configuration.withWeightDecaySchedule(always(1))));
        assertNotEquals(full, half);
        assertNotEquals(full, weights(network(0), configuration.withWeightDecaySchedule(new FlatCosine())));
    }

    @ParameterizedTest
    @EnumSource
    void theScheduleOfDropoutMultipliesTheRates(Precision precision) {
        TrainingConfiguration configuration = configuration(new Sgd(), precision);
        assertEquals(
                weights(network(0.25), configuration),
                weights(network(0.5), configuration.withDropoutSchedule(always(0.5))));
        assertEquals(
                weights(network(0), configuration),
                weights(network(0.5), configuration.withDropoutSchedule(always(0))));
        // the second half of two epochs: only the first step of it still has the whole rate
        assertNotEquals(
                weights(network(0.5), configuration),
                weights(network(0.5), configuration.withDropoutSchedule(new FlatCosine())));
    }

    @ParameterizedTest
    @EnumSource
    void factorsOfGroupsReachTheirParameters(Precision precision) {
        AdamW rule = new AdamW(0.9, 0.99, 1e-8, 0.5, false);
        TrainingConfiguration configuration = configuration(rule, precision);
        List<Slice> slices = new ParameterLayout(network(0)).parameters();
        double[] usual = parameters(train(network(0), configuration));
        double[] named =
                parameters(train(network(0), configuration.withGroups(ParameterGroups.parse("weight=1:1,bias=1:0"))));
        assertArrayEquals(usual, named);
        double[] frozen = parameters(train(network(0), configuration.withGroups(ParameterGroups.parse("bias=0:0"))));
        double[] decayed = parameters(train(network(0), configuration.withGroups(ParameterGroups.parse("bias=1:1"))));
        for (Slice slice : slices) {
            int e = slice.offset();
            assertEquals(slice.role() == Role.BIAS, frozen[e] == 0, slice.name());
            assertNotEquals(usual[e], frozen[e], slice.name());
            assertNotEquals(usual[e], decayed[e], slice.name());
        }
    }

    @Test
    void bothEnginesAgreeOnAWholeRecipe() {
        TrainingConfiguration recipe = TrainingConfiguration.of(new AdamW(0.9, 0.95, 1e-8, 0.02, false), 0.04, 4, 3)
                .withBatchSize(16)
                .withDropLastBatch(true)
                .withSchedule(Schedules.parse("coslog4"))
                .withWeightDecaySchedule(new FlatCosine())
                .withDropoutSchedule(new FlatCosine())
                .withGroups(ParameterGroups.parse("bias=0.1:0"))
                .withClipping(Clipping.byNorm(1));
        double[] exact = parameters(train(network(0.15), recipe.withPrecision(Precision.FLOAT64)));
        double[] fast = parameters(train(network(0.15), recipe));
        for (int e = 0; e < exact.length; e++) {
            assertEquals(exact[e], fast[e], 1e-3 + 1e-3 * Math.abs(exact[e]), "parameter " + e);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        TrainingConfiguration configuration = configuration(new Sgd(), Precision.FLOAT64);
        assertMessage(
                "weightDecaySchedule cannot be plateau",
                () -> configuration.withWeightDecaySchedule(new ReduceOnPlateau(0.5, 5, 0)));
        assertMessage(
                "dropoutSchedule cannot be plateau",
                () -> configuration.withDropoutSchedule(new Warmup(3, new ReduceOnPlateau(0.5, 5, 0))));
        assertMessage(
                "factors from 0 to 1, found 1.5 at step 0",
                () -> train(network(0.5), configuration.withDropoutSchedule(always(1.5))));
        assertMessage(
                "not negative, found -1.0 at step 0",
                () -> train(network(0.5), configuration.withWeightDecaySchedule(always(-1))));
        assertEquals(
                new Warmup(3, new Constant()),
                configuration
                        .withDropoutSchedule(new Warmup(3, new Constant()))
                        .rates()
                        .dropoutSchedule());
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }
}
