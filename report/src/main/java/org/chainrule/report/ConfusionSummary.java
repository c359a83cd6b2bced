package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a confusion matrix says in words and tables.
 *
 * @param total    rows
 * @param right    rows on the diagonal
 * @param classes  one entry a class
 * @param mistakes pairs of different classes with at least one row, most rows first
 */
record ConfusionSummary(long total, long right, List<ClassCounts> classes, List<Mistake> mistakes) {
    /**
     * The counts of a class.
     *
     * @param rows    rows of the class
     * @param answers rows that were taken for the class
     * @param hits    rows of the class that were taken for it
     */
    record ClassCounts(long rows, long answers, long hits) {
        /**
         * Share of the class that was found: hits / rows.
         *
         * @return recall, NaN for a class without rows
         */
        double recall() {
            return rows == 0 ? Double.NaN : (double) hits / rows;
        }

        /**
         * Share of the answers that were right: hits / answers.
         *
         * @return precision, NaN for a class that was never answered
         */
        double precision() {
            return answers == 0 ? Double.NaN : (double) hits / answers;
        }

        /**
         * Harmonic mean of precision and recall: 2 hits / (rows + answers).
         *
         * @return F1, NaN for a class without rows and answers
         */
        double f1() {
            return rows + answers == 0 ? Double.NaN : 2.0 * hits / (rows + answers);
        }
    }

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
    static ConfusionSummary of(List<List<Long>> confusion) {
        int size = confusion.size();
        long[] rows = new long[size];
        long[] answers = new long[size];
        var mistakes = new ArrayList<Mistake>();
        for (int truth = 0; truth < size; truth++) {
            for (int answer = 0; answer < size; answer++) {
                long count = confusion.get(truth).get(answer);
                rows[truth] += count;
                answers[answer] += count;
                if (truth != answer && count > 0) {
                    mistakes.add(new Mistake(truth, answer, count));
                }
            }
        }
        mistakes.sort(Comparator.comparingLong(Mistake::count).reversed());
        List<ClassCounts> classes = IntStream.range(0, size)
                .mapToObj(i ->
                        new ClassCounts(rows[i], answers[i], confusion.get(i).get(i)))
                .toList();
        return new ConfusionSummary(
                classes.stream().mapToLong(ClassCounts::rows).sum(),
                classes.stream().mapToLong(ClassCounts::hits).sum(),
                classes,
                List.copyOf(mistakes));
    }

    /**
     * The classes that are drawn: all, or the most frequent ones (the first of equals), in their own order.
     *
     * @param limit at most so many
     * @return class indices, ascending
     */
    int[] drawn(int limit) {
        return IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> classes.get(i).rows())
                        .reversed())
                .limit(limit)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
