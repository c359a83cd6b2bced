package org.chainrule.interop.javasource.part;

import org.chainrule.kernel.FloatMath;
import org.chainrule.kernel.FloatUnits;
import org.chainrule.network.Activation;

/** The activations h = phi(z) in float32; h may be z. */
final class FloatActivation {
    private static final float SELU_LAMBDA = (float) Activation.SELU_LAMBDA;
    private static final float SELU_DEPTH = (float) Activation.SELU_DEPTH;

    private FloatActivation() {}

    /** phi(z) = max(z, 0). */
    static void relu(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = Math.max(v, 0);
        }
    }

    /** phi(z) = z above 0, alpha z below. */
    static void leakyRelu(float alpha, float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = v > 0 ? v : alpha * v;
        }
    }

    /** phi(z) = z above 0, alpha (e^z - 1) below. */
    static void elu(float alpha, float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = v > 0 ? v : alpha * FloatMath.expm1(v);
        }
    }

    /** phi(z) = the self-normalising ELU. */
    static void selu(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = v > 0 ? SELU_LAMBDA * v : SELU_DEPTH * FloatMath.expm1(v);
        }
    }

    /** phi(z) = z Phi(z). */
    static void gelu(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = FloatUnits.gelu(v);
        }
    }

    /** phi(z) = z logistic(z). */
    static void silu(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = FloatUnits.silu(v);
        }
    }

    /** phi(z) = z tanh(softplus(z)). */
    static void mish(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = FloatUnits.mish(v);
        }
    }

    /** phi(z) = log(1 + e^z). */
    static void softplus(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = FloatMath.softplus(v);
        }
    }

    /** phi(z) = tanh(z). */
    static void tanh(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = FloatMath.tanh(v);
        }
    }

    /** phi(z) = 1 / (1 + e^-z). */
    static void logistic(float[] z, float[] h) {
        for (int j = 0; j < z.length; j++) {
            float v = z[j];
            h[j] = FloatMath.logistic(v);
        }
    }
}
