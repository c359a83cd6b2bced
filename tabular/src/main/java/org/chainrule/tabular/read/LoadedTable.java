package org.chainrule.tabular.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;

/** Rows that were read, on the heap or in mapped memory. Immutable until it is closed; safe to read from several threads. */
public final class LoadedTable implements RawTable {
    private final int rows;
    private final List<RawColumn> columns;
    private final List<byte[]> digests;
    private final boolean mapped;
    private final long heapBytes;
    private final List<Cells> cells;

    LoadedTable(
            int rows,
            List<RawColumn> columns,
            List<byte[]> digests,
            boolean mapped,
            long heapBytes,
            List<Cells> cells) {
        this.rows = rows;
        this.columns = List.copyOf(columns);
        this.digests = List.copyOf(digests);
        this.mapped = mapped;
        this.heapBytes = heapBytes;
        this.cells = List.copyOf(cells);
    }

    /** One table of several that hold different columns of the same rows. */
    static LoadedTable beside(List<LoadedTable> tables, String description) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        int rows = tables.get(0).rows;
        List<RawColumn> columns = new ArrayList<>();
        List<byte[]> digests = new ArrayList<>();
        List<Cells> cells = new ArrayList<>();
        boolean mapped = false;
        long heapBytes = 0;
        for (LoadedTable table : tables) {
            if (table.rows != rows) {
                throw UserException.data(description + ": had " + rows + " rows, then " + table.rows
                        + "; do not change it while it is read");
            }
            columns.addAll(table.columns);
            digests.addAll(table.digests);
            cells.addAll(table.cells);
            mapped |= table.mapped;
            heapBytes += table.heapBytes;
        }
        return new LoadedTable(rows, columns, digests, mapped, heapBytes, cells);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<RawColumn> columns() {
        return columns;
    }

    /**
     * SHA-256 over the cells of each column in row order, with the names and kinds of the columns: the same cells give the same digits, whatever file they came from.
     *
     * @return 64 hexadecimal digits
     */
    public String fingerprint() {
        return Fingerprint.of(digests);
    }

    /**
     * The fingerprint of each column, so that a change can be named: the first 16 of its hexadecimal digits.
     *
     * @return by the name of the column, in the order of {@link #columns}
     */
    public Map<String, String> columnFingerprints() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 0; i < digests.size(); i++) {
            byName.put(columns.get(i).name(), Fingerprint.brief(digests.get(i)));
        }
        return byName;
    }

    /**
     * What {@link #columnFingerprints()} would be if the table ended earlier: tells rows that were added from rows that were changed.
     *
     * @param schema   what the columns were loaded as
     * @param firstRows how many rows to look at, at most {@link #rows}
     * @return by the name of the column, in the order of the schema
     */
    public Map<String, String> columnFingerprints(List<ColumnSchema> schema, int firstRows) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (ColumnSchema column : schema) {
            RawColumn cells = Objects.requireNonNull(column(column.name()));
            byName.put(column.name(), Fingerprint.brief(Fingerprint.of(column, cells, firstRows)));
        }
        return byName;
    }

    /**
     * Whether cells are in a memory-mapped temporary file instead of the heap.
     *
     * @return true for large tables
     */
    public boolean mapped() {
        return mapped;
    }

    /** What the cells take on the heap. */
    long heapBytes() {
        return heapBytes;
    }

    /** Releases the cells; the columns must not be read any more. The temporary file is gone already where the system allows it, else it goes at exit. */
    @Override
    public void close() {
        cells.forEach(Cells::release);
    }

    /** Blocks of rows. */
    static final class Cells {
        private ByteBuffer[] blocks;
        private final int shift;
        private final int mask;

        Cells(ByteBuffer[] blocks, int blockRows) {
            this.blocks = blocks;
            this.shift = Integer.numberOfTrailingZeros(blockRows);
            this.mask = blockRows - 1;
        }

        double number(int offset, int row) {
            return blocks[row >>> shift].getDouble((offset << shift) + (row & mask) * Double.BYTES);
        }

        int code(int offset, int row) {
            return blocks[row >>> shift].getInt((offset << shift) + (row & mask) * Integer.BYTES);
        }

        void release() {
            blocks = new ByteBuffer[0];
        }
    }

    /** A column of numbers. */
    record Numbers(String name, Cells cells, int offset) implements RawColumn.Numeric {
        @Override
        public double value(int row) {
            return cells.number(offset, row);
        }
    }

    /** A column of text. */
    record Texts(String name, Cells cells, int offset, List<String> dictionary) implements RawColumn.Text {
        @Override
        public int code(int row) {
            return cells.code(offset, row);
        }
    }
}
