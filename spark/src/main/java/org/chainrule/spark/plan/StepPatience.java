package org.chainrule.spark.plan;

import java.io.Serializable;

/**
 * How long steps are tried out. What they warm the training needs warm too, so a long training may wait until they are steady, and a short one begins at once.
 *
 * @param mostSteps at once, at least 1
 * @param steps     that a core takes in the whole training
 */
public record StepPatience(int mostSteps, double steps) implements Serializable {
    /** At least, because steps that are steady must be seen to be so. */
    private static final double LEAST_SECONDS = 0.25;

    /** However long the training. */
    private static final double MOST_SECONDS = 20;

    /** Of the time that the whole training takes. */
    private static final double PART = 0.05;

    /**
     * The time that there is.
     *
     * @param step seconds of one, as far as is known now
     * @return seconds for trying out
     */
    double seconds(double step) {
        return Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, PART * steps * step));
    }
}
