package org.chainrule.spark.fit;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.chainrule.train.ShardAnswer;
import scala.Tuple2;

/** Averages the pieces of one slice, which come sorted by shard. */
final class AverageSlice implements FlatMapFunction<Iterator<Tuple2<Long, Reply<ShardAnswer>>>, Reply<ShardAnswer>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Reply<ShardAnswer>> call(Iterator<Tuple2<Long, Reply<ShardAnswer>>> pieces) {
        return List.of(Reply.of(() ->
                        ShardMeans.of(Mapped.of(pieces, piece -> piece._2().get()))))
                .iterator();
    }
}
