package org.chainrule.optim;

/**
 * Powers of numbers in [0, 1), through exp and log: {@code StrictMath.pow} allocates on some JDKs, and a training step must not. 1 - base^t comes out of expm1
 * without cancellation.
 */
final class Powers {
    private Powers() {}

    /** base^exponent. */
    static double power(double base, double exponent) {
        return exponent == 0 ? 1 : StrictMath.exp(exponent * StrictMath.log(base));
    }

    /** 1 - base^exponent. */
    static double oneMinusPower(double base, double exponent) {
        return exponent == 0 ? 0 : -StrictMath.expm1(exponent * StrictMath.log(base));
    }
}
