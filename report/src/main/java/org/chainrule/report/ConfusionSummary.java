package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a confusion matrix says in words and tables.
 *
 * @param total    rows
 * @param right    rows on the diagonal
 * @param byTruth  [class], rows of the class
 * @param byAnswer [class], rows that were taken for the class
 * @param hits     [class], rows of the class that were taken for it
 * @param mistakes pairs of different classes with at least one row, most rows first
 */
record ConfusionSummary(long total, long right, long[] byTruth, long[] byAnswer, long[] hits, List<Mistake> mistakes) {
    /**
     * A class that was taken for another.
     *
     * @param truth  index of the true class
     * @param answer index of the predicted class
     * @param count  rows
     */
    record Mistake(int truth, int answer, long count) {}

    /**
     * Sums up a matrix.
     *
     * @param confusion [true class][predicted class], read
     * @return the summary
     */
    static ConfusionSummary of(long[][] confusion) {
        int classes = confusion.length;
        long[] byTruth = new long[classes];
        long[] byAnswer = new long[classes];
        long[] hits = new long[classes];
        long total = 0;
        long right = 0;
        var mistakes = new ArrayList<Mistake>();
        for (int truth = 0; truth < classes; truth++) {
            for (int answer = 0; answer < classes; answer++) {
                long count = confusion[truth][answer];
                byTruth[truth] += count;
                byAnswer[answer] += count;
                total += count;
                if (truth != answer && count > 0) {
                    mistakes.add(new Mistake(truth, answer, count));
                }
            }
            hits[truth] = confusion[truth][truth];
            right += hits[truth];
        }
        mistakes.sort(Comparator.comparingLong(Mistake::count).reversed());
        return new ConfusionSummary(total, right, byTruth, byAnswer, hits, List.copyOf(mistakes));
    }

    /**
     * The most frequent class, the first of equals.
     *
     * @return its index
     */
    int mostFrequent() {
        int best = 0;
        for (int i = 1; i < byTruth.length; i++) {
            if (byTruth[i] > byTruth[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Share of a class that was found.
     *
     * @param index class
     * @return recall, NaN for a class without rows
     */
    double recall(int index) {
        return byTruth[index] == 0 ? Double.NaN : (double) hits[index] / byTruth[index];
    }

    /**
     * Share of the answers that were right.
     *
     * @param index class
     * @return precision, NaN for a class that was never answered
     */
    double precision(int index) {
        return byAnswer[index] == 0 ? Double.NaN : (double) hits[index] / byAnswer[index];
    }

    /**
     * Harmonic mean of precision and recall: 2 hits / (rows of the class + answers).
     *
     * @param index class
     * @return F1, NaN for a class without rows and answers
     */
    double f1(int index) {
        long both = byTruth[index] + byAnswer[index];
        return both == 0 ? Double.NaN : 2.0 * hits[index] / both;
    }

    /**
     * The classes that are drawn: all, or the most frequent ones, in their own order.
     *
     * @param limit at most so many
     * @return class indices, ascending
     */
    int[] drawn(int limit) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < byTruth.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong((Integer i) -> byTruth[i]).reversed());
        return order.stream().limit(limit).mapToInt(Integer::intValue).sorted().toArray();
    }
}
