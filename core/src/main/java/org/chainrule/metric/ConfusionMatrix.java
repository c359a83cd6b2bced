package org.chainrule.metric;

import org.chainrule.math.CompensatedSum;

/**
 * Which classes are taken for which: weighted counts.
 *
 * @param counts [classes][classes], row the true class, column the predicted one; not copied, not to be written
 */
@SuppressWarnings("ArrayRecordComponent")
public record ConfusionMatrix(double[][] counts) {
    /**
     * Counts predictions. The predicted class is the most probable one, the first of equals.
     *
     * @param outputs [rows][classes] probabilities, or [rows][1] the probability of the second of two classes
     * @param targets [rows] class indices
     * @param weights [rows], not negative
     * @return the counts
     * @throws IllegalArgumentException if a row that counts has a NaN, a target is no class, or the lengths differ
     */
    public static ConfusionMatrix of(double[][] outputs, double[] targets, double[] weights) {
        if (ClassRows.undefined(outputs, targets, weights)) {
            throw new IllegalArgumentException("expected probabilities, found NaN");
        }
        int classes = ClassRows.classes(outputs);
        CompensatedSum[][] sums = new CompensatedSum[classes][classes];
        for (CompensatedSum[] row : sums) {
            java.util.Arrays.setAll(row, k -> new CompensatedSum());
        }
        for (int row = 0; row < outputs.length; row++) {
            if (weights[row] > 0) {
                int actual = ClassRows.actual(targets[row], classes, row);
                sums[actual][ClassRows.predicted(outputs[row])].add(weights[row]);
            }
        }
        double[][] counts = new double[classes][classes];
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                counts[actual][predicted] = sums[actual][predicted].value();
            }
        }
        return new ConfusionMatrix(counts);
    }

    /**
     * Number of classes.
     *
     * @return 0 if there were no rows
     */
    public int classes() {
        return counts.length;
    }

    /**
     * Of the rows of a class, the share that was found: TP / (TP + FN).
     *
     * @param klass class index
     * @return NaN if the class does not occur
     */
    public double recall(int klass) {
        return counts[klass][klass] / actual(klass);
    }

    /**
     * Of the rows taken for a class, the share that belongs to it: TP / (TP + FP).
     *
     * @param klass class index
     * @return NaN if the class is never predicted
     */
    public double precision(int klass) {
        return counts[klass][klass] / predicted(klass);
    }

    /**
     * The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
     *
     * @param klass class index
     * @return NaN if the class neither occurs nor is predicted
     */
    public double f1(int klass) {
        return 2 * counts[klass][klass] / (actual(klass) + predicted(klass));
    }

    /**
     * Weight of the rows of a class.
     *
     * @param klass class index
     * @return row sum
     */
    public double actual(int klass) {
        CompensatedSum sum = new CompensatedSum();
        for (double count : counts[klass]) {
            sum.add(count);
        }
        return sum.value();
    }

    /**
     * Weight of the rows taken for a class.
     *
     * @param klass class index
     * @return column sum
     */
    public double predicted(int klass) {
        CompensatedSum sum = new CompensatedSum();
        for (double[] row : counts) {
            sum.add(row[klass]);
        }
        return sum.value();
    }
}
