package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * A rate for every weight, by the sum of its squared gradients: s := s + g^2, w := w - mu g / (sqrt(s) + epsilon).
 *
 * <p>epsilon stands outside the root. Source: Duchi, Hazan and Singer 2011, "Adaptive subgradient methods for online learning and stochastic optimization".
 *
 * @param epsilon            added to sqrt(s), at least 1e-30
 * @param initialAccumulator where s starts, not negative
 */
public record AdaGrad(double epsilon, double initialAccumulator) implements Optimizer {
    /** Checks the ranges. */
    public AdaGrad {
        Checks.epsilon("adagrad", epsilon);
        Checks.notNegative("adagrad", "initialAccumulator", initialAccumulator);
    }

    /**
     * epsilon 1e-10, accumulator from 0.
     *
     * @return the rule
     */
    public static AdaGrad defaults() {
        return new AdaGrad(1e-10, 0);
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public int vectors() {
        return 1;
    }

    @Override
    public int scalars() {
        return 1;
    }

    @Override
    public double initialVectorValue() {
        return initialAccumulator;
    }

    @Override
    public void prepare(long step, double learningRate, double[] scalars) {
        scalars[0] = learningRate;
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
        double rate = scalars[0] * group.learningRateFactor();
        double[] sum = vectors[0];
        for (int i = from; i < to; i++) {
            double g = gradient[i];
            double s = sum[i] + g * g;
            sum[i] = s;
            weights[i] -= rate * g / (Math.sqrt(s) + epsilon);
        }
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
        float rate = (float) (scalars[0] * group.learningRateFactor());
        kernels.adaGrad(rate, (float) epsilon, weights, gradient, vectors[0], from, to);
    }
}
