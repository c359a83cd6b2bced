package org.chainrule.train;

import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * Computes with the rows of one shard. Every answer is a pure function of the task, so that a worker may serve any number of tasks, in any order, and another one with the
 * same rows gives the same bits. One thread at a time.
 */
public final class ShardWorker implements AutoCloseable {
    /**
     * A worker with its memory.
     *
     * @param network       the specification
     * @param likelihood    output activation, cost and delta(L)
     * @param configuration of the whole training, with its batch size over all shards; the worker finds its own share ({@link Rounds#batchRows})
     * @param rounds        how the shards train together
     * @param layout        how the rows are cut
     * @param shard         from 0
     * @param training      the shard's training rows
     * @param validation    the shard's validation rows; null if it has none
     */
    public ShardWorker(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            Rounds rounds,
            ShardLayout layout,
            int shard,
            Dataset training,
            @Nullable Dataset validation) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Does what is asked.
     *
     * @param task what
     * @return the shard's answer
     */
    public ShardAnswer answer(ShardTask task) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Judges the shard's validation rows.
     *
     * @param parameters flat
     * @param statistics of batch normalisation
     * @return empty arrays without validation rows
     */
    public ShardScores score(float[] parameters, float[] statistics) {
        throw new UnsupportedOperationException("stub");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("stub");
    }
}
