package org.chainrule.kernel;

/**
 * The smooth activations GELU, SiLU and Mish with their derivatives, and the derivatives of tanh and logistic, in float32, by the rules of {@link FloatMath}.
 *
 * <p>All use x = -|z| as the argument of the exponential. Where the result is a factor times e^x, the factor is multiplied before the scaling by 2^n, so that
 * the far negative side keeps its digits although e^x is subnormal there.
 */
public final class FloatUnits {
    /** 1 / sqrt(2 pi). */
    private static final float DENSITY_AT_0 = 0x1.988454p-2f;
    /** Beyond this everything that decays is 0. */
    private static final float FAR = 125;
    /** Beyond this the normal density is 0, also times |z|. */
    private static final float NORMAL_FAR = 15;

    private FloatUnits() {}

    /**
     * GELU(z) = z Phi(z) = max(z, 0) - |z| Phi(-|z|).
     *
     * @param z any number
     * @return the value
     */
    public static float gelu(float z) {
        float t = Math.abs(z);
        t = t > NORMAL_FAR ? NORMAL_FAR : t;
        return (z > 0 ? z : 0) + timesDensity(t, -t * FloatMath.normalTail(t));
    }

    /**
     * GELU'(z) = Phi(z) + z Phi'(z), with GELU'(z) = 1 - GELU'(-z).
     *
     * @param z any number
     * @return the derivative
     */
    public static float geluDerivative(float z) {
        float t = Math.abs(z);
        t = t > NORMAL_FAR ? NORMAL_FAR : t;
        float below = timesDensity(t, Math.fma(-t, DENSITY_AT_0, FloatMath.normalTail(t)));
        return z > 0 ? 1 - below : below;
    }

    /**
     * SiLU(z) = z logistic(z).
     *
     * @param z any number
     * @return the value
     */
    public static float silu(float z) {
        float x = decay(z);
        float shift = FloatMath.exponentShift(x);
        float p = 1 + FloatMath.fractionLessOne(x, shift);
        float d = 1 + FloatMath.scale(p, shift);
        return z > 0 ? z / d : FloatMath.scale(p * (x / d), shift);
    }

    /**
     * SiLU'(z) = s + z s (1 - s) with s = logistic(z).
     *
     * @param z any number
     * @return the derivative
     */
    public static float siluDerivative(float z) {
        float x = decay(z);
        float shift = FloatMath.exponentShift(x);
        float p = 1 + FloatMath.fractionLessOne(x, shift);
        float e = FloatMath.scale(p, shift);
        float d = 1 + e;
        float square = d * d;
        return z > 0 ? Math.fma(e, 1 - x, 1) / square : FloatMath.scale(p * ((d + x) / square), shift);
    }

    /**
     * Mish(z) = z tanh(softplus(z)).
     *
     * @param z any number
     * @return the value
     */
    public static float mish(float z) {
        float x = decay(z);
        float shift = FloatMath.exponentShift(x);
        float p = 1 + FloatMath.fractionLessOne(x, shift);
        float e = FloatMath.scale(p, shift);
        float q = Math.fma(2, e, 1);
        float above = z * (q / Math.fma(2 * e, e, q));
        return z > 0 ? above : FloatMath.scale(p * (x * (e + 2) / Math.fma(e, e + 2, 2)), shift);
    }

    /**
     * Mish'(z) = w + z logistic(z) (1 - w^2) with w = tanh(softplus(z)), rearranged as in {@code StableMath.mishDerivative}.
     *
     * @param z any number
     * @return the derivative
     */
    public static float mishDerivative(float z) {
        float x = decay(z);
        float shift = FloatMath.exponentShift(x);
        float p = 1 + FloatMath.fractionLessOne(x, shift);
        float e = FloatMath.scale(p, shift);
        float d = 1 + e;
        float high = Math.fma(2 * e, d, 1);
        float above = Math.fma(Math.fma(2, e, 1), high, -4 * x * e * e * d) / (high * high);
        float low = Math.fma(e, e + 2, 2);
        float below = Math.fma(e + 2, low, 4 * x * d) / (low * low);
        return z > 0 ? above : FloatMath.scale(p * below, shift);
    }

    /**
     * tanh'(z) = 4 e / (1 + e)^2 with e = e^(-2 |z|), which unlike 1 - h^2 does not cancel where |h| is nearly 1.
     *
     * @param z any number
     * @return the derivative
     */
    public static float tanhDerivative(float z) {
        float e = FloatMath.exp(-2 * Math.abs(z));
        float d = 1 + e;
        return 4 * e / (d * d);
    }

    /**
     * logistic'(z) = e / (1 + e)^2 with e = e^-|z|, which unlike h (1 - h) does not cancel where h is nearly 1.
     *
     * @param z any number
     * @return the derivative
     */
    public static float logisticDerivative(float z) {
        float e = FloatMath.exp(-Math.abs(z));
        float d = 1 + e;
        return e / (d * d);
    }

    /** -|z|, not below -FAR. NaN passes. */
    private static float decay(float z) {
        float x = -Math.abs(z);
        return x < -FAR ? -FAR : x;
    }

    /** factor e^(-t^2 / 2), with the rounding error of t^2 carried over to first order. */
    private static float timesDensity(float t, float factor) {
        float square = t * t;
        float lost = Math.fma(t, t, -square);
        float x = -0.5f * square;
        float shift = FloatMath.exponentShift(x);
        float p = 1 + FloatMath.fractionLessOne(x, shift);
        return FloatMath.scale(p * Math.fma(-0.5f * lost, factor, factor), shift);
    }
}
