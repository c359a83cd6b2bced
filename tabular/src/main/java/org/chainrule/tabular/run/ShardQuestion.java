package org.chainrule.tabular.run;

import java.io.Serializable;
import org.chainrule.tabular.read.RawTable;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a shard are asked before the first step. It travels to where the rows are, so it holds all that it needs, and the same rows always give the same answer. It asks
 * every shard; the answers go to {@link PartedTraining#answers} in the order of the shards.
 */
public interface ShardQuestion extends Serializable {
    /**
     * Asks a shard.
     *
     * @param training   the shard's training rows, in their order
     * @param validation the shard's validation rows; null or without rows if it has none
     * @param firstRow   training rows of all shards before this one
     * @return the answer
     * @throws org.chainrule.tabular.error.UserException if a cell cannot be used
     */
    Serializable answer(RawTable training, @Nullable RawTable validation, long firstRow);
}
