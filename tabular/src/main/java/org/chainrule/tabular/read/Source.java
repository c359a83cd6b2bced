package org.chainrule.tabular.read;

import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.tabular.Display;
import org.chainrule.tabular.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** How to read a source of rows; the inside of {@link org.chainrule.tabular.Table}. Every call opens a database of its own, except after a copy from JDBC. */
public final class Source {
    private static final int WIDE = 1000;
    private static final int SLICE_WEIGHT = 200;
    private static final int TEXT_WEIGHT = 4;
    private static final Cleaner CLEANER = Cleaner.create();

    private final String description;
    private final Relation relation;
    private final int threads;
    /** The copy of a JDBC source, else null. */
    private final @Nullable Duck copy;

    private Source(String description, Relation relation, int threads, @Nullable Duck copy) {
        this.description = description;
        this.relation = relation;
        this.threads = threads;
        this.copy = copy;
        checkNames();
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        for (String name : relation.names()) {
            if (!seen.add(name)) {
                throw UserException.data(description + ": two columns are called \"" + Display.text(name)
                        + "\"; give every column a name of its own");
            }
        }
    }

    /**
     * A file.
     *
     * @param path the file
     * @return the source
     */
    public static Source file(Path path) {
        FileProbe probe = FileProbe.of(path);
        // One thread: it is only the start that is read, and several would hold thousands of cells of every column
        // each.
        try (Duck duck = Duck.open(1)) {
            Relation relation =
                    switch (probe.format()) {
                        case CSV -> CsvRelation.of(duck, probe);
                        case PARQUET ->
                            typed(
                                    duck,
                                    "SELECT * FROM read_parquet("
                                            + Sql.literal(probe.file().toString()) + ", hive_partitioning = false)");
                        case JSON ->
                            typed(
                                    duck,
                                    "SELECT * FROM read_json("
                                            + Sql.literal(probe.file().toString())
                                            + ", hive_partitioning = false, compression = 'uncompressed', sample_size = -1, maximum_depth = 2)");
                    };
            boolean any = duck.query("SELECT 1 FROM " + relation.from() + " LIMIT 1", ResultSet::next);
            if (!any) {
                throw UserException.data(
                        probe.description() + ": the file has a header but no rows; add rows below it");
            }
            Source source = new Source(probe.description(), relation, threads(relation), null);
            if (probe.unpacked()) {
                Path unpacked = probe.file();
                unpacked.toFile().deleteOnExit();
                CLEANER.register(source, () -> unpacked.toFile().delete());
            }
            return source;
        } catch (SQLException e) {
            deleteUnpacked(probe);
            throw DuckErrors.of(e, probe.description());
        } catch (UserException e) {
            deleteUnpacked(probe);
            throw e;
        }
    }

    /** Each thread holds some thousand cells of every column: very wide tables are read by one. */
    private static int threads(Relation relation) {
        return relation.names().size() > WIDE ? 1 : Duck.threads();
    }

    private static void deleteUnpacked(FileProbe probe) {
        if (probe.unpacked() && !probe.file().toFile().delete()) {
            probe.file().toFile().deleteOnExit();
        }
    }

    /**
     * A query in DuckDB's SQL.
     *
     * @param query one SELECT
     * @return the source
     */
    public static Source sql(String query) {
        String description = Display.text("sql:" + query);
        try (Duck duck = Duck.open(1)) {
            return new Source(description, typed(duck, query.strip().replaceFirst(";\\s*$", "")), 1, null);
        } catch (SQLException e) {
            throw DuckErrors.of(e, description);
        }
    }

    /**
     * A query to another database.
     *
     * @param url   JDBC address
     * @param query one SELECT
     * @return the source, already copied
     */
    @SuppressWarnings("resource") // the copy lives as long as the source; DuckDB frees it with its connection
    public static Source jdbc(String url, String query) {
        String description = Display.text("jdbc:" + url.split(":", 3)[1] + ": " + query);
        Duck duck = null;
        try {
            duck = Duck.open(Duck.threads());
            Relation relation = JdbcCopy.copy(duck, url, query, description);
            Source source = new Source(description, relation, Duck.threads(), duck);
            CLEANER.register(source, duck::close);
            return source;
        } catch (SQLException e) {
            close(duck);
            throw DuckErrors.of(e, description);
        } catch (UserException e) {
            close(duck);
            throw e;
        }
    }

    private static void close(@Nullable Duck duck) {
        if (duck != null) {
            duck.close();
        }
    }

    /** A relation of any query: its columns are renamed by position. */
    private static Relation typed(Duck duck, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        // First as a part of another query, so that anything but one SELECT is refused before it can run.
        duck.connection().prepareStatement("SELECT * FROM (" + query + "\n)").close();
        try (PreparedStatement statement = duck.connection().prepareStatement(query)) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
                types.add(columns.getColumnTypeName(i));
            }
        }
        String from = "(" + query + "\n) AS t(" + Sql.names(names.size()) + ")";
        return new Relation(from, names, types, false, List.of());
    }

    /**
     * What the source is, for messages.
     *
     * @return file name or query
     */
    public String description() {
        return description;
    }

    /**
     * What to select from.
     *
     * @return the relation
     */
    public Relation relation() {
        return relation;
    }

    /**
     * Describes every column.
     *
     * @return the figures
     */
    public TableProfile profile() {
        try (Lease lease = lease()) {
            return Profiler.profile(lease.duck, this);
        } catch (SQLException e) {
            throw DuckErrors.of(e, description);
        }
    }

    /**
     * Reads all rows.
     *
     * @param columns which, and as what
     * @return the rows
     */
    public LoadedTable load(List<ColumnSchema> columns) {
        try (Lease lease = lease()) {
            LoadedTable table = loadSlices(lease.duck, columns);
            if (table.rows() == 0) {
                throw UserException.data(description + ": there are no rows; expected at least one");
            }
            return table;
        } catch (SQLException e) {
            throw DuckErrors.of(e, description);
        }
    }

    /**
     * Reads the rows in chunks.
     *
     * @param columns      which, and as what
     * @param rowsPerChunk the most rows of a chunk
     * @return an open reader
     */
    public ChunkReader chunks(List<ColumnSchema> columns, int rowsPerChunk) {
        if (rowsPerChunk < 1) {
            throw new IllegalArgumentException("rowsPerChunk must be positive, found " + rowsPerChunk);
        }
        List<List<ColumnSchema>> slices = slices(columns);
        if (slices.size() > 1) {
            return ChunkReader.of(load(columns), rowsPerChunk);
        }
        Lease lease = null;
        boolean opened = false;
        try {
            lease = lease();
            ChunkReader reader = ChunkReader.of(lease, CellReader.open(lease.duck, this, columns), rowsPerChunk);
            opened = true;
            return reader;
        } catch (SQLException e) {
            throw DuckErrors.of(e, description);
        } finally {
            if (lease != null && !opened) {
                lease.close();
            }
        }
    }

    private LoadedTable loadSlices(Duck duck, List<ColumnSchema> columns) throws SQLException {
        List<LoadedTable> loaded = new ArrayList<>();
        long threshold = TableBuilder.quarterOfHeap();
        for (List<ColumnSchema> slice : slices(columns)) {
            try (CellReader reader = CellReader.open(duck, this, slice)) {
                LoadedTable table = reader.read(threshold, Integer.MAX_VALUE);
                loaded.add(table);
                threshold -= table.heapBytes();
            }
        }
        return LoadedTable.beside(loaded, description);
    }

    /**
     * Wide tables are read a few columns at a time: DuckDB hands over some thousand rows at once, and its driver ends the whole virtual machine if their texts
     * do not fit on the heap; and thousands of expressions keep its planner busy for minutes.
     */
    private static List<List<ColumnSchema>> slices(List<ColumnSchema> columns) {
        List<List<ColumnSchema>> slices = new ArrayList<>();
        int begin = 0;
        int weight = 0;
        for (int i = 0; i < columns.size(); i++) {
            boolean string = columns.get(i).text() || columns.get(i).kind() == ColumnKind.DATE;
            weight += string ? TEXT_WEIGHT : 1;
            if (weight > SLICE_WEIGHT) {
                slices.add(columns.subList(begin, i));
                begin = i;
                weight = string ? TEXT_WEIGHT : 1;
            }
        }
        slices.add(columns.subList(begin, columns.size()));
        return slices;
    }

    private Lease lease() throws SQLException {
        return copy == null ? new Lease(Duck.open(threads), true) : new Lease(copy, false);
    }

    /**
     * A database for the time of one call.
     *
     * @param duck  the database
     * @param owned whether it is closed with the lease
     */
    record Lease(Duck duck, boolean owned) implements AutoCloseable {
        @Override
        public void close() {
            if (owned) {
                duck.close();
            }
        }
    }
}
