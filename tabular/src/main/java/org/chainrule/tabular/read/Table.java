package org.chainrule.tabular.read;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * A handle on a source of rows: nothing is kept but how to read it. Files are CSV, TSV or any other delimited text (blanks too), Parquet, JSON lines or one
 * JSON array, each also compressed with gzip; the delimiter, the quoting and the header are found, the type of a column is that of the whole file. A file
 * without a header has the columns {@code column0}, {@code column1} and so on. Text is trimmed; the marks empty, {@code NA}, {@code N/A}, {@code NaN},
 * {@code nan}, {@code ?}, {@code null}, {@code NULL} and {@code None} are missing values. Rows keep the order of the file; a query without ORDER BY has the
 * order in which the database gives them.
 *
 * <p>Immutable and safe to share: every call reads the source anew (a JDBC source is copied once, when it is opened).
 */
public final class Table {
    private final Source source;

    private Table(Source source) {
        this.source = source;
    }

    /**
     * A file. Its start is looked at now, so that a missing, empty or unreadable file is found at once.
     *
     * @param file CSV, TSV, Parquet, JSON lines or a JSON array, plain or gzip
     * @return the table
     * @throws UserException if there is no such file, it is a directory, has no rows, or is not a table; one line says what to do
     */
    public static Table read(Path file) {
        return new Table(Sources.file(file));
    }

    /**
     * A query in DuckDB's SQL, which may name files: {@code SELECT * FROM 'a.parquet' WHERE x > 3}. It runs on one thread, so that the order of its rows does
     * not depend on the machine, with the rights of the process; extensions are neither loaded nor installed.
     *
     * @param query one SELECT
     * @return the table
     * @throws UserException if the query is wrong
     */
    public static Table sql(String query) {
        return new Table(Sources.sql(query));
    }

    /**
     * A query to any other database, streamed through its JDBC driver, which must be on the class path.
     *
     * @param url   JDBC address; it is not shown in messages beyond the name of the driver, since it may hold a password
     * @param query one SELECT in that database's language; add ORDER BY for a fixed order
     * @return the table
     * @throws UserException if no driver accepts the address, the connection fails or the query is wrong
     */
    public static Table jdbc(String url, String query) {
        return new Table(Sources.jdbc(url, query));
    }

    /**
     * What a person wrote on the command line: {@code sql:QUERY}, {@code jdbc:URL|QUERY} or the path of a file.
     *
     * @param dataArgument the argument
     * @return the table
     * @throws UserException as the methods above
     */
    public static Table of(String dataArgument) {
        if (dataArgument.startsWith("sql:")) {
            return sql(dataArgument.substring("sql:".length()));
        }
        if (dataArgument.startsWith("jdbc:")) {
            int bar = dataArgument.indexOf('|');
            if (bar < 0) {
                throw UserException.usage(
                        "a jdbc: source is written jdbc:URL|QUERY, but there is no | before a query; add |SELECT ...");
            }
            return jdbc(dataArgument.substring(0, bar), dataArgument.substring(bar + 1));
        }
        try {
            return read(Path.of(dataArgument));
        } catch (InvalidPathException e) {
            throw new UserException(
                    UserException.Kind.DATA, "not the name of a file: " + Display.text(dataArgument), e);
        }
    }

    /**
     * What the table is, for messages.
     *
     * @return file name or query, fit to be printed
     */
    public String description() {
        return source.description();
    }

    /**
     * What a person should know about how the source was read, such as a skipped first line.
     *
     * @return one line each, often none
     */
    public List<String> notes() {
        return source.relation().notes();
    }

    /**
     * The columns in the order of the source.
     *
     * @return their names
     */
    public List<String> columnNames() {
        return source.relation().names();
    }

    /**
     * Whether the columns had to be named column0, column1, ..., because the file has no header.
     *
     * @return true for a file without a header
     */
    public boolean headerless() {
        return source.relation().headerless();
    }

    /**
     * Looks at every cell once or twice and describes every column.
     *
     * @return the figures
     * @throws UserException if the source has no rows or cannot be read to its end
     */
    public TableProfile profile() {
        return source.profile();
    }

    /**
     * Reads all rows. The cells stay on the heap while they need less than a quarter of its maximum; larger tables move to a memory-mapped temporary file.
     *
     * @param columns which columns, and as what: text where {@link ColumnSchema#text()}, else seconds for dates, else numbers
     * @return the rows, to be closed
     * @throws UserException if a column is absent, a cell is not what the schema says, a number is infinite or beyond the range of float, or there are no rows
     */
    public LoadedTable load(List<ColumnSchema> columns) {
        return source.load(columns);
    }

    /**
     * Reads the rows in chunks, for tables that need not be held as a whole.
     *
     * @param columns      as in {@link #load}
     * @param rowsPerChunk the most rows of a chunk, positive
     * @return an open reader, to be closed
     * @throws UserException if a column is absent or the source cannot be read
     */
    public ChunkReader chunks(List<ColumnSchema> columns, int rowsPerChunk) {
        return source.chunks(columns, rowsPerChunk);
    }

    /**
     * The SHA-256 over the cells as {@link #load} would give them.
     *
     * @param columns as in {@link #load}
     * @return 64 hexadecimal digits
     * @throws UserException as {@link #load}
     */
    public String fingerprint(List<ColumnSchema> columns) {
        try (LoadedTable table = load(columns)) {
            return table.fingerprint();
        }
    }

    @Override
    public String toString() {
        return description();
    }
}
