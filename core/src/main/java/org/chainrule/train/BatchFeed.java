package org.chainrule.train;

import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation.Companion;

/** Hands out the batches of an epoch in their order, and sees to it that the next one is being gathered while one is computed with. */
sealed interface BatchFeed extends AutoCloseable permits TeamFeed, ThreadFeed {
    /**
     * Begins an epoch; the one before must have been handed out to its end.
     *
     * @param order     row numbers, not to be changed before the last batch was handed out
     * @param batchSize rows of a batch; the last one may be smaller
     */
    void startEpoch(int[] order, int batchSize);

    /**
     * The next batch of the epoch.
     *
     * @return a filled batch, valid until the next call
     */
    Batch next();

    /**
     * Work of this feed that the engine's threads should do while they compute with the batch handed out last.
     *
     * @return no pieces if there is none
     */
    Companion companion();

    @Override
    void close();

    /**
     * How many batches an epoch has.
     *
     * @param rows      rows of an epoch
     * @param batchSize rows of a batch
     * @return rounded up
     */
    static int batches(int rows, int batchSize) {
        return (int) (((long) rows + batchSize - 1) / batchSize);
    }
}
