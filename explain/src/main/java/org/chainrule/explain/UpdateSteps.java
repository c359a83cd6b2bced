package org.chainrule.explain;

import java.util.List;

/**
 * From the gradient to the new weight: w := w - mu dJ/dw [7, 8], and what the optimiser makes of it.
 *
 * @param optimizer          the rule as text, with its parameters
 * @param storedState        whether the state before the step was given; else it is that before the first step
 * @param step               which step, from 1
 * @param learningRate       mu, after the schedule
 * @param learningRateFactor of the parameter's group
 * @param weight             w before
 * @param gradient           dJ/dw of the rows
 * @param penalised          with the gradients of the penalties l1 and l2
 * @param clipped            after clipping: what the optimiser sees
 * @param moments            the optimiser's accumulators of this parameter
 * @param decay              what decoupled weight decay takes off w
 * @param change             what the optimiser takes off w beside the decay
 * @param newWeight          w after, in the bits of a float64 training
 */
public record UpdateSteps(
        String optimizer,
        boolean storedState,
        long step,
        double learningRate,
        double learningRateFactor,
        double weight,
        double gradient,
        double penalised,
        double clipped,
        List<Moment> moments,
        double decay,
        double change,
        double newWeight) {
    /** Copies the list. */
    public UpdateSteps {
        moments = List.copyOf(moments);
    }

    /**
     * An accumulator.
     *
     * @param name       such as {@code m}
     * @param before     its value before the step
     * @param after      its value after
     * @param correction what the bias correction divides it by; 1 without one
     */
    public record Moment(String name, double before, double after, double correction) {
        /**
         * The bias-corrected value.
         *
         * @return after / correction
         */
        public double corrected() {
            return after / correction;
        }
    }
}
