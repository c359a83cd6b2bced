package org.chainrule.optim;

/** Ranges of the parameters of the rules. */
final class Checks {
    /** Below this an epsilon would vanish in float32. */
    private static final double SMALLEST_EPSILON = 1e-30;

    private Checks() {}

    static void factor(String rule, String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(rule + ": " + name + " must be at least 0 and below 1, found " + value);
        }
    }

    static void epsilon(String rule, double value) {
        if (!(value >= SMALLEST_EPSILON && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(rule + ": epsilon must be at least 1e-30 and finite, found " + value);
        }
    }

    static void notNegative(String rule, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(rule + ": " + name + " must be finite and not negative, found " + value);
        }
    }
}
