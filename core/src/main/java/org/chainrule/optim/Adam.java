package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * Adaptive moments, with the bias of the moments corrected:
 *
 * <pre>
 * m := beta1 m + (1 - beta1) g,   v := beta2 v + (1 - beta2) g^2
 * w := w - mu (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>epsilon stands outside the root and is added to the bias-corrected root (as in the paper's algorithm 1). Weight decay that belongs to the cost (coupled,
 * L2) is already in g; for the decoupled kind see {@link AdamW}. Source: Kingma and Ba 2015, "Adam: a method for stochastic optimization"; AMSGrad, which
 * divides by the largest v so far: Reddi, Kale and Kumar 2018. The float version flushes moments up to 1e-37 to 0.
 *
 * @param beta1   decay of the first moment, at least 0 and below 1
 * @param beta2   decay of the second moment, at least 0 and below 1
 * @param epsilon added to the root, at least 1e-30
 * @param amsgrad whether to divide by the largest v so far
 */
public record Adam(double beta1, double beta2, double epsilon, boolean amsgrad) implements Optimizer {
    /** Checks the ranges. */
    public Adam {
        Checks.factor("adam", "beta1", beta1);
        Checks.factor("adam", "beta2", beta2);
        Checks.epsilon("adam", epsilon);
    }

    /**
     * The paper's values: 0.9, 0.999, 1e-8, no AMSGrad.
     *
     * @return the rule
     */
    public static Adam defaults() {
        return new Adam(0.9, 0.999, 1e-8, false);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public int vectors() {
        return amsgrad ? 3 : 2;
    }

    @Override
    public int scalars() {
        return AdamStep.SCALARS;
    }

    @Override
    public void prepare(long step, double learningRate, double[] scalars) {
        AdamStep.prepare(step, learningRate, beta1, beta2, epsilon, scalars);
    }

    @Override
    public void update(
            ParameterGroup group,
            double[] scalars,
            double[] weights,
            double[] gradient,
            double[][] vectors,
            int from,
            int to) {
        AdamStep.update(0.0, group, scalars, weights, gradient, vectors, from, to);
    }

    @Override
    public void update(
            UpdateKernels kernels,
            ParameterGroup group,
            double[] scalars,
            float[] weights,
            float[] gradient,
            float[][] vectors,
            int from,
            int to) {
        AdamStep.update(kernels, 0f, group, scalars, weights, gradient, vectors, from, to);
    }
}
