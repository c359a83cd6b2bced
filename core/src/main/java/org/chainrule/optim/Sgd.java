package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * Gradient descent, the lecture's own rule: w := w - mu g [7, 8].
 *
 * <p>Source: Robbins and Monro 1951, "A stochastic approximation method". No state, no epsilon.
 */
public record Sgd() implements Optimizer {
    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public int vectors() {
        return 0;
    }

    @Override
    public int scalars() {
        return 1;
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
        for (int i = from; i < to; i++) {
            weights[i] -= rate * gradient[i];
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
        kernels.sgd(rate, weights, gradient, from, to);
    }
}
