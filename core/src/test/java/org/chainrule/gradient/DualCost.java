package org.chainrule.gradient;

import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Huber;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.likelihood.Quantile;

/** -log p(y | f(x)) of one row in dual numbers, from the definitions of the distributions; no delta(L) of the library is used. */
final class DualCost {
    private final Dual[] z;
    private final double[] y;
    private final int start;
    private double kinkDistance = Double.POSITIVE_INFINITY;

    DualCost(Dual[] z, double[] y, int start) {
        this.z = z;
        this.y = y;
        this.start = start;
    }

    /** How near the row came to a kink of its cost. */
    double kinkDistance() {
        return kinkDistance;
    }

    Dual of(Likelihood likelihood) {
        if (likelihood instanceof Categorical categorical) {
            return categorical(categorical.labelSmoothing());
        }
        Dual sum = Dual.constant(0);
        int targets = likelihood.targets(z.length);
        int perTarget = z.length / targets;
        for (int t = 0; t < targets; t++) {
            double target = y[start + t];
            if (likelihood instanceof GaussianWithVariance) {
                Dual logVariance = z[targets + t];
                Dual error = z[t].minus(target);
                sum = sum.plus(error.times(error)
                        .over(logVariance.exp())
                        .plus(logVariance)
                        .times(0.5));
            } else {
                for (int q = 0; q < perTarget; q++) {
                    sum = sum.plus(element(likelihood, z[t * perTarget + q], target, q));
                }
            }
        }
        return sum;
    }

    private Dual element(Likelihood likelihood, Dual z, double y, int level) {
        Dual error = z.minus(y);
        if (likelihood instanceof Gaussian) {
            return error.times(error).times(0.5);
        } else if (likelihood instanceof Laplace) {
            kinkDistance = Math.min(kinkDistance, Math.abs(error.v()));
            return error.abs();
        } else if (likelihood instanceof Huber huber) {
            double c = huber.threshold();
            return error.abs().v() < c
                    ? error.times(error).times(0.5)
                    : error.abs().minus(c / 2).times(c);
        } else if (likelihood instanceof Quantile quantile) {
            kinkDistance = Math.min(kinkDistance, Math.abs(error.v()));
            double tau = quantile.levels().get(level);
            return error.v() < 0 ? error.times(-tau) : error.times(1 - tau);
        } else if (likelihood instanceof Bernoulli) {
            // -y log o - (1 - y) log(1 - o) with o = 1 / (1 + exp(-z))
            return z.negative().exp().log1p().times(y).plus(z.exp().log1p().times(1 - y));
        } else if (likelihood instanceof Poisson) {
            return z.exp().minus(z.times(y));
        }
        throw new AssertionError("no dual cost for " + likelihood.name());
    }

    /** sum_k t_k (-log softmax_k(z)) with -log softmax_k(z) = log sum_j exp(z_j - z_k). */
    private Dual categorical(double smoothing) {
        Dual cost = Dual.constant(0);
        for (int k = 0; k < z.length; k++) {
            double target = smoothing / z.length + (k == (int) y[start] ? 1 - smoothing : 0);
            if (target > 0) {
                Dual sum = Dual.constant(0);
                for (Dual other : z) {
                    sum = sum.plus(other.minus(z[k]).exp());
                }
                cost = cost.plus(sum.log().times(target));
            }
        }
        return cost;
    }
}
