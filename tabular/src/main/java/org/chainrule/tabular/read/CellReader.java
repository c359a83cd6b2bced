package org.chainrule.tabular.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.Display;
import org.chainrule.tabular.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * Streams the cells of a source. DuckDB turns them into what the schema says; a cell that is not comes as infinity, as infinite numbers do, and is then looked
 * up to be named.
 */
final class CellReader implements AutoCloseable {
    private final Duck duck;
    private final Source source;
    private final List<ColumnSchema> columns;
    private final int[] positions;
    private final Statement statement;
    private final ResultSet cells;
    private long row;
    private boolean ended;

    private CellReader(Duck duck, Source source, List<ColumnSchema> columns, int[] positions, Statement statement, ResultSet cells) {
        this.duck = duck;
        this.source = source;
        this.columns = columns;
        this.positions = positions;
        this.statement = statement;
        this.cells = cells;
    }

    static LoadedTable load(Duck duck, Source source, List<ColumnSchema> columns) throws SQLException {
        try (CellReader reader = open(duck, source, columns)) {
            return reader.read(TableBuilder.quarterOfHeap(), Integer.MAX_VALUE);
        }
    }

    static CellReader open(Duck duck, Source source, List<ColumnSchema> columns) throws SQLException {
        Relation relation = source.relation();
        int[] positions = new int[columns.size()];
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            positions[i] = relation.names().indexOf(columns.get(i).name());
            if (positions[i] < 0) {
                throw UserException.data(source.description() + ": there is no column \"" + Display.text(columns.get(i).name()) + "\"; "
                        + Names.nearest(columns.get(i).name(), relation.names(), relation.headerless()));
            }
            selected.add(expression(relation, positions[i], columns.get(i), source.description()));
        }
        if (selected.isEmpty()) {
            selected.add("1");
        }
        Statement statement = duck.connection().createStatement();
        try {
            return new CellReader(duck, source, List.copyOf(columns), positions, statement,
                    statement.executeQuery("SELECT " + String.join(", ", selected) + " FROM " + relation.from()));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static String expression(Relation relation, int position, ColumnSchema column, String description) {
        String c = "c" + position;
        Relation.Family family = relation.family(position);
        if (column.text()) {
            return text(relation, position, c);
        }
        boolean date = column.kind() == ColumnKind.DATE;
        String value = switch (family) {
            case TEXT, OTHER -> (date ? "cr_date(" : "cr_number(") + cell(c) + ")";
            case NUMBER, BOOLEAN -> date ? null : "CAST(" + c + " AS DOUBLE)";
            case DATE -> date ? "CAST(epoch(" + c + ") AS DOUBLE)" : null;
        };
        if (value == null) {
            throw UserException.data(description + ": column \"" + Display.text(column.name()) + "\" should hold " + (date ? "dates" : "numbers")
                    + " but its type is " + relation.types().get(position) + "; convert it in the source");
        }
        String present = family == Relation.Family.TEXT || family == Relation.Family.OTHER ? cell(c) : c;
        return "CASE WHEN " + present + " IS NULL THEN CAST('nan' AS DOUBLE) ELSE coalesce(" + value + ", CAST('inf' AS DOUBLE)) END";
    }

    /** Whole numbers of a float column are written without a fraction, so that a class 1 is the same in every format. */
    private static String text(Relation relation, int position, String c) {
        return switch (relation.family(position)) {
            case TEXT, OTHER -> cell(c);
            case NUMBER -> relation.integral(position)
                    ? "CAST(" + c + " AS VARCHAR)"
                    : "CASE WHEN isnan(CAST(" + c + " AS DOUBLE)) THEN NULL WHEN abs(" + c + ") < 1e15 AND " + c + " = floor(" + c + ") THEN CAST(CAST(" + c
                            + " AS BIGINT) AS VARCHAR) ELSE CAST(" + c + " AS VARCHAR) END";
            case BOOLEAN, DATE -> "CAST(" + c + " AS VARCHAR)";
        };
    }

    private static String cell(String c) {
        return "cr_cell(CAST(" + c + " AS VARCHAR))";
    }

    /** Reads up to a number of rows. */
    LoadedTable read(long threshold, int mostRows) throws SQLException {
        TableBuilder builder = new TableBuilder(columns, threshold, mostRows);
        boolean complete = false;
        try {
            while (!ended && builder.rows() < mostRows) {
                if (!cells.next()) {
                    ended = true;
                    break;
                }
                builder.beginRow();
                for (int i = 0; i < columns.size(); i++) {
                    if (columns.get(i).text()) {
                        builder.text(i, cells.getString(i + 1));
                    } else {
                        builder.number(i, checked(i, cells.getDouble(i + 1)));
                    }
                }
                builder.endRow();
                row++;
            }
            complete = true;
            return builder.build();
        } finally {
            if (!complete) {
                builder.abandon();
            }
        }
    }

    private double checked(int column, double value) throws SQLException {
        if (Math.abs(value) > Float.MAX_VALUE) {
            throw badCell(column);
        }
        return value;
    }

    private UserException badCell(int column) throws SQLException {
        String cell = lookUp("CAST(c" + positions[column] + " AS VARCHAR)");
        ColumnSchema schema = columns.get(column);
        String where = source.description() + ": column \"" + Display.text(schema.name()) + "\", row " + (row + 1) + ": ";
        String found = "\"" + Display.text(cell == null ? "" : cell.strip()) + "\"";
        if (schema.kind() == ColumnKind.DATE) {
            return UserException.data(where + "expected a date such as 2024-05-31 or 2024-05-31T08:15, found " + found + "; mend it, or use NA for missing");
        }
        OptionalNumber number = OptionalNumber.of(cell);
        if (!number.present()) {
            return UserException.data(where + "expected a number, found " + found + "; mend it, or use NA for missing");
        }
        return UserException.data(where + (Double.isInfinite(number.value()) ? "the number is infinite: " : "the number is beyond the range of float: ")
                + found + "; use NA for missing");
    }

    /** A number, if it is one. */
    private record OptionalNumber(boolean present, double value) {
        static OptionalNumber of(@Nullable String cell) {
            try {
                return new OptionalNumber(true, Double.parseDouble(String.valueOf(cell).strip().replaceFirst("(?i)^([+-]?)inf(inity)?$", "$1Infinity")));
            } catch (NumberFormatException e) {
                return new OptionalNumber(false, 0);
            }
        }
    }

    private @Nullable String lookUp(String expression) throws SQLException {
        return duck.query("SELECT " + expression + " FROM " + source.relation().from() + " LIMIT 1 OFFSET " + row,
                rows -> rows.next() ? rows.getString(1) : null);
    }

    UserException error(SQLException error) {
        return DuckErrors.of(error, source.description());
    }

    @Override
    public void close() {
        try {
            cells.close();
            statement.close();
        } catch (SQLException e) {
            // Nothing more is wanted from it.
        }
    }
}
