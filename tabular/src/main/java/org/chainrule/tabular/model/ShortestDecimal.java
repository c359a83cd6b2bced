package org.chainrule.tabular.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The fewest significant decimal digits that read back as the same number, correctly rounded from its exact value. {@code Double.toString} does not promise
 * that before JDK 19 (and differs between JDKs), so it only gives the first guess here: the result is the same everywhere.
 */
public final class ShortestDecimal {
    private static final int DOUBLE_DIGITS = 17;
    private static final int FLOAT_DIGITS = 9;

    private ShortestDecimal() {}

    /**
     * The digits of a double.
     *
     * @param value finite, not 0
     * @return a decimal whose {@code doubleValue()} is {@code value}
     */
    public static BigDecimal of(double value) {
        BigDecimal exact = new BigDecimal(value);
        boolean powerOfTwo = (Double.doubleToRawLongBits(value) & 0xF_FFFF_FFFF_FFFFL) == 0;
        int guess = powerOfTwo ? 0 : new BigDecimal(Double.toString(value)).precision();
        return fewest(exact, guess, DOUBLE_DIGITS, decimal -> Double.parseDouble(decimal.toString()) == value);
    }

    /**
     * The digits of a float.
     *
     * @param value finite, not 0
     * @return a decimal whose {@code floatValue()} is {@code value}
     */
    public static BigDecimal of(float value) {
        BigDecimal exact = new BigDecimal(value);
        boolean powerOfTwo = (Float.floatToRawIntBits(value) & 0x7F_FFFF) == 0;
        int guess = powerOfTwo ? 0 : new BigDecimal(Float.toString(value)).precision();
        return fewest(exact, guess, FLOAT_DIGITS, decimal -> Float.parseFloat(decimal.toString()) == value);
    }

    /**
     * The nearest decimal of p digits comes closer as p grows, so reading back works from some p on and the search may start at any guess. Only at powers
     * of two, whose neighbours lie at unequal distances, must it start at 1 (guess 0).
     */
    private static BigDecimal fewest(BigDecimal exact, int guess, int most, Predicate<BigDecimal> readsBack) {
        int digits = Math.max(1, Math.min(guess, most));
        while (digits < most && !readsBack.test(round(exact, digits))) {
            digits++;
        }
        while (guess > 0 && digits > 1 && readsBack.test(round(exact, digits - 1))) {
            digits--;
        }
        return round(exact, digits);
    }

    private static BigDecimal round(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}
