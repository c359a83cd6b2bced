package org.chainrule.tabular.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * An embedded DuckDB without a file of its own. It keeps the order of rows, streams its results, spills to a directory of its own below the temporary
 * directory, and takes at most a quarter of the machine's memory, 2 GB at most. Extensions are neither loaded nor installed, so that nothing is fetched. Of
 * the files of the machine it reaches those that it is opened for and its own directory; only a query that a user wrote may name others.
 */
final class Duck implements AutoCloseable {
    private static final long MEMORY_LIMIT = 2L << 30;
    private static final long LEAST_MEMORY = 256L << 20;

    private final DuckDBConnection connection;
    /** Null for a further connection. */
    private final @Nullable Path spill;

    private Duck(DuckDBConnection connection, @Nullable Path spill) {
        this.connection = connection;
        this.spill = spill;
    }

    /**
     * Opens one that reads no file but these.
     *
     * @param threads how many threads it may use
     * @param files   which files; none for a database that only holds what is put into it
     * @return an open database
     * @throws SQLException if it cannot be opened
     */
    static Duck ofFiles(int threads, Path... files) throws SQLException {
        // A name with brackets is looked for as a pattern, and opened as it is.
        String paths = Arrays.stream(files)
                .flatMap(file -> Stream.of(Sql.literal(file.toAbsolutePath().toString()), Sql.file(file)))
                .distinct()
                .collect(Collectors.joining(", ", "[", "]"));
        return open(threads, "SET allowed_paths = " + paths, "SET enable_external_access = false");
    }

    /**
     * Opens one for a query of the user's own, which reads the files that it names.
     *
     * @param threads how many threads it may use
     * @return an open database
     * @throws SQLException if it cannot be opened
     */
    static Duck ofQuery(int threads) throws SQLException {
        return open(threads);
    }

    private static Duck open(int threads, String... limits) throws SQLException {
        Path spill = spillDirectory();
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        properties.setProperty("threads", Integer.toString(threads));
        properties.setProperty("memory_limit", memoryLimit() / (1 << 20) + "MiB");
        properties.setProperty("temp_directory", spill.toString());
        properties.setProperty("preserve_insertion_order", "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
        Duck duck = new Duck((DuckDBConnection) connection, spill);
        // Dates are read as they are written: no zone of the machine.
        duck.run("SET TimeZone = 'UTC'");
        // It turns a long IN list into a join, which loses the order of rows.
        duck.run("SET disabled_optimizers = 'in_clause'");
        for (String limit : limits) {
            duck.run(limit);
        }
        duck.run("SET lock_configuration = true");
        return duck;
    }

    /**
     * Another connection to the same database, so that several calls can read it at a time.
     *
     * @return an open connection
     * @throws SQLException if it cannot be opened
     */
    Duck again() throws SQLException {
        return new Duck((DuckDBConnection) connection.duplicate(), null);
    }

    /** The threads for files: both the reading and the aggregates that are used are exact, whatever their number. */
    static int threads() {
        return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    }

    private static Path spillDirectory() {
        try {
            return Files.createTempDirectory("chainrule-duckdb-");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make a directory below java.io.tmpdir, " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    /** The most bytes that it may take. */
    static long memoryLimit() {
        long physical = MEMORY_LIMIT * 4;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            physical = system.getTotalMemorySize();
        }
        return Math.max(LEAST_MEMORY, Math.min(MEMORY_LIMIT, physical / 4));
    }

    /** The connection, for prepared statements and appenders. */
    DuckDBConnection connection() {
        return connection;
    }

    /**
     * Runs a statement without a result.
     *
     * @param sql one statement
     * @throws SQLException if it fails
     */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is done with a result while it is open. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * Reads.
         *
         * @param rows before the first row
         * @return whatever was read
         * @throws SQLException if the query fails later
         */
        T read(ResultSet rows) throws SQLException;
    }

    /**
     * Runs a query.
     *
     * @param sql    one SELECT
     * @param reader reads its rows
     * @return what the reader returned
     * @throws SQLException if it fails
     */
    <T> T query(String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is lost: the database has no file.
        }
        if (spill == null) {
            return;
        }
        try {
            Files.deleteIfExists(spill);
        } catch (IOException e) {
            spill.toFile().deleteOnExit();
        }
    }
}
