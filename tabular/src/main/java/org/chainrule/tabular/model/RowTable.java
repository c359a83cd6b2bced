package org.chainrule.tabular.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.tabular.UserException;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a caller has as maps (from Java or from JSON) as a table. Every named column must be a key of every row; null, and for columns of numbers NaN and
 * the empty text, mean missing. Numbers may come as text, dates as ISO text ({@code 2026-01-31}, {@code 2026-01-31T12:30}), as {@code LocalDate} or
 * {@code LocalDateTime}, or as seconds since 1970-01-01T00:00. Other keys are passed over.
 *
 * @param rows    how many
 * @param columns the columns
 */
public record RowTable(int rows, List<RawColumn> columns) implements RawTable {
    /** Copies the list. */
    public RowTable {
        columns = List.copyOf(columns);
    }

    /**
     * Converts rows.
     *
     * @param columns the columns to take, and whether they hold text
     * @param rows    the rows
     * @return the table
     * @throws UserException if a row lacks a column, or a cell cannot be what its column needs
     */
    public static RowTable of(Collection<ColumnSchema> columns, List<? extends Map<String, ?>> rows) {
        List<RawColumn> converted = new ArrayList<>(columns.size());
        for (ColumnSchema column : columns) {
            converted.add(column.text() ? text(column, rows) : numeric(column, rows));
        }
        return new RowTable(rows.size(), converted);
    }

    private static RawColumn text(ColumnSchema column, List<? extends Map<String, ?>> rows) {
        Map<String, Integer> dictionary = new LinkedHashMap<>();
        int[] codes = new int[rows.size()];
        for (int row = 0; row < codes.length; row++) {
            Object cell = cell(column, rows.get(row), row);
            codes[row] = cell == null ? -1 : dictionary.computeIfAbsent(label(cell), label -> dictionary.size());
        }
        return new Text(column.name(), codes, List.copyOf(dictionary.keySet()));
    }

    /** A whole number is written as a file would write it, without a point. */
    private static String label(Object cell) {
        if (cell instanceof Double || cell instanceof Float) {
            double value = ((Number) cell).doubleValue();
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : cell.toString();
        }
        return cell.toString();
    }

    private static RawColumn numeric(ColumnSchema column, List<? extends Map<String, ?>> rows) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = number(column, cell(column, rows.get(row), row), row);
        }
        return new Numbers(column.name(), values);
    }

    private static double number(ColumnSchema column, @Nullable Object cell, int row) {
        if (cell == null || (cell instanceof String text && text.isBlank())) {
            return Double.NaN;
        } else if (cell instanceof Number number) {
            return number.doubleValue();
        } else if (cell instanceof LocalDate date) {
            return seconds(date.atStartOfDay());
        } else if (cell instanceof LocalDateTime time) {
            return seconds(time);
        } else if (cell instanceof String text) {
            try {
                return column.kind() == ColumnKind.DATE ? date(text.strip()) : Double.parseDouble(text.strip());
            } catch (NumberFormatException | DateTimeParseException e) {
                throw notANumber(column, text, row);
            }
        }
        throw notANumber(column, cell, row);
    }

    private static UserException notANumber(ColumnSchema column, Object cell, int row) {
        String expected = column.kind() == ColumnKind.DATE ? "a date such as 2026-01-31 or 2026-01-31T12:30" : "a number";
        return UserException.data("expected " + expected + " in column " + Shown.name(column.name()) + " of row " + (row + 1) + ", found "
                + Shown.name(cell.toString()) + "; correct the value, or leave it null if it is missing");
    }

    private static double date(String text) {
        return text.length() <= 10 ? seconds(LocalDate.parse(text).atStartOfDay()) : seconds(LocalDateTime.parse(text.replace(' ', 'T')));
    }

    private static double seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) + time.get(ChronoField.NANO_OF_SECOND) / 1e9;
    }

    private static @Nullable Object cell(ColumnSchema column, Map<String, ?> cells, int row) {
        Object cell = cells.get(column.name());
        if (cell == null && !cells.containsKey(column.name())) {
            Set<String> keys = new TreeSet<>(cells.keySet());
            List<String> nearest = NearestNames.of(column.name(), keys);
            throw UserException.data("expected a value for column " + Shown.name(column.name()) + " in row " + (row + 1) + ", found none"
                    + (nearest.isEmpty() ? "" : " (but " + Shown.name(nearest.get(0)) + ")") + "; add it, as null if it is missing");
        }
        return cell;
    }

    @Override
    public void close() {
        // nothing to release
    }

    /** Numbers on the heap. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Numbers(String name, double[] values) implements RawColumn.Numeric {
        @Override
        public double value(int row) {
            return values[row];
        }

        @Override
        public String toString() {
            return name + Arrays.toString(values);
        }
    }

    /** Codes on the heap. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Text(String name, int[] codes, List<String> dictionary) implements RawColumn.Text {
        @Override
        public int code(int row) {
            return codes[row];
        }
    }
}
