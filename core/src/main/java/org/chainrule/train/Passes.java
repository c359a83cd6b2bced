package org.chainrule.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often the rows are passed over, in which pieces, and when that ends early.
 *
 * <p>Patience p stops after the p-th epoch in a row that was not the best so far. Code that counts down from p and stops below 0 goes one epoch further: a
 * published patience of 16 in that sense is 17 here.
 *
 * @param epochs        passes over the training rows, at most
 * @param batchSize     rows of a step; more than there are means all of them
 * @param dropLastBatch whether an epoch leaves out the rows (others in every epoch) that do not fill a batch; rows that fill not even one are a batch
 * @param patience      epochs in a row without improvement on the validation rows after which training stops; 0 never stops early
 * @param ties          what is an improvement if the metric stays the same
 * @param timeLimit     wall-clock bound, null for none
 */
public record Passes(
        int epochs,
        int batchSize,
        boolean dropLastBatch,
        int patience,
        Ties ties,
        @Nullable Duration timeLimit) {
    /** Checks the ranges. */
    public Passes {
        TrainingConfiguration.require(epochs >= 1, "epochs must be at least 1, found " + epochs);
        TrainingConfiguration.require(batchSize >= 1, "batchSize must be at least 1, found " + batchSize);
        TrainingConfiguration.require(
                patience >= 0, "patience must be 0 (never stop early) or more, found " + patience);
    }

    /**
     * Batches of 32, no early stopping, no time limit.
     *
     * @param epochs passes over the training rows
     * @return the passes
     */
    public static Passes of(int epochs) {
        return new Passes(epochs, 32, false, 0, Ties.LOWER_LOSS, null);
    }

    /**
     * The rows of a batch.
     *
     * @param rows training rows
     * @return the batch size, or all rows if there are fewer
     */
    public int batchRows(int rows) {
        return Math.min(batchSize, rows);
    }

    /**
     * The steps of an epoch.
     *
     * @param rows training rows
     * @return the number of batches, at least 1
     */
    public int stepsPerEpoch(int rows) {
        return dropLastBatch ? rows / batchRows(rows) : BatchFeed.batches(rows, batchRows(rows));
    }

    Passes withBatchSize(int rows) {
        return new Passes(epochs, rows, dropLastBatch, patience, ties, timeLimit);
    }

    Passes withDropLastBatch(boolean drop) {
        return new Passes(epochs, batchSize, drop, patience, ties, timeLimit);
    }

    Passes withPatience(int patienceEpochs) {
        return new Passes(epochs, batchSize, dropLastBatch, patienceEpochs, ties, timeLimit);
    }

    Passes withTies(Ties rule) {
        return new Passes(epochs, batchSize, dropLastBatch, patience, rule, timeLimit);
    }

    Passes withTimeLimit(Duration limit) {
        return new Passes(epochs, batchSize, dropLastBatch, patience, ties, limit);
    }
}
