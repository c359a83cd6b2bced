package org.chainrule.train;

import java.io.Serializable;

/** How shards train one network together. With one shard all but {@link FullBatch} are the steps of {@link Trainer}, bit for bit, and that is its L-BFGS. */
public sealed interface Rounds extends Serializable {
    /**
     * Rows that each shard takes a step.
     *
     * @param batchSize of the configuration: rows of a step over all shards
     * @param shards    how many shards
     * @return at least 1
     */
    default int batchRows(int batchSize, int shards) {
        return (int) (((long) batchSize + shards - 1) / shards);
    }

    /** Exact synchronous SGD: every round is one step on a batch of which each shard has its part; gradients are added, and the driver updates. */
    record Synchronous() implements Rounds {}

    /**
     * Every shard takes steps of its own; then the mean of the weights, or a Nesterov step towards it, is the common start of the next round.
     * Source: Stich 2019, "Local SGD converges fast and communicates little"; Douillard et al. 2023, "DiLoCo".
     *
     * @param steps             steps of a round; 0 chooses. A round ends with its epoch
     * @param outerLearningRate on the difference of a round's start and the mean of its ends; 1 with momentum 0 is plain averaging
     * @param outerMomentum     of Nesterov's step
     */
    record LocalSteps(int steps, double outerLearningRate, double outerMomentum) implements Rounds {}

    /** Full-batch L-BFGS: the gradient over all rows of all shards, the update on the driver. */
    record FullBatch() implements Rounds {}
}
