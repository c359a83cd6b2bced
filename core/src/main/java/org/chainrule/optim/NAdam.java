package org.chainrule.optim;

import org.chainrule.kernel.UpdateKernels;

/**
 * Adam with Nesterov's momentum, whose weight beta_t grows towards beta1:
 *
 * <pre>
 * beta_t = beta1 (1 - 0.96^(t psi) / 2),   P_t = beta_1 ... beta_t (the product of those weights)
 * m := beta1 m + (1 - beta1) g,   v := beta2 v + (1 - beta2) g^2
 * w := w - mu ((1 - beta_t) / (1 - P_t) g + beta_t+1 / (1 - P_t beta_t+1) m) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>epsilon stands outside the root and is added to the bias-corrected root. Source: Dozat 2016, "Incorporating Nesterov momentum into Adam". The float
 * version flushes moments up to 1e-37 to 0.
 *
 * @param beta1         decay of the first moment, at least 0 and below 1
 * @param beta2         decay of the second moment, at least 0 and below 1
 * @param epsilon       added to the root, at least 1e-30
 * @param momentumDecay psi, not negative
 */
public record NAdam(double beta1, double beta2, double epsilon, double momentumDecay) implements Optimizer {
    private static final double MOMENTUM_BASE = 0.96;

    /** Factor of the gradient. */
    private static final int GRADIENT_RATE = 0;

    /** Factor of the first moment. */
    private static final int MOMENT_RATE = 1;

    /** 1 / sqrt(1 - beta2^t). */
    private static final int ROOT = 2;

    /** P_t, carried from step to step. */
    private static final int PRODUCT = 3;

    /** Checks the ranges. */
    public NAdam {
        Checks.factor("nadam", "beta1", beta1);
        Checks.factor("nadam", "beta2", beta2);
        Checks.epsilon("nadam", epsilon);
        Checks.notNegative("nadam", "momentumDecay", momentumDecay);
    }

    /**
     * 0.9, 0.999, 1e-8, momentum decay 0.004.
     *
     * @return the rule
     */
    public static NAdam defaults() {
        return new NAdam(0.9, 0.999, 1e-8, 0.004);
    }

    @Override
    public String name() {
        return "nadam";
    }

    @Override
    public int vectors() {
        return 2;
    }

    @Override
    public int scalars() {
        return 4;
    }

    @Override
    public void initializeScalars(double[] scalars) {
        Optimizer.super.initializeScalars(scalars);
        scalars[PRODUCT] = 1;
    }

    @Override
    public void prepare(long step, double learningRate, double[] scalars) {
        double now = momentum(step);
        double next = momentum(step + 1);
        double product = scalars[PRODUCT] * now;
        scalars[GRADIENT_RATE] = learningRate * (1 - now) / (1 - product);
        scalars[MOMENT_RATE] = learningRate * next / (1 - product * next);
        scalars[ROOT] = 1 / Math.sqrt(Powers.oneMinusPower(beta2, (double) step));
        scalars[PRODUCT] = product;
    }

    private double momentum(long step) {
        return beta1 * (1 - 0.5 * Powers.power(MOMENTUM_BASE, step * momentumDecay));
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
        double gradientRate = scalars[GRADIENT_RATE] * group.learningRateFactor();
        double momentRate = scalars[MOMENT_RATE] * group.learningRateFactor();
        double root = scalars[ROOT];
        double[] first = vectors[0];
        double[] second = vectors[1];
        for (int i = from; i < to; i++) {
            double g = gradient[i];
            double m = beta1 * first[i] + (1 - beta1) * g;
            double v = beta2 * second[i] + (1 - beta2) * g * g;
            first[i] = m;
            second[i] = v;
            weights[i] -= (gradientRate * g + momentRate * m) / (Math.sqrt(v) * root + epsilon);
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
        float gradientRate = (float) (scalars[GRADIENT_RATE] * group.learningRateFactor());
        float momentRate = (float) (scalars[MOMENT_RATE] * group.learningRateFactor());
        float root = (float) scalars[ROOT];
        float share1 = (float) (1 - beta1);
        float share2 = (float) (1 - beta2);
        float small = (float) epsilon;
        kernels.nAdam(
                gradientRate,
                momentRate,
                root,
                share1,
                share2,
                small,
                weights,
                gradient,
                vectors[0],
                vectors[1],
                from,
                to);
    }
}
