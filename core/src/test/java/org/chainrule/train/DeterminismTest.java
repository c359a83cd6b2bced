package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Cosine;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.testing.WeightHash;
import org.junit.jupiter.api.Test;

/** The same bits of weights for any number of threads, for any run, on any JVM. */
class DeterminismTest {
    /**
     * SHA-256 of the weights of {@link #golden}. <b>Whoever changes this constant changes the weights of every user's model</b> (a model no longer reproduces):
     * that needs an entry in the CHANGELOG, and a reason.
     */
    private static final String GOLDEN_32 = "b62c86c8ad98e56b58a5538ef8657938e190c849d579ce1c30ef84ebfe89c0fd";

    /** The same in float64. */
    private static final String GOLDEN_64 = "4e8812258a0d249efbae10e76a763307329e033515147136a3589e03d8414814";

    private static final int[] THREADS = {1, 2, 3, 4, 7};

    private static TrainingConfiguration configuration(int number) {
        List<Optimizer> rules = Optimizers.all();
        Clipping clipping = List.of(Clipping.NONE, Clipping.byNorm(0.5), Clipping.byValue(0.05))
                .get(number % 3);
        TrainingConfiguration base = TrainingConfiguration.of(rules.get(number % rules.size()), 1e-3, 3, number)
                .withBatchSize(16)
                .withClipping(clipping);
        return number % 2 == 0 ? base : base.withPenalties(1e-4, 1e-3);
    }

    @Test
    void threadsDoNotMatter() {
        Set<String> different = new HashSet<>();
        int partial = 0;
        for (int number = 0; number < 24; number++) {
            RandomProblem drawn = RandomProblem.draw(number, new Sizes(3, 40, 50, 90));
            TrainingProblem problem = new TrainingProblem(drawn.network(), drawn.likelihood(), drawn.dataset());
            partial += drawn.rows() % 16 == 0 ? 0 : 1;
            TrainedNetwork one = train(problem, configuration(number), 1);
            for (int threads : THREADS) {
                same(
                        one,
                        train(problem, configuration(number), threads),
                        "network " + number + " on " + threads + " threads");
            }
            different.add(WeightHash.of(one));
        }
        assertTrue(partial > 15, "too few of them end with a partial batch");
        assertEquals(24, different.size(), "trainings that differ gave the same weights");
    }

    @Test
    void tilesOfAWideLayerDoNotMatter() {
        Network network = Network.perceptron(6, List.of(190, 201), Activation.RELU, 0.1, 3);
        TrainingProblem problem = new TrainingProblem(network, new Categorical(0), Trainings.classes(150, 3));
        for (Clipping clipping : List.of(Clipping.NONE, Clipping.byNorm(0.1))) {
            TrainingConfiguration configuration = TrainingConfiguration.of(AdamW.defaults(), 1e-3, 2, 5)
                    .withBatchSize(64)
                    .withClipping(clipping);
            TrainedNetwork one = train(problem, configuration, 1);
            for (int threads : THREADS) {
                same(one, train(problem, configuration, threads), clipping + " on " + threads + " threads");
            }
        }
    }

    @Test
    void aBatchLargerThanTheDataIsTheWholeData() {
        ArrayDataset data = Trainings.classes(37, 4);
        TrainingProblem problem = new TrainingProblem(Trainings.everyLayer(), new Categorical(0.1), data);
        TrainingConfiguration configuration = TrainingConfiguration.of(AdamW.defaults(), 1e-3, 3, 5);
        TrainedNetwork whole = train(problem, configuration.withBatchSize(37), 1);
        for (int threads : THREADS) {
            same(whole, train(problem, configuration.withBatchSize(1000), threads), "threads " + threads);
        }
    }

    @Test
    void aLastBatchOfOneRowIsHarmless() {
        TrainingProblem problem =
                new TrainingProblem(Trainings.everyLayer(), new Categorical(0), Trainings.classes(33, 4));
        TrainingConfiguration configuration =
                TrainingConfiguration.of(AdamW.defaults(), 1e-3, 4, 5).withBatchSize(16);
        TrainedNetwork one = train(problem, configuration, 1);
        for (float w : one.floatParameters()) {
            assertTrue(Float.isFinite(w));
        }
        same(one, train(problem, configuration, 3), "3 threads");
    }

    private static TrainingResult golden(Precision precision, int threads) {
        TrainingProblem problem = new TrainingProblem(
                Trainings.everyLayer(),
                new Categorical(0.05),
                Trainings.classes(203, 1),
                Trainings.classes(50, 2),
                null,
                null);
        TrainingConfiguration configuration = TrainingConfiguration.of(AdamW.defaults(), 0.01, 6, 42)
                .withBatchSize(32)
                .withSchedule(new Cosine(0.01))
                .withClipping(Clipping.byNorm(1))
                .withPenalties(1e-5, 1e-4)
                .withPrecision(precision)
                .withThreads(threads);
        return Trainer.train(problem, configuration);
    }

    @Test
    void theWeightsOfAFixedTrainingNeverChange() {
        for (int threads : THREADS) {
            assertEquals(
                    GOLDEN_32, WeightHash.of(golden(Precision.FLOAT32, threads).network()), "float32");
        }
        assertEquals(GOLDEN_64, WeightHash.of(golden(Precision.FLOAT64, 0).network()), "float64");
    }

    private static TrainedNetwork train(TrainingProblem problem, TrainingConfiguration configuration, int threads) {
        TrainingResult result = Trainer.train(problem, configuration.withThreads(threads));
        assertEquals(threads, result.threads());
        return result.network();
    }

    private static void same(TrainedNetwork expected, TrainedNetwork found, String message) {
        assertArrayEquals(expected.floatParameters(), found.floatParameters(), message);
        assertArrayEquals(expected.floatStatistics(), found.floatStatistics(), message);
    }
}
