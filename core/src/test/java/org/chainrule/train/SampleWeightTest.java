package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.Sgd;
import org.chainrule.testing.Draws;
import org.chainrule.testing.WeightHash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a row's weight means. */
class SampleWeightTest {
    private static final Network NETWORK = Network.perceptron(3, List.of(5, 4), Activation.TANH, 0, 2);
    private static final double[][] X = matrix(12, 3, 1);
    private static final double[][] Y = matrix(12, 2, 2);

    private static double[][] matrix(int rows, int columns, long seed) {
        Draws draws = new Draws(seed);
        double[][] values = new double[rows][];
        for (int n = 0; n < rows; n++) {
            values[n] = draws.normals(columns, 1);
        }
        return values;
    }

    private static TrainingConfiguration configuration(Precision precision) {
        return TrainingConfiguration.of(new Sgd(), 0.05, 3, 9)
                .withPrecision(precision)
                .withBatchSize(4);
    }

    private static double[] gradient(Precision precision, ArrayDataset data, int capacity) {
        double[] point = InitialParameters.draw(new ParameterLayout(NETWORK), 4);
        double[] gradient = new double[point.length + 1];
        double[] derivatives = new double[point.length];
        if (precision == Precision.FLOAT64) {
            try (Float64Engine engine =
                    new Float64Engine(NETWORK, new Gaussian(), configuration(precision), capacity, null)) {
                engine.rows(data, null);
                gradient[0] = engine.fullBatch(point, derivatives);
            }
        } else {
            try (Float32Engine engine =
                    new Float32Engine(NETWORK, new Gaussian(), configuration(precision), capacity, null)) {
                engine.rows(data, null);
                gradient[0] = engine.fullBatch(point, derivatives);
            }
        }
        System.arraycopy(derivatives, 0, gradient, 1, derivatives.length);
        return gradient;
    }

    /** Cost and gradient. */
    @ParameterizedTest
    @EnumSource
    void aRowOfWeightTwoCountsLikeTwoRows(Precision precision) {
        double[] weights = new double[12];
        Arrays.fill(weights, 1);
        weights[5] = 2;
        double[][] x = Arrays.copyOf(X, 13);
        double[][] y = Arrays.copyOf(Y, 13);
        x[12] = X[5];
        y[12] = Y[5];
        double tolerance = precision == Precision.FLOAT64 ? 1e-15 : 1e-6;
        for (int capacity : new int[] {4, 13}) {
            assertArrayEquals(
                    gradient(precision, new ArrayDataset(x, y), capacity),
                    gradient(precision, new ArrayDataset(X, Y, weights), capacity),
                    tolerance,
                    "capacity " + capacity);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowOfWeightZeroIsNotThere(Precision precision) {
        double[] weights = new double[12];
        Arrays.fill(weights, 0, 9, 1);
        double[][] y = Y.clone();
        y[10] = new double[] {1e300, -1e300}; // infinite in float, and nobody cares
        double tolerance = precision == Precision.FLOAT64 ? 1e-15 : 1e-6;
        assertArrayEquals(
                gradient(precision, new ArrayDataset(Arrays.copyOf(X, 9), Arrays.copyOf(Y, 9)), 12),
                gradient(precision, new ArrayDataset(X, y, weights), 12),
                tolerance);
    }

    @ParameterizedTest
    @EnumSource
    void batchesWithoutWeightAreHarmless(Precision precision) {
        double[] weights = new double[12];
        TrainingProblem none = new TrainingProblem(NETWORK, new Gaussian(), new ArrayDataset(X, Y, weights));
        TrainingResult unmoved = Trainer.train(none, configuration(precision).withBatchSize(4));
        assertEquals(0, unmoved.history().get(2).trainingLoss());
        assertEquals(
                WeightHash.of(Trainer.train(none, configuration(precision), () -> true)
                        .network()),
                WeightHash.of(unmoved.network()));
        weights[3] = 1;
        TrainingProblem one = new TrainingProblem(NETWORK, new Gaussian(), new ArrayDataset(X, Y, weights));
        TrainingResult moved = Trainer.train(one, configuration(precision).withBatchSize(1));
        assertTrue(
                moved.history().get(2).trainingLoss() < moved.history().get(0).trainingLoss());
    }

    @ParameterizedTest
    @EnumSource
    void theTrainingLossOfAnEpochIsTheWeightedMeanOverAllRows(Precision precision) {
        Draws draws = new Draws(8);
        double[] weights = new double[12];
        for (int n = 0; n < 12; n++) {
            weights[n] = draws.between(0, 4);
        }
        ArrayDataset data = new ArrayDataset(X, Y, weights);
        // So small a rate that the weights do not move while the epoch goes on
        TrainingConfiguration still =
                TrainingConfiguration.of(new Sgd(), 1e-30, 1, 9).withPrecision(precision);
        TrainingProblem problem = new TrainingProblem(NETWORK, new Gaussian(), data, data, null, null);
        for (int batch : new int[] {1, 5, 12}) {
            TrainingEvent.EpochFinished epoch =
                    Trainer.train(problem, still.withBatchSize(batch)).history().get(0);
            assertEquals(epoch.validationLoss(), epoch.trainingLoss(), precision == Precision.FLOAT64 ? 1e-14 : 1e-6);
        }
    }
}
