package org.chainrule.spark.fit;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.train.ShardTask;
import org.chainrule.train.ShardWorker;

/**
 * Takes steps on the first shard of a partition and looks at the clock; the answer is thrown away.
 *
 * @param setup of the training
 * @param tasks to be timed together
 * @param steps in all tasks
 */
record TimeSteps(Broadcast<ShardSetup> setup, List<ShardTask> tasks, int steps)
        implements FlatMapFunction<Iterator<EncodedShard>, Reply<Double>> {
    @Override
    public Iterator<Reply<Double>> call(Iterator<EncodedShard> shards) {
        if (!shards.hasNext()) {
            return List.<Reply<Double>>of().iterator();
        }
        EncodedShard shard = shards.next();
        return List.of(Reply.of(() -> {
                    try (ShardWorker worker = shard.worker(setup.value(), AskTask.threads())) {
                        long started = System.nanoTime();
                        tasks.forEach(worker::answer);
                        return (System.nanoTime() - started) / 1e9 / steps;
                    }
                }))
                .iterator();
    }
}
