package org.chainrule.network;

/**
 * Layer normalisation: y = gain ⊙ (x - mean) / sqrt(variance + epsilon) + shift, mean and biased variance over the units of one row.
 * Source: Ba, Kiros and Hinton 2016, "Layer normalization".
 *
 * @param epsilon added to the variance, inside the square root
 */
public record LayerNormalization(double epsilon) implements Layer {
    /** Checks epsilon. */
    public LayerNormalization {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("layer normalisation needs epsilon > 0, found " + epsilon);
        }
    }

    /** Epsilon 1e-5. */
    public LayerNormalization() {
        this(1e-5);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }
}
