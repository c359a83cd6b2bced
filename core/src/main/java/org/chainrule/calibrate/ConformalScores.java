package org.chainrule.calibrate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How wrong a model was on rows that its weights were not fitted to, sorted: enough to give intervals or sets of any coverage. If those rows and a new one
 * are exchangeable, the new row's score is at most {@link #threshold threshold(c)} with probability at least c, whatever the model and the distribution:
 * the threshold is the ceil((n + 1) c)-th smallest of n scores, and infinite if there are fewer.
 *
 * <p>Of more than {@value #MOST} scores, {@value #MOST} at evenly spaced ranks are kept. A rank between is rounded up, which keeps the guarantee and costs
 * at most a thousandth of coverage.
 *
 * <p>Sources: Papadopoulos, Proedrou, Vovk and Gammerman 2002, "Inductive confidence machines for regression"; Lei, G'Sell, Rinaldo, Tibshirani and
 * Wasserman 2018, "Distribution-free predictive inference for regression".
 *
 * @param kind   what a score is
 * @param rows   n, of how many rows
 * @param scores rising; all n, or the {@value #MOST} at the ranks ceil(j n / {@value #MOST})
 */
public record ConformalScores(ScoreKind kind, int rows, List<Double> scores) {
    /** At most so many scores are kept. */
    public static final int MOST = 1001;

    /** What a decimal coverage such as 0.9 may lose in binary, in ranks a row. */
    private static final double ROUNDING = 1e-12;

    /** Copies the scores and checks their number and order. */
    public ConformalScores {
        scores = List.copyOf(scores);
        if (rows < 0 || scores.size() != Math.min(rows, MOST)) {
            throw new IllegalArgumentException("expected the scores of " + rows + " rows, at most " + MOST + ", found "
                    + scores.size() + " scores");
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            if (!(score >= before)) {
                throw new IllegalArgumentException("expected rising scores, found " + score + " after " + before);
            }
            before = score;
        }
    }

    /**
     * Sorts and thins scores.
     *
     * @param kind   what a score is
     * @param scores of all rows, in any order, read; NaN counts as infinitely wrong
     * @return what is kept of them
     */
    public static ConformalScores of(ScoreKind kind, double[] scores) {
        double[] sorted = Arrays.stream(scores)
                .map(score -> Double.isNaN(score) ? Double.POSITIVE_INFINITY : score + 0.0)
                .sorted()
                .toArray();
        int kept = Math.min(sorted.length, MOST);
        return new ConformalScores(
                kind,
                sorted.length,
                IntStream.rangeClosed(1, kept)
                        .mapToObj(j -> sorted[rank(j, sorted.length, kept) - 1])
                        .toList());
    }

    /** The rank, from 1, of the j-th kept score: ceil(j n / kept). */
    private static int rank(int j, int n, int kept) {
        return (int) (((long) j * n + kept - 1) / kept);
    }

    /**
     * The score that a new row exceeds with probability at most 1 - coverage.
     *
     * @param coverage within (0, 1)
     * @return the threshold; infinite if there are too few rows, see {@link #rowsNeeded}
     * @throws IllegalArgumentException if the coverage is outside (0, 1)
     */
    public double threshold(double coverage) {
        checkCoverage(coverage);
        double wanted = Math.ceil((rows + 1.0) * coverage - ROUNDING * (rows + 1.0));
        if (wanted > rows) {
            return Double.POSITIVE_INFINITY;
        }
        // The first j whose rank ceil(j n / kept) reaches it: j n / kept > wanted - 1
        long rank = Math.max(1, (long) wanted);
        return scores.get((int) ((rank - 1) * scores.size() / rows));
    }

    /**
     * How many rows it takes for finite thresholds: (n + 1) coverage is at most n.
     *
     * @param coverage within (0, 1)
     * @return ceil(1 / (1 - coverage)) - 1
     * @throws IllegalArgumentException if the coverage is outside (0, 1)
     */
    public static int rowsNeeded(double coverage) {
        checkCoverage(coverage);
        double rows = Math.ceil((coverage - ROUNDING) / (1 - coverage + ROUNDING));
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, rows));
    }

    /**
     * Whether the rows are enough for finite intervals, or sets that can leave out a class.
     *
     * @param coverage within (0, 1)
     * @return true if they are
     */
    public boolean enough(double coverage) {
        return rows >= rowsNeeded(coverage);
    }

    /**
     * Refuses what is no coverage.
     *
     * @param coverage to be within (0, 1)
     * @throws IllegalArgumentException if it is not
     */
    public static void checkCoverage(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("expected a coverage between 0 and 1, such as 0.9; found " + coverage);
        }
    }
}
