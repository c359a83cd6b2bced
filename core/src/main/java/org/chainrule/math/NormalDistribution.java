package org.chainrule.math;

/**
 * The standard normal distribution and the products that GELU needs, accurate in the far tail, where the naive 0.5 erfc(-z / sqrt(2)) loses hundreds of ulps to
 * the rounding of its argument.
 *
 * <p>In the tail the factors are computed multiplied by e^64, so that none of them is subnormal before the last product.
 */
public final class NormalDistribution {
    private static final double ROOT_HALF = 0.7071067811865476;
    /** sqrt(1/2) - ROOT_HALF. */
    private static final double ROOT_HALF_LOW = -4.833646656726457e-17;
    /** 1 / sqrt(2 pi). */
    private static final double DENSITY_AT_0 = 0.3989422804014327;
    /** e^-64. */
    private static final double SCALE = 1.603810890548638e-28;
    /** Below this z the tail formula holds: z / sqrt(2) is beyond 1.25. */
    private static final double TAIL = -1.7678;
    /** Beyond this everything that decays is 0 in double. */
    private static final double FAR = 40;

    private NormalDistribution() {}

    /**
     * The distribution function Phi(z) = 0.5 erfc(-z / sqrt(2)).
     *
     * @param z any number
     * @return in [0, 1]; NaN for NaN
     */
    public static double cdf(double z) {
        double c = Math.max(-FAR, Math.min(FAR, z));
        if (c < TAIL) {
            return scaledTail(c) * SCALE;
        }
        return c > -TAIL ? 1 - scaledTail(-c) * SCALE : middle(c);
    }

    /**
     * The density phi(z) = exp(-z^2 / 2) / sqrt(2 pi).
     *
     * @param z any number
     * @return not negative; NaN for NaN
     */
    public static double density(double z) {
        if (Math.abs(z) < -TAIL) {
            return DENSITY_AT_0 * StrictMath.exp(-0.5 * z * z);
        }
        return scaledDensity(Math.max(-FAR, Math.min(FAR, z))) * SCALE;
    }

    /**
     * GELU(z) = z Phi(z).
     *
     * @param z any number
     * @return z for large z, 0 for very negative z; NaN for NaN
     */
    public static double timesCdf(double z) {
        if (z < TAIL) {
            double c = Math.max(-FAR, z);
            return c * scaledTail(c) * SCALE;
        }
        return z * cdf(z);
    }

    /**
     * GELU'(z) = Phi(z) + z phi(z).
     *
     * @param z any number
     * @return the derivative; NaN for NaN
     */
    public static double timesCdfDerivative(double z) {
        double c = Math.max(-FAR, Math.min(FAR, z));
        if (c < TAIL) {
            return Math.fma(c, scaledDensity(c), scaledTail(c)) * SCALE;
        }
        return Math.fma(c, density(c), cdf(c));
    }

    /** Phi(z) around 0. */
    private static double middle(double z) {
        double x = z * ROOT_HALF;
        // What x lacks of z / sqrt(2), carried over to first order: erfc'(x) = -2 exp(-x^2) / sqrt(pi)
        double rest = Math.fma(z, ROOT_HALF, -x) + z * ROOT_HALF_LOW;
        return Math.fma(rest, StrictMath.exp(-x * x) * 0.5641895835477563, 0.5 * ErrorFunction.erfc(-x));
    }

    /** e^64 Phi(-|z|) for |z| beyond the tail's start. */
    private static double scaledTail(double z) {
        double x = Math.abs(z) * ROOT_HALF;
        double high = ErrorFunction.highHalf(z);
        double main = StrictMath.exp(64 - 0.5625 - 0.5 * high * high);
        return 0.5 * main * StrictMath.exp(0.5 * (high - z) * (high + z) + ErrorFunction.logCorrection(x)) / x;
    }

    /** e^64 phi(z) for |z| from the tail's start, where 64 - high^2 / 2 is exact, up to FAR. */
    private static double scaledDensity(double z) {
        double high = ErrorFunction.highHalf(z);
        double main = StrictMath.exp(64 - 0.5 * high * high);
        return DENSITY_AT_0 * main * StrictMath.exp(0.5 * (high - z) * (high + z));
    }
}
