package org.chainrule.train;

import java.util.List;

/**
 * Rows that are kept in shards, each by somebody who can compute with it: in this JVM ({@link InMemoryShards}) or on a cluster. Every implementation gives the same bits,
 * because each shard answers by {@link ShardWorker}, and answers are averaged by {@link ShardMean}, in the order of the shards.
 */
public interface Shards extends AutoCloseable {
    /**
     * How the rows are cut.
     *
     * @return the layout
     */
    ShardLayout layout();

    /**
     * Asks every shard, and averages.
     *
     * @param task what is asked
     * @return the mean of the answers by {@link ShardMean}
     */
    ShardAnswer mean(ShardTask task);

    /**
     * Judges the validation rows.
     *
     * @param parameters flat
     * @param statistics of batch normalisation
     * @return what each shard gives, in their order; shards without validation rows give empty arrays
     */
    List<ShardScores> score(float[] parameters, float[] statistics);

    /** Lets go of the rows. */
    @Override
    void close();
}
