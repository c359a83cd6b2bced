package org.chainrule.calibrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void aroundThePrediction() {
        Intervals band = Intervals.around(10);
        assertEquals(3, band.score(7));
        assertEquals(3, band.score(13));
        assertArrayEquals(new double[] {8, 12}, band.interval(2));
        assertArrayEquals(new double[] {-INFINITY, INFINITY}, band.interval(INFINITY));
    }

    @Test
    void inProportionToTheDeviation() {
        Intervals band = Intervals.scaled(10, 4);
        assertEquals(0.75, band.score(7));
        assertArrayEquals(new double[] {2, 18}, band.interval(2));
        assertEquals(0, Intervals.scaled(10, 0).score(10));
        assertEquals(INFINITY, Intervals.scaled(10, 0).score(11));
        assertArrayEquals(
                new double[] {-INFINITY, INFINITY},
                Intervals.scaled(10, Double.NaN).interval(1));
    }

    @Test
    void aroundQuantiles() {
        Intervals band = Intervals.band(2, 6);
        assertEquals(-1, band.score(3));
        assertEquals(1, band.score(1));
        assertEquals(2, band.score(8));
        assertArrayEquals(new double[] {1, 7}, band.interval(1));
        assertArrayEquals(new double[] {3, 5}, band.interval(-1));
        assertArrayEquals(new double[] {4, 4}, band.interval(-3));
        assertArrayEquals(new double[] {1, 7}, Intervals.band(6, 2).interval(1), "quantiles that cross");
    }

    @Test
    void coversAsOftenAsAskedWhateverTheModelSays() {
        CounterRandom random = CounterRandom.of(5, CounterRandom.Stream.SAMPLE, 1);
        // A wrong model of y = x + noise that grows with x: neither prediction nor spread nor quantiles are right.
        LongToDoubleFunction x = random::uniform;
        LongToDoubleFunction y = row -> x.applyAsDouble(row) + x.applyAsDouble(row) * random.normal(row + 1_000_000);
        for (ScoreKind kind :
                new ScoreKind[] {ScoreKind.RESIDUAL, ScoreKind.SCALED_RESIDUAL, ScoreKind.QUANTILE_BAND}) {
            int rows = 5_000;
            Intervals[] bands = new Intervals[2 * rows];
            double[] truth = new double[2 * rows];
            for (int row = 0; row < bands.length; row++) {
                double v = x.applyAsDouble(row);
                truth[row] = y.applyAsDouble(row);
                bands[row] = switch (kind) {
                    case RESIDUAL -> Intervals.around(v + 0.2);
                    case SCALED_RESIDUAL -> Intervals.scaled(v, 0.1 + v);
                    default -> Intervals.band(v - 0.1, v + 2);
                };
            }
            double[] ones = new double[rows];
            Arrays.fill(ones, 1);
            ConformalScores scores = Intervals.fit(Arrays.copyOf(bands, rows), Arrays.copyOf(truth, rows), ones);
            assertEquals(kind, scores.kind());
            for (double coverage : new double[] {0.8, 0.9, 0.95}) {
                double threshold = scores.threshold(coverage);
                int covered = 0;
                for (int row = rows; row < 2 * rows; row++) {
                    double[] interval = bands[row].interval(threshold);
                    boolean in = interval[0] <= truth[row] && truth[row] <= interval[1];
                    covered += in ? 1 : 0;
                }
                // 3 standard errors of both halves
                assertEquals(coverage, (double) covered / rows, 0.0015 + 3 * Math.sqrt(0.16 * 2 / rows), kind.name());
            }
        }
    }

    @Test
    void rowsOfWeightZeroDoNotCount() {
        Intervals[] bands = {Intervals.around(0), Intervals.around(0), Intervals.around(0)};
        ConformalScores scores = Intervals.fit(bands, new double[] {1, 5, 2}, new double[] {1, 0, 0.3});
        assertEquals(2, scores.rows());
        assertTrue(scores.scores().equals(java.util.List.of(1.0, 2.0)));
        assertThrows(IllegalArgumentException.class, () -> Intervals.fit(bands, new double[] {1}, new double[] {1}));
    }
}
