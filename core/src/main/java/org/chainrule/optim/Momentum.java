package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * Gradient descent with a velocity: v := beta v + g, w := w - mu v. The velocity starts at 0, so the first step is mu g.
 *
 * <p>mu multiplies the velocity, not the gradient inside it: a schedule that lowers mu acts at once. Source: Polyak 1964, "Some methods of speeding up the
 * convergence of iteration methods"; in this form Sutskever, Martens, Dahl and Hinton 2013. The float version flushes velocities up to 1e-37 to 0. No epsilon.
 *
 * @param momentum beta, at least 0 and below 1
 */
public record Momentum(double momentum) implements Optimizer {
    /** Checks the range. */
    public Momentum {
        Checks.factor("momentum", "momentum", momentum);
    }

    /**
     * Momentum 0.9.
     *
     * @return the rule
     */
    public static Momentum defaults() {
        return new Momentum(0.9);
    }

    @Override
    public String name() {
        return "momentum";
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
            weights[i] -= rate * v;
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
        kernels.momentum(rate, (float) momentum, weights, gradient, vectors[0], from, to);
    }
}
