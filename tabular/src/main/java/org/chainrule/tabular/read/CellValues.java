package org.chainrule.tabular.read;

import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** What a Java value means as a cell of a column: the one place for maps, arrays and single cells, see {@link RawTables#of}. */
final class CellValues {
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
        Object value = CellMeaning.present(cell);
        String text = value == null ? null : CellMeaning.text(value);
        if (value != null && text == null) {
            throw wrong(column, row, "text", value);
        }
        return text;
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
        Object value = CellMeaning.present(cell);
        if (value == null) {
            return Double.NaN;
        }
        boolean date = column.kind().isDate();
        double number = date ? CellMeaning.seconds(value, column.dateFormat()) : CellMeaning.quantity(value);
        if (Double.isNaN(number)) {
            String expected = date ? "a date such as " + column.dateFormat().example() : "a number";
            throw wrong(column, row, expected, value);
        }
        if (Math.abs(number) > Float.MAX_VALUE) {
            throw wrong(column, row, "a finite number within the range of float", value);
        }
        return number;
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
