package org.chainrule.tabular.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.chainrule.metric.LogLoss;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Rmse;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.ensemble.EnsembleSelection.Candidate;
import org.chainrule.tabular.ensemble.EnsembleSelection.Judge;
import org.junit.jupiter.api.Test;

class SelectionSoFarTest {
    private static final int ROWS = 30;

    private static Judge judge(Metric metric, int width) {
        double[] targets = new double[ROWS];
        Arrays.setAll(targets, row -> row % 3 == 0 ? 1 : 0);
        double[] weights = new double[ROWS];
        Arrays.fill(weights, 1);
        return new Judge(metric, targets, weights, width);
    }

    /** Values, or probabilities of two classes that are too sure or not sure enough. */
    private static Candidate candidate(int width, int number) {
        CounterRandom random = CounterRandom.of(5, CounterRandom.Stream.SAMPLE, number);
        float[] values = new float[ROWS * width];
        double sure = 0.3 + 3 * random.uniform(1_000);
        for (int row = 0; row < ROWS; row++) {
            double z = sure * ((row % 3 == 0 ? 0.8 : -0.8) + 1.2 * random.normal(row));
            double p = 1 / (1 + Math.exp(-z));
            if (width == 1) {
                values[row] = (float) z;
            } else {
                values[2 * row] = (float) (1 - p);
                values[2 * row + 1] = (float) p;
            }
        }
        return new Candidate(values);
    }

    @Test
    void goingOnNeverMakesTheModelWorse() {
        for (int width = 1; width <= 2; width++) {
            SelectionSoFar selection = new SelectionSoFar(judge(width == 1 ? new Rmse() : new LogLoss(), width));
            double before = Double.POSITIVE_INFINITY;
            double calibrated = Double.POSITIVE_INFINITY;
            int changes = 0;
            for (int n = 0; n < 40; n++) {
                changes += selection.add(candidate(width, n)) ? 1 : 0;
                assertTrue(selection.best().score() <= before, "selected on");
                assertTrue(selection.calibratedScore() <= calibrated, "as the finished model has it");
                before = selection.best().score();
                calibrated = selection.calibratedScore();
            }
            assertTrue(changes > 2, changes + " changes");
        }
    }

    @Test
    void aCandidateWithoutAScoreChangesNothing() {
        SelectionSoFar selection = new SelectionSoFar(judge(new Rmse(), 1));
        float[] broken = new float[ROWS];
        Arrays.fill(broken, Float.NaN);
        assertFalse(selection.add(new Candidate(broken)));
        assertEquals(0, selection.best().chosen().size());
        assertTrue(selection.add(candidate(1, 1)));
        double score = selection.best().score();
        assertFalse(selection.add(new Candidate(broken)));
        assertEquals(score, selection.best().score());
    }
}
