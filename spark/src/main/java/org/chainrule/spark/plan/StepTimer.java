package org.chainrule.spark.plan;

import java.util.List;

/** Takes steps on real shards, whose results nobody uses: how long they take in this cluster. */
public interface StepTimer {
    /** Runs a job over all partitions in which no shard computes. */
    void idle();

    /**
     * Runs one job over all partitions, of which the first {@code tasks} try out a shard of theirs by {@link StepLoop}: they make workers and take steps from the start's
     * weights until these are steady. The encoding of the shard is not counted.
     *
     * @param tasks    as many as there are cores, at most as many as there are partitions
     * @param patience how long
     * @return what each of these tasks found
     */
    List<StepTimes> steps(int tasks, StepPatience patience);

    /**
     * Runs one round as the training will, over all shards, from the start's weights; its answer is thrown away.
     *
     * @param steps of each shard
     * @return how long it took, with all that the driver does for it
     */
    RanRound round(int steps);
}
