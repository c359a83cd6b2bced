package org.chainrule.spark.plan;

import java.util.List;

/** Takes steps on real shards, whose results nobody uses: how long one takes in this cluster. */
@FunctionalInterface
public interface StepTimer {
    /**
     * Runs one job of so many tasks at once, each with a shard of its own; every task takes the steps and looks at the clock before and after. What comes before the
     * first step, such as encoding the shard, is not counted.
     *
     * @param tasks as many as there are cores, at most as many as there are partitions
     * @param steps steps of each, at least 1
     * @return seconds of one step, an element a task
     */
    List<Double> secondsPerStep(int tasks, int steps);
}
