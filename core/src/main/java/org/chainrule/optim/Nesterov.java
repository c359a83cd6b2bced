package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * Nesterov's momentum: v := beta v + g, w := w - mu (g + beta v), the gradient taken where the velocity leads.
 *
 * <p>Source: Nesterov 1983; in this form, with the weights kept at the point that looks ahead, Bengio, Boulanger-Lewandowski and Pascanu 2013. The velocity
 * starts at 0; with beta = 0 it is gradient descent. The float version flushes velocities up to 1e-37 to 0. No epsilon.
 *
 * @param momentum beta, at least 0 and below 1
 */
public record Nesterov(double momentum) implements Optimizer {
    /** Checks the range. */
    public Nesterov {
        Checks.factor("nesterov", "momentum", momentum);
    }

    /**
     * Momentum 0.9.
     *
     * @return the rule
     */
    public static Nesterov defaults() {
        return new Nesterov(0.9);
    }

    @Override
    public String name() {
        return "nesterov";
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
        double[] velocity = vectors[0];
        for (int i = from; i < to; i++) {
            double v = momentum * velocity[i] + gradient[i];
            velocity[i] = v;
            weights[i] -= rate * (gradient[i] + momentum * v);
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
        kernels.nesterov(rate, (float) momentum, weights, gradient, vectors[0], from, to);
    }
}
