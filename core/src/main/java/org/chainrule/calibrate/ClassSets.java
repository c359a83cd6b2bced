package org.chainrule.calibrate;

/**
 * Conformal sets of classes: a class is in the set of a row if the probability of all others is at most a threshold. Of all sets with a coverage these are
 * the smallest on average, and they take no random numbers. A set may be empty: no class is as probable as true classes are in the share of rows asked
 * for, which a model that is more often right than that share must say of some rows if coverage is to be what was asked for.
 *
 * <p>Source: Sadinle, Lei and Wasserman 2019, "Least ambiguous set-valued classifiers with bounded error levels". Adaptive sets (Romano, Sesia and Candes
 * 2020) are never empty but cover too much unless they are randomised.
 */
public final class ClassSets {
    private ClassSets() {}

    /**
     * The scores of rows. They and the sets are made from the probabilities before temperature scaling: a temperature that was fitted to the same rows would
     * make these look better than new ones, and where all rows are right it decides by how many powers of ten.
     *
     * @param probabilities [rows][classes] as the network gives them, read; [rows][1] is the probability of the second of two classes
     * @param targets       [rows] class indices, read
     * @param weights       [rows] not negative, read; every row with a weight above 0 counts once
     * @return the scores
     * @throws IllegalArgumentException if the lengths differ, a weight is negative or a target is no class
     */
    public static ConformalScores fit(double[][] probabilities, double[] targets, double[] weights) {
        ClassRows.check(probabilities, targets, weights);
        double[] scores = new double[targets.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = others(ClassRows.both(probabilities[row]))[(int) targets[row]];
        }
        return ConformalScores.of(ScoreKind.OTHER_CLASSES, CountingRows.of(scores, weights));
    }

    /**
     * The score of each class: the probability of all others, summed from both sides so that it is exact where 1 - p would cancel.
     *
     * @param p probabilities of the classes, read
     * @return [classes], new
     */
    public static double[] others(double[] p) {
        double[] others = new double[p.length];
        double before = 0;
        for (int k = 0; k < p.length; k++) {
            others[k] = before;
            before += p[k];
        }
        double after = 0;
        for (int k = p.length - 1; k >= 0; k--) {
            others[k] += after;
            after += p[k];
        }
        return others;
    }

    /**
     * The classes of a set.
     *
     * @param p         probabilities of the classes before temperature scaling, read
     * @param threshold of {@link ConformalScores#threshold}
     * @return whether each class is in the set; all if the threshold is infinite
     */
    public static boolean[] set(double[] p, double threshold) {
        double[] others = others(p);
        boolean[] in = new boolean[p.length];
        for (int k = 0; k < p.length; k++) {
            // A row with NaN has the set of all classes.
            in[k] = !(others[k] > threshold);
        }
        return in;
    }
}
