package org.chainrule.train;

import static org.chainrule.train.ShardCases.ROWS;
import static org.chainrule.train.ShardCases.SHARDS;
import static org.chainrule.train.ShardCases.VALIDATION;
import static org.chainrule.train.ShardCases.configuration;
import static org.chainrule.train.ShardCases.everyLayer;
import static org.chainrule.train.ShardCases.perceptron;
import static org.chainrule.train.ShardCases.rounds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizers;
import org.chainrule.testing.WeightHash;
import org.junit.jupiter.api.Test;

/** Rows and settings that several shards cannot train on, or hardly. */
class ShardMisuseTest {
    @Test
    void batchesWithoutWeightAreHarmless() {
        double[][] x = new double[10][6];
        double[][] y = new double[10][1];
        for (int n = 0; n < 10; n++) {
            x[n][n % 6] = 1;
            y[n][0] = n % 3;
        }
        TrainingProblem none = perceptron(new ArrayDataset(x, y, new double[10]));
        TrainingConfiguration configuration =
                TrainingConfiguration.of(Optimizers.parse("sgd"), 0.1, 2, 7).withBatchSize(4);
        for (Rounds rounds : rounds()) {
            TrainingResult result = ShardedRuns.train(none, configuration, rounds, SHARDS);
            assertEquals(
                    WeightHash.of(ShardedRuns.without(none, configuration).start()),
                    WeightHash.of(result.network()),
                    rounds.toString());
            assertEquals(0, result.history().get(1).trainingLoss());
        }
        // two of three shards have no weight: the third alone has a say
        double[] weights = new double[10];
        Arrays.fill(weights, 0, 3, 1);
        TrainingProblem first = perceptron(new ArrayDataset(x, y, weights));
        TrainingConfiguration all = configuration.withBatchSize(30);
        double[] many = ShardedRuns.train(first, all, new Rounds.Synchronous(), SHARDS)
                .network()
                .wideParameters();
        double[] alone = Trainer.train(
                        new TrainingProblem(
                                first.network(),
                                first.likelihood(),
                                new ShardedRuns.Part(first.training(), 0, 3),
                                VALIDATION,
                                null,
                                null),
                        all)
                .network()
                .wideParameters();
        assertArrayEquals(alone, many, 1e-6);
    }

    @Test
    void aShardMayHaveOneRowAndNotNone() {
        TrainingConfiguration configuration = configuration().withBatchSize(8);
        for (Rounds rounds : rounds()) {
            TrainingResult result = ShardedRuns.train(perceptron(ROWS), configuration, rounds, 100);
            assertTrue(Double.isFinite(result.history().get(2).validationLoss()), rounds.toString());
            TrainingResult mixed = ShardedRuns.train(everyLayer(), configuration, rounds, 100); // of one row and of two
            assertTrue(Double.isFinite(mixed.history().get(2).validationLoss()), rounds.toString());
        }
        IllegalArgumentException tooMany =
                assertThrows(IllegalArgumentException.class, () -> ShardedRuns.layout(perceptron(ROWS), 101));
        assertTrue(String.valueOf(tooMany.getMessage()).contains("at most as many shards as rows"));
    }

    @Test
    void saysWhichShardDiverged() {
        double[][] x = new double[90][6];
        double[][] y = new double[90][1];
        for (int n = 0; n < 90; n++) {
            x[n][n % 6] = n < 60 ? 1 : 1e30; // shard 2 of 0, 1, 2
            y[n][0] = n % 3;
        }
        Network network = Network.perceptron(6, List.of(12, 8), Activation.RELU, 0, 3);
        TrainingProblem problem =
                new TrainingProblem(network, new Categorical(0), new ArrayDataset(x, y), VALIDATION, null, null);
        TrainingConfiguration configuration =
                TrainingConfiguration.of(Optimizers.parse("sgd"), 0.01, 6, 7).withBatchSize(30);
        for (Rounds rounds : rounds()) {
            TrainingDivergedException found = assertThrows(
                    TrainingDivergedException.class, () -> ShardedRuns.train(problem, configuration, rounds, SHARDS));
            String message = String.valueOf(found.getMessage());
            assertTrue(message.contains("epoch 1, batch ") && message.contains("the start are kept"), message);
            if (rounds instanceof Rounds.LocalSteps) {
                assertTrue(message.contains("of shard 2 (of 3, from 0)"), message);
            }
            assertEquals(
                    WeightHash.of(ShardedRuns.without(problem, configuration).start()),
                    WeightHash.of(found.lastGood()));
        }
    }

    @Test
    void anOuterStepThatOverflowsIsFound() {
        TrainingConfiguration configuration = configuration();
        Rounds rounds = new Rounds.LocalSteps(0, 1e300, 0.9);
        TrainingDivergedException found = assertThrows(
                TrainingDivergedException.class,
                () -> ShardedRuns.train(perceptron(ROWS), configuration, rounds, SHARDS));
        assertTrue(String.valueOf(found.getMessage()).contains("the common step of the shards"));
    }

    @Test
    void refusesWhatDoesNotFit() {
        TrainingConfiguration configuration = configuration();
        TrainingConfiguration lbfgs = configuration.withLBfgs(LBfgs.defaults());
        Rounds synchronous = new Rounds.Synchronous();
        assertRefused("full-batch rounds", () -> ShardedRuns.train(perceptron(ROWS), lbfgs, synchronous, 2));
        assertRefused(
                "use the optimizer lbfgs",
                () -> ShardedRuns.train(perceptron(ROWS), configuration, new Rounds.FullBatch(), 2));
        assertRefused("outerMomentum must be", () -> new Rounds.LocalSteps(0, 1, 1));
        assertRefused("outerLearningRate must be", () -> new Rounds.LocalSteps(0, Double.NaN, 0));
        assertRefused("steps of a round", () -> new Rounds.LocalSteps(-1, 1, 0));
        TrainingConfiguration wide = configuration.withPrecision(Precision.FLOAT64);
        assertRefused("FLOAT32", () -> ShardedRuns.shards(perceptron(ROWS), wide, synchronous, 2, true));
        ShardLayout layout = ShardedRuns.layout(perceptron(ROWS), 3);
        assertRefused(
                "shard 1 should have 33 rows",
                () -> new ShardWorker(
                        perceptron(ROWS).network(),
                        new Categorical(0),
                        configuration,
                        synchronous,
                        layout,
                        1,
                        ROWS,
                        null));
        try (Shards shards = ShardedRuns.shards(perceptron(ROWS), configuration, synchronous, 3, true)) {
            ShardedProblem other = ShardedRuns.without(everyLayer(), configuration);
            ShardedProblem wrong =
                    new ShardedProblem(perceptron(ROWS).network(), other.likelihood(), null, other.start(), true);
            assertRefused(
                    "of its own network",
                    () -> ShardedTraining.train(
                            wrong, configuration, synchronous, shards, ShardedRuns.NEVER, TrainingKeeper.NONE));
        }
    }

    private static void assertRefused(String words, org.junit.jupiter.api.function.Executable what) {
        IllegalArgumentException found = assertThrows(IllegalArgumentException.class, what);
        assertTrue(Objects.requireNonNull(found.getMessage()).contains(words), found.getMessage());
    }
}
