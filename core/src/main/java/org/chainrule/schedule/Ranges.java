package org.chainrule.schedule;

/** Ranges of the parameters of the schedules. */
final class Ranges {
    private Ranges() {}

    static void fraction(String schedule, String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    schedule + ": " + name + " must be above 0 and at most 1, found " + value);
        }
    }

    static void fractionOrZero(String schedule, String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(schedule + ": " + name + " must be 0 to 1, found " + value);
        }
    }

    static void atLeastOne(String schedule, String name, double value) {
        if (!(value >= 1 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    schedule + ": " + name + " must be at least 1 and finite, found " + value);
        }
    }
}
