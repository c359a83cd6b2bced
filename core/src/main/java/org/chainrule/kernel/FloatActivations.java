package org.chainrule.kernel;

import org.chainrule.network.Activation;

/**
 * Activations over rows in float32, h = phi(z) [2] and delta &#42;= phi'(z) [5, 9]: the scalar loops that vector kernels must repeat bit by bit. One loop a function, the
 * choice outside, so that the compiler can vectorise the simple ones. NaN stays NaN in both directions; at a kink phi' is the derivative from the left.
 */
public final class FloatActivations {
    private static final float SELU_LAMBDA = (float) Activation.SELU_LAMBDA;
    private static final float SELU_DEPTH = (float) Activation.SELU_DEPTH;

    private FloatActivations() {}

    /**
     * h = phi(z) [2].
     *
     * @param a      phi
     * @param z      pre-activations, read
     * @param zStart index of the first
     * @param h      activations, overwritten; may be z at the same index
     * @param hStart index of the first
     * @param length how many
     */
    public static void forward(Activation a, float[] z, int zStart, float[] h, int hStart, int length) {
        float alpha = (float) a.alpha();
        switch (a.kind()) {
            case IDENTITY -> System.arraycopy(z, zStart, h, hStart, length);
            case RELU -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = Math.max(z[zStart + i], 0);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < length; i++) {
                    float v = z[zStart + i];
                    h[hStart + i] = v > 0 ? v : alpha * v;
                }
            }
            case ELU -> {
                for (int i = 0; i < length; i++) {
                    float v = z[zStart + i];
                    h[hStart + i] = v > 0 ? v : alpha * FloatMath.expm1(v);
                }
            }
            case SELU -> {
                for (int i = 0; i < length; i++) {
                    float v = z[zStart + i];
                    h[hStart + i] = v > 0 ? SELU_LAMBDA * v : SELU_DEPTH * FloatMath.expm1(v);
                }
            }
            case GELU -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = FloatUnits.gelu(z[zStart + i]);
                }
            }
            case SILU -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = FloatUnits.silu(z[zStart + i]);
                }
            }
            case MISH -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = FloatUnits.mish(z[zStart + i]);
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = FloatMath.softplus(z[zStart + i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = FloatMath.tanh(z[zStart + i]);
                }
            }
            case LOGISTIC -> {
                for (int i = 0; i < length; i++) {
                    h[hStart + i] = FloatMath.logistic(z[zStart + i]);
                }
            }
        }
    }

    /**
     * delta &#42;= phi'(z), the elementwise factor of [5, 9].
     *
     * @param a          phi
     * @param z          pre-activations, read
     * @param zStart     index of the first
     * @param h          phi(z), read (no float derivative needs it today, yet phi' takes both)
     * @param hStart     index of the first
     * @param delta      read and overwritten
     * @param deltaStart index of the first
     * @param length     how many
     */
    public static void multiplyByDerivative(
            Activation a, float[] z, int zStart, float[] h, int hStart, float[] delta, int deltaStart, int length) {
        float alpha = (float) a.alpha();
        switch (a.kind()) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= step(z[zStart + i]);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < length; i++) {
                    float v = z[zStart + i];
                    delta[deltaStart + i] *= v <= 0 ? alpha : v > 0 ? 1 : v;
                }
            }
            case ELU -> {
                for (int i = 0; i < length; i++) {
                    float v = z[zStart + i];
                    delta[deltaStart + i] *= v > 0 ? 1 : alpha * FloatMath.exp(v);
                }
            }
            case SELU -> {
                for (int i = 0; i < length; i++) {
                    float v = z[zStart + i];
                    delta[deltaStart + i] *= v > 0 ? SELU_LAMBDA : SELU_DEPTH * FloatMath.exp(v);
                }
            }
            case GELU -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= FloatUnits.geluDerivative(z[zStart + i]);
                }
            }
            case SILU -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= FloatUnits.siluDerivative(z[zStart + i]);
                }
            }
            case MISH -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= FloatUnits.mishDerivative(z[zStart + i]);
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= FloatMath.logistic(z[zStart + i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= FloatUnits.tanhDerivative(z[zStart + i]);
                }
            }
            case LOGISTIC -> {
                for (int i = 0; i < length; i++) {
                    delta[deltaStart + i] *= FloatUnits.logisticDerivative(z[zStart + i]);
                }
            }
        }
    }

    /** 1 above 0, 0 at and below, NaN for NaN. Without a comparison, because the compiler vectorises min and max on every JDK, selections on none: 4 times faster. */
    private static float step(float z) {
        return Math.min(Math.max(z, 0) * 0x1p126f * 0x1p126f, 1);
    }
}
