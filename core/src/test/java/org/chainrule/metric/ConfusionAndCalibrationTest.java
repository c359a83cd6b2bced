package org.chainrule.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionAndCalibrationTest {
    private static final double[][] OUTPUTS = {
        {0.7, 0.2, 0.1}, {0.1, 0.6, 0.3}, {0.2, 0.5, 0.3}, {0.3, 0.3, 0.4}, {0.4, 0.4, 0.2}
    };
    private static final double[] TARGETS = {0, 1, 2, 2, 1};
    private static final double[] WEIGHTS = {1, 2, 0.5, 3, 0};

    @Test
    void countsByHand() {
        ConfusionMatrix matrix = ConfusionMatrix.of(OUTPUTS, TARGETS, WEIGHTS);
        assertArrayEquals(new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 0.5, 3}}, matrix.counts());
        assertEquals(3, matrix.classes());
        assertEquals(3.5, matrix.actual(2));
        assertEquals(2.5, matrix.predicted(1));
        assertEquals(3 / 3.5, matrix.recall(2));
        assertEquals(2 / 2.5, matrix.precision(1));
        assertEquals(4 / 4.5, matrix.f1(1));
    }

    @Test
    void equalProbabilitiesGoToTheFirst() {
        double[] only = {0, 0, 0, 0, 1};
        assertEquals(1, ConfusionMatrix.of(OUTPUTS, TARGETS, only).counts()[1][0]);
        assertEquals(Double.NaN, ConfusionMatrix.of(OUTPUTS, TARGETS, only).recall(0));
        assertEquals(Double.NaN, ConfusionMatrix.of(OUTPUTS, TARGETS, only).f1(2));
    }

    @Test
    void calibrationOfThePredictedClassByHand() {
        Calibration calibration = Calibration.ofPredicted(OUTPUTS, TARGETS, WEIGHTS, 2);
        // 0.4 (hit, weight 3) below; 0.7 (hit, 1), 0.6 (hit, 2), 0.5 on the border (miss, 0.5) above.
        Calibration.Bin low = calibration.bins().get(0);
        Calibration.Bin high = calibration.bins().get(1);
        assertEquals(0.4, low.meanConfidence(), 1e-15);
        assertEquals(1, low.frequency());
        assertEquals(3, low.weight());
        assertEquals((0.7 + 1.2 + 0.25) / 3.5, high.meanConfidence(), 1e-15);
        assertEquals(3 / 3.5, high.frequency());
        double error = (3 * 0.6 + 3.5 * Math.abs(3 / 3.5 - 2.15 / 3.5)) / 6.5;
        assertEquals(error, calibration.expectedError(), 1e-15);
    }

    @Test
    void calibrationOfOneClassByHand() {
        Calibration calibration = Calibration.ofClass(OUTPUTS, TARGETS, WEIGHTS, 10, 2);
        assertEquals(10, calibration.bins().size());
        assertEquals(1, calibration.bins().get(4).frequency());
        assertEquals(3, calibration.bins().get(4).weight());
        assertEquals(0, calibration.bins().get(9).weight());
        assertEquals(Double.NaN, calibration.bins().get(9).frequency());
    }

    @Test
    void certaintyFallsIntoTheLastBin() {
        double[][] certain = {{0, 1}, {1, 0}};
        Calibration calibration = Calibration.ofPredicted(certain, new double[] {1, 1}, new double[] {1, 1}, 5);
        assertEquals(2, calibration.bins().get(4).weight());
        assertEquals(0.5, calibration.expectedError());
        assertEquals(
                Double.NaN,
                Calibration.ofPredicted(certain, new double[2], new double[2], 5)
                        .expectedError());
    }

    @Test
    void refusesWhatItCannotCount() {
        double[][] nan = {{Double.NaN, 0.5}};
        double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(nan, one, one));
        assertThrows(IllegalArgumentException.class, () -> Calibration.ofPredicted(nan, one, one, 5));
        assertThrows(IllegalArgumentException.class, () -> Calibration.ofPredicted(OUTPUTS, TARGETS, WEIGHTS, 0));
        assertThrows(IllegalArgumentException.class, () -> Calibration.ofClass(OUTPUTS, TARGETS, WEIGHTS, 5, 3));
    }
}
