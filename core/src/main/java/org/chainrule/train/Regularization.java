package org.chainrule.train;

import org.chainrule.optim.Clipping;

/**
 * What is added to the gradient and what bounds it. Decoupled weight decay belongs to the optimizer, dropout to the network.
 *
 * @param l1       weight of sum abs(w) in the cost, weight matrices only
 * @param l2       weight of 1/2 sum w^2 in the cost, weight matrices only
 * @param clipping bound on the gradient, penalties included
 */
public record Regularization(double l1, double l2, Clipping clipping) {
    /** No penalty and no bound. */
    public static final Regularization NONE = new Regularization(0, 0, Clipping.NONE);

    /** Checks the ranges. */
    public Regularization {
        TrainingConfiguration.require(l1 >= 0 && l2 >= 0, "l1 and l2 must not be negative, found " + l1 + " and " + l2);
    }
}
