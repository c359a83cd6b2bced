package org.chainrule.math;

/**
 * The smooth functions of neural networks in double precision, written so that nothing cancels or overflows: every exponential has a negative argument.
 * All return NaN for NaN and their limits at the infinities.
 */
public final class StableMath {
    /** e^-64: keeps exp(z + 64) normal while exp(z) would already be subnormal. */
    private static final double SCALE = 1.603810890548638e-28;
    /** Below this exp(z) comes near the subnormal numbers. */
    private static final double DEEP = -640;
    /** Beyond this exp(-|z|) is 0 in double, and times |z| as well. */
    private static final double FAR = 800;

    private StableMath() {}

    /**
     * The logistic function 1 / (1 + exp(-z)).
     *
     * @param z any number
     * @return in [0, 1]
     */
    public static double logistic(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }

    /**
     * The derivative of the logistic function, e / (1 + e)^2 with e = exp(-|z|): unlike h (1 - h) it does not cancel where h is nearly 1.
     *
     * @param z any number
     * @return in [0, 1/4]
     */
    public static double logisticDerivative(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e));
    }

    /**
     * log(1 + exp(z)) = max(z, 0) + log1p(exp(-|z|)).
     *
     * @param z any number
     * @return not negative
     */
    public static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    /**
     * The derivative of tanh, 4 e / (1 + e)^2 with e = exp(-2 |z|): unlike 1 - h^2 it does not cancel where |h| is nearly 1.
     *
     * @param z any number
     * @return in [0, 1]
     */
    public static double tanhDerivative(double z) {
        double e = StrictMath.exp(-2 * Math.abs(z));
        return 4 * e / ((1 + e) * (1 + e));
    }

    /**
     * z logistic(z).
     *
     * @param z any number
     * @return SiLU
     */
    public static double silu(double z) {
        if (z < DEEP) {
            return deep(z, z);
        }
        double e = StrictMath.exp(-Math.abs(z));
        return (z >= 0 ? z : z * e) / (1 + e);
    }

    /**
     * s + z s (1 - s) with s = logistic(z).
     *
     * @param z any number
     * @return the derivative of SiLU
     */
    public static double siluDerivative(double z) {
        if (z < DEEP) {
            return deep(z, 1 + Math.max(-FAR, z));
        }
        double e = StrictMath.exp(-Math.abs(z));
        return z >= 0 ? (1 + e * (1 + Math.min(FAR, z))) / ((1 + e) * (1 + e)) : e * (1 + e + z) / ((1 + e) * (1 + e));
    }

    /**
     * z tanh(softplus(z)) = z n / (n + 2) with n = e^z (e^z + 2).
     *
     * @param z any number
     * @return Mish
     */
    public static double mish(double z) {
        if (z < DEEP) {
            return deep(z, z);
        }
        double e = StrictMath.exp(-Math.abs(z));
        if (z >= 0) {
            double q = 1 + 2 * e;
            return z * (q / (q + 2 * e * e));
        }
        double n = e * (e + 2);
        return z * n / (n + 2);
    }

    /**
     * The derivative of Mish, e ((e + 2) (n + 2) + 4 z (1 + e)) / (n + 2)^2 with e = exp(z) and n = e (e + 2); for z above 0 the same, divided by e^4.
     *
     * @param z any number
     * @return the derivative of Mish
     */
    public static double mishDerivative(double z) {
        if (z < DEEP) {
            return deep(z, 1 + Math.max(-FAR, z));
        }
        double e = StrictMath.exp(-Math.abs(z));
        if (z >= 0) {
            double c = Math.min(FAR, z);
            double q = 1 + 2 * e * (1 + e);
            return ((1 + 2 * e) * q + 4 * c * e * e * (1 + e)) / (q * q);
        }
        double q = e * (e + 2) + 2;
        return e * ((e + 2) * q + 4 * z * (1 + e)) / (q * q);
    }

    /**
     * log sum_k exp(z_k), with the maximum taken out.
     *
     * @param z      read
     * @param zStart index of the first element
     * @param width  how many, at least 1
     * @return the log-sum-exp
     */
    public static double logSumExp(double[] z, int zStart, int width) {
        double max = max(z, zStart, width);
        return max + logSumExpAbove(z, zStart, width, max);
    }

    /**
     * The largest element; NaN if one is NaN.
     *
     * @param z      read
     * @param zStart index of the first element
     * @param width  how many, at least 1
     * @return the maximum
     */
    public static double max(double[] z, int zStart, int width) {
        double max = z[zStart];
        for (int k = 1; k < width; k++) {
            max = Math.max(max, z[zStart + k]);
        }
        return max;
    }

    /**
     * log sum_k exp(z_k - max): what log-sum-exp adds to the maximum. The term 1 of the maximum itself is left to log1p, so that tiny other terms survive.
     *
     * @param z      read
     * @param zStart index of the first element
     * @param width  how many, at least 1
     * @param max    the largest element
     * @return a number in [0, log(width)]
     */
    public static double logSumExpAbove(double[] z, int zStart, int width, double max) {
        double others = 0;
        boolean seen = false;
        for (int k = 0; k < width; k++) {
            double difference = z[zStart + k] - max;
            if (difference == 0 && !seen) {
                seen = true;
            } else {
                others += StrictMath.exp(difference);
            }
        }
        return StrictMath.log1p(others);
    }

    /** factor exp(z) for z so low that exp(z) itself may be subnormal or 0. */
    private static double deep(double z, double factor) {
        return Math.max(-FAR, factor) * StrictMath.exp(Math.max(-FAR, z) + 64) * SCALE;
    }
}
