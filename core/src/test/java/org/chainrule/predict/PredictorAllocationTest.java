package org.chainrule.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A prediction with memory of its caller's allocates nothing, row by row or in batches; the same holds in the interpreter. */
class PredictorAllocationTest {
    /** The first may load classes. */
    private static final int ATTEMPTS = 30;

    @Test
    void noPredictionAllocates() {
        for (int number = 0; number < 18; number++) {
            for (int rows : Predictions.ROWS) {
                assertEquals(0, Predictions.allocated(number, rows, ATTEMPTS), "network " + number + ", rows " + rows);
            }
        }
    }
}
