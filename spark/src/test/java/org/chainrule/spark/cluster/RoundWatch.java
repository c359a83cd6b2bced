package org.chainrule.spark.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/** Sees from Spark's events which rounds of a training were run, and which tasks of them were lost. */
public final class RoundWatch extends SparkListener {
    private final Map<Integer, Long> roundOfStage = new HashMap<>();
    private final Map<Integer, Integer> lastStage = new HashMap<>();
    private final Set<Long> repeated = new HashSet<>();
    private final BiConsumer<Long, String> started;
    private int roundJobs;
    private int lost;
    private int speculative;

    /**
     * A listener.
     *
     * @param started hears of the beginning of tasks: the round, from 1, and the executor
     */
    public RoundWatch(BiConsumer<Long, String> started) {
        this.started = started;
    }

    /** What job descriptions begin with. */
    private static final String ROUND = "Chainrule round ";

    @Override
    public synchronized void onJobStart(SparkListenerJobStart job) {
        long round = round(job.properties());
        if (round > 0) {
            roundJobs++;
            CollectionConverters.asJava(job.stageIds()).forEach(stage -> roundOfStage.put((Integer) stage, round));
        }
    }

    private static long round(Properties properties) {
        String description = properties == null ? null : properties.getProperty("spark.job.description");
        return description == null || !description.startsWith(ROUND)
                ? 0
                : Long.parseLong(description.substring(ROUND.length(), description.indexOf(':')));
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
        Long round;
        synchronized (this) {
            round = roundOfStage.get(task.stageId());
            if (task.taskInfo().speculative()) {
                speculative++;
            }
        }
        if (round != null) {
            started.accept(round, task.taskInfo().executorId());
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
        Long round = roundOfStage.get(task.stageId());
        if (round != null && isLoss(task.reason())) {
            lost++;
            repeated.add(round);
        }
    }

    private static boolean isLoss(TaskEndReason reason) {
        return reason.getClass().getSimpleName().equals("ExecutorLostFailure");
    }

    /**
     * Jobs that were rounds.
     *
     * @return how many
     */
    public synchronized int roundJobs() {
        return roundJobs;
    }

    /**
     * Tasks of rounds that ended with their executor.
     *
     * @return how many
     */
    public synchronized int lostTasks() {
        return lost;
    }

    /**
     * Rounds of which a task was lost, and taken again.
     *
     * @return how many
     */
    public synchronized int repeatedRounds() {
        return repeated.size();
    }

    /**
     * Tasks that were started a second time because they seemed slow.
     *
     * @return how many
     */
    public synchronized int speculativeTasks() {
        return speculative;
    }
}
