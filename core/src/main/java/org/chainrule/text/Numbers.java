package org.chainrule.text;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers as text that reads back to the same double, the same characters on every JDK ({@link Double#toString} became the shortest form only in JDK 19, so
 * files written by it would differ).
 */
public final class Numbers {
    private static final int ENOUGH_DIGITS = 17;
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e9;

    private Numbers() {}

    /**
     * The fewest decimal digits that read back to the same double.
     *
     * @param value a finite number
     * @return such as {@code 0.05}, {@code 10} or {@code 1E-8}
     * @throws IllegalArgumentException if it is not finite
     */
    public static String shortest(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("expected a finite number, found " + value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= ENOUGH_DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
            if (rounded.doubleValue() == value) {
                break;
            }
        }
        double size = Math.abs(value);
        return size >= PLAIN_FROM && size < PLAIN_TO ? rounded.toPlainString() : rounded.toString();
    }
}
