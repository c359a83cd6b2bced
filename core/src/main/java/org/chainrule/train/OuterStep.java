package org.chainrule.train;

import org.jspecify.annotations.Nullable;

/**
 * The common step after every shard has taken steps of its own. With the outer gradient Delta = start - mean of the ends: V = m V + Delta, then start - mu (Delta + m V), Nesterov's
 * step as in DiLoCo. Learning rate 1 with momentum 0 is the mean itself, bit for bit. In double, rounded once.
 *
 * <p>Source: Douillard et al. 2023, "DiLoCo: Distributed low-communication training of language models", algorithm 1.
 */
final class OuterStep {
    private final Rounds.LocalSteps rule;
    private double @Nullable [] momentum;

    OuterStep(Rounds.LocalSteps rule) {
        this.rule = rule;
    }

    /**
     * Takes the step.
     *
     * @param start parameters that the round began with
     * @param mean  of those that it ended with; overwritten with the common start of the next round
     */
    void take(float[] start, float[] mean) {
        double m = rule.outerMomentum();
        double mu = rule.outerLearningRate();
        if (m == 0 && mu == 1) {
            return;
        }
        double[] v = momentum;
        if (m != 0 && v == null) {
            v = new double[start.length];
            momentum = v;
        }
        for (int e = 0; e < start.length; e++) {
            double delta = (double) start[e] - mean[e];
            double move = delta;
            if (v != null) {
                v[e] = Math.fma(m, v[e], delta);
                move = Math.fma(m, v[e], delta);
            }
            mean[e] = (float) Math.fma(-mu, move, start[e]);
        }
    }

    double @Nullable [] momentum() {
        double[] v = momentum;
        return v == null ? null : v.clone();
    }

    void restore(double @Nullable [] former) {
        momentum = former == null ? null : former.clone();
    }
}
