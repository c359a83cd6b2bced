package org.chainrule.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Kills an executor, as {@code kill -9} does, or stops it for a while, as {@code kill -STOP} does, right after it has begun a task of a round. Should the task have ended before the
 * process did, which shows by no task being lost or tried twice, the next round is tried.
 */
public final class ExecutorKiller {
    private static final int MOST = 4;

    private final String application;
    private final long from;
    private final Duration pause;
    private final RoundWatch watch = new RoundWatch(this::taskStarted);
    private @Nullable Long lastRound;
    private int kills;
    private int copiesBefore;

    /**
     * Watches a cluster.
     *
     * @param context of an application with executors of their own
     * @param from    the first round in which one is killed, from 1
     */
    public ExecutorKiller(SparkContext context, long from) {
        this(context, from, Duration.ZERO);
    }

    /**
     * Watches a cluster.
     *
     * @param context of an application with executors of their own
     * @param from    the first round in which one is stopped, from 1
     * @param pause   after which it goes on; zero kills it
     */
    public ExecutorKiller(SparkContext context, long from, Duration pause) {
        this.application = context.applicationId();
        this.from = from;
        this.pause = pause;
        context.addSparkListener(watch);
    }

    private synchronized void taskStarted(long round, String executor) {
        boolean had = watch.lostTasks() > 0 || copies() > 0;
        if (round >= from && kills < MOST && !had && !Objects.equals(lastRound, round)) {
            lastRound = round;
            ExecutorProcesses.of(application, executor).ifPresent(process -> {
                if (pause.isZero()) {
                    process.destroyForcibly();
                } else {
                    copiesBefore = watch.speculativeTasks();
                    signal(process, "-STOP");
                    new Thread(() -> goOn(process), "goes on").start();
                }
                kills++;
            });
        }
    }

    /** Not on a daemon thread: no process stays stopped behind this one. */
    private void goOn(ProcessHandle process) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signal(process, "-CONT");
        }
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
     * Tasks that were started a second time since a process was stopped.
     *
     * @return how many
     */
    public synchronized int copies() {
        return kills == 0 ? 0 : watch.speculativeTasks() - copiesBefore;
    }

    /**
     * Processes that were killed or stopped.
     *
     * @return how many
     */
    public synchronized int kills() {
        return kills;
    }
}
