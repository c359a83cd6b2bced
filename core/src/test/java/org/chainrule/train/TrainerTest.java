package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.Adam;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Sgd;
import org.chainrule.predict.Predictor;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.schedule.Warmup;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TrainerTest {
    private static final ArrayDataset DATA = Trainings.classes(60, 1);
    private static final ArrayDataset OTHER = Trainings.classes(30, 2);

    private static TrainingProblem watched(ScriptedMetric metric) {
        return new TrainingProblem(Trainings.everyLayer(), new Categorical(0), DATA, OTHER, metric, null);
    }

    private static TrainingProblem unwatched() {
        return new TrainingProblem(Trainings.everyLayer(), new Categorical(0), DATA);
    }

    private static TrainingConfiguration configuration(int epochs, Precision precision) {
        return TrainingConfiguration.of(AdamW.defaults(), 0.01, epochs, 3)
                .withBatchSize(16)
                .withPrecision(precision);
    }

    private static String weights(TrainingResult result) {
        return WeightHash.of(result.network());
    }

    /** The weights after some epochs, when nobody watches. */
    private static String weightsAfter(int epochs, Precision precision) {
        return weights(Trainer.train(unwatched(), configuration(epochs, precision)));
    }

    @ParameterizedTest
    @EnumSource
    void earlyStoppingRestoresTheBestEpoch(Precision precision) {
        ScriptedMetric metric = new ScriptedMetric(false, 5, 3, 4, 3.5, 9);
        TrainingResult result =
                Trainer.train(watched(metric), configuration(100, precision).withPatience(3));
        assertEquals(StopReason.EARLY_STOPPED, result.stopReason());
        assertEquals(2, result.bestEpoch());
        assertEquals(5, result.history().size());
        assertEquals(weightsAfter(2, precision), weights(result));
        assertEquals(
                List.of(true, true, false, false, false),
                result.history().stream().map(EpochFinished::best).toList());
    }

    @Test
    void withoutPatienceAllEpochsRunAndTheBestIsKept() {
        ScriptedMetric metric = new ScriptedMetric(false, 5, 3, 4, 3.5, 9, 9, 9);
        TrainingResult result = Trainer.train(watched(metric), configuration(7, Precision.FLOAT32));
        assertEquals(StopReason.COMPLETED, result.stopReason());
        assertEquals(2, result.bestEpoch());
        assertEquals(7, result.history().size());
        assertEquals(weightsAfter(2, Precision.FLOAT32), weights(result));
    }

    @Test
    void theMetricSaysWhichWayIsBetter() {
        assertEquals(
                2,
                Trainer.train(watched(new ScriptedMetric(true, 1, 3, 2)), configuration(3, Precision.FLOAT32))
                        .bestEpoch());
        assertEquals(
                1,
                Trainer.train(watched(new ScriptedMetric(false, 1, 3, 2)), configuration(3, Precision.FLOAT32))
                        .bestEpoch());
    }

    @Test
    void equalMetricsAreDecidedByTheValidationLoss() {
        TrainingResult result =
                Trainer.train(watched(new ScriptedMetric(true, 1, 1, 1, 1, 1, 1)), configuration(6, Precision.FLOAT32));
        int best = 1;
        for (EpochFinished epoch : result.history()) {
            best = epoch.validationLoss() < result.history().get(best - 1).validationLoss() ? epoch.epoch() : best;
        }
        assertEquals(best, result.bestEpoch());
        assertTrue(best > 1, "the loss must fall for this test to mean anything");
    }

    @Test
    void withoutAMetricTheValidationLossDecides() {
        TrainingProblem problem =
                new TrainingProblem(Trainings.everyLayer(), new Categorical(0), DATA, OTHER, null, null);
        TrainingResult result = Trainer.train(problem, configuration(8, Precision.FLOAT32));
        double lowest = result.history().stream()
                .mapToDouble(EpochFinished::validationLoss)
                .min()
                .orElseThrow();
        EpochFinished best = result.history().get(result.bestEpoch() - 1);
        assertEquals(lowest, best.validationLoss());
        assertEquals(best.validationLoss(), best.validationMetric());
    }

    @Test
    void theTimeLimitEndsTraining() {
        TrainingConfiguration endless =
                configuration(1_000_000, Precision.FLOAT32).withTimeLimit(Duration.ofMillis(200));
        TrainingResult result = Trainer.train(unwatched(), endless);
        assertEquals(StopReason.TIME_LIMIT, result.stopReason());
        assertTrue(result.elapsed().toMillis() >= 200 && result.elapsed().toSeconds() < 20, "took " + result.elapsed());
        assertTrue(result.bestEpoch() >= 1);
    }

    @ParameterizedTest
    @EnumSource
    void stoppingInAnEpochKeepsTheBestOneBefore(Precision precision) {
        AtomicInteger steps = new AtomicInteger();
        // 60 rows in batches of 16 are 4 steps an epoch: in the middle of the third
        TrainingResult result =
                Trainer.train(unwatched(), configuration(10, precision), () -> steps.getAndIncrement() == 10);
        assertEquals(StopReason.INTERRUPTED, result.stopReason());
        assertEquals(2, result.bestEpoch());
        assertEquals(weightsAfter(2, precision), weights(result));
    }

    @Test
    void stoppingInTheFirstEpochKeepsWhatThereIs() {
        AtomicInteger steps = new AtomicInteger();
        TrainingResult result =
                Trainer.train(unwatched(), configuration(10, Precision.FLOAT32), () -> steps.getAndIncrement() == 2);
        assertEquals(StopReason.INTERRUPTED, result.stopReason());
        assertEquals(1, result.bestEpoch());
        TrainingResult start = Trainer.train(unwatched(), configuration(10, Precision.FLOAT32), () -> true);
        assertEquals(0, start.bestEpoch());
        assertArrayEquals(initial(), start.network().floatParameters());
        assertNotEquals(weights(start), weights(result));
    }

    private static float[] initial() {
        double[] drawn = InitialParameters.draw(new ParameterLayout(Trainings.everyLayer()), 3);
        float[] floats = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            floats[e] = (float) drawn[e];
        }
        return floats;
    }

    @ParameterizedTest
    @EnumSource
    void aWarmStartGoesOnFromTheGivenWeights(Precision precision) {
        TrainedNetwork start =
                Trainer.train(unwatched(), configuration(3, precision)).network();
        String before = WeightHash.of(start);
        TrainingProblem warm = new TrainingProblem(Trainings.everyLayer(), new Categorical(0), DATA, null, null, start);
        TrainingResult unmoved = Trainer.train(warm, configuration(1, precision), () -> true);
        assertEquals(before, weights(unmoved));
        double first = Trainer.train(warm, configuration(1, precision))
                .history()
                .get(0)
                .trainingLoss();
        double cold = Trainer.train(unwatched(), configuration(1, precision))
                .history()
                .get(0)
                .trainingLoss();
        assertTrue(first < cold, first + " and " + cold);
        assertEquals(before, WeightHash.of(start), "the weights to start from were written");
    }

    @Test
    void aWarmStartNeedsTheSameNetworkAndPrecision() {
        TrainedNetwork start =
                Trainer.train(unwatched(), configuration(1, Precision.FLOAT64)).network();
        TrainingProblem warm = new TrainingProblem(Trainings.everyLayer(), new Categorical(0), DATA, null, null, start);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Trainer.train(warm, configuration(1, Precision.FLOAT32)))
                .getMessage();
        assertTrue(message.contains("FLOAT32") && message.contains("FLOAT64"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrainingProblem(Network.of(6, new Dense(3)), new Categorical(0), DATA, null, null, start));
    }

    @ParameterizedTest
    @EnumSource
    void divergenceNamesItsPlaceAndKeepsTheLastGoodWeights(Precision precision) {
        Network network = Network.perceptron(6, List.of(8), Activation.RELU, 0, 3);
        TrainingProblem problem = new TrainingProblem(network, new Categorical(0), DATA);
        // Harmless for two epochs of 4 steps, then absurd
        TrainingConfiguration configuration = TrainingConfiguration.of(new Sgd(), 1e30, 10, 3)
                .withBatchSize(16)
                .withPrecision(precision)
                .withSchedule((step, total, perEpoch) -> step < 8 ? 1e-32 : 1e300);
        TrainingDivergedException diverged =
                assertThrows(TrainingDivergedException.class, () -> Trainer.train(problem, configuration));
        String message = diverged.getMessage();
        assertTrue(message.matches("(?s).*epoch 3, batch [12]: .*dense\\.[12].*"), message);
        assertTrue(message.matches(".*the last finite loss was [0-9.]+;.*"), message);
        assertTrue(message.contains("smaller learning rate") && message.contains("epoch 2"), message);
        TrainingResult good = Trainer.train(
                problem,
                TrainingConfiguration.of(new Sgd(), 1e30, 2, 3)
                        .withBatchSize(16)
                        .withPrecision(precision)
                        .withSchedule((step, total, perEpoch) -> 1e-32));
        assertEquals(weights(good), WeightHash.of(diverged.lastGood()));
    }

    @ParameterizedTest
    @EnumSource
    void divergenceInTheFirstEpochKeepsTheStart(Precision precision) {
        TrainingProblem problem = new TrainingProblem(Network.of(6, new Dense(3)), new Categorical(0), DATA);
        TrainingConfiguration configuration = TrainingConfiguration.of(new Sgd(), 1e30, 10, 3)
                .withBatchSize(16)
                .withPrecision(precision)
                .withSchedule((s, t, p) -> 1e290);
        TrainingDivergedException diverged =
                assertThrows(TrainingDivergedException.class, () -> Trainer.train(problem, configuration));
        assertTrue(diverged.getMessage().contains("epoch 1, batch "), diverged.getMessage());
        assertEquals(weights(Trainer.train(problem, configuration, () -> true)), WeightHash.of(diverged.lastGood()));
    }

    @Test
    void listenersHearEverythingInOrder() {
        List<String> heard = new ArrayList<>();
        TrainingListener all = new TrainingListener() {
            @Override
            public void on(TrainingEvent event) {
                heard.add(
                        event instanceof TrainingEvent.StepFinished step
                                ? "step " + step.epoch() + "." + step.step()
                                : event instanceof EpochFinished epoch
                                        ? "epoch " + epoch.epoch()
                                        : event.getClass().getSimpleName());
            }

            @Override
            public boolean hearsSteps() {
                return true;
            }
        };
        List<TrainingEvent> quiet = new ArrayList<>();
        Trainer.train(unwatched(), configuration(2, Precision.FLOAT32).withBatchSize(30), all, quiet::add);
        assertEquals(
                List.of("Started", "step 1.1", "step 1.2", "epoch 1", "step 2.1", "step 2.2", "epoch 2", "Finished"),
                heard);
        assertEquals(4, quiet.size());
        assertTrue(quiet.get(0) instanceof TrainingEvent.Started started
                && started.rows() == 60
                && started.validationRows() == 0
                && started.stepsPerEpoch() == 2
                && started.epochs() == 2);
        assertTrue(quiet.get(3) instanceof TrainingEvent.Finished finished
                && finished.reason() == StopReason.COMPLETED
                && finished.bestEpoch() == 2);
    }

    @Test
    void aShuffleIsAPermutationThatDependsOnSeedAndEpoch() {
        List<String> orders = new ArrayList<>();
        for (int epoch = 1; epoch <= 5; epoch++) {
            for (long seed = 0; seed < 5; seed++) {
                int[] order = new int[100];
                Shuffle.fill(order, seed, epoch);
                orders.add(java.util.Arrays.toString(order));
                int[] again = new int[100];
                Shuffle.fill(again, seed, epoch);
                assertArrayEquals(order, again);
                java.util.Arrays.sort(order);
                for (int n = 0; n < 100; n++) {
                    assertEquals(n, order[n]);
                }
            }
        }
        assertEquals(25, orders.stream().distinct().count());
    }

    @ParameterizedTest
    @EnumSource
    void xorIsLearned(Precision precision) {
        double[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[][] y = {{0}, {1}, {1}, {0}};
        Network network = Network.perceptron(2, List.of(8), Activation.TANH, 0, 1);
        TrainingConfiguration configuration = TrainingConfiguration.of(Adam.defaults(), 0.05, 500, 1)
                .withBatchSize(4)
                .withPrecision(precision);
        TrainedNetwork trained = Trainer.train(
                        new TrainingProblem(network, new Bernoulli(), new ArrayDataset(x, y)), configuration)
                .network();
        double[] o = new double[4];
        new Predictor(trained).predict(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, o);
        for (int n = 0; n < 4; n++) {
            assertEquals(y[n][0], o[n], 0.05, "row " + n);
        }
    }

    @Test
    void aPlateauLowersTheRateAlsoAfterAWarmup() {
        ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 2, 0.1);
        for (var schedule : List.of(plateau, new Warmup(1, plateau))) {
            ScriptedMetric metric = new ScriptedMetric(false, 1, 2, 2, 2, 2, 0.5, 3, 3, 3);
            List<Double> rates = Trainer.train(
                            watched(metric), configuration(9, Precision.FLOAT32).withSchedule(schedule))
                    .history()
                    .stream()
                    .map(EpochFinished::learningRate)
                    .toList();
            // Epochs 2 and 3 are bad, so are 4 and 5; 6 is the best; 7 and 8 are bad
            assertEquals(
                    List.of(0.01, 0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025, 0.0025, 0.00125),
                    rates,
                    schedule.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void fullBatchTrainingMovesTheRunningStatistics(Precision precision) {
        TrainingConfiguration lbfgs =
                configuration(5, precision).withLBfgs(LBfgs.defaults()).withBatchSize(60);
        TrainedNetwork trained = Trainer.train(unwatched(), lbfgs).network();
        double first = precision == Precision.FLOAT64 ? trained.doubleStatistics()[0] : trained.floatStatistics()[0];
        assertTrue(Math.abs(first) > 1e-3, "the running mean is still " + first);
    }

    @Test
    void scikitLearnsWorkedStepIsTakenByTheTrainer() {
        // test_mlp.py, test_fit; the values are computed in exact arithmetic, see BackpropagationTest
        Network network = Network.perceptron(3, List.of(2), Activation.LOGISTIC, 0, 1);
        double[] start = {0.1, 0.2, 0.3, 0.1, 0.5, 0, 0.1, 0.1, 0.1, 0.2, 1};
        double[] expected = {
            0.09799927101876635,
            0.1957545466925248,
            0.29566569469168846,
            0.09600606225669969,
            0.4938324828552274,
            -0.0026196955253877676,
            0.09833211836461057,
            0.09625757782087463,
            0.04701212914783179,
            0.15402918140357222,
            0.9234547978090479
        };
        TrainingProblem problem = new TrainingProblem(
                network,
                new Bernoulli(),
                new ArrayDataset(new double[][] {{0.6, 0.8, 0.7}}, new double[][] {{0}}),
                null,
                null,
                TrainedNetwork.float64(network, new Bernoulli(), start, new double[0]));
        TrainingConfiguration configuration = TrainingConfiguration.of(new Sgd(), 0.1, 1, 0)
                .withPenalties(0, 0.1)
                .withPrecision(Precision.FLOAT64);
        assertArrayEquals(
                expected, Trainer.train(problem, configuration).network().doubleParameters(), 1e-15);
    }
}
