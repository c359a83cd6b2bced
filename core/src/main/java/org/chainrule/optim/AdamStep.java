package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * The step that Adam and AdamW share:
 *
 * <pre>
 * m := beta1 m + (1 - beta1) g,   v := beta2 v + (1 - beta2) g^2,   u := max(u, v) with AMSGrad, else u = v
 * w := w - decay w - mu m / (1 - beta1^t) / (sqrt(u / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>The float versions write m + (1 - beta1)(g - m) for the first line, the same number: with beta2 = 0.999 rounded to float, beta2 + (1 - beta2) is not 1
 * and v would settle one part in 10^5 beside its value. Moments up to 1e-37 are flushed to 0, see {@link UpdateKernels}.
 */
final class AdamStep {
    /** mu / (1 - beta1^t). */
    private static final int RATE = 0;

    /** 1 / sqrt(1 - beta2^t). */
    private static final int ROOT = 1;

    /** mu. */
    private static final int LEARNING_RATE = 2;

    private static final int BETA1 = 3;
    private static final int BETA2 = 4;
    private static final int EPSILON = 5;

    static final int SCALARS = 6;

    private AdamStep() {}

    static void prepare(long step, double learningRate, double beta1, double beta2, double epsilon, double[] scalars) {
        scalars[RATE] = learningRate / Powers.oneMinusPower(beta1, (double) step);
        scalars[ROOT] = 1 / Math.sqrt(Powers.oneMinusPower(beta2, (double) step));
        scalars[LEARNING_RATE] = learningRate;
        scalars[BETA1] = beta1;
        scalars[BETA2] = beta2;
        scalars[EPSILON] = epsilon;
    }

    /** What is taken off every weight before the step, as a fraction of it. */
    static double decay(double weightDecay, ParameterGroup group, double[] scalars) {
        return scalars[LEARNING_RATE] * group.learningRateFactor() * weightDecay * group.decayFactor();
    }

    static void update(
            double decay,
            ParameterGroup group,
            double[] scalars,
            double[] weights,
            double[] gradient,
            double[][] vectors,
            int from,
            int to) {
        double rate = scalars[RATE] * group.learningRateFactor();
        double root = scalars[ROOT];
        double beta1 = scalars[BETA1];
        double beta2 = scalars[BETA2];
        double epsilon = scalars[EPSILON];
        boolean amsgrad = vectors.length > 2;
        double[] first = vectors[0];
        double[] second = vectors[1];
        for (int i = from; i < to; i++) {
            double g = gradient[i];
            double m = beta1 * first[i] + (1 - beta1) * g;
            double v = beta2 * second[i] + (1 - beta2) * g * g;
            first[i] = m;
            second[i] = v;
            double u = v;
            if (amsgrad) {
                u = Math.max(vectors[2][i], v);
                vectors[2][i] = u;
            }
            double w = weights[i];
            weights[i] = w - decay * w - rate * m / (Math.sqrt(u) * root + epsilon);
        }
    }

    static void update(
            UpdateKernels kernels,
            float decay,
            ParameterGroup group,
            double[] scalars,
            float[] weights,
            float[] gradient,
            float[][] vectors,
            int from,
            int to) {
        float rate = (float) (scalars[RATE] * group.learningRateFactor());
        float root = (float) scalars[ROOT];
        float share1 = (float) (1 - scalars[BETA1]);
        float share2 = (float) (1 - scalars[BETA2]);
        float epsilon = (float) scalars[EPSILON];
        float[] first = vectors[0];
        float[] second = vectors[1];
        if (vectors.length > 2) {
            kernels.amsgrad(
                    decay, rate, root, share1, share2, epsilon, weights, gradient, first, second, vectors[2], from, to);
        } else {
            kernels.adam(decay, rate, root, share1, share2, epsilon, weights, gradient, first, second, from, to);
        }
    }
}
