package org.chainrule.train;

import java.util.function.BooleanSupplier;

/**
 * Trains a network on rows that are kept in {@link Shards}: the loop of {@link Trainer} with its early stopping, limits, events and keepers, whose steps are rounds.
 *
 * <p>With one shard the weights are those of {@link Trainer} on the same rows, bit for bit.
 */
public final class ShardedTraining {
    private ShardedTraining() {}

    /**
     * Trains, or goes on with a training that was broken off.
     *
     * @param problem       what
     * @param configuration how; float32
     * @param rounds        how the shards train together
     * @param shards        the rows; not closed
     * @param stopRequested asked before every round; true ends the training
     * @param keeper        says where to go on, and keeps where the training stands
     * @param listeners     hear of every event, on the calling thread
     * @return the weights of the best epoch, and how it went
     * @throws TrainingDivergedException if a loss or a weight becomes infinite or NaN
     * @throws IllegalArgumentException  if the parts do not fit together
     */
    public static TrainingResult train(
            ShardedProblem problem,
            TrainingConfiguration configuration,
            Rounds rounds,
            Shards shards,
            BooleanSupplier stopRequested,
            TrainingKeeper keeper,
            TrainingListener... listeners) {
        throw new UnsupportedOperationException("stub");
    }
}
