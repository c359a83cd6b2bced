package org.chainrule.tabular.read;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.duckdb.DuckDBAppender;

/** Copies the result of a query to any JDBC source into a table of DuckDB, row by row, so that it is read like everything else. */
final class JdbcCopy {
    private static final int FETCH_ROWS = 10_000;
    private static final int LONG_DIGITS = 18;

    private JdbcCopy() {}

    /**
     * Copies.
     *
     * @param duck        where to
     * @param url         JDBC address
     * @param query       one SELECT
     * @param description for messages
     * @return the relation of the copy
     * @throws SQLException  if DuckDB fails
     * @throws UserException if the other database does
     */
    static Relation copy(Duck duck, String url, String query, String description) throws SQLException {
        try (Connection connection = connect(url, description);
                Statement statement = statement(connection);
                ResultSet rows = statement.executeQuery(query)) {
            ResultSetMetaData meta = rows.getMetaData();
            List<String> names = new ArrayList<>();
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                names.add(meta.getColumnLabel(i));
                types.add(type(meta, i));
            }
            fill(duck, rows, types);
            return new Relation("copied", names, types, false, List.of());
        } catch (SQLException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    description + ": "
                            + Display.text(String.valueOf(e.getMessage()).strip()),
                    e);
        }
    }

    private static Connection connect(String url, String description) throws SQLException {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).startsWith("No suitable driver")) {
                throw new UserException(
                        UserException.Kind.DATA,
                        description + ": no JDBC driver for jdbc:" + Display.text(url.split(":", 3)[1])
                                + " was found; put its jar on the class path",
                        e);
            }
            throw e;
        }
    }

    private static Statement statement(Connection connection) throws SQLException {
        // Some drivers stream only inside a transaction.
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(FETCH_ROWS);
        return statement;
    }

    private static String type(ResultSetMetaData meta, int column) throws SQLException {
        return switch (meta.getColumnType(column)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> "BIGINT";
            case Types.NUMERIC, Types.DECIMAL ->
                meta.getScale(column) == 0 && meta.getPrecision(column) > 0 && meta.getPrecision(column) <= LONG_DIGITS
                        ? "BIGINT"
                        : "DOUBLE";
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> "DOUBLE";
            case Types.BOOLEAN, Types.BIT -> "BOOLEAN";
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }

    private static void fill(Duck duck, ResultSet rows, List<String> types) throws SQLException {
        StringBuilder create = new StringBuilder("CREATE TABLE copied (");
        for (int i = 0; i < types.size(); i++) {
            create.append(i == 0 ? "c" : ", c").append(i).append(' ').append(types.get(i));
        }
        duck.run(create.append(')').toString());
        try (DuckDBAppender appender = duck.connection().createAppender("main", "copied")) {
            while (rows.next()) {
                appender.beginRow();
                for (int i = 0; i < types.size(); i++) {
                    append(appender, rows, i + 1, types.get(i));
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, ResultSet rows, int column, String type) throws SQLException {
        switch (type) {
            case "BIGINT" -> {
                Number value = number(rows, column);
                appendOrNull(rows, appender, () -> appender.append(value.longValue()));
            }
            case "DOUBLE" -> {
                Number value = number(rows, column);
                appendOrNull(rows, appender, () -> appender.append(value.doubleValue()));
            }
            case "BOOLEAN" -> {
                boolean value = rows.getBoolean(column);
                appendOrNull(rows, appender, () -> appender.append(value));
            }
            case "TIMESTAMP" -> {
                Timestamp value = rows.getTimestamp(column);
                appendOrNull(rows, appender, () -> appender.append(value.toLocalDateTime()));
            }
            default -> {
                String value = rows.getString(column);
                appendOrNull(rows, appender, () -> appender.append(value));
            }
        }
    }

    /** Some databases hold text in columns that they call numeric; their drivers would give 0 for it. */
    private static Number number(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number) {
            return number;
        }
        throw new SQLException("column " + rows.getMetaData().getColumnLabel(column) + " is numeric but row "
                + rows.getRow() + " holds \"" + value + "\"; cast it to a number or to text in the query");
    }

    private static void appendOrNull(ResultSet rows, DuckDBAppender appender, Append append) throws SQLException {
        if (rows.wasNull()) {
            appender.appendNull();
        } else {
            append.run();
        }
    }

    /** One value. */
    @FunctionalInterface
    private interface Append {
        void run() throws SQLException;
    }
}
