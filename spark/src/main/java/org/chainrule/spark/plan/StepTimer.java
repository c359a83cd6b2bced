package org.chainrule.spark.plan;

import java.util.List;

/** Takes steps on real shards, whose results nobody uses: how long they take in this cluster. */
@FunctionalInterface
public interface StepTimer {
    /**
     * Runs one job over all partitions, of which the first {@code tasks} compute with a shard of theirs: they make a worker, take the steps from the start's weights and look
     * at the clock before and after. The encoding of the shard is not counted.
     *
     * @param tasks as many as there are cores, at most as many as there are partitions; 0 runs an empty job
     * @param steps of each
     * @return seconds of each of these tasks
     */
    List<Double> seconds(int tasks, int steps);
}
