package org.chainrule.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.Test;

/** One row, a batch, many batches and the forward pass of training give the same bits. */
class PredictorTest {
    private static final int ROWS = 600; // more than two batches of the predictor

    private static float[] rows(RandomProblem problem) {
        float[] x = new float[ROWS * problem.network().inputs()];
        for (int e = 0; e < x.length; e++) {
            x[e] = (float) (problem.x()[e % problem.x().length] + e / problem.x().length * 0.01);
        }
        return x;
    }

    private static double[] together(TrainedNetwork trained, float[] x) {
        Predictor predictor = new Predictor(trained);
        assertEquals(trained.network().outputs(), predictor.outputs());
        double[] o = new double[ROWS * predictor.outputs()];
        predictor.predict(x, ROWS, o);
        return o;
    }

    private static double[] oneByOne(TrainedNetwork trained, float[] x) {
        Predictor predictor = new Predictor(trained);
        int inputs = trained.network().inputs();
        int outputs = predictor.outputs();
        double[] o = new double[ROWS * outputs];
        double[] row = new double[outputs];
        Predictor.Scratch scratch = predictor.newScratch();
        for (int n = 0; n < ROWS; n++) {
            predictor.predict(Arrays.copyOfRange(x, n * inputs, (n + 1) * inputs), 1, row, scratch);
            System.arraycopy(row, 0, o, n * outputs, outputs);
        }
        return o;
    }

    @Test
    void rowsBatchesAndTrainingAgreeBitForBitInFloat32() {
        for (int number = 0; number < 60; number++) {
            Predictions.assertTheSameBits(number);
        }
    }

    @Test
    void outputsMayStandAnywhereInAnArray() {
        for (boolean single : new boolean[] {true, false}) {
            RandomProblem problem = RandomProblem.draw(3, Sizes.MEDIUM);
            TrainedNetwork wide = TrainedNetwork.float64(
                    problem.network(), problem.likelihood(), problem.parameters(), problem.statistics());
            TrainedNetwork trained = single
                    ? TrainedNetwork.float32(
                            problem.network(),
                            problem.likelihood(),
                            floats(problem.parameters()),
                            floats(problem.statistics()))
                    : wide;
            float[] x = rows(problem);
            double[] expected = together(trained, x);
            Predictor predictor = new Predictor(trained);
            double[] found = new double[expected.length + 8];
            Arrays.fill(found, 77);
            predictor.predict(x, ROWS, found, 5, predictor.newScratch(100));
            assertArrayEquals(expected, Arrays.copyOfRange(found, 5, 5 + expected.length));
            assertEquals(77, found[4]);
            assertEquals(77, found[5 + expected.length]);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void threadsMayShareAPredictor() throws Exception {
        for (int number = 0; number < 9; number++) {
            Predictions.assertTheSameBitsFromManyThreads(number);
        }
    }

    @Test
    void rowsBatchesAndTrainingAgreeBitForBitInFloat64() {
        for (int number = 0; number < 20; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.MEDIUM);
            TrainedNetwork trained = TrainedNetwork.float64(
                    problem.network(), problem.likelihood(), problem.parameters(), problem.statistics());
            float[] x = rows(problem);
            double[] o = together(trained, x);
            assertArrayEquals(o, oneByOne(trained, x), "network " + number);
            double[] wide = new double[x.length];
            for (int e = 0; e < x.length; e++) {
                wide[e] = x[e];
            }
            ReferenceEngine engine = new ReferenceEngine(problem.network(), problem.likelihood());
            double[] training = engine.outputs(
                    engine.forward(problem.parameters(), problem.statistics(), wide, ROWS, Mode.PREDICTION));
            assertArrayEquals(o, training, "network " + number);
        }
    }
}
