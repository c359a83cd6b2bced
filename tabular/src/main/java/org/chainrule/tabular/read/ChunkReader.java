package org.chainrule.tabular.read;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Rows in chunks, in the order of the source. A chunk is valid until the reader is closed. Tables of very many columns are loaded as a whole first, into a
 * mapped temporary file if they are large. Not for several threads.
 */
public final class ChunkReader implements AutoCloseable {
    private final int rowsPerChunk;
    private final Source.@Nullable Lease lease;
    private final @Nullable CellReader reader;
    private final @Nullable LoadedTable whole;
    private int begin;

    private ChunkReader(
            int rowsPerChunk, Source.@Nullable Lease lease, @Nullable CellReader reader, @Nullable LoadedTable whole) {
        this.rowsPerChunk = rowsPerChunk;
        this.lease = lease;
        this.reader = reader;
        this.whole = whole;
    }

    static ChunkReader of(Source.Lease lease, CellReader reader, int rowsPerChunk) {
        return new ChunkReader(rowsPerChunk, lease, reader, null);
    }

    static ChunkReader of(LoadedTable whole, int rowsPerChunk) {
        return new ChunkReader(rowsPerChunk, null, null, whole);
    }

    /**
     * The next rows.
     *
     * @return up to {@code rowsPerChunk} rows, or null at the end
     * @throws org.chainrule.tabular.error.UserException if a cell is not what the schema says or the source cannot be read any further
     */
    public @Nullable RawTable next() {
        if (reader != null) {
            return read(reader);
        }
        if (whole == null || begin >= whole.rows()) {
            return null;
        }
        int end = (int) Math.min(whole.rows(), (long) begin + rowsPerChunk);
        RawTable chunk = RowRange.of(whole, begin, end);
        begin = end;
        return chunk;
    }

    private @Nullable RawTable read(CellReader rows) {
        try {
            LoadedTable chunk = rows.read(TableBuilder.quarterOfHeap(), rowsPerChunk);
            return chunk.rows() == 0 ? null : chunk;
        } catch (SQLException e) {
            throw rows.error(e);
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        if (lease != null) {
            lease.close();
        }
        if (whole != null) {
            whole.close();
        }
    }
}
