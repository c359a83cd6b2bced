package org.chainrule.optim;

/**
 * What a group of parameters does differently from the rest.
 *
 * @param learningRateFactor multiplies the learning rate
 * @param decayFactor        multiplies the decoupled weight decay; 0 for biases and normalisations
 */
public record ParameterGroup(double learningRateFactor, double decayFactor) {
    /** Weights: both factors 1. */
    public static final ParameterGroup WEIGHTS = new ParameterGroup(1, 1);

    /** Biases, gains and shifts: no decay. */
    public static final ParameterGroup UNDECAYED = new ParameterGroup(1, 0);
}
