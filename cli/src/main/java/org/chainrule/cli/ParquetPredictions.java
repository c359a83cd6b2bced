package org.chainrule.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.model.Predictions;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** Predictions as Parquet, by DuckDB: the rows are collected in a database of a temporary directory and copied out at the end. */
final class ParquetPredictions implements PredictionWriter, AutoCloseable {
    private final PredictionColumns columns;
    private final OutputStream out;
    private final Path directory;
    private final DuckDBConnection connection;
    private final DuckDBAppender appender;

    /**
     * Opens the database.
     *
     * @param columns which columns
     * @param out     where the file goes in the end
     * @throws IOException if the temporary directory cannot be used
     */
    ParquetPredictions(PredictionColumns columns, OutputStream out) throws IOException {
        this.columns = columns;
        this.out = out;
        this.directory = Files.createTempDirectory("chainrule-parquet-");
        try {
            Properties properties = new Properties();
            properties.setProperty("preserve_insertion_order", "true");
            properties.setProperty("autoinstall_known_extensions", "false");
            properties.setProperty("autoload_known_extensions", "false");
            connection = (DuckDBConnection)
                    new DuckDBDriver().connect("jdbc:duckdb:" + directory.resolve("rows.duckdb"), properties);
            run("CREATE TABLE predictions (" + types(columns) + ")");
            appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "predictions");
        } catch (SQLException e) {
            clean();
            throw failed(e);
        }
    }

    private static String types(PredictionColumns columns) {
        return IntStream.range(0, columns.names().size())
                .mapToObj(i -> '"' + columns.names().get(i).replace("\"", "\"\"") + "\" "
                        + (columns.text(i) ? "VARCHAR" : "DOUBLE"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void write(Predictions chunk) throws IOException {
        try {
            for (int row = 0; row < chunk.rows(); row++) {
                appender.beginRow();
                for (Object cell : columns.cells(chunk, row)) {
                    if (cell instanceof Double number) {
                        appender.append(number.doubleValue());
                    } else {
                        appender.append(PredictionColumns.text(cell));
                    }
                }
                appender.endRow();
            }
            appender.flush();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void finish() throws IOException {
        Path file = directory.resolve("rows.parquet");
        try {
            appender.close();
            run("COPY predictions TO '" + file.toString().replace("'", "''") + "' (FORMAT PARQUET)");
        } catch (SQLException e) {
            throw failed(e);
        }
        Files.copy(file, out);
        out.flush();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IOException failed(SQLException e) {
        return new IOException(
                String.valueOf(e.getMessage()).lines().findFirst().orElse("DuckDB failed"), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            // the database goes with its directory
        }
        clean();
    }

    private void clean() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
