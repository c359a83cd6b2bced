package org.chainrule.tabular.read;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows in chunks, in the order of the source; a chunk is complete in itself and stays valid when the next is read. Not for several threads. */
public final class ChunkReader implements AutoCloseable {
    private final Source.Lease lease;
    private final CellReader reader;
    private final int rowsPerChunk;

    ChunkReader(Source.Lease lease, CellReader reader, int rowsPerChunk) {
        this.lease = lease;
        this.reader = reader;
        this.rowsPerChunk = rowsPerChunk;
    }

    /**
     * The next rows.
     *
     * @return up to {@code rowsPerChunk} rows, or null at the end
     * @throws org.chainrule.tabular.UserException if a cell is not what the schema says or the source cannot be read any further
     */
    public @Nullable LoadedTable next() {
        try {
            LoadedTable chunk = reader.read(Math.max(TableBuilder.quarterOfHeap(), 1), rowsPerChunk);
            return chunk.rows() == 0 ? null : chunk;
        } catch (SQLException e) {
            throw reader.error(e);
        }
    }

    @Override
    public void close() {
        reader.close();
        lease.close();
    }
}
