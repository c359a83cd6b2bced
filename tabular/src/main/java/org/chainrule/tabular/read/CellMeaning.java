package org.chainrule.tabular.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.OptionalDouble;
import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a value means as a cell, as {@link RawTables#of} takes it; {@link CellValues} refuses what is none. Exported Java sources have this text, so it names nothing but the JDK, {@link CleanText}, {@link Numbers}
 * and {@link Dates}, and leaves it to its callers to refuse.
 */
final class CellMeaning {
    private static final double EXACT_INTEGERS = 1e15;

    private CellMeaning() {}

    /** A text trimmed, anything else as it is; null if the value is missing. */
    static @Nullable Object present(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            String clean = CleanText.clean(text.toString());
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
