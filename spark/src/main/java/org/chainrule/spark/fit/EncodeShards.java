package org.chainrule.spark.fit;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.spark.data.ShardRows;

/**
 * Encodes the shards of a partition. What is wrong with a cell was found when the encoder was fitted, so that errors may come as exceptions here.
 *
 * @param setup of the training
 */
record EncodeShards(Broadcast<ShardSetup> setup) implements FlatMapFunction<Iterator<ShardRows>, EncodedShard> {
    @Override
    public Iterator<EncodedShard> call(Iterator<ShardRows> shards) {
        return Mapped.of(shards, rows -> EncodedShard.of(rows, setup.value().program()));
    }
}
