package org.chainrule.interop.onnx.export;

import org.chainrule.math.NormalQuantile;

/**
 * The standard normal distribution in float64 operators, since those of ONNX Runtime know no error function of doubles.
 *
 * <p>Sources: Wichura 1988, "Algorithm AS 241" (the quantile, as {@link NormalQuantile}); Hart 1968 as given by West 2005, "Better approximations to cumulative normal
 * functions" (the distribution function, to about 15 digits).
 */
final class NormalFormulas {
    /** Beyond this the third branch of AS 241 would be needed. */
    private static final double LEAST_PROBABILITY = 1e-10;

    private static final double[][] CENTRE = NormalQuantile.centre();
    private static final double[][] TAIL = NormalQuantile.nearTail();
    private static final double[] HART_TOP = {
        220.206867912376,
        221.213596169931,
        112.079291497871,
        33.912866078383,
        6.37396220353165,
        0.700383064443688,
        3.52624965998911e-2
    };
    private static final double[] HART_BOTTOM = {
        440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674,
        86.7807322029461, 16.064177579207, 1.75566716318264, 8.83883476483184e-2
    };
    /** From here on Hart's tail, a continued fraction. */
    private static final double HART_TAIL = 7.07106781186547;

    private static final double ROOT_TWO_PI = 2.506628274631000502;
    /** Beyond this the tail is 0. */
    private static final double FAR = 38;

    private NormalFormulas() {}

    /** Phi^-1(p) for probabilities from 1e-10 to 1 - 1e-10, to which others are clamped. */
    static String quantile(Formulas f, String p) {
        String inside = f.clamp(p, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
        String q = f.add(inside, -0.5);
        String r = f.subtract(f.number(0.180625), f.multiply(q, q));
        String centre = f.divide(f.multiply(q, f.polynomial(CENTRE[0], r)), f.polynomial(CENTRE[1], r));
        String tail = f.least(inside, f.subtract(f.number(1), inside));
        String s = f.add(f.root(f.negate(f.log(tail))), -1.6);
        String outer = f.divide(f.polynomial(TAIL[0], s), f.polynomial(TAIL[1], s));
        return f.where(f.isAtMost(f.magnitude(q), f.number(0.425)), centre, f.withSign(outer, q));
    }

    /** Phi(z). */
    static String distribution(Formulas f, String z) {
        String x = f.least(f.magnitude(z), f.number(FAR));
        String density = f.exp(f.multiply(f.multiply(x, x), -0.5));
        String near = f.divide(f.multiply(density, f.polynomial(HART_TOP, x)), f.polynomial(HART_BOTTOM, x));
        String fraction = f.add(x, 0.65);
        for (int k = 4; k >= 1; k--) {
            fraction = f.add(f.divide(f.number(k), fraction), x);
        }
        String far = f.divide(f.divide(density, fraction), ROOT_TWO_PI);
        String tail = f.where(f.isBelow(x, f.number(HART_TAIL)), near, far);
        return f.where(f.isBelow(f.number(0), z), f.subtract(f.number(1), tail), tail);
    }
}
