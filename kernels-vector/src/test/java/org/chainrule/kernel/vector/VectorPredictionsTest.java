package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.kernel.KernelSelection;
import org.chainrule.predict.Predictions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One row, a batch, many batches and the forward pass of training give the same bits by the SIMD kernels, too, and from many threads. */
class VectorPredictionsTest {
    @BeforeAll
    static void vectors() {
        assertEquals(VectorWidth.chosen(), KernelSelection.select().name());
    }

    @Test
    void rowsBatchesAndTrainingAgreeBitForBit() {
        for (int number = 0; number < 36; number++) {
            Predictions.assertTheSameBits(number);
        }
    }

    @Test
    void threadsMayShareAPredictor() throws Exception {
        for (int number = 0; number < 9; number++) {
            Predictions.assertTheSameBitsFromManyThreads(number);
        }
    }
}
