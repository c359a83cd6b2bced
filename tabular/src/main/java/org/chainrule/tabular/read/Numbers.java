package org.chainrule.tabular.read;

import java.util.regex.Pattern;

/** Numbers in text, as {@link Sql#number} takes them: decimal digits with an optional point and exponent, or an infinity. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("(?i)([+-]?)inf(?:inity)?");

    private Numbers() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches() || INFINITE.matcher(text).matches();
    }

    /**
     * The value of a number.
     *
     * @param text for which {@link #isNumber} holds
     * @return the nearest double
     */
    static double parse(String text) {
        return Double.parseDouble(INFINITE.matcher(text).replaceFirst("$1Infinity"));
    }
}
