package org.chainrule.tabular.read;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                Object value = rows.get(row).get(column.name());
                if (column.text()) {
                    builder.text(i, CellValues.text(value, column, row));
                } else {
                    builder.number(i, CellValues.number(value, column, row));
                }
            }
            builder.endRow();
        }
        return builder.build();
    }

    /**
     * Some rows of a table, in an order of their own; nothing is copied but the row numbers.
     *
     * @param table the table; it has to stay open while the rows are read
     * @param rows  row numbers, each from 0 to {@code table.rows()} - 1
     * @return a table that reads through; closing it does nothing
     */
    public static RawTable choose(RawTable table, int[] rows) {
        return RowChoice.of(table, rows);
    }

    /**
     * SHA-256 over the cells of a table, the same as {@link LoadedTable#fingerprint} of a file with the same cells.
     *
     * @param table   any rows
     * @param columns its columns in their order, and as what they were read
     * @return 64 hexadecimal digits
     */
    public static String fingerprint(RawTable table, List<ColumnSchema> columns) {
        List<byte[]> digests = new ArrayList<>();
        for (ColumnSchema column : columns) {
            digests.add(Fingerprint.of(column, Objects.requireNonNull(table.column(column.name())), table.rows()));
        }
        return Fingerprint.of(digests);
    }
}
