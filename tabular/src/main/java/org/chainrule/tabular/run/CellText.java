package org.chainrule.tabular.run;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.text.Numbers;

/** Cells that were read, as a person writes them. */
final class CellText {
    private static final double EXACT_INTEGERS = 1e15;

    private CellText() {}

    /** The text of a cell; empty if it is missing. */
    static String of(RawTable table, ColumnSchema column, int row) {
        RawColumn cells = table.column(column.name());
        if (cells instanceof RawColumn.Text text) {
            return text.code(row) < 0 ? "" : text.dictionary().get(text.code(row));
        }
        double value = cells instanceof RawColumn.Numeric numbers ? numbers.value(row) : Double.NaN;
        if (Double.isNaN(value)) {
            return "";
        }
        return column.kind().isDate() ? date(value) : number(value);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS
                ? Long.toString((long) value)
                : Numbers.shortest(value);
    }

    /** Cells of dates are seconds since 1970. */
    private static String date(double seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.toString();
    }
}
