package org.chainrule.gradient;

/**
 * A dual number v + d e with e^2 = 0: d is the derivative of v with respect to one chosen parameter, carried forward through every operation. It knows nothing
 * of backpropagation.
 *
 * <p>Beside them it carries what rounding may have done to both, to first order and in units of 2^-53 (a running error analysis: Higham 2002, "Accuracy and
 * stability of numerical algorithms", section 3.3). Where terms cancel, d can be tiny and its doubt large: no algorithm in double precision does better.
 *
 * @param v      value
 * @param d      derivative
 * @param vDoubt bound on the rounding error of v, in units of 2^-53
 * @param dDoubt bound on the rounding error of d, in units of 2^-53
 */
record Dual(double v, double d, double vDoubt, double dDoubt) {
    private static final double ROOT_PI = 1.772453850905516027298167483341145;

    static Dual constant(double v) {
        return new Dual(v, 0, 0, 0);
    }

    static Dual variable(double v) {
        return new Dual(v, 1, 0, 0);
    }

    /** f(this) for f(v), f'(v) and f''(v). */
    private Dual apply(double value, double first, double second) {
        double slope = Math.abs(first);
        return new Dual(
                value,
                first * d,
                slope * vDoubt + Math.abs(value),
                Math.abs(second * d) * vDoubt + slope * dDoubt + 2 * slope * Math.abs(d));
    }

    Dual plus(Dual b) {
        return sum(v + b.v, d + b.d, b);
    }

    Dual minus(Dual b) {
        return sum(v - b.v, d - b.d, b);
    }

    private Dual sum(double value, double derivative, Dual b) {
        return new Dual(
                value, derivative, vDoubt + b.vDoubt + Math.abs(value), dDoubt + b.dDoubt + Math.abs(derivative));
    }

    Dual times(Dual b) {
        double value = v * b.v;
        double left = d * b.v;
        double right = v * b.d;
        double p = Math.abs(v);
        double q = Math.abs(b.v);
        return new Dual(
                value,
                left + right,
                p * b.vDoubt + q * vDoubt + Math.abs(value),
                Math.abs(d) * b.vDoubt
                        + q * dDoubt
                        + p * b.dDoubt
                        + Math.abs(b.d) * vDoubt
                        + 2 * (Math.abs(left) + Math.abs(right)));
    }

    Dual reciprocal() {
        double r = 1 / v;
        return apply(r, -r * r, 2 * r * r * r);
    }

    Dual over(Dual b) {
        return times(b.reciprocal());
    }

    Dual plus(double b) {
        return plus(constant(b));
    }

    Dual minus(double b) {
        return minus(constant(b));
    }

    Dual times(double b) {
        return apply(v * b, b, 0);
    }

    Dual negative() {
        return new Dual(-v, -d, vDoubt, dDoubt);
    }

    Dual exp() {
        double e = StrictMath.exp(v);
        return apply(e, e, e);
    }

    Dual expm1() {
        double e = StrictMath.exp(v);
        return apply(StrictMath.expm1(v), e, e);
    }

    Dual log() {
        return apply(StrictMath.log(v), 1 / v, 1 / (v * v));
    }

    Dual log1p() {
        double r = 1 / (1 + v);
        return apply(StrictMath.log1p(v), r, r * r);
    }

    Dual tanh() {
        double cosh = StrictMath.cosh(v);
        double tanh = StrictMath.tanh(v);
        return apply(tanh, 1 / (cosh * cosh), 2 * tanh / (cosh * cosh));
    }

    Dual cos() {
        double cos = StrictMath.cos(v);
        return apply(cos, -StrictMath.sin(v), -cos);
    }

    Dual sin() {
        double sin = StrictMath.sin(v);
        return apply(sin, StrictMath.cos(v), -sin);
    }

    Dual sqrt() {
        double root = Math.sqrt(v);
        return apply(root, 0.5 / root, 0.25 / (v * root));
    }

    Dual abs() {
        return v < 0 ? negative() : this;
    }

    /** 1 - erf. */
    Dual erfc() {
        double bell = 2 / ROOT_PI * StrictMath.exp(-v * v);
        return apply(erfc(v), -bell, 2 * v * bell);
    }

    /** By the series of positive terms 2/sqrt(pi) exp(-x^2) sum (2 x^2)^n x / (1 3 5 .. (2n+1)), for large x by the continued fraction. */
    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 80; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 1 - 2 / ROOT_PI * StrictMath.exp(-x * x) * sum;
        }
        double fraction = x;
        for (int n = 200; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / (ROOT_PI * fraction);
    }
}
