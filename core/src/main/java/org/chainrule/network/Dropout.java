package org.chainrule.network;

/**
 * Inverted dropout: in training h' = h ⊙ m / (1 - rate) with m ~ Bernoulli(1 - rate), in prediction h' = h.
 * Source: Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting".
 *
 * @param rate the probability that a unit is dropped, in [0, 1)
 */
public record Dropout(double rate) implements Layer {
    /** Checks the rate. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the dropout rate must be in [0, 1), found " + rate);
        }
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }
}
