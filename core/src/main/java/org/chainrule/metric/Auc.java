package org.chainrule.metric;

import java.util.Arrays;
import org.chainrule.math.CompensatedSum;

/**
 * The area under the receiver operating characteristic: the probability that a random row of the class scores above a random row of another class, ties
 * counting half. Exact: over the distinct scores s in ascending order,
 *
 * <pre>
 * AUC = sum over s of P(s) (N(below s) + N(s) / 2) / (P N)
 * </pre>
 *
 * <p>with P(s) and N(s) the weights of the positive and of the other rows of score s. Two classes: the score is p(class 1). More: the mean over the classes
 * of one against the rest; a class that no row or every row belongs to is left out. NaN where nothing is left.
 *
 * <p>Source: Hanley and McNeil 1982, "The meaning and use of the area under a receiver operating characteristic (ROC) curve".
 */
public record Auc() implements Metric {
    @Override
    public String name() {
        return "auc";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        if (ClassRows.undefined(outputs, targets, weights)) {
            return Double.NaN;
        }
        int classes = ClassRows.classes(outputs);
        return classes == 2
                ? oneAgainstRest(outputs, targets, weights, 1)
                : ClassMean.of(classes, k -> oneAgainstRest(outputs, targets, weights, k));
    }

    private static double oneAgainstRest(double[][] outputs, double[] targets, double[] weights, int klass) {
        double[] scores = distinctScores(outputs, weights, klass);
        CompensatedSum[] positive = sums(scores.length);
        CompensatedSum[] negative = sums(scores.length);
        int classes = ClassRows.classes(outputs);
        for (int row = 0; row < outputs.length; row++) {
            if (weights[row] > 0) {
                int group = Arrays.binarySearch(scores, score(outputs[row], klass));
                boolean hit = ClassRows.actual(targets[row], classes, row) == klass;
                (hit ? positive : negative)[group].add(weights[row]);
            }
        }
        CompensatedSum area = new CompensatedSum();
        CompensatedSum allPositive = new CompensatedSum();
        CompensatedSum below = new CompensatedSum();
        for (int group = 0; group < scores.length; group++) {
            double p = positive[group].value();
            double n = negative[group].value();
            area.add(p * (below.value() + n / 2));
            allPositive.add(p);
            below.add(n);
        }
        return area.value() / (allPositive.value() * below.value());
    }

    private static double[] distinctScores(double[][] outputs, double[] weights, int klass) {
        double[] scores = new double[outputs.length];
        int n = 0;
        for (int row = 0; row < outputs.length; row++) {
            if (weights[row] > 0) {
                scores[n++] = score(outputs[row], klass);
            }
        }
        Arrays.sort(scores, 0, n);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (distinct == 0 || scores[i] != scores[distinct - 1]) {
                scores[distinct++] = scores[i];
            }
        }
        return Arrays.copyOf(scores, distinct);
    }

    /** Adding 0 makes -0 and 0 the same score, which sorting and searching would tell apart. */
    private static double score(double[] row, int klass) {
        return ClassRows.probability(row, klass) + 0.0;
    }

    private static CompensatedSum[] sums(int n) {
        CompensatedSum[] sums = new CompensatedSum[n];
        Arrays.setAll(sums, i -> new CompensatedSum());
        return sums;
    }
}
