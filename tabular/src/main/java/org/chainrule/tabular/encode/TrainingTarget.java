package org.chainrule.tabular.encode;

/**
 * The target as encodings see it that are fitted to it.
 *
 * @param target  the target, bound to the table that is trained on
 * @param classes number of classes; 1 for a number to be predicted
 */
public record TrainingTarget(BoundTarget target, int classes) {
    /** Checks the number. */
    public TrainingTarget {
        if (classes < 1) {
            throw new IllegalArgumentException("a target has at least 1 class (a number: 1), found " + classes);
        }
    }

    /** How many means describe a level: of the number, or shares of all classes but the first. */
    int outputs() {
        return outputs(classes);
    }

    /** Of so many classes. */
    static int outputs(int classes) {
        return Math.max(1, classes - 1);
    }

    /** What is averaged, of a row whose target is y: the number, or 1 for class k + 1 and else 0. */
    double part(double y, int k) {
        return classes == 1 ? y : y == k + 1 ? 1 : 0;
    }
}
