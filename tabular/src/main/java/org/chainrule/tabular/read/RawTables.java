package org.chainrule.tabular.read;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * Small raw tables from maps, for predictions of single rows. The same cells give the same values here as in a file: text is trimmed, the marks of a missing
 * value are missing, dates are written in the same ways.
 */
public final class RawTables {
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
                Object value = CellValues.present(rows.get(row).get(column.name()));
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

    private static String text(Object value, ColumnSchema column, int row) {
        String text = CellValues.text(value);
        if (text == null) {
            throw wrong(column, row, "text", value);
        }
        return text;
    }

    private static double number(Object value, ColumnSchema column, int row) {
        boolean date = column.kind().isDate();
        double number = date ? CellValues.seconds(value, column.dateFormat()) : CellValues.quantity(value);
        if (Double.isNaN(number)) {
            throw wrong(
                    column,
                    row,
                    date ? "a date such as " + column.dateFormat().example() : "a number",
                    value);
        }
        if (Math.abs(number) > Float.MAX_VALUE) {
            throw wrong(column, row, "a finite number within the range of float", value);
        }
        return number;
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
