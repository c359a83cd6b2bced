package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * Adam with decoupled weight decay: before Adam's step every weight shrinks by itself, untouched by the moments.
 *
 * <pre>
 * w := w - mu lambda w                          (times the group's learning-rate factor and decay factor)
 * w := w - mu (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>epsilon stands outside the root and is added to the bias-corrected root. Source: Loshchilov and Hutter 2019, "Decoupled weight decay regularization",
 * with lambda times mu as the frameworks have it. The moments are those of {@link Adam}.
 *
 * @param beta1       decay of the first moment, at least 0 and below 1
 * @param beta2       decay of the second moment, at least 0 and below 1
 * @param epsilon     added to the root, at least 1e-30
 * @param weightDecay lambda, not negative; 0 is Adam
 * @param amsgrad     whether to divide by the largest v so far
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
        implements Optimizer {
    /** Checks the ranges. */
    public AdamW {
        Checks.factor("adamw", "beta1", beta1);
        Checks.factor("adamw", "beta2", beta2);
        Checks.epsilon("adamw", epsilon);
        Checks.notNegative("adamw", "weightDecay", weightDecay);
    }

    /**
     * 0.9, 0.999, 1e-8, decay 0.01, no AMSGrad.
     *
     * @return the rule
     */
    public static AdamW defaults() {
        return new AdamW(0.9, 0.999, 1e-8, 0.01, false);
    }

    /**
     * The same with another decay.
     *
     * @param decay lambda, not negative
     * @return the rule
     */
    public AdamW withWeightDecay(double decay) {
        return new AdamW(beta1, beta2, epsilon, decay, amsgrad);
    }

    @Override
    public String name() {
        return "adamw";
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
        double decay = AdamStep.decay(weightDecay, group, scalars);
        AdamStep.update(decay, group, scalars, weights, gradient, vectors, from, to);
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
        float decay = (float) AdamStep.decay(weightDecay, group, scalars);
        AdamStep.update(kernels, decay, group, scalars, weights, gradient, vectors, from, to);
    }
}
