package org.chainrule.tabular.model;

import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * One network of a model, with the encoder that was fitted on its training rows. A model's prediction is the weighted mean of its members' predictions:
 * sum over m of w_m p_m.
 *
 * @param encoder  from rows to inputs
 * @param target   from the target column to y, and back
 * @param network  the network with its weights
 * @param weight   w, above 0; the weights of all members sum to 1
 * @param training how it was trained; null if it is the only member, of which the model's provenance speaks
 * @param optimizer what its optimiser remembered, only of a network by itself; null without
 */
public record Member(
        Encoder encoder,
        TargetEncoding target,
        TrainedNetwork network,
        double weight,
        @Nullable MemberTraining training,
        @Nullable OptimizerSnapshot optimizer) {
    /** Checks the weight. */
    public Member {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("expected a member's weight above 0 and at most 1, found " + weight);
        }
        if (training != null && optimizer != null) {
            throw new IllegalArgumentException("expected no optimizer state in a member of several, found one");
        }
    }

    /**
     * A network without what its optimiser remembered.
     *
     * @param encoder  from rows to inputs
     * @param target   from the target column to y, and back
     * @param network  the network with its weights
     * @param weight   w, above 0
     * @param training how it was trained; null if it is the only member
     */
    public Member(
            Encoder encoder,
            TargetEncoding target,
            TrainedNetwork network,
            double weight,
            @Nullable MemberTraining training) {
        this(encoder, target, network, weight, training, null);
    }
}
