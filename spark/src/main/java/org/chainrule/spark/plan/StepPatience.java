package org.chainrule.spark.plan;

import java.io.Serializable;

/**
 * How long steps are tried out. What they warm the training needs warm too, so a long training may wait until they are steady, and a short one begins at once.
 *
 * @param mostSteps at once, at least 1
 * @param steps     that a core takes in the whole training
 * @param warm      seconds of a step when all is compiled, if the processor is slow
 */
public record StepPatience(int mostSteps, double steps, double warm) implements Serializable {
    /** On any processor of today a core does so many multiply-adds a second, and a step takes not much longer than that and this. */
    private static final double MULTIPLY_ADDS = 1e9;

    private static final double STEP = 1e-3;

    /** Forward, errors back, gradients. */
    private static final double PASSES = 3;

    /** At least, because steps that are steady must be seen to be so. */
    private static final double LEAST_SECONDS = 0.25;

    /** However long the training. */
    private static final double MOST_SECONDS = 20;

    /** Of the time that the whole training takes. */
    private static final double PART = 0.05;

    /**
     * Patience with a training.
     *
     * @param work  the training
     * @param cores that it has
     * @return how long its steps are tried out
     */
    static StepPatience of(Workload work, int cores) {
        double shards = Math.max(1, (double) work.layout().shards() / cores);
        double parameters = (double) work.downBytes() / Float.BYTES; // or more: what the update rule remembers
        return new StepPatience(
                work.stepsPerEpoch(),
                work.epochs() * work.stepsPerEpoch() * shards,
                STEP + PASSES * parameters * work.batchRows() / MULTIPLY_ADDS);
    }

    /**
     * The time that there is. A cold machine makes a small training look long, hence the other estimate.
     *
     * @param step seconds of one, as far as is known now
     * @return seconds for trying out
     */
    double seconds(double step) {
        return Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, PART * steps * Math.min(step, warm)));
    }
}
