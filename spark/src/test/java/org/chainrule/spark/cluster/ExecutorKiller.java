package org.chainrule.spark.cluster;

import java.util.Objects;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Kills an executor, as {@code kill -9} does, right after it has begun a task of a round. Should the task have ended before the process did, which shows by no task being lost,
 * the next round is tried.
 */
public final class ExecutorKiller {
    private static final int MOST = 4;

    private final String application;
    private final long from;
    private final RoundWatch watch = new RoundWatch(this::taskStarted);
    private @Nullable Long lastRound;
    private int kills;

    /**
     * Watches a cluster.
     *
     * @param context of an application with executors of their own
     * @param from    the first round in which one is killed, from 1
     */
    public ExecutorKiller(SparkContext context, long from) {
        this.application = context.applicationId();
        this.from = from;
        context.addSparkListener(watch);
    }

    private synchronized void taskStarted(long round, String executor) {
        if (round >= from && kills < MOST && watch.lostTasks() == 0 && !Objects.equals(lastRound, round)) {
            lastRound = round;
            ExecutorProcesses.of(application, executor).ifPresent(process -> {
                process.destroyForcibly();
                kills++;
            });
        }
    }

    /**
     * What was seen.
     *
     * @return rounds, and lost tasks
     */
    public RoundWatch watch() {
        return watch;
    }

    /**
     * Processes that were killed.
     *
     * @return how many
     */
    public synchronized int kills() {
        return kills;
    }
}
