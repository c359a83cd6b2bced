package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * A rate for every weight, by a running mean of its squared gradients:
 *
 * <pre>
 * v := rho v + (1 - rho) g^2
 * d = g / (sqrt(v) + epsilon),           centered: a := rho a + (1 - rho) g, d = g / (sqrt(max(v - a^2, 0)) + epsilon)
 * w := w - mu d,                         with momentum: b := beta b + d, w := w - mu b
 * </pre>
 *
 * <p>epsilon stands outside the root; v is not bias-corrected and starts at 0. Source: Tieleman and Hinton 2012, lecture 6.5 of "Neural networks for machine
 * learning"; centered: Graves 2013, "Generating sequences with recurrent neural networks". v - a^2 is a variance and can come out negative by rounding only,
 * hence the max. The float version flushes moments up to 1e-37 to 0.
 *
 * @param decay    rho, at least 0 and below 1
 * @param epsilon  added to the root, at least 1e-30
 * @param centered whether to divide by the deviation rather than by the root mean square
 * @param momentum beta, at least 0 and below 1; 0 keeps no velocity
 */
public record RmsProp(double decay, double epsilon, boolean centered, double momentum) implements Optimizer {
    /** Checks the ranges. */
    public RmsProp {
        Checks.factor("rmsprop", "decay", decay);
        Checks.epsilon("rmsprop", epsilon);
        Checks.factor("rmsprop", "momentum", momentum);
    }

    /**
     * 0.99, 1e-8, not centered, no momentum.
     *
     * @return the rule
     */
    public static RmsProp defaults() {
        return new RmsProp(0.99, 1e-8, false, 0);
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    /** v, then a if centered, then b with momentum. */
    @Override
    public int vectors() {
        return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
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
        double[] velocity = vectors[vectors.length - 1];
        for (int i = from; i < to; i++) {
            double g = gradient[i];
            double v = decay * vectors[0][i] + (1 - decay) * g * g;
            vectors[0][i] = v;
            double variance = v;
            if (centered) {
                double a = decay * vectors[1][i] + (1 - decay) * g;
                vectors[1][i] = a;
                variance = Math.max(v - a * a, 0);
            }
            double direction = g / (Math.sqrt(variance) + epsilon);
            if (momentum > 0) {
                direction += momentum * velocity[i];
                velocity[i] = direction;
            }
            weights[i] -= rate * direction;
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
        float share = (float) (1 - decay);
        float small = (float) epsilon;
        float beta = (float) momentum;
        float[] square = vectors[0];
        float[] velocity = vectors[vectors.length - 1];
        if (centered && beta > 0) {
            kernels.centeredRmsPropMomentum(
                    rate, share, small, beta, weights, gradient, square, vectors[1], velocity, from, to);
        } else if (centered) {
            kernels.centeredRmsProp(rate, share, small, weights, gradient, square, vectors[1], from, to);
        } else if (beta > 0) {
            kernels.rmsPropMomentum(rate, share, small, beta, weights, gradient, square, velocity, from, to);
        } else {
            kernels.rmsProp(rate, share, small, weights, gradient, square, from, to);
        }
    }
}
