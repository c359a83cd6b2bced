package org.chainrule.spark.fit;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardTask;
import org.chainrule.train.ShardWorker;

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
        return Mapped.of(shards, shard -> Reply.of(() -> answer(shard)));
    }

    ShardAnswer answer(EncodedShard shard) {
        ShardProgram program = setup.value().program();
        ShardTask asked = task.value();
        try (ShardWorker worker = shard.worker(setup.value(), threads())) {
            ShardAnswer answer = worker.answer(asked);
            int batchRows = program.rounds()
                    .batchRows(
                            program.configuration().batchSize(), program.layout().shards());
            counters.count(asked, shard.shard(), program.layout(), batchRows, answer);
            return answer;
        }
    }

    /** As many threads as Spark counts cores for a task; the bits do not depend on them. */
    static int threads() {
        TaskContext context = TaskContext.get();
        return context == null ? 1 : Math.max(1, context.cpus());
    }
}
