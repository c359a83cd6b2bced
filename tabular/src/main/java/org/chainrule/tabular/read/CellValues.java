package org.chainrule.tabular.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.OptionalDouble;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** What a Java value means as a cell of a column: the one place for maps, arrays and single cells, see {@link RawTables#of}. */
final class CellValues {
    private static final double EXACT_INTEGERS = 1e15;

    private CellValues() {}

    /**
     * The text of a value.
     *
     * @param cell   the value, may be null
     * @param column a column of text
     * @param row    from 0, for the message
     * @return trimmed if it was a text; null if it is missing
     * @throws UserException if it is not a text, a boolean, an enum or a number
     */
    static @Nullable String text(@Nullable Object cell, ColumnSchema column, int row) {
        Object value = present(cell);
        return value == null ? null : written(value, column, row);
    }

    /**
     * The number of a value.
     *
     * @param cell   the value, may be null
     * @param column a column of numbers or dates
     * @param row    from 0, for the message
     * @return seconds of a date; NaN if it is missing
     * @throws UserException if it is not what the column holds
     */
    static double number(@Nullable Object cell, ColumnSchema column, int row) {
        Object value = present(cell);
        if (value == null) {
            return Double.NaN;
        }
        double number = column.kind().isDate() ? date(value, column, row) : quantity(value, column, row);
        if (Math.abs(number) > Float.MAX_VALUE) {
            throw wrong(column, row, "a finite number within the range of float", value);
        }
        return number;
    }

    private static @Nullable Object present(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            String clean = CleanText.clean(text.toString());
            return clean.isEmpty() ? null : clean;
        }
        return value instanceof Number number && Double.isNaN(number.doubleValue()) ? null : value;
    }

    private static String written(Object value, ColumnSchema column, int row) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            double number = ((Number) value).doubleValue();
            return Math.abs(number) < EXACT_INTEGERS && number == Math.rint(number)
                    ? Long.toString((long) number)
                    : value.toString();
        }
        if (value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>) {
            return value.toString();
        }
        throw wrong(column, row, "text", value);
    }

    private static double quantity(Object value, ColumnSchema column, int row) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean yes) {
            return yes ? 1 : 0;
        }
        if (value instanceof String text && Numbers.isNumber(text)) {
            return Numbers.parse(text);
        }
        throw wrong(column, row, "a number", value);
    }

    private static double date(Object value, ColumnSchema column, int row) {
        if (value instanceof LocalDateTime time) {
            return Dates.seconds(time);
        }
        if (value instanceof LocalDate day) {
            return Dates.seconds(day.atStartOfDay());
        }
        OptionalDouble seconds =
                value instanceof String text ? Dates.seconds(column.dateFormat(), text) : OptionalDouble.empty();
        if (seconds.isEmpty()) {
            throw wrong(column, row, "a date such as " + column.dateFormat().example(), value);
        }
        return seconds.getAsDouble();
    }

    static UserException wrong(ColumnSchema column, int row, String expected, Object value) {
        return UserException.data("column \"" + Display.text(column.name()) + "\", row " + (row + 1) + ": expected "
                + expected + ", found "
                + (value instanceof String
                        ? "\"" + Display.text(value.toString()) + "\""
                        : value.getClass().getSimpleName() + " " + Display.text(value.toString()))
                + "; give another value, or none if it is missing");
    }
}
