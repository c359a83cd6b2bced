package org.chainrule.interop.javasource;

import java.util.List;

/** The nested class {@code Row}: one typed setter a column. */
final class RowWriter {
    /** Cases of a switch, so that no method outgrows the class file's limit. */
    private static final int CASES = 500;

    private static final String OF = """
            /**
             * A row of a map: the columns of the model are looked up, all other keys are passed over.
             *
             * @param cells values by the names of columns, as {@link #set} takes them; one that is null or absent is missing
             * @return a new row
             */
            public static Row of(Map<String, ?> cells) {
                Row row = new Row();
                for (String column : COLUMNS) {
                    row.set(column, cells.get(column));
                }
                return row;
            }
            """;

    private static final String TEXT = """
            private static String text(String column, Object value) {
                Object present = CellMeaning.present(value);
                String text = present == null ? null : CellMeaning.text(present);
                if (present != null && text == null) {
                    throw wrong(column, "text", value);
                }
                return text;
            }
            """;

    private static final String NUMBER = """
            private static double number(String column, double value) {
                if (Math.abs(value) > Float.MAX_VALUE) {
                    throw wrong(column, "a finite number within the range of float", value);
                }
                return value;
            }

            private static double number(String column, Object value) {
                Object present = CellMeaning.present(value);
                double number = present == null ? Double.NaN : CellMeaning.quantity(present);
                if (present != null && Double.isNaN(number)) {
                    throw wrong(column, "a number", value);
                }
                return number(column, number);
            }
            """;

    private static final String DATE = """
            private static double date(String column, Object value, DateFormat format) {
                Object present = CellMeaning.present(value);
                double seconds = present == null ? Double.NaN : CellMeaning.seconds(present, format);
                if (present != null && Double.isNaN(seconds)) {
                    throw wrong(column, "a date such as " + format.example(), value);
                }
                return seconds;
            }
            """;

    private static final String WRONG = """
            private static IllegalArgumentException wrong(String column, String expected, Object value) {
                return new IllegalArgumentException("column " + column + ": expected " + expected + ", found " + value
                        + "; give another value, or none if it is missing");
            }
            """;

    private final CodeWriter out;
    private final List<RowColumn> columns;

    RowWriter(CodeWriter out, List<RowColumn> columns) {
        this.out = out;
        this.columns = columns;
    }

    void write() {
        out.line("/**");
        out.line(
                " * One row, column by column; what is not set is missing. It may be filled and used again, but by one thread at a time. Text is trimmed, and the");
        out.line(
                " * marks of a missing value (NA, N/A, NaN, nan, ?, null, NULL, None, nothing at all) are missing, as in training.");
        out.line(" */");
        out.open("public static final class Row {");
        columns.forEach(this::field);
        out.blank().line("/** A row in which everything is missing. */").line("public Row() {}");
        columns.forEach(this::setters);
        generic();
        helpers();
        out.close();
    }

    private void field(RowColumn column) {
        out.line(
                column.schema().text() ? "private String %s;" : "private double %s = Double.NaN;",
                JavaText.ascii(column.identifier()));
    }

    private void setters(RowColumn column) {
        if (column.schema().text()) {
            setter(column, "text; null if it is missing", "String value", "text(" + column.literal() + ", value)");
        } else if (column.date()) {
            String example = column.schema().dateFormat().example();
            String value = "date(" + column.literal() + ", value, DateFormat."
                    + column.schema().dateFormat() + ")";
            setter(column, "a time; null if it is missing", "LocalDateTime value", value);
            setter(column, "a day; null if it is missing", "LocalDate value", value);
            setter(column, "text such as " + example + "; null if it is missing", "String value", value);
        } else {
            setter(column, "a number; NaN if it is missing", "double value", "number(" + column.literal() + ", value)");
        }
    }

    private void setter(RowColumn column, String what, String parameter, String value) {
        String identifier = JavaText.ascii(column.identifier());
        String words = column.words();
        out.blank();
        out.line("/** C" + words.substring(1) + ": " + what + ". */");
        out.open("public Row " + identifier + "(" + parameter + ") {");
        out.line("this.%s = %s;", identifier, value);
        out.line("return this;");
        out.close();
    }

    private void generic() {
        out.blank();
        out.lines("""
                /**
                 * Sets a column by its name in the table.
                 *
                 * @param column the name
                 * @param value a number, text, a boolean, a LocalDate or a LocalDateTime, as the column needs it; null if it is missing
                 * @return this row
                 * @throws IllegalArgumentException if there is no such column, or the value is not what it needs
                 */""");
        for (int from = 0; from == 0 || from < columns.size(); from += CASES) {
            int to = Math.min(columns.size(), from + CASES);
            if (from > 0) {
                out.blank();
            }
            out.open((from == 0 ? "public Row set(" : "private Row set" + from + "(")
                    + "String column, Object value) {");
            out.open("switch (column) {");
            for (RowColumn column : columns.subList(from, to)) {
                String helper = column.schema().text()
                        ? "text(column, value)"
                        : column.date()
                                ? "date(column, value, DateFormat."
                                        + column.schema().dateFormat() + ")"
                                : "number(column, value)";
                out.line("case %s -> this.%s = %s;", column.literal(), JavaText.ascii(column.identifier()), helper);
            }
            out.open("default -> {");
            out.line(
                    to < columns.size()
                            ? "return set" + to + "(column, value);"
                            : "throw new IllegalArgumentException(\"expected a column of the model, found \" + column);");
            out.close().close();
            out.line("return this;");
            out.close();
        }
    }

    private void helpers() {
        out.blank().lines(OF);
        if (columns.stream().anyMatch(column -> column.schema().text())) {
            out.blank().lines(TEXT);
        }
        if (columns.stream().anyMatch(column -> !column.schema().text() && !column.date())) {
            out.blank().lines(NUMBER);
        }
        if (columns.stream().anyMatch(RowColumn::date)) {
            out.blank().lines(DATE);
        }
        out.blank().lines(WRONG);
    }
}
