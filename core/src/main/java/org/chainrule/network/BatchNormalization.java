package org.chainrule.network;

/**
 * Batch normalisation: y = gain ⊙ (x - mean) / sqrt(variance + epsilon) + shift, per column.
 * In training the mean and the biased variance are those of the mini-batch, and running values move by {@code running += momentum (batch - running)};
 * in prediction the running values are used. Rows count alike, whatever their weight.
 * Source: Ioffe and Szegedy 2015, "Batch normalization".
 *
 * @param momentum how far the running statistics move at each step, in (0, 1]
 * @param epsilon  added to the variance, inside the square root
 */
public record BatchNormalization(double momentum, double epsilon) implements Layer {
    /** Checks both numbers. */
    public BatchNormalization {
        if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0)) {
            throw new IllegalArgumentException("batch normalisation needs momentum in (0, 1] and epsilon > 0, found "
                    + momentum + " and " + epsilon);
        }
    }

    /** Momentum 0.1, epsilon 1e-5. */
    public BatchNormalization() {
        this(0.1, 1e-5);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }
}
