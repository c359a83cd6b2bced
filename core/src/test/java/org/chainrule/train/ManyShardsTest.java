package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.data.ArrayDataset;
import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Momentum;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.Optimizers;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.chainrule.schedule.Cosine;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.StepFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several shards, against oracles in double precision on the rows of all. */
class ManyShardsTest {
    private static final int SHARDS = 3;

    /** 100 rows in shards of 33, 33 and 34. */
    private static final ArrayDataset ROWS = Trainings.classes(100, 1);

    private static final ArrayDataset VALIDATION = Trainings.classes(61, 2);

    private static TrainingProblem perceptron(ArrayDataset rows) {
        return new TrainingProblem(
                Network.perceptron(6, List.of(12, 8), Activation.TANH, 0, 3),
                new Categorical(0),
                rows,
                VALIDATION,
                null,
                null);
    }

    private static TrainingProblem everyLayer() {
        return new TrainingProblem(
                Trainings.everyLayer(), new Categorical(0), Trainings.classes(150, 1), VALIDATION, null, null);
    }

    private static TrainingConfiguration configuration() {
        return TrainingConfiguration.of(new Momentum(0.9), 0.05, 3, 7)
                .withBatchSize(12)
                .withSchedule(new Cosine(0.1))
                .withThreads(1);
    }

    /** The rows of shard s that step n of the training takes, as numbers of all rows: by their definition, not by the code under test. */
    private static int[] rows(ShardLayout layout, int shard, int batch, long seed, long step) {
        int rows = layout.rowsOf(shard);
        int stepsPerEpoch = (layout.rowsPerShard() + batch - 1) / batch;
        int[] order = new int[rows];
        long own =
                shard == 0 ? seed : CounterRandom.of(seed, Stream.SHARDS, shard).bits(0);
        Shuffle.fill(order, own, (int) (step / stepsPerEpoch) + 1);
        int from = (int) (step % stepsPerEpoch) * batch;
        return Arrays.stream(order, Math.min(rows, from), Math.min(rows, from + batch))
                .map(row -> (int) layout.first(shard) + row)
                .toArray();
    }

    private static Float64Engine oracle(TrainingProblem problem, TrainingConfiguration configuration, Dataset rows) {
        TrainedNetwork start = ShardedRuns.without(problem, configuration).start();
        Float64Engine engine = new Float64Engine(
                problem.network(),
                problem.likelihood(),
                configuration.withPrecision(Precision.FLOAT64),
                100,
                TrainedNetwork.float64(
                        problem.network(), problem.likelihood(), start.wideParameters(), start.wideStatistics()));
        engine.rows(rows, null);
        return engine;
    }

    private static void assertClose(double[] expected, TrainedNetwork found, double tolerance) {
        assertArrayEquals(expected, found.wideParameters(), tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 7, 1, 99, 1000})
    void synchronousStepsAreThoseOnTheUnionOfTheBatches(int batchSize) {
        TrainingProblem problem = perceptron(ROWS);
        TrainingConfiguration configuration = configuration()
                .withBatchSize(batchSize)
                .withPenalties(1e-3, 1e-3)
                .withClipping(Clipping.byNorm(0.5));
        ShardLayout layout = ShardedRuns.layout(problem, SHARDS);
        int batch = Math.min((batchSize + SHARDS - 1) / SHARDS, layout.rowsPerShard());
        int steps = (layout.rowsPerShard() + batch - 1) / batch;
        try (Float64Engine engine = oracle(problem, configuration, ROWS)) {
            for (int step = 0; step < 3 * steps; step++) {
                int[] union = new int[0];
                for (int s = 0; s < SHARDS; s++) {
                    int[] rows = rows(layout, s, batch, 7, step);
                    union = Arrays.copyOf(union, union.length + rows.length);
                    System.arraycopy(rows, 0, union, union.length - rows.length, rows.length);
                }
                engine.startEpoch(union, union.length);
                engine.step(step, 0.05 * new Cosine(0.1).factor(step, 3L * steps, steps), 1, 1);
            }
            TrainingResult found = ShardedRuns.train(
                    new TrainingProblem(problem.network(), problem.likelihood(), ROWS),
                    configuration,
                    new Rounds.Synchronous(),
                    SHARDS);
            assertClose(engine.point(), found.network(), 2e-5);
            assertNotEquals(0, steps);
        }
    }

    /** Shards in double precision, one after the other, from a common start; mean and outer step as the papers have them. */
    private static double[] localSteps(
            TrainingProblem problem, TrainingConfiguration configuration, Rounds.LocalSteps rounds, int batch) {
        ShardLayout layout = ShardedRuns.layout(problem, SHARDS);
        int stepsPerEpoch = (layout.rowsPerShard() + batch - 1) / batch;
        int ofRound = rounds.steps() == 0 ? Math.min(16, stepsPerEpoch) : rounds.steps();
        try (Float64Engine engine = oracle(problem, configuration, problem.training())) {
            double[] common = engine.point();
            double[][] memory = engine.optimizerState().doubleVectors();
            double[] scalars = engine.optimizerState().scalars();
            double[] momentum = new double[common.length];
            int total = 3 * stepsPerEpoch;
            for (int step = 0; step < total; ) {
                int ends = Math.min(step + ofRound, (step / stepsPerEpoch + 1) * stepsPerEpoch);
                double[] sum = new double[common.length];
                double[][] sums = new double[memory.length][common.length];
                double all = 0;
                for (int s = 0; s < SHARDS; s++) {
                    engine.place(common);
                    engine.restore(OptimizerState.restore(memory, scalars, step));
                    double weight = 0;
                    for (int n = step; n < ends; n++) {
                        int[] rows = rows(layout, s, batch, 7, n);
                        if (rows.length == 0) {
                            rows = new int[] {(int) layout.first(s)};
                            engine.rows(new Weightless(problem.training()), null);
                        } else {
                            engine.rows(problem.training(), null);
                        }
                        engine.startEpoch(rows, rows.length);
                        engine.step(
                                n,
                                configuration.learningRate() * new Cosine(0.1).factor(n, total, stepsPerEpoch),
                                1,
                                1);
                        weight += engine.batchWeight();
                    }
                    double[] point = engine.point();
                    double[][] vectors = engine.optimizerState().doubleVectors();
                    for (int e = 0; e < sum.length; e++) {
                        sum[e] += weight * point[e];
                        for (int v = 0; v < vectors.length; v++) {
                            sums[v][e] += weight * vectors[v][e];
                        }
                    }
                    all += weight;
                }
                for (int e = 0; e < sum.length; e++) {
                    double gradient = common[e] - sum[e] / all;
                    momentum[e] = rounds.outerMomentum() * momentum[e] + gradient;
                    common[e] -= rounds.outerLearningRate() * (gradient + rounds.outerMomentum() * momentum[e]);
                    for (double[] vector : sums) {
                        vector[e] /= all;
                    }
                }
                memory = sums;
                step = ends;
            }
            return common;
        }
    }

    /** The same rows, and none of them counts. */
    private record Weightless(Dataset data) implements Dataset {
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

        @Override
        public void gather(
                int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
            data.gather(order, from, count, x, y, weights);
            Arrays.fill(weights, 0, count, 0);
        }
    }

    @Test
    void localStepsAreThoseOfTheShardsAndTheirMean() {
        TrainingProblem problem = perceptron(ROWS);
        TrainingProblem unwatched = new TrainingProblem(problem.network(), problem.likelihood(), ROWS);
        // batch sizes whose share of a shard leaves the smaller shards idle in the last step (33 = 3 x 11 rows, the
        // largest has 34) and others
        for (int batchSize : new int[] {12, 33, 3}) {
            for (Rounds.LocalSteps rounds : List.of(
                    new Rounds.LocalSteps(0, 1, 0),
                    new Rounds.LocalSteps(2, 1, 0),
                    new Rounds.LocalSteps(2, 0.7, 0.9),
                    new Rounds.LocalSteps(1, 1, 0.5),
                    new Rounds.LocalSteps(0, 0.5, 0))) {
                TrainingConfiguration configuration = TrainingConfiguration.of(new Momentum(0.9), 0.01, 3, 7)
                        .withBatchSize(batchSize)
                        .withSchedule(new Cosine(0.1));
                double[] expected = localSteps(unwatched, configuration, rounds, rounds.batchRows(batchSize, SHARDS));
                TrainingResult found = ShardedRuns.train(unwatched, configuration, rounds, SHARDS);
                assertClose(expected, found.network(), 5e-5);
            }
        }
    }

    @Test
    void aRoundHasAnEighthOfAnEpochWithinBounds() {
        Rounds.LocalSteps chosen = new Rounds.LocalSteps(0, 0.7, 0.9);
        assertEquals(5, chosen.stepsOfRound(5));
        assertEquals(16, chosen.stepsOfRound(104));
        assertEquals(26, chosen.stepsOfRound(204));
        assertEquals(500, chosen.stepsOfRound(11_719));
        assertEquals(7, new Rounds.LocalSteps(7, 1, 0).stepsOfRound(104));
        Rounds.LocalSteps automatic = Rounds.LocalSteps.automatic(0);
        assertEquals(new Rounds.LocalSteps(0, 0.7, 0.9), automatic.chosen(104));
        assertEquals(new Rounds.LocalSteps(0, 0.7, 0.9), automatic.chosen(8));
        assertEquals(new Rounds.LocalSteps(0, 1, 0), automatic.chosen(7), "an epoch of few steps averages");
        assertEquals(
                new Rounds.LocalSteps(7, 1, 0), Rounds.LocalSteps.automatic(7).chosen(104));
        assertEquals(chosen, chosen.chosen(7), "what was asked for stays");
        assertEquals(3, new Rounds.LocalSteps(7, 1, 0).stepsOfRound(3));
        // of a batch, whichever the rounds
        assertEquals(8, chosen.batchRows(128, 16));
        assertEquals(1, chosen.batchRows(128, 256));
        assertEquals(43, new Rounds.Synchronous().batchRows(128, 3));
    }

    @Test
    void limitedMemorySeesTheSameCost() {
        TrainingConfiguration configuration =
                configuration().withLBfgs(new LBfgs(5, 1000, 1e-8)).withPenalties(0, 1e-2);
        TrainingResult one = ShardedRuns.train(perceptron(ROWS), configuration, new Rounds.FullBatch(), 1);
        for (int shards : new int[] {3, 7, 100}) {
            TrainingResult many = ShardedRuns.train(perceptron(ROWS), configuration, new Rounds.FullBatch(), shards);
            for (int e = 0; e < one.history().size(); e++) {
                assertEquals(
                        one.history().get(e).trainingLoss(),
                        many.history().get(e).trainingLoss(),
                        1e-5);
                assertEquals(
                        one.history().get(e).validationLoss(),
                        many.history().get(e).validationLoss(),
                        1e-4);
            }
        }
    }

    private static List<Rounds> rounds() {
        return List.of(new Rounds.Synchronous(), new Rounds.LocalSteps(2, 0.7, 0.9), new Rounds.LocalSteps(0, 1, 0));
    }

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
