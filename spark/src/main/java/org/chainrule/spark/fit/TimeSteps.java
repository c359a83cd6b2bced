package org.chainrule.spark.fit;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.spark.plan.StepLoop;
import org.chainrule.spark.plan.StepPatience;
import org.chainrule.spark.plan.StepTimes;
import org.chainrule.train.ShardTask;
import org.chainrule.train.ShardWorker;

/**
 * Takes steps on the first shard of the first partitions and looks at the clock; the answers are thrown away, and other partitions do nothing.
 *
 * @param setup      of the training
 * @param patience   how long
 * @param partitions how many of the first
 */
record TimeSteps(Broadcast<ShardSetup> setup, Broadcast<StepPatience> patience, int partitions)
        implements Function2<Integer, Iterator<EncodedShard>, Iterator<Reply<StepTimes>>> {
    @Override
    public Iterator<Reply<StepTimes>> call(Integer partition, Iterator<EncodedShard> shards) {
        if (partition >= partitions || !shards.hasNext()) {
            return List.<Reply<StepTimes>>of().iterator();
        }
        EncodedShard shard = shards.next();
        return List.of(Reply.of(() -> measure(shard))).iterator();
    }

    private StepTimes measure(EncodedShard shard) {
        TrialTasks trial = new TrialTasks(setup.value().program());
        return new StepLoop(steps -> seconds(shard, trial.of(steps)), System::nanoTime).measure(patience.value());
    }

    /** As in a round, which makes its workers too. */
    private double seconds(EncodedShard shard, List<ShardTask> tasks) {
        long started = System.nanoTime();
        try (ShardWorker worker = shard.worker(setup.value(), TaskWorkers.threads(), null)) {
            tasks.forEach(worker::answer);
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
