package org.chainrule.tabular.read;

import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/** What a cell means, for those who read tables elsewhere, such as on a cluster: the same meanings as in a file. */
public final class CellTexts {
    private CellTexts() {}

    /**
     * A cell of text without blanks at its ends.
     *
     * @param cell as it was read
     * @return the text; null if the value is missing (empty, NA, N/A, NaN, ?, null, None)
     */
    public static @Nullable String present(String cell) {
        String clean = CleanText.clean(cell);
        return clean.isEmpty() ? null : clean;
    }

    /**
     * The number that a text is.
     *
     * @param text from {@link #present}
     * @return the nearest double, maybe infinite; NaN if the text is no number
     */
    public static double number(String text) {
        char first = text.charAt(0);
        boolean possible = first >= '0' && first <= '9' || "+-.iI".indexOf(first) >= 0;
        return possible && Numbers.isNumber(text) ? Numbers.parse(text) : Double.NaN;
    }

    /**
     * A value as text, so that a class 1 is the same in every format: a whole number without a fraction.
     *
     * @param value a number, a boolean or a text
     * @return the text; of anything else null
     */
    public static @Nullable String text(Object value) {
        return CellMeaning.text(value);
    }

    /**
     * A date as seconds since 1970.
     *
     * @param value  a {@link java.time.LocalDateTime}, a {@link java.time.LocalDate}, or a text from {@link #present}
     * @param format how dates in text are written
     * @return the seconds; NaN if it is no date
     */
    public static double seconds(Object value, DateFormat format) {
        return CellMeaning.seconds(value, format);
    }
}
