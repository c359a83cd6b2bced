package org.chainrule.train;

import static org.chainrule.train.ShardCases.ROWS;
import static org.chainrule.train.ShardCases.SHARDS;
import static org.chainrule.train.ShardCases.configuration;
import static org.chainrule.train.ShardCases.perceptron;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.chainrule.data.Dataset;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Momentum;
import org.chainrule.optim.OptimizerState;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.chainrule.schedule.Cosine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several shards, against oracles in double precision on the rows of all. */
class ManyShardsTest {
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
}
