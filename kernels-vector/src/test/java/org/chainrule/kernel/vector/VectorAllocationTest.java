package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.data.Dataset;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.network.Network;
import org.chainrule.predict.Predictions;
import org.chainrule.testing.SlowDataset;
import org.chainrule.train.StepAllocation;
import org.chainrule.train.TrainingConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing is allocated by the SIMD kernels either, once they are compiled. Before that, in the interpreter and in code of the first compiler, every vector is an
 * object; so it takes some attempts.
 */
class VectorAllocationTest {
    private static final int ATTEMPTS = 200;

    @BeforeAll
    static void vectors() {
        assertEquals(VectorWidth.chosen(), KernelSelection.select().name());
    }

    @Test
    void noPredictionAllocates() {
        for (int number = 0; number < 9; number++) {
            for (int rows : Predictions.ROWS) {
                assertEquals(0, Predictions.allocated(number, rows, ATTEMPTS), "network " + number + ", rows " + rows);
            }
        }
    }

    @Test
    void noStepAllocates() {
        for (int number : new int[] {2, 9, 12}) {
            SweepTraining training = SweepTraining.of(number);
            Network network = training.problem().network();
            Dataset rows = training.problem().training();
            for (int threads = 1; threads <= 2; threads++) {
                TrainingConfiguration configuration = training.configuration().withThreads(threads);
                assertEquals(0, bytes(training, network, rows, configuration, threads), training + " " + threads);
            }
            TrainingConfiguration team = training.configuration().withThreads(2);
            assertEquals(0, bytes(training, network, new SlowDataset(rows), team, 3), training + " reads ahead");
        }
    }

    private static long bytes(
            SweepTraining training, Network network, Dataset rows, TrainingConfiguration configuration, int threads) {
        return StepAllocation.least(network, training.problem().likelihood(), rows, configuration, ATTEMPTS, threads);
    }
}
