package org.chainrule.tabular.run;

import java.io.Serializable;
import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * All that a shard needs to encode its rows and to train: the bytes of the model file of the untrained model, and what encoding training rows takes beside it. Serializable; it
 * reads the bytes once wherever it arrives. Safe for concurrent use.
 */
public final class ShardProgram implements Serializable {
    private static final long serialVersionUID = 1;

    ShardProgram() {}

    /**
     * What is trained.
     *
     * @return the specification
     */
    public Network network() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * What its outputs mean.
     *
     * @return output activation and cost
     */
    public Likelihood likelihood() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * How it is trained: the batch size is that of all shards together.
     *
     * @return the configuration, without a time limit and for one thread
     */
    public TrainingConfiguration configuration() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * How the shards train together.
     *
     * @return the rounds
     */
    public Rounds rounds() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * How the rows are cut.
     *
     * @return the layout
     */
    public ShardLayout layout() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * The weights that the training starts from.
     *
     * @return float32
     */
    public TrainedNetwork start() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Encodes a shard's training rows.
     *
     * @param rows     the shard's training rows
     * @param firstRow training rows of all shards before this one
     * @return one row for each, in order
     * @throws org.chainrule.tabular.error.UserException if a target is missing or a weight is not a number
     */
    public Dataset encodeTraining(RawTable rows, long firstRow) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Encodes a shard's validation rows.
     *
     * @param rows the shard's validation rows; null or without rows if it has none
     * @return one row for each, in order; null without rows
     * @throws org.chainrule.tabular.error.UserException if a target is missing or a class that training does not know
     */
    public @Nullable Dataset encodeValidation(@Nullable RawTable rows) {
        throw new UnsupportedOperationException("stub");
    }
}
