package org.chainrule.spark.fit;

import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.chainrule.train.ShardWorker;
import org.jspecify.annotations.Nullable;

/** The workers of one task's shards, one after the other in the same memory, which goes when the task ends. Nothing is kept for the next task. */
final class TaskWorkers {
    private final ShardSetup setup;
    private final int threads;
    private @Nullable ShardWorker last;

    private TaskWorkers(ShardSetup setup, int threads) {
        this.setup = setup;
        this.threads = threads;
    }

    /** Workers for the running task, with as many threads as Spark counts cores for it; the bits do not depend on them. */
    static TaskWorkers of(Broadcast<ShardSetup> setup) {
        TaskWorkers workers = new TaskWorkers(setup.value(), threads());
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> workers.close());
        return workers;
    }

    /** As many as Spark counts cores for the running task. */
    static int threads() {
        return Math.max(1, TaskContext.get().cpus());
    }

    ShardSetup setup() {
        return setup;
    }

    /** The worker of a shard; the one before it is not to be used again. */
    ShardWorker of(EncodedShard shard) {
        ShardWorker worker = shard.worker(setup, threads, last);
        last = worker;
        return worker;
    }

    private void close() {
        if (last != null) {
            last.close();
        }
    }
}
