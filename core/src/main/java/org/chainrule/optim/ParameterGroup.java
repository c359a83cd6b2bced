package org.chainrule.optim;

/**
 * What a group of parameters does differently from the rest.
 *
 * @param learningRateFactor multiplies the learning rate, and through it the decay; not negative
 * @param decayFactor        multiplies the decoupled weight decay; 0 for no decay
 */
public record ParameterGroup(double learningRateFactor, double decayFactor) {
    /** Weights: both factors 1. */
    public static final ParameterGroup WEIGHTS = new ParameterGroup(1, 1);

    /** Biases, gains and shifts: no decay. */
    public static final ParameterGroup UNDECAYED = new ParameterGroup(1, 0);

    /** Checks the factors. */
    public ParameterGroup {
        Checks.notNegative("parameter group", "learningRateFactor", learningRateFactor);
        Checks.notNegative("parameter group", "decayFactor", decayFactor);
    }
}
