package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.data.FloatDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Initializer;
import org.chainrule.network.Network;
import org.chainrule.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against where a training of all rows starts. */
class StartingWeightsTest {
    private static final long SEED = 11;
    private static final Likelihood LIKELIHOOD = new Gaussian();

    private static Network driven() {
        Dense hidden = Dense.ntk(4, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN);
        Dense output = Dense.ntk(1, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN);
        return new Network(3, List.of(hidden, new Activate(Activation.SELU), output));
    }

    private static FloatDataset data(int... rows) {
        float[] x = new float[rows.length * 3];
        for (int n = 0; n < rows.length; n++) {
            x[n * 3] = rows[n] * 37 % 101 / 7f;
            x[n * 3 + 1] = rows[n] % 5 - 2;
            x[n * 3 + 2] = (float) StrictMath.sin(rows[n]);
        }
        return new FloatDataset(rows.length, x, new float[rows.length], null);
    }

    private static TrainedNetwork expected(Network network, FloatDataset all) {
        TrainingConfiguration configuration = TrainingConfiguration.of(new Sgd(), 0.1, 1, SEED);
        try (SteppedTraining training =
                SteppedTraining.start(new TrainingProblem(network, LIKELIHOOD, all), configuration)) {
            return training.engine().snapshot();
        }
    }

    /** Fewer rows than are looked at, and more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300, 8192, 8193, 20_000})
    void aStartByTheDataLooksAtItsRowsAlone(int rows) {
        FloatDataset all = data(IntStream.range(0, rows).toArray());
        int[] sample = StartingWeights.rows(driven(), rows, SEED);
        assertEquals(Math.min(rows, 8192), sample.length);
        assertEquals(sample.length, Arrays.stream(sample).distinct().count());
        assertArrayEquals(Arrays.stream(sample).sorted().toArray(), sample);
        same(expected(driven(), all), StartingWeights.of(driven(), LIKELIHOOD, data(sample), SEED));
    }

    @Test
    void drawnWeightsNeedNoRows() {
        Network network = new Network(
                3, List.of(new Dense(5, true, Initializer.HE_NORMAL), new BatchNormalization(0.1, 1e-5), new Dense(1)));
        assertEquals(0, StartingWeights.rows(network, 1000, SEED).length);
        same(expected(network, data(0, 1, 2)), StartingWeights.of(network, LIKELIHOOD, null, SEED));
    }

    /** An order of all these would not fit any heap. */
    @Test
    void moreRowsThanAnIntHolds() {
        assertEquals(0, StartingWeights.rows(new Network(1, List.of(new Dense(1))), 1L << 40, SEED).length);
    }

    private static void same(TrainedNetwork expected, TrainedNetwork found) {
        assertNotNull(found.floatParameters());
        assertArrayEquals(expected.floatParameters(), found.floatParameters());
        assertArrayEquals(expected.floatStatistics(), found.floatStatistics());
    }
}
