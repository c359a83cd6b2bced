package org.chainrule.spark.fit;

import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Rounds;
import org.jspecify.annotations.Nullable;

/**
 * How a training is spread over a cluster. Of these only {@code numShards} and {@code rounds} have a part in the weights; the rest decides how fast they come.
 *
 * @param numShards           how many shards the rows are cut into, whatever the number of executors; 0 chooses by the number of rows
 * @param rounds              how the shards train together
 * @param checkpointDirectory where the state is kept, any path that Hadoop knows; a training that stands there is gone on with. null keeps nothing
 * @param checkpointInterval  rounds between two states, at least 1
 * @param slices              parts of the weights that are averaged apart from each other, by a shuffle; 1 averages on the driver, 0 chooses by size; at most {@value #MOST_SLICES}
 * @param plan                whether the cost of the training is predicted and logged before it begins
 */
public record ClusterSettings(
        int numShards,
        Rounds rounds,
        @Nullable String checkpointDirectory,
        int checkpointInterval,
        int slices,
        boolean plan) {
    /** More slices than this would cost more in tasks than they gain. */
    public static final int MOST_SLICES = 64;

    /** Checks the numbers. */
    public ClusterSettings {
        require(numShards >= 0 && numShards <= 1 << 20, "numShards", "0 (automatic) to 1048576", numShards);
        require(checkpointInterval >= 1, "checkpointInterval", "at least 1 round", checkpointInterval);
        require(slices >= 0 && slices <= MOST_SLICES, "slices", "0 (automatic) to " + MOST_SLICES, slices);
    }

    /**
     * The defaults: shards by the number of rows, local steps with the outer step of DiLoCo, no checkpoints, a plan.
     *
     * @return the settings
     */
    public static ClusterSettings defaults() {
        return new ClusterSettings(0, Rounds.LocalSteps.automatic(0), null, 20, 0, true);
    }

    /**
     * The same with another cut of the rows.
     *
     * @param shards how many; 0 chooses
     * @return a changed copy
     */
    public ClusterSettings withShards(int shards) {
        return new ClusterSettings(shards, rounds, checkpointDirectory, checkpointInterval, slices, plan);
    }

    /**
     * The same with another way to train.
     *
     * @param way how the shards train together
     * @return a changed copy
     */
    public ClusterSettings withRounds(Rounds way) {
        return new ClusterSettings(numShards, way, checkpointDirectory, checkpointInterval, slices, plan);
    }

    /**
     * The same with checkpoints.
     *
     * @param directory any path that Hadoop knows, gone on from if a training stands there; null keeps nothing
     * @param interval  rounds between two states
     * @return a changed copy
     */
    public ClusterSettings withCheckpoint(@Nullable String directory, int interval) {
        return new ClusterSettings(numShards, rounds, directory, interval, slices, plan);
    }

    /**
     * The same with another way to average.
     *
     * @param parts 1 averages on the driver, 0 chooses by size
     * @return a changed copy
     */
    public ClusterSettings withSlices(int parts) {
        return new ClusterSettings(numShards, rounds, checkpointDirectory, checkpointInterval, parts, plan);
    }

    /**
     * The same with or without a plan.
     *
     * @param wanted whether the cost is predicted before the training
     * @return a changed copy
     */
    public ClusterSettings withPlan(boolean wanted) {
        return new ClusterSettings(numShards, rounds, checkpointDirectory, checkpointInterval, slices, wanted);
    }

    private static void require(boolean fine, String name, String expected, int found) {
        if (!fine) {
            throw UserException.usage(name + " must be " + expected + ", found " + found);
        }
    }
}
