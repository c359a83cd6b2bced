package org.chainrule.tabular.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
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
    private final Way[] ways;
    private final Statement statement;
    private final ResultSet cells;
    private long row;
    private boolean ended;

    /** How a column comes from DuckDB. */
    private enum Way {
        TEXT,
        DATE_TEXT,
        NUMBER
    }

    private CellReader(
            Duck duck,
            Source source,
            List<ColumnSchema> columns,
            int[] positions,
            Statement statement,
            ResultSet cells) {
        this.duck = duck;
        this.source = source;
        this.columns = columns;
        this.positions = positions;
        this.ways = new Way[columns.size()];
        for (int i = 0; i < ways.length; i++) {
            Relation.Family family = source.relation().family(positions[i]);
            boolean isDateText = columns.get(i).kind().isDate()
                    && (family == Relation.Family.TEXT || family == Relation.Family.OTHER);
            ways[i] = columns.get(i).text() ? Way.TEXT : isDateText ? Way.DATE_TEXT : Way.NUMBER;
        }
        this.statement = statement;
        this.cells = cells;
    }

    static CellReader open(Duck duck, Source source, List<ColumnSchema> columns) throws SQLException {
        Relation relation = source.relation();
        int[] positions = new int[columns.size()];
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            positions[i] = relation.names().indexOf(columns.get(i).name());
            if (positions[i] < 0) {
                throw UserException.data(source.description() + ": there is no column \""
                        + Display.text(columns.get(i).name()) + "\"; "
                        + Names.nearest(columns.get(i).name(), relation.names(), relation.headerless()));
            }
            selected.add(expression(relation, positions[i], columns.get(i), source.description()));
        }
        if (selected.isEmpty()) {
            selected.add("1");
        }
        Statement statement = duck.connection().createStatement();
        try {
            return new CellReader(
                    duck,
                    source,
                    List.copyOf(columns),
                    positions,
                    statement,
                    statement.executeQuery("SELECT " + String.join(", ", selected) + " FROM " + relation.from()));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Text and dates in text are selected as they are: cleaning them here costs one look at each distinct text. */
    private static String expression(Relation relation, int position, ColumnSchema column, String description) {
        String c = "c" + position;
        Relation.Family family = relation.family(position);
        boolean isText = family == Relation.Family.TEXT || family == Relation.Family.OTHER;
        boolean date = column.kind().isDate();
        if (column.text()) {
            return text(relation, position, c);
        }
        if (isText) {
            String inf = "CAST('inf' AS DOUBLE)";
            return date
                    ? "CAST(" + c + " AS VARCHAR)"
                    : "CASE WHEN " + c + " IS NULL THEN NULL ELSE coalesce(" + Sql.number(c) + ", CASE WHEN "
                            + Sql.isPresent(c) + " THEN " + inf + " END) END";
        }
        if (date != (family == Relation.Family.DATE)) {
            throw UserException.data(description + ": column \"" + Display.text(column.name()) + "\" should hold "
                    + (date ? "dates" : "numbers") + " but its type is "
                    + relation.types().get(position) + "; convert it in the source");
        }
        return date ? "CAST(epoch(" + c + ") AS DOUBLE)" : "CAST(" + c + " AS DOUBLE)";
    }

    /** Whole numbers of a float column are written without a fraction, so that a class 1 is the same in every format. */
    private static String text(Relation relation, int position, String c) {
        if (relation.family(position) != Relation.Family.NUMBER || relation.integral(position)) {
            return "CAST(" + c + " AS VARCHAR)";
        }
        return "CASE WHEN isnan(CAST(" + c + " AS DOUBLE)) THEN NULL WHEN abs(" + c + ") < 1e15 AND " + c + " = floor("
                + c + ") THEN CAST(CAST(" + c + " AS BIGINT) AS VARCHAR) ELSE CAST(" + c + " AS VARCHAR) END";
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
                    switch (ways[i]) {
                        case TEXT -> builder.text(i, cells.getString(i + 1));
                        case DATE_TEXT -> builder.number(i, date(i, cells.getString(i + 1)));
                        case NUMBER -> {
                            double value = cells.getDouble(i + 1);
                            builder.number(i, cells.wasNull() ? Double.NaN : checked(i, value));
                        }
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

    private double date(int column, @Nullable String cell) throws SQLException {
        String clean = cell == null ? "" : CleanText.clean(cell);
        if (clean.isEmpty()) {
            return Double.NaN;
        }
        OptionalDouble seconds = Dates.seconds(columns.get(column).dateFormat(), clean);
        if (seconds.isEmpty()) {
            throw badCell(column);
        }
        return seconds.getAsDouble();
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
        String where =
                source.description() + ": column \"" + Display.text(schema.name()) + "\", row " + (row + 1) + ": ";
        String found = "\"" + Display.text(cell.strip()) + "\"";
        if (schema.kind().isDate()) {
            return UserException.data(where + "expected a date such as "
                    + schema.dateFormat().example() + ", found " + found
                    + "; mend it, or use NA for missing");
        }
        String clean = CleanText.clean(cell);
        if (!Numbers.isNumber(clean)) {
            return UserException.data(where + "expected a number, found " + found + "; mend it, or use NA for missing");
        }
        return UserException.data(where
                + (Double.isInfinite(Numbers.parse(clean))
                        ? "the number is infinite: "
                        : "the number is beyond the range of float: ")
                + found + "; use NA for missing");
    }

    private String lookUp(String expression) throws SQLException {
        return duck.query(
                "SELECT " + expression + " FROM " + source.relation().from() + " LIMIT 1 OFFSET " + row, rows -> {
                    String cell = rows.next() ? rows.getString(1) : null;
                    return cell == null ? "" : cell;
                });
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
