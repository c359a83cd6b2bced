package org.chainrule.train;

import java.io.Serializable;

/** What every shard is asked in a round: a value, so that whoever is asked again gives the same answer. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface ShardTask extends Serializable {
    /**
     * Steps of mini-batches on the shard's own rows, from a common state.
     *
     * @param from          where the steps begin
     * @param firstStep     number of the first step since the start of the training, from 0
     * @param steps         how many, all within one epoch
     * @param plateauFactor on the learning rate, beside its schedule
     */
    record Steps(RoundState from, long firstStep, int steps, double plateauFactor) implements ShardTask {}

    /**
     * The gradient of the shard's part of one batch.
     *
     * @param parameters where
     * @param statistics of batch normalisation
     * @param step       of the training, from 0: it says which rows
     */
    record Gradient(float[] parameters, float[] statistics, long step) implements ShardTask {}

    /**
     * Cost and gradient over all rows of the shard.
     *
     * @param parameters where
     * @param statistics of batch normalisation
     */
    record FullGradient(float[] parameters, float[] statistics) implements ShardTask {}
}
