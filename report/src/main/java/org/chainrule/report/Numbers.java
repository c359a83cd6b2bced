package org.chainrule.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Numbers as text, the same on every JDK and in every locale: through exact decimals, because {@code Double.toString}
 * has changed over time.
 */
final class Numbers {
    /** What stands for a number that is not known. */
    static final String UNKNOWN = "–";

    private Numbers() {}

    /**
     * A count with thousands separated by narrow spaces.
     *
     * @param count any
     * @return such as {@code 1 234 567}
     */
    static String count(long count) {
        String digits = Long.toString(count);
        int sign = count < 0 ? 1 : 0;
        var out = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > sign; at -= 3) {
            out.insert(at, '\u202F');
        }
        return out.toString();
    }

    /**
     * A number with a given number of significant digits.
     *
     * @param value  any
     * @param digits significant digits
     * @return such as {@code 0.01234} or {@code 1.2e-7}
     */
    static String significant(double value, int digits) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = rounded(value, digits);
        int exponent = exponent(rounded);
        if (exponent < -5 || exponent > 8) {
            return scientific(rounded);
        }
        String plain = rounded.toPlainString();
        return exponent >= digits && Math.abs(value) >= 10_000 ? count(rounded.longValue()) : plain;
    }

    /**
     * A count that may be beyond all bounds.
     *
     * @param count not negative
     * @return as {@link #count(long)} where that is exact
     */
    static String count(double count) {
        return count < 1e15 ? count((long) count) : plain(count, 3);
    }

    /**
     * A number for an equation: without zeros at its end, and with a true minus.
     *
     * @param value  any
     * @param digits significant digits
     * @return such as {@code −0.0125} or {@code 1.2e−7}
     */
    static String plain(double value, int digits) {
        double size = Math.abs(value);
        if (size > 0 && size < 1e-4) {
            return scientific(rounded(value, digits)).replace('-', '−');
        }
        return trimmed(significant(value, digits)).replace('-', '−');
    }

    private static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    private static String scientific(BigDecimal value) {
        int exponent = exponent(value);
        return value.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** Without zeros behind the point. */
    private static String trimmed(String text) {
        return text.indexOf('.') < 0 || text.indexOf('e') >= 0 ? text : text.replaceAll("\\.?0+$", "");
    }

    /**
     * A number with at most three significant digits, without trailing zeros.
     *
     * @param value any
     * @return such as {@code 0.001}
     */
    static String brief(double value) {
        return trimmed(significant(value, 3));
    }

    /**
     * A number with three decimals.
     *
     * @param value any
     * @return such as {@code 0.980}
     */
    static String decimals(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString()
                : UNKNOWN;
    }

    /**
     * A share as percents with two decimals at most.
     *
     * @param share usually from 0 to 1
     * @return such as {@code 98.55 %}
     */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return UNKNOWN;
        }
        return new BigDecimal(share)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + "\u202F%";
    }

    /**
     * A number for JSON, seven significant digits: more than a chart can show.
     *
     * @param value finite
     * @return a JSON number
     */
    static String json(double value) {
        return value == 0 ? "0" : rounded(value, 7).stripTrailingZeros().toString();
    }

    /**
     * A time span in the unit that suits.
     *
     * @param duration not negative
     * @return such as {@code 820 ms}, {@code 12.3 s}, {@code 4 min 10 s} or {@code 2 h 5 min}
     */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + "\u202Fms";
        }
        if (millis < 60_000) {
            return significant(millis / 1_000.0, 3) + "\u202Fs";
        }
        long seconds = millis / 1_000;
        return seconds < 3_600
                ? seconds / 60 + "\u202Fmin " + seconds % 60 + "\u202Fs"
                : seconds / 3_600 + "\u202Fh " + seconds / 60 % 60 + "\u202Fmin";
    }
}
