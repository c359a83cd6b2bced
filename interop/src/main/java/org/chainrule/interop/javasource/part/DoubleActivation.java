package org.chainrule.interop.javasource.part;

import org.chainrule.math.NormalDistribution;
import org.chainrule.math.StableMath;
import org.chainrule.network.Activation;

/** The activations h = phi(z) in float64; h may be z. */
final class DoubleActivation {
    private static final double SELU_LAMBDA = Activation.SELU_LAMBDA;
    private static final double SELU_DEPTH = Activation.SELU_DEPTH;

    private DoubleActivation() {}

    /** phi(z) = max(z, 0). */
    static void relu(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = v <= 0 ? 0 : v;
        }
    }

    /** phi(z) = z above 0, alpha z below. */
    static void leakyRelu(double alpha, double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = v > 0 ? v : alpha * v;
        }
    }

    /** phi(z) = z above 0, alpha (e^z - 1) below. */
    static void elu(double alpha, double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = v > 0 ? v : alpha * StrictMath.expm1(v);
        }
    }

    /** phi(z) = the self-normalising ELU. */
    static void selu(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = v > 0 ? SELU_LAMBDA * v : SELU_DEPTH * StrictMath.expm1(v);
        }
    }

    /** phi(z) = z Phi(z). */
    static void gelu(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = NormalDistribution.timesCdf(v);
        }
    }

    /** phi(z) = z logistic(z). */
    static void silu(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = StableMath.silu(v);
        }
    }

    /** phi(z) = z tanh(softplus(z)). */
    static void mish(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = StableMath.mish(v);
        }
    }

    /** phi(z) = log(1 + e^z). */
    static void softplus(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = StableMath.softplus(v);
        }
    }

    /** phi(z) = tanh(z). */
    static void tanh(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = StrictMath.tanh(v);
        }
    }

    /** phi(z) = 1 / (1 + e^-z). */
    static void logistic(double[] z, double[] h) {
        for (int j = 0; j < z.length; j++) {
            double v = z[j];
            h[j] = StableMath.logistic(v);
        }
    }
}
