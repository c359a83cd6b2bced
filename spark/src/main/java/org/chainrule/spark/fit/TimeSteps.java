package org.chainrule.spark.fit;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.train.ShardTask;
import org.chainrule.train.ShardWorker;

/**
 * Takes steps on the first shard of the first partitions and looks at the clock; the answers are thrown away, and other partitions do nothing.
 *
 * @param setup      of the training
 * @param asked      to be timed together
 * @param partitions how many of the first
 */
record TimeSteps(Broadcast<ShardSetup> setup, Broadcast<List<ShardTask>> asked, int partitions)
        implements Function2<Integer, Iterator<EncodedShard>, Iterator<Reply<Double>>> {
    @Override
    public Iterator<Reply<Double>> call(Integer partition, Iterator<EncodedShard> shards) {
        if (partition >= partitions || !shards.hasNext()) {
            return List.<Reply<Double>>of().iterator();
        }
        EncodedShard shard = shards.next();
        TaskWorkers workers = TaskWorkers.of(setup);
        return List.of(Reply.of(() -> {
                    List<ShardTask> tasks = asked.value();
                    long started = System.nanoTime(); // a round makes its workers too
                    ShardWorker worker = workers.of(shard);
                    tasks.forEach(worker::answer);
                    return (System.nanoTime() - started) / 1e9;
                }))
                .iterator();
    }
}
