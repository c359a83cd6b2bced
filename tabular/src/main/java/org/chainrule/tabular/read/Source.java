package org.chainrule.tabular.read;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** A source of rows that was opened by {@link Sources}. Every call opens a database, or a connection to the copy of a JDBC source. */
public final class Source {
    private static final int SLICE_WEIGHT = 200;
    private static final int TEXT_WEIGHT = 4;

    private final String description;
    private final Relation relation;
    private final int threads;
    /** The file of rows, null for a query. */
    private final @Nullable Path file;
    /** The copy of a JDBC source, else null. */
    private final @Nullable Duck copy;

    Source(String description, Relation relation, int threads, @Nullable Path file, @Nullable Duck copy) {
        this.description = description;
        this.relation = relation;
        this.threads = threads;
        this.file = file;
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
            boolean string = columns.get(i).text() || columns.get(i).kind().isDate();
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
        if (copy != null) {
            return new Lease(copy.again());
        }
        return new Lease(file == null ? Duck.ofQuery(threads) : Duck.ofFiles(threads, file));
    }

    /**
     * A database for the time of one call.
     *
     * @param duck the database
     */
    record Lease(Duck duck) implements AutoCloseable {
        @Override
        public void close() {
            duck.close();
        }
    }
}
