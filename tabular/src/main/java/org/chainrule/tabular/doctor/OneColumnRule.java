package org.chainrule.tabular.doctor;

import java.util.Arrays;
import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/**
 * What one column alone can do: every row gets the class shares (or the mean of the target) of its level or bin, both counted on other rows. Bins are quantiles,
 * or the values themselves where there are few; a missing cell is a level, too.
 */
final class OneColumnRule {
    private static final int MOST_BINS = 64;
    private static final int ROWS_PER_BIN = 10;

    /** Counts of one rule, at most; a column of more levels times classes identifies rows rather than explains them. */
    private static final int MOST_COUNTS = 1 << 22;

    private final int[] bins;
    private final int count;

    private OneColumnRule(int[] bins, int count) {
        this.bins = bins;
        this.count = count;
    }

    /**
     * The bin of each row.
     *
     * @param column the cells
     * @param rows   row numbers
     * @param fitted whether the bins may depend on the row
     */
    static OneColumnRule of(RawColumn column, int[] rows, boolean[] fitted) {
        int[] bins = new int[rows.length];
        if (column instanceof RawColumn.Text text) {
            int levels = text.dictionary().size();
            Arrays.setAll(bins, n -> text.code(rows[n]) < 0 ? levels : text.code(rows[n]));
            return new OneColumnRule(bins, levels + 1);
        }
        RawColumn.Numeric numbers = (RawColumn.Numeric) column;
        double[] edges = edges(numbers, rows, fitted);
        for (int n = 0; n < rows.length; n++) {
            double value = numbers.value(rows[n]);
            int place = Arrays.binarySearch(edges, value);
            bins[n] = Double.isNaN(value) ? edges.length + 1 : place < 0 ? -place - 1 : place;
        }
        return new OneColumnRule(bins, edges.length + 2);
    }

    private static double[] edges(RawColumn.Numeric numbers, int[] rows, boolean[] fitted) {
        double[] sorted = new double[rows.length];
        int n = 0;
        for (int i = 0; i < rows.length; i++) {
            double value = numbers.value(rows[i]);
            if (fitted[i] && !Double.isNaN(value)) {
                sorted[n++] = value;
            }
        }
        Arrays.sort(sorted, 0, n);
        double[] values =
                Arrays.stream(sorted, 0, n).distinct().limit(MOST_BINS + 1L).toArray();
        if (values.length <= MOST_BINS) {
            return values;
        }
        int most = Math.max(2, Math.min(MOST_BINS, n / ROWS_PER_BIN));
        int sampled = n;
        double[] edges = new double[most - 1];
        Arrays.setAll(edges, k -> sorted[(int) ((long) (k + 1) * sampled / most)]);
        return Arrays.stream(edges).distinct().toArray();
    }

    /** What came of judging a rule on the rows that it was not fitted on. */
    record Judged(int rows, double accuracy, double majority, double auc) {}

    /** For classes: the share of right answers, of the most frequent class, and for two classes the AUC (else NaN). Null if there are too many levels. */
    @Nullable
    Judged classes(int[] y, int classes, boolean[] fitted) {
        if ((long) count * classes > MOST_COUNTS) {
            return null;
        }
        int[] counts = new int[count * classes];
        int[] all = new int[classes];
        for (int n = 0; n < bins.length; n++) {
            if (fitted[n]) {
                counts[bins[n] * classes + y[n]]++;
                all[y[n]]++;
            }
        }
        int usual = most(all, 0, classes);
        int judged = 0;
        int right = 0;
        int[] others = new int[classes];
        for (int n = 0; n < bins.length; n++) {
            if (!fitted[n]) {
                int from = bins[n] * classes;
                int best = most(counts, from, classes);
                right += y[n] == (counts[from + best] == 0 ? usual : best) ? 1 : 0;
                others[y[n]]++;
                judged++;
            }
        }
        double majority = judged == 0 ? 1 : (double) others[most(others, 0, classes)] / judged;
        double auc = classes == 2 ? auc(counts, y, fitted, others) : Double.NaN;
        return new Judged(judged, judged == 0 ? 0 : (double) right / judged, majority, auc);
    }

    /** The probability that a row of class 1 has a bin of a higher share than a row of class 0, ties half. */
    private double auc(int[] counts, int[] y, boolean[] fitted, int[] others) {
        int[] positive = new int[count];
        int[] negative = new int[count];
        for (int n = 0; n < bins.length; n++) {
            if (!fitted[n]) {
                (y[n] == 1 ? positive : negative)[bins[n]]++;
            }
        }
        double[] share = new double[count];
        for (int b = 0; b < count; b++) {
            share[b] = (counts[2 * b + 1] + 0.5) / (counts[2 * b] + counts[2 * b + 1] + 1.0);
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, b -> b);
        Arrays.sort(order, (a, b) -> Double.compare(share[a], share[b]));
        double area = 0;
        double below = 0;
        for (int i = 0; i < count; ) {
            double p = 0;
            double q = 0;
            double at = share[order[i]];
            for (; i < count && share[order[i]] == at; i++) {
                p += positive[order[i]];
                q += negative[order[i]];
            }
            area += p * (below + q / 2);
            below += q;
        }
        return others[0] == 0 || others[1] == 0 ? Double.NaN : area / ((double) others[0] * others[1]);
    }

    /** For values: the share of the variance that the means of the bins explain. */
    double explained(double[] y, boolean[] fitted) {
        double[] sums = new double[count];
        int[] rows = new int[count];
        double sum = 0;
        int total = 0;
        for (int n = 0; n < bins.length; n++) {
            if (fitted[n]) {
                sums[bins[n]] += y[n];
                rows[bins[n]]++;
                sum += y[n];
                total++;
            }
        }
        double mean = total == 0 ? 0 : sum / total;
        double left = 0;
        double all = 0;
        for (int n = 0; n < bins.length; n++) {
            if (!fitted[n]) {
                int b = bins[n];
                double guess = rows[b] == 0 ? mean : sums[b] / rows[b];
                left += (y[n] - guess) * (y[n] - guess);
                all += (y[n] - mean) * (y[n] - mean);
            }
        }
        return all == 0 ? 0 : 1 - left / all;
    }

    private static int most(int[] counts, int from, int length) {
        int best = 0;
        for (int k = 1; k < length; k++) {
            best = counts[from + k] > counts[from + best] ? k : best;
        }
        return best;
    }
}
