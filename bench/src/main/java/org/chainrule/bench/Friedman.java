package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Writes Friedman's regression as Parquet: y = 10 sin(pi x1 x2) + 20 (x3 - 1/2)^2 + 10 x4 + 5 x5 + e, x uniform in [0, 1), e standard normal, in float32; of
 * the columns only the first five matter. Row n is a function of (seed, n), so a longer table begins as a shorter one.
 *
 * <p>Source: Friedman 1991, "Multivariate adaptive regression splines", equation 61.
 */
final class Friedman implements Command {
    @Override
    public String name() {
        return "friedman";
    }

    @Override
    public String purpose() {
        return "writes Friedman's regression as a Parquet file";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rows", new Meaning("rows", "10000000"));
        options.put("columns", new Meaning("x1, x2, ...; at least 5", "32"));
        options.put("seed", new Meaning("seed", "1"));
        options.put("out", new Meaning("file", "friedman.parquet"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws SQLException, IOException {
        Path file = Path.of(options.text("out"));
        if (options.integer("columns") < 5) {
            throw new Options.WrongUsage("--columns must be at least 5, found " + options.text("columns"));
        }
        long start = System.nanoTime();
        write(file, options.integer("rows"), options.integer("columns"), options.integer("seed"));
        out.printf(
                "wrote %s rows x %s columns to %s, %d MB, in %.0f s%n",
                options.text("rows"),
                options.text("columns"),
                file,
                Files.size(file) >> 20,
                (System.nanoTime() - start) / 1e9);
        return 0;
    }

    /** The inputs of a row; returns y. */
    static float row(long seed, long number, float[] x) {
        CounterRandom random = CounterRandom.of(seed, Stream.SAMPLE, number);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.uniform(i);
        }
        double bend = x[2] - 0.5;
        return (float) (10 * StrictMath.sin(Math.PI * x[0] * x[1])
                + 20 * bend * bend
                + 10 * x[3]
                + 5 * x[4]
                + random.normal(x.length));
    }

    /** Through a database in a temporary file beside the result, so that memory does not grow with the rows. */
    static void write(Path file, int rows, int columns, long seed) throws SQLException, IOException {
        Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), "friedman-");
        Path database = folder.resolve("rows.duckdb");
        try (DuckDBConnection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET preserve_insertion_order = true");
            statement.execute("SET memory_limit = '1GB'");
            StringBuilder definition = new StringBuilder("CREATE TABLE friedman (");
            for (int i = 1; i <= columns; i++) {
                definition.append('x').append(i).append(" FLOAT, ");
            }
            statement.execute(definition.append("y FLOAT)").toString());
            append(connection, rows, columns, seed);
            String target = file.toString().replace("'", "''");
            statement.execute("COPY friedman TO '" + target + "' (FORMAT parquet)");
        } finally {
            Files.deleteIfExists(database);
            Files.deleteIfExists(folder.resolve("rows.duckdb.wal"));
            Files.deleteIfExists(folder.resolve("rows.duckdb.tmp"));
            Files.deleteIfExists(folder);
        }
    }

    private static DuckDBConnection connect(Path database) throws SQLException {
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + database, new Properties());
        return (DuckDBConnection) connection;
    }

    private static void append(DuckDBConnection connection, int rows, int columns, long seed) throws SQLException {
        float[] x = new float[columns];
        int next = 0;
        while (next < rows) {
            // An appender keeps what it was given until it is closed.
            int end = (int) Math.min(rows, next + 500_000L);
            try (DuckDBAppender appender = connection.createAppender("main", "friedman")) {
                for (; next < end; next++) {
                    float y = row(seed, next, x);
                    appender.beginRow();
                    for (float value : x) {
                        appender.append(value);
                    }
                    appender.append(y);
                    appender.endRow();
                }
            }
        }
    }
}
