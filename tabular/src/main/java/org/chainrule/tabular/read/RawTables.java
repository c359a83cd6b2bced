package org.chainrule.tabular.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * Small raw tables from maps, for predictions of single rows. The same cells give the same values here as in a file: text is trimmed, the marks of a missing
 * value are missing, dates are written in the same ways.
 */
public final class RawTables {
    private static final double EXACT_INTEGERS = 1e15;

    private RawTables() {}

    /**
     * A table on the heap. Numbers may be any {@link Number}, a boolean (true is 1) or text that is a number; dates a {@link LocalDate}, a {@link LocalDateTime}
     * or text in the format of the column; text a text, a boolean, an enum or a number (a whole one is written without a fraction). Null and absent keys are missing; keys that are no
     * column are not looked at.
     *
     * @param rows    the rows, by the names of columns
     * @param columns which columns, and as what
     * @return as many rows, in order
     * @throws UserException if a value is not what its column expects
     */
    public static LoadedTable of(List<? extends Map<String, ?>> rows, List<ColumnSchema> columns) {
        TableBuilder builder = new TableBuilder(columns, Long.MAX_VALUE, Math.max(1, rows.size()));
        for (int row = 0; row < rows.size(); row++) {
            builder.beginRow();
            for (int i = 0; i < columns.size(); i++) {
                ColumnSchema column = columns.get(i);
                Object value = present(rows.get(row).get(column.name()));
                if (column.text()) {
                    builder.text(i, value == null ? null : text(value, column, row));
                } else {
                    builder.number(i, value == null ? Double.NaN : number(value, column, row));
                }
            }
            builder.endRow();
        }
        return builder.build();
    }

    private static @Nullable Object present(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            String clean = Sql.clean(text.toString());
            return clean.isEmpty() ? null : clean;
        }
        return value instanceof Number number && Double.isNaN(number.doubleValue()) ? null : value;
    }

    private static String text(Object value, ColumnSchema column, int row) {
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

    private static double number(Object value, ColumnSchema column, int row) {
        double number = column.kind().isDate() ? date(value, column, row) : quantity(value, column, row);
        if (Math.abs(number) > Float.MAX_VALUE) {
            throw wrong(column, row, "a finite number within the range of float", value);
        }
        return number;
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

    private static UserException wrong(ColumnSchema column, int row, String expected, Object value) {
        return UserException.data("column \"" + Display.text(column.name()) + "\", row " + (row + 1) + ": expected "
                + expected + ", found "
                + (value instanceof String
                        ? "\"" + Display.text(value.toString()) + "\""
                        : value.getClass().getSimpleName() + " " + Display.text(value.toString()))
                + "; give another value, or none if it is missing");
    }
}
