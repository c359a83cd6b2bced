package org.chainrule.tabular.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/** What a single cell means, whatever it was given as. An exported model has this text, so it names nothing but the JDK, {@link Numbers} and {@link Dates}. */
final class CellValues {
    /** The marks of a missing value, after trimming. */
    static final List<String> MISSING = List.of("", "NA", "N/A", "NaN", "nan", "?", "null", "NULL", "None");

    private static final Set<String> MISSING_SET = Set.copyOf(MISSING);
    private static final double EXACT_INTEGERS = 1e15;

    private CellValues() {}

    /**
     * The text of a cell as everything here sees it.
     *
     * @param cell as it was read
     * @return trimmed; empty if the value is missing
     */
    static String clean(String cell) {
        int begin = 0;
        int end = cell.length();
        while (begin < end && isBlank(cell.charAt(begin))) {
            begin++;
        }
        while (begin < end && isBlank(cell.charAt(end - 1))) {
            end--;
        }
        String trimmed = cell.substring(begin, end);
        return MISSING_SET.contains(trimmed) ? "" : trimmed;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** A text trimmed, anything else as it is; null if the value is missing. */
    static @Nullable Object present(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            String clean = clean(text.toString());
            return clean.isEmpty() ? null : clean;
        }
        return value instanceof Number number && Double.isNaN(number.doubleValue()) ? null : value;
    }

    /** A present value as text: a whole number without a fraction; null if it cannot be one. */
    static @Nullable String text(Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            double number = ((Number) value).doubleValue();
            return Math.abs(number) < EXACT_INTEGERS && number == Math.rint(number)
                    ? Long.toString((long) number)
                    : value.toString();
        }
        boolean text = value instanceof String || value instanceof Number;
        return text || value instanceof Boolean || value instanceof Enum<?> ? value.toString() : null;
    }

    /** A present value as a number: true is 1; NaN if it cannot be one. */
    static double quantity(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean yes) {
            return yes ? 1 : 0;
        }
        return value instanceof String text && Numbers.isNumber(text) ? Numbers.parse(text) : Double.NaN;
    }

    /** A present value as seconds since 1970; NaN if it is no date of the format. */
    static double seconds(Object value, DateFormat format) {
        if (value instanceof LocalDateTime time) {
            return Dates.seconds(time);
        }
        if (value instanceof LocalDate day) {
            return Dates.seconds(day.atStartOfDay());
        }
        OptionalDouble seconds = value instanceof String text ? Dates.seconds(format, text) : OptionalDouble.empty();
        return seconds.orElse(Double.NaN);
    }
}
