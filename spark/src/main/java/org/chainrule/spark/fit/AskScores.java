package org.chainrule.spark.fit;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.train.ShardScores;

/**
 * Judges the validation rows of the shards of a partition.
 *
 * @param setup   of the training
 * @param weights parameters and statistics
 */
record AskScores(Broadcast<ShardSetup> setup, Broadcast<float[][]> weights)
        implements FlatMapFunction<Iterator<EncodedShard>, Reply<ShardScores>> {
    @Override
    public Iterator<Reply<ShardScores>> call(Iterator<EncodedShard> shards) {
        TaskWorkers workers = TaskWorkers.of(setup);
        return Mapped.of(
                shards, shard -> Reply.of(() -> workers.of(shard).score(weights.value()[0], weights.value()[1])));
    }
}
