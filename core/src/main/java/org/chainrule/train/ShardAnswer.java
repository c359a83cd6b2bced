package org.chainrule.train;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one shard answers to a {@link ShardTask}, and the mean of what all shards answer. Exactly one of the two arrays is there. What the numbers are, in this order:
 * <ul>
 *   <li>{@link ShardTask.Steps}: parameters, statistics, vectors of the rule one after the other (floats);
 *   <li>{@link ShardTask.Gradient}: mean gradient of the shard's rows of the batch, statistics (floats);
 *   <li>{@link ShardTask.FullGradient}: mean gradient of the shard's rows without penalties, statistics (doubles).
 * </ul>
 *
 * @param floats    numbers to be averaged, or null
 * @param doubles   numbers to be averaged, or null
 * @param weight    sum of the weights of the rows that were used: how much the shard counts in the mean
 * @param cost      weighted mean cost of these rows, of all steps together
 * @param scalars   what the update rule remembers beside its vectors; the same in every shard. Empty for gradients
 * @param nonFinite where a number was first seen that is not finite; null if all are
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShardAnswer(
        float @Nullable [] floats,
        double @Nullable [] doubles,
        double weight,
        double cost,
        double[] scalars,
        @Nullable String nonFinite)
        implements Serializable {
    /**
     * Numbers in the answer.
     *
     * @return the length of the array that is there
     */
    public int size() {
        return floats != null ? floats.length : doubles == null ? 0 : doubles.length;
    }
}
