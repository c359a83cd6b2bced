package org.chainrule.math;

/**
 * The error function erf(x) = 2 / sqrt(pi) int_0^x exp(-t^2) dt and its complement, within 1 ulp.
 *
 * <p>Translated from the published s_erf.c of fdlibm 5.3 (rational approximations on four intervals, with the argument of exp split so that x^2 is exact).
 * The notice of the original:
 *
 * <pre>
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 * </pre>
 */
public final class ErrorFunction {
    /** erf(1) rounded to single precision: erf(x) = ERX + P(|x| - 1) / Q(|x| - 1) around 1. */
    private static final double ERX = 8.45062911510467529297e-01;

    /** 2 / sqrt(pi) - 1. */
    private static final double EFX = 1.28379167095512586316e-01;

    private static final double[] PP = {
        1.28379167095512558561e-01,
        -3.25042107247001499370e-01,
        -2.84817495755985104766e-02,
        -5.77027029648944159157e-03,
        -2.37630166566501626084e-05
    };
    private static final double[] QQ = {
        1,
        3.97917223959155352819e-01,
        6.50222499887672944485e-02,
        5.08130628187576562776e-03,
        1.32494738004321644526e-04,
        -3.96022827877536812320e-06
    };
    private static final double[] PA = {
        -2.36211856075265944077e-03,
        4.14856118683748331666e-01,
        -3.72207876035701323847e-01,
        3.18346619901161753674e-01,
        -1.10894694282396677476e-01,
        3.54783043256182359371e-02,
        -2.16637559486879084300e-03
    };
    private static final double[] QA = {
        1,
        1.06420880400844228286e-01,
        5.40397917702171048937e-01,
        7.18286544141962662868e-02,
        1.26171219808761642112e-01,
        1.36370839120290507362e-02,
        1.19844998467991074170e-02
    };
    private static final double[] RA = {
        -9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
                -6.23753324503260060396e+01,
        -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01,
                -9.81432934416914548592e+00
    };
    private static final double[] SA = {
        1,
        1.96512716674392571292e+01,
        1.37657754143519042600e+02,
        4.34565877475229228821e+02,
        6.45387271733267880336e+02,
        4.29008140027567833386e+02,
        1.08635005541779435134e+02,
        6.57024977031928170135e+00,
        -6.04244152148580987438e-02
    };
    private static final double[] RB = {
        -9.86494292470009928597e-03,
        -7.99283237680523006574e-01,
        -1.77579549177547519889e+01,
        -1.60636384855821916062e+02,
        -6.37566443368389627722e+02,
        -1.02509513161107724954e+03,
        -4.83519191608651397019e+02
    };
    private static final double[] SB = {
        1,
        3.03380607434824582924e+01,
        3.25792512996573918826e+02,
        1.53672958608443695994e+03,
        3.19985821950859553908e+03,
        2.55305040643316442583e+03,
        4.74528541206955367215e+02,
        -2.24409524465858183362e+01
    };

    private ErrorFunction() {}

    /**
     * The error function.
     *
     * @param x any number
     * @return erf(x), in [-1, 1]; NaN for NaN
     */
    public static double erf(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < 0.84375) {
            if (magnitude < 0x1p-28) {
                // 16 x is exact and keeps subnormals from losing bits in EFX x
                return magnitude < 0x1p-1000 ? 0.0625 * (16 * x + 16 * EFX * x) : x + EFX * x;
            }
            return x + x * (polynomial(PP, x * x) / polynomial(QQ, x * x));
        }
        if (magnitude < 1.25) {
            double s = magnitude - 1;
            return Math.copySign(ERX + polynomial(PA, s) / polynomial(QA, s), x);
        }
        return magnitude >= 6 ? Math.copySign(1, x) : Math.copySign(1 - complementOfLarge(magnitude), x);
    }

    /**
     * The complementary error function 1 - erf(x), accurate also where erf(x) is nearly 1.
     *
     * @param x any number
     * @return erfc(x), in [0, 2]; NaN for NaN
     */
    public static double erfc(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < 0.84375) {
            double y = polynomial(PP, x * x) / polynomial(QQ, x * x);
            return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x * y + (x - 0.5));
        }
        if (magnitude < 1.25) {
            double s = magnitude - 1;
            double y = polynomial(PA, s) / polynomial(QA, s);
            return x >= 0 ? 1 - ERX - y : 1 + (ERX + y);
        }
        if (magnitude >= 28) {
            return x > 0 ? 0 : 2;
        }
        return x < -6 ? 2 : x > 0 ? complementOfLarge(x) : 2 - complementOfLarge(magnitude);
    }

    /** erfc(x) for 1.25 <= x < 28. */
    private static double complementOfLarge(double x) {
        double high = highHalf(x);
        return StrictMath.exp(-high * high - 0.5625) * StrictMath.exp((high - x) * (high + x) + logCorrection(x)) / x;
    }

    /**
     * R with erfc(x) = exp(-x^2 - 0.5625 + R) / x, for x at least 1.25. It varies slowly, so a rounding error of x hardly touches it.
     *
     * @param x at least 1.25
     * @return R
     */
    static double logCorrection(double x) {
        double s = 1 / (x * x);
        return x < 1 / 0.35 ? polynomial(RA, s) / polynomial(SA, s) : polynomial(RB, s) / polynomial(SB, s);
    }

    /**
     * x with the lower half of its 53 bits cleared, so that its square is exact.
     *
     * @param x any number
     * @return its upper bits
     */
    static double highHalf(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xFFFFFFFF00000000L);
    }

    private static double polynomial(double[] coefficients, double s) {
        double sum = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = coefficients[i] + s * sum;
        }
        return sum;
    }
}
