package org.chainrule.tabular.checkpoint;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how often a training keeps its state.
 *
 * @param directory   the folder, of one training; made if it is absent
 * @param resume      whether to go on with the training that the folder holds; false refuses a folder that holds one
 * @param every       time between two checkpoints
 * @param everyEpochs epochs between two checkpoints; 0 goes by the time
 */
public record CheckpointOptions(Path directory, boolean resume, Duration every, int everyEpochs) {
    private static final Duration USUAL = Duration.ofSeconds(30);

    /** Checks the ranges. */
    public CheckpointOptions {
        if (every.isNegative() || everyEpochs < 0) {
            throw new IllegalArgumentException(
                    "the time or the epochs between two checkpoints must not be negative, found "
                            + (everyEpochs < 0 ? everyEpochs : every));
        }
    }

    /**
     * A new training whose state is kept every 30 seconds, and at its end.
     *
     * @param directory the folder
     * @return the options
     */
    public static CheckpointOptions in(Path directory) {
        return new CheckpointOptions(directory, false, USUAL, 0);
    }

    /**
     * The same, going on with the training that the folder holds; if it holds none, one begins.
     *
     * @return other options
     */
    public CheckpointOptions resumed() {
        return new CheckpointOptions(directory, true, every, everyEpochs);
    }

    /**
     * The same, by another time.
     *
     * @param time between two checkpoints; none keeps the state after every step
     * @return other options
     */
    public CheckpointOptions every(Duration time) {
        return new CheckpointOptions(directory, resume, time, 0);
    }

    /**
     * The same, by epochs.
     *
     * @param epochs between two checkpoints, at least 1
     * @return other options
     */
    public CheckpointOptions everyEpochs(int epochs) {
        return new CheckpointOptions(directory, resume, every, epochs);
    }
}
