package org.chainrule.spark.fit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.chainrule.train.ShardAnswer;
import scala.Tuple2;

/**
 * Asks the shards of a partition and cuts each answer into slices; an error goes to the first slice.
 *
 * @param ask    asks
 * @param slices how many
 */
record CutAnswers(AskTask ask, int slices)
        implements PairFlatMapFunction<Iterator<EncodedShard>, Long, Reply<ShardAnswer>> {
    @Override
    public Iterator<Tuple2<Long, Reply<ShardAnswer>>> call(Iterator<EncodedShard> shards) {
        return new Pieces(TaskWorkers.of(ask.setup()), shards);
    }

    private final class Pieces implements Iterator<Tuple2<Long, Reply<ShardAnswer>>> {
        private final TaskWorkers workers;
        private final Iterator<EncodedShard> shards;
        private Iterator<Tuple2<Long, Reply<ShardAnswer>>> ready =
                List.<Tuple2<Long, Reply<ShardAnswer>>>of().iterator();

        Pieces(TaskWorkers workers, Iterator<EncodedShard> shards) {
            this.workers = workers;
            this.shards = shards;
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || shards.hasNext();
        }

        @Override
        public Tuple2<Long, Reply<ShardAnswer>> next() {
            if (!ready.hasNext()) {
                ready = cut(workers, shards.next());
            }
            return ready.next();
        }
    }

    private Iterator<Tuple2<Long, Reply<ShardAnswer>>> cut(TaskWorkers workers, EncodedShard shard) {
        Reply<ShardAnswer> reply = ask.reply(workers, shard);
        if (reply.value() == null) {
            return List.of(new Tuple2<>(Piece.key(0, shard.shard()), reply)).iterator();
        }
        List<Tuple2<Long, Reply<ShardAnswer>>> pieces = new ArrayList<>(slices);
        for (int slice = 0; slice < slices; slice++) {
            pieces.add(new Tuple2<>(
                    Piece.key(slice, shard.shard()), new Reply<>(Piece.of(reply.get(), slice, slices), null)));
        }
        return pieces.iterator();
    }
}
