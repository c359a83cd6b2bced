package org.chainrule.kernel;

/**
 * Elementary functions in float32, as polynomials of our own with {@link Math#fma}, so that their bits are the same on every machine and every JDK, and the same
 * lane by lane in SIMD.
 *
 * <p><b>Rules that make a vector twin with the same bits possible.</b> No branches: both sides are computed and one is selected ({@code ?:} here, a blend there).
 * Only +, -, *, /, fma, comparisons, integer arithmetic on the bits of a float, conversion from int to float. No tables. No reassociation: a twin must do the same
 * operations in the same order.
 *
 * <p>NaN gives NaN, infinities give the limits, subnormal arguments and results are not flushed. The largest errors in ulp of the exact value, over all floats:
 * see {@code FloatMathTest}, which states and checks them.
 *
 * <p>The coefficients are weighted minimax fits (Lawson's algorithm, rounded to float one after the other with the rest refitted). Range reductions: Cody and
 * Waite 1980, "Software manual for the elementary functions".
 */
public final class FloatMath {
    /** Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int ROUNDER_BITS = 0x4B400000;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN_2 = 0x1.62e43p-1f;
    /** ln 2 - LN_2. */
    private static final float LN_2_LOW = -0x1.05c61p-29f;
    /** The bits of 0.75: logarithms reduce to [0.75, 1.5). */
    private static final int THREE_QUARTERS_BITS = 0x3F400000;

    private static final int EXPONENT_MASK = 0xFF800000;
    private static final float TWO_OVER_PI = 0x1.45f306p-1f;
    private static final float HALF_PI = 0x1.921fb6p0f;
    private static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;
    private static final float HALF_PI_LOW = -0x1.ee59dap-50f;
    private static final float QUARTER_PI_ABOVE = 0.8f;

    private FloatMath() {}

    /**
     * e^x.
     *
     * @param x any number
     * @return the exponential
     */
    public static float exp(float x) {
        float c = clampExponent(x);
        float shift = exponentShift(c);
        return scale(1 + fractionLessOne(c, shift), shift);
    }

    /**
     * e^x - 1, accurate around 0.
     *
     * @param x any number
     * @return the exponential less 1
     */
    public static float expm1(float x) {
        float c = clampExponent(x);
        c = c < -25 ? -25 : c;
        float shift = exponentShift(c);
        float p = fractionLessOne(c, shift);
        // 2^n p + (2^n - 1), at half size lest 2^128 overflow
        float half = Float.intBitsToFloat((Float.floatToRawIntBits(shift) - ROUNDER_BITS + 126) << 23);
        float scaled = 2 * Math.fma(half, p, half - 0.5f);
        return shift == ROUNDER ? p : scaled;
    }

    /**
     * The natural logarithm.
     *
     * @param x any number
     * @return minus infinity at 0, NaN below
     */
    public static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
        int e = (bits - THREE_QUARTERS_BITS) & EXPONENT_MASK;
        float k = (float) (e >> 23) - (subnormal ? 23 : 0);
        float y = Math.fma(k, LN_2, logOfOnePlus(Float.intBitsToFloat(bits - e) - 1));
        y = x == Float.POSITIVE_INFINITY ? x : y;
        return x > 0 ? y : x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }

    /**
     * log(1 + x), accurate around 0.
     *
     * @param x any number
     * @return minus infinity at -1, NaN below
     */
    public static float log1p(float x) {
        float u = 1 + x;
        int e = (Float.floatToRawIntBits(u) - THREE_QUARTERS_BITS) & EXPONENT_MASK;
        // (1 + x) 2^-k - 1 = (2^-k - 1) + x 2^-k, which has not lost the low bits of x; at 4 times the size lest 2^-k
        // be subnormal
        float size = Float.intBitsToFloat(0x40800000 - e);
        float f = Math.fma(0.25f, size, -1) + 0.25f * (x * size);
        float y = Math.fma((float) (e >> 23), LN_2, logOfOnePlus(f));
        y = x == Float.POSITIVE_INFINITY ? x : y;
        return x > -1 ? y : x == -1 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }

    /**
     * The hyperbolic tangent: an odd polynomial near 0, else 1 - 2 / (1 + e^(2 |x|)).
     *
     * @param x any number
     * @return in [-1, 1]
     */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float s = x * x;
        float p = Math.fma(0x1.1a31dcp-9f, s, -0x1.0c60aap-7f);
        p = Math.fma(p, s, 0x1.63a588p-6f);
        p = Math.fma(p, s, -0x1.b9f18ap-5f);
        p = Math.fma(p, s, 0x1.11107ap-3f);
        p = Math.fma(p, s, -0x1.555554p-2f);
        float small = Math.fma(x * s, p, x);
        float large = Math.copySign(1 - 2 / (1 + exp(2 * a)), x);
        return a < 0.625f ? small : large;
    }

    /**
     * The logistic function 1 / (1 + e^-z), from e^-|z|.
     *
     * @param z any number
     * @return in [0, 1]
     */
    public static float logistic(float z) {
        float e = exp(-Math.abs(z));
        float numerator = z >= 0 ? 1 : e;
        float d = 1 + e;
        float lost = e - (d - 1);
        float inverse = 1 / d;
        float q = numerator * inverse;
        // One Newton step on the quotient by d + lost, which takes away all errors but that of e
        return Math.fma(Math.fma(-q, d, numerator) - q * lost, inverse, q);
    }

    /**
     * log(1 + e^z) = max(z, 0) + log1p(e^-|z|).
     *
     * @param z any number
     * @return not negative
     */
    public static float softplus(float z) {
        return (z > 0 ? z : 0) + log1p(exp(-Math.abs(z)));
    }

    /**
     * The error function: an odd polynomial near 0, else 1 - 2 Phi(-sqrt(2) |x|).
     *
     * @param x any number
     * @return in [-1, 1]
     */
    public static float erf(float x) {
        float s = x * x;
        float p = Math.fma(0x1.4f2e1p-14f, s, -0x1.a5fef8p-11f);
        p = Math.fma(p, s, 0x1.54496ep-8f);
        p = Math.fma(p, s, -0x1.b80114p-6f);
        p = Math.fma(p, s, 0x1.ce2d64p-4f);
        p = Math.fma(p, s, -0x1.81274p-2f);
        p = Math.fma(p, s, 0x1.06eba8p-3f);
        float small = Math.fma(x, p, x);
        float a = Math.abs(x);
        float c = a > 10 ? 10 : a;
        float large = Math.copySign(1 - 2 * normalTail(c * 0x1.6a09e6p0f) * exp(-c * c), x);
        return a < 0.92f ? small : large;
    }

    /**
     * The sine. Beyond {@link #isLarge} the angle is reduced with as many digits of 2 / pi as it takes, in a path of its own that vectors leave to this one.
     *
     * @param x an angle in radians
     * @return the sine; NaN for infinities
     */
    public static float sin(float x) {
        if (isLarge(x)) {
            return x < 0 ? -sineOfLarge(-x, 0) : sineOfLarge(x, 0);
        }
        float shift = Math.fma(x, TWO_OVER_PI, ROUNDER);
        return sineOfQuadrant(quadrantRest(x, shift), Float.floatToRawIntBits(shift));
    }

    /**
     * The cosine, as {@link #sin}.
     *
     * @param x an angle in radians
     * @return the cosine; NaN for infinities
     */
    public static float cos(float x) {
        if (isLarge(x)) {
            return sineOfLarge(Math.abs(x), 1);
        }
        float shift = Math.fma(x, TWO_OVER_PI, ROUNDER);
        return sineOfQuadrant(quadrantRest(x, shift), Float.floatToRawIntBits(shift) + 1);
    }

    /**
     * Phi(-t) e^(t^2 / 2), the tail of the normal distribution without its exponential, by a polynomial in (t - 2.5) / (t + 2.5).
     *
     * @param t in [0, 15]
     * @return from 1/2 falling like 1 / t
     */
    static float normalTail(float t) {
        float u = (t - 2.5f) / (t + 2.5f);
        float p = Math.fma(-0x1.09bfd4p-14f, u, -0x1.ddeb46p-13f);
        p = Math.fma(p, u, 0x1.615dc2p-21f);
        p = Math.fma(p, u, 0x1.4bb632p-10f);
        p = Math.fma(p, u, 0x1.50a828p-10f);
        p = Math.fma(p, u, -0x1.8c64e8p-8f);
        p = Math.fma(p, u, -0x1.1d1448p-7f);
        p = Math.fma(p, u, 0x1.79596p-5f);
        p = Math.fma(p, u, -0x1.34f98ep-5f);
        p = Math.fma(p, u, -0x1.772474p-4f);
        p = Math.fma(p, u, 0x1.fa881p-2f);
        return p / (1 + t);
    }

    /** Beyond these e^x is infinite or, even times 1e3, 0. NaN passes. */
    static float clampExponent(float x) {
        float c = x > 89 ? 89 : x;
        return c < -125 ? -125 : c;
    }

    /** n + ROUNDER with n the integer nearest to x log2(e). */
    static float exponentShift(float x) {
        return Math.fma(x, LOG2_E, ROUNDER);
    }

    /** e^r - 1 with r = x - n ln 2 in about [-0.35, 0.35], where shift = n + ROUNDER. */
    static float fractionLessOne(float x, float shift) {
        float n = shift - ROUNDER;
        float r = Math.fma(n, -LN_2, x);
        r = Math.fma(n, -LN_2_LOW, r);
        float p = Math.fma(0x1.6a496p-10f, r, 0x1.1239ap-7f);
        p = Math.fma(p, r, 0x1.5558b4p-5f);
        p = Math.fma(p, r, 0x1.555492p-3f);
        p = Math.fma(p, r, 0x1.fffffcp-2f);
        return Math.fma(r * r, p, r);
    }

    /** p 2^n in two steps, so that only the last rounds, also to a subnormal. A factor of e^x goes into p: then e^x itself is never subnormal. */
    static float scale(float p, float shift) {
        int n = Float.floatToRawIntBits(shift) - ROUNDER_BITS;
        int half = n >> 1;
        return p * Float.intBitsToFloat((half + 127) << 23) * Float.intBitsToFloat((n - half + 127) << 23);
    }

    /** log(1 + f) for f in [-0.25, 0.5). */
    private static float logOfOnePlus(float f) {
        float p = Math.fma(0x1.340cf2p-5f, f, -0x1.74ff4p-4f);
        p = Math.fma(p, f, 0x1.df1c2cp-4f);
        p = Math.fma(p, f, -0x1.04ad9ep-3f);
        p = Math.fma(p, f, 0x1.24639p-3f);
        p = Math.fma(p, f, -0x1.5519d2p-3f);
        p = Math.fma(p, f, 0x1.999764p-3f);
        p = Math.fma(p, f, -0x1.00006ep-2f);
        p = Math.fma(p, f, 0x1.55555ap-2f);
        p = Math.fma(p, f, -0.5f);
        return Math.fma(f * f, p, f);
    }

    /** x - k pi / 2 in about [-pi/4, pi/4], where shift = k + ROUNDER. The clamp bounds the result where k is no longer exact. */
    private static float quadrantRest(float x, float shift) {
        float k = shift - ROUNDER;
        float r = Math.fma(k, -HALF_PI, x);
        r = Math.fma(k, -HALF_PI_MIDDLE, r);
        r = Math.fma(k, -HALF_PI_LOW, r);
        r = r > QUARTER_PI_ABOVE ? QUARTER_PI_ABOVE : r;
        return r < -QUARTER_PI_ABOVE ? -QUARTER_PI_ABOVE : r;
    }

    /**
     * Whether an angle is too large for the reduction in float.
     *
     * @param x an angle in radians
     * @return true beyond 1e5 in either direction
     */
    public static boolean isLarge(float x) {
        return Math.abs(x) > 1e5f;
    }

    /**
     * sin(x + quarters pi / 2) for a large positive x = m 2^s: m times those 96 bits of 2 / pi that are left when multiples of four quarters are dropped gives the
     * quarter and 64 bits of the rest. Source: Payne and Hanek 1983, "Radian reduction for trigonometric functions".
     */
    private static float sineOfLarge(float x, int quarters) {
        if (x == Float.POSITIVE_INFINITY) {
            return Float.NaN;
        }
        int bits = Float.floatToRawIntBits(x);
        long m = (bits & 0x7fffff) | 0x800000;
        int first =
                (bits >>> 23) - 150 - 1 + 31; // of the words below, whose first stands for 32 zeros before the point
        long p2 = m * twoOverPi(first + 64);
        long p1 = m * twoOverPi(first + 32) + (p2 >>> 32);
        long p0 = m * twoOverPi(first) + (p1 >>> 32);
        long top = (p0 << 32) | (p1 & 0xffffffffL);
        long rest = (top << 2) | ((p2 & 0xffffffffL) >>> 30);
        int quadrant = (int) (top >>> 62) + (rest < 0 ? 1 : 0);
        return sineOfQuadrant((float) ((double) rest * (0x1p-64 * (Math.PI / 2))), quadrant + quarters);
    }

    /** 32 bits of 2 / pi from one on, after 32 zeros. */
    private static long twoOverPi(int bit) {
        long pair = (twoOverPiWord(bit >>> 5) << 32) | twoOverPiWord((bit >>> 5) + 1);
        return (pair << (bit & 31)) >>> 32;
    }

    private static long twoOverPiWord(int word) {
        return switch (word) {
            case 1 -> 0xA2F9836EL;
            case 2 -> 0x4E441529L;
            case 3 -> 0xFC2757D1L;
            case 4 -> 0xF534DDC0L;
            case 5 -> 0xDB629599L;
            case 6 -> 0x3C439041L;
            case 7 -> 0xFE5163ABL;
            default -> 0;
        };
    }

    /** sin(r + quadrant pi / 2). */
    private static float sineOfQuadrant(float r, int quadrant) {
        float s = r * r;
        float p = Math.fma(0x1.7c3068p-19f, s, -0x1.a0595ap-13f);
        p = Math.fma(p, s, 0x1.111174p-7f);
        p = Math.fma(p, s, -0x1.555556p-3f);
        float sine = Math.fma(r * s, p, r);
        float q = Math.fma(-0x1.36147cp-22f, s, 0x1.a071b6p-16f);
        q = Math.fma(q, s, -0x1.6c175ep-10f);
        q = Math.fma(q, s, 0x1.555556p-5f);
        float cosine = Math.fma(Math.fma(q, s, -0.5f), s, 1);
        float chosen = (quadrant & 1) == 0 ? sine : cosine;
        return Float.intBitsToFloat(Float.floatToRawIntBits(chosen) ^ ((quadrant & 2) << 30));
    }
}
