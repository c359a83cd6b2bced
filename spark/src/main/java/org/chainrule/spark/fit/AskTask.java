package org.chainrule.spark.fit;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardTask;

/**
 * Asks the shards of a partition, one after the other.
 *
 * @param setup    of the training
 * @param task     what is asked
 * @param counters for Spark's UI
 */
record AskTask(Broadcast<ShardSetup> setup, Broadcast<ShardTask> task, RoundCounters counters)
        implements FlatMapFunction<Iterator<EncodedShard>, Reply<ShardAnswer>> {
    @Override
    public Iterator<Reply<ShardAnswer>> call(Iterator<EncodedShard> shards) {
        TaskWorkers workers = TaskWorkers.of(setup);
        return Mapped.of(shards, shard -> reply(workers, shard));
    }

    Reply<ShardAnswer> reply(TaskWorkers workers, EncodedShard shard) {
        return Reply.of(() -> {
            ShardTask asked = task.value();
            long started = System.nanoTime();
            ShardAnswer answer = workers.of(shard).answer(asked);
            long computed = System.nanoTime() - started;
            ShardProgram program = workers.setup().program();
            ShardLayout layout = program.layout();
            int batchRows = program.rounds().batchRows(program.configuration().batchSize(), layout.shards());
            counters.count(asked, shard.shard(), layout, batchRows, answer, computed);
            return answer;
        });
    }
}
