package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * The rule by which a gradient moves the weights. The lecture's rule is W := W - mu h delta^T [7, 8]; every other rule replaces mu times the gradient by
 * something cleverer.
 *
 * <p><b>Rule is not state.</b> An optimizer is an immutable value. Its state lives outside, in an {@link OptimizerState}: {@link #vectors()} arrays as long as
 * the parameters (moments) and {@link #scalars()} numbers (bias corrections and the like). A step calls {@link #prepare} once and then {@code update} for
 * ranges of the flat arrays, in any order and on any thread; each element of the update depends on nothing but its own weight, gradient and moments.
 *
 * <p>Open on purpose: users implement it for their own rules. Only the double version must be written; the float version falls back on it.
 */
public interface Optimizer {
    /**
     * The name on the command line and in the model file, such as {@code adamw}.
     *
     * @return the name
     */
    String name();

    /**
     * How many accumulators each parameter has.
     *
     * @return the number of state vectors
     */
    int vectors();

    /**
     * How many numbers the rule keeps beside the vectors.
     *
     * @return the number of state scalars
     */
    int scalars();

    /**
     * The value that the state vectors start from.
     *
     * @return usually 0
     */
    default double initialVectorValue() {
        return 0;
    }

    /**
     * The value of the state scalars before the first step.
     *
     * @param scalars [scalars()], overwritten
     */
    default void initializeScalars(double[] scalars) {
        java.util.Arrays.fill(scalars, 0);
    }

    /**
     * Starts a step: computes what is common to all parameters.
     *
     * @param step         1 for the first step
     * @param learningRate mu of this step, after the schedule
     * @param scalars      [scalars()], read and overwritten
     */
    void prepare(long step, double learningRate, double[] scalars);

    /**
     * Updates the weights with index from (inclusive) to (exclusive).
     *
     * @param group    factors of the parameter group that the range belongs to
     * @param scalars  as left by {@link #prepare}, read
     * @param weights  read and overwritten
     * @param gradient dJ/dw, read
     * @param vectors  [vectors()][size], read and overwritten
     * @param from     first index
     * @param to       last index + 1
     */
    void update(
            ParameterGroup group,
            double[] scalars,
            double[] weights,
            double[] gradient,
            double[][] vectors,
            int from,
            int to);

    /**
     * Float twin. The default converts, calls the double version and rounds, element by element; rules of this library override it with
     * one kernel each.
     *
     * @param kernels  the loops; every implementation gives the same bits
     * @param group    factors of the parameter group that the range belongs to
     * @param scalars  as left by {@link #prepare}, read
     * @param weights  read and overwritten
     * @param gradient dJ/dw, read
     * @param vectors  [vectors()][size], read and overwritten
     * @param from     first index
     * @param to       last index + 1
     */
    default void update(
            UpdateKernels kernels,
            ParameterGroup group,
            double[] scalars,
            float[] weights,
            float[] gradient,
            float[][] vectors,
            int from,
            int to) {
        FloatFallback.update(this, group, scalars, weights, gradient, vectors, from, to);
    }
}
