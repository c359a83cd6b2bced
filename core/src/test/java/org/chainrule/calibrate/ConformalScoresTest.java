package org.chainrule.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class ConformalScoresTest {
    private static final List<String> LEVELS =
            List.of("0.001", "0.07", "0.1", "0.3", "0.5", "0.7", "0.8", "0.9", "0.95", "0.99", "0.999");

    /** ceil((n + 1) c) in exact decimals. */
    private static int rank(int rows, String coverage) {
        return new BigDecimal(coverage)
                .multiply(BigDecimal.valueOf(rows + 1L))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    private static double[] upTo(int rows) {
        double[] scores = new double[rows];
        Arrays.setAll(scores, i -> rows - i);
        return scores;
    }

    @Test
    void theThresholdIsTheOrderStatisticOfTheDefinition() {
        for (int rows = 0; rows <= 1001; rows++) {
            ConformalScores scores = ConformalScores.of(ScoreKind.RESIDUAL, upTo(rows));
            for (String level : LEVELS) {
                int rank = rank(rows, level);
                double expected = rank > rows ? Double.POSITIVE_INFINITY : rank;
                double coverage = Double.parseDouble(level);
                assertEquals(expected, scores.threshold(coverage), rows + " rows at " + level);
                assertEquals(rank <= rows, scores.enough(coverage), rows + " rows at " + level);
            }
        }
    }

    @Test
    void thinnedScoresRoundTheRankUpByAtMostAThousandth() {
        for (int rows : new int[] {1002, 1999, 2002, 12_345, 100_000}) {
            ConformalScores scores = ConformalScores.of(ScoreKind.RESIDUAL, upTo(rows));
            assertEquals(ConformalScores.MOST, scores.scores().size());
            assertEquals(rows, scores.scores().get(ConformalScores.MOST - 1));
            for (String level : LEVELS) {
                double found = scores.threshold(Double.parseDouble(level));
                int rank = rank(rows, level);
                assertTrue(
                        found >= rank && found < rank + rows / 1001.0 + 1, rows + " rows at " + level + ": " + found);
            }
        }
    }

    @Test
    void coversNewRowsAsOftenAsAsked() {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 0);
        long draw = 0;
        for (int rows : new int[] {19, 99, 500, 3000}) {
            int trials = 4_000;
            for (double coverage : new double[] {0.5, 0.8, 0.9, 0.95}) {
                int covered = 0;
                int repeats = rows > 99 ? trials / 20 : trials;
                int each = trials / repeats;
                for (int trial = 0; trial < repeats; trial++) {
                    double[] drawn = new double[rows];
                    for (int i = 0; i < rows; i++) {
                        drawn[i] = Math.abs(random.normal(draw++));
                    }
                    double threshold =
                            ConformalScores.of(ScoreKind.RESIDUAL, drawn).threshold(coverage);
                    for (int i = 0; i < each; i++) {
                        covered += Math.abs(random.normal(draw++)) <= threshold ? 1 : 0;
                    }
                }
                double found = (double) covered / trials;
                // Exact coverage is ceil((n + 1) c) / (n + 1), and 1/1001 more where ranks were thinned.
                double most = coverage + 1.0 / (rows + 1) + 1.0 / 1001;
                double error = 4 * Math.sqrt(coverage * (1 - coverage) / trials) + 0.01;
                assertTrue(
                        found > coverage - error && found < most + error, rows + " rows at " + coverage + ": " + found);
            }
        }
    }

    @Test
    void rowsNeeded() {
        assertEquals(9, ConformalScores.rowsNeeded(0.9));
        assertEquals(19, ConformalScores.rowsNeeded(0.95));
        assertEquals(99, ConformalScores.rowsNeeded(0.99));
        assertEquals(1, ConformalScores.rowsNeeded(0.5));
        assertEquals(1, ConformalScores.rowsNeeded(0.01));
        assertEquals(2, ConformalScores.rowsNeeded(0.6));
    }

    @Test
    void scoresThatAreNoNumberAreInfinitelyWrong() {
        ConformalScores scores =
                ConformalScores.of(ScoreKind.RESIDUAL, new double[] {3, Double.NaN, 1, Double.POSITIVE_INFINITY, 2});
        assertEquals(3, scores.threshold(0.5));
        assertEquals(Double.POSITIVE_INFINITY, scores.threshold(0.6));
    }

    @Test
    void refusesWhatMakesNoSense() {
        ConformalScores scores = ConformalScores.of(ScoreKind.RESIDUAL, upTo(3));
        for (double coverage : new double[] {0, 1, -0.1, 1.5, Double.NaN, 90}) {
            assertThrows(IllegalArgumentException.class, () -> scores.threshold(coverage));
        }
        assertThrows(
                IllegalArgumentException.class, () -> new ConformalScores(ScoreKind.RESIDUAL, 2, List.of(2.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> new ConformalScores(ScoreKind.RESIDUAL, 3, List.of(1.0)));
        assertThrows(
                IllegalArgumentException.class, () -> new ConformalScores(ScoreKind.RESIDUAL, 1, List.of(Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> new ConformalScores(ScoreKind.RESIDUAL, -1, List.of()));
    }
}
