package org.chainrule.train;

import java.io.Serializable;

/** How shards train one network together. With one shard all but {@link FullBatch} are the steps of {@link Trainer}, bit for bit, and that is its L-BFGS. */
public sealed interface Rounds extends Serializable {
    /**
     * Rows that each shard takes a step: its part of the batch, whichever the rounds, so that an epoch has as many steps as on one machine. Larger batches of local steps would
     * use a processor better, but learn less: the weights of all shards together move by the number of steps (measured by {@code bench/run shards}).
     *
     * @param batchSize of the configuration: rows of a step over all shards
     * @param shards    how many shards
     * @return at least 1
     */
    default int batchRows(int batchSize, int shards) {
        return (int) (((long) batchSize + shards - 1) / shards);
    }

    /**
     * What a configuration is for one shard: the same, with the rows of a step that are its own.
     *
     * @param configuration of the whole training
     * @param layout        how the rows are cut
     * @return a changed copy
     */
    default TrainingConfiguration ofShard(TrainingConfiguration configuration, ShardLayout layout) {
        return configuration.withBatchSize(batchRows(configuration.batchSize(), layout.shards()));
    }

    /**
     * The same rounds with an outer step, where it was left to be chosen.
     *
     * @param stepsPerEpoch steps of each shard in an epoch
     * @return these, or a changed copy
     */
    default Rounds chosen(int stepsPerEpoch) {
        return this;
    }

    /** Exact synchronous SGD: every round is one step on a batch of which each shard has its part; gradients are added, and the driver updates. */
    record Synchronous() implements Rounds {}

    /**
     * Every shard takes steps of its own; then the mean of the weights, or a Nesterov step towards it, is the common start of the next round.
     * Source: Stich 2019, "Local SGD converges fast and communicates little"; Douillard et al. 2023, "DiLoCo".
     *
     * @param steps             steps of a round; 0 chooses. A round ends with its epoch
     * @param outerLearningRate on the difference of a round's start and the mean of its ends; 1 with momentum 0 is plain averaging, and 0 with momentum 0 chooses both
     * @param outerMomentum     of Nesterov's step
     */
    record LocalSteps(int steps, double outerLearningRate, double outerMomentum) implements Rounds {
        /** Rounds of fewer steps overshoot with momentum: on california, 64 shards with rounds of 4 steps ended at an rmse of 0.70 where averaging gave 0.53. */
        public static final int FEW_STEPS = 8;

        /** DiLoCo's outer learning rate, which is not tuned here but for a look at california's validation rows (design notes). */
        public static final double OUTER_LEARNING_RATE = 0.7;

        /** DiLoCo's outer momentum. */
        public static final double OUTER_MOMENTUM = 0.9;

        /** Checks the ranges. */
        public LocalSteps {
            TrainingConfiguration.require(steps >= 0, "steps of a round must be 0 (automatic) or more, found " + steps);
            TrainingConfiguration.require(
                    outerLearningRate > 0 && outerLearningRate < Double.POSITIVE_INFINITY
                            || outerLearningRate == 0 && outerMomentum == 0,
                    "outerLearningRate must be positive and finite, or 0 without momentum (automatic), found "
                            + outerLearningRate);
            TrainingConfiguration.require(
                    outerMomentum >= 0 && outerMomentum < 1,
                    "outerMomentum must be at least 0 and less than 1, found " + outerMomentum);
        }

        /**
         * Local steps whose outer step is chosen: DiLoCo's (0.7, 0.9), or the mean where a round has fewer than {@link #FEW_STEPS}.
         *
         * @param steps of a round; 0 chooses them too
         * @return the rounds
         */
        public static LocalSteps automatic(int steps) {
            return new LocalSteps(steps, 0, 0);
        }

        @Override
        public LocalSteps chosen(int stepsPerEpoch) {
            if (outerLearningRate > 0) {
                return this;
            }
            return stepsOfRound(stepsPerEpoch) < FEW_STEPS
                    ? new LocalSteps(steps, 1, 0)
                    : new LocalSteps(steps, OUTER_LEARNING_RATE, OUTER_MOMENTUM);
        }

        /** A round of fewer steps than this is not worth meeting for, and Nesterov's step overshoots after it. */
        private static final int FEWEST = 16;

        /** DiLoCo's own number: shards that stay apart for longer drift apart. */
        private static final int MOST = 500;

        /** So often an epoch, at least, do shards of a large table meet. */
        private static final int A_EPOCH = 8;

        /**
         * Steps of a round. Chosen, they are an eighth of an epoch, but from 16 to 500: as measured by {@code bench/run shards}, rounds of one epoch cost quality, and rounds of
         * a few steps let the outer momentum overshoot. A single shard, which need not meet anybody, takes a whole epoch then.
         *
         * @param stepsPerEpoch steps of each shard in an epoch, which ends a round
         * @return from 1 to all steps of the epoch
         */
        public int stepsOfRound(int stepsPerEpoch) {
            int chosen = Math.max(FEWEST, Math.min(MOST, (stepsPerEpoch + A_EPOCH - 1) / A_EPOCH));
            return Math.min(steps == 0 ? chosen : steps, stepsPerEpoch);
        }
    }

    /** Full-batch L-BFGS: the gradient over all rows of all shards, the update on the driver. */
    record FullBatch() implements Rounds {}
}
