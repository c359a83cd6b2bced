package org.chainrule.tabular.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** Takes cells row by row, each row column by column, and makes a {@link LoadedTable} of them. */
final class TableBuilder {
    private final List<ColumnSchema> columns;
    private final BlockStore store;
    private final int[] offsets;
    private final @Nullable Dictionary[] dictionaries;
    private final Fingerprint[] fingerprints;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private int rowInBlock;
    private int rows;

    /**
     * An empty table.
     *
     * @param columns   what will come
     * @param threshold the most bytes of cells on the heap, and the most bytes of all dictionaries
     * @param mostRows  how many rows there will be at most; Integer.MAX_VALUE if unknown
     */
    TableBuilder(List<ColumnSchema> columns, long threshold, int mostRows) {
        this.columns = List.copyOf(columns);
        offsets = new int[columns.size()];
        dictionaries = new Dictionary[columns.size()];
        int rowBytes = 0;
        for (int i = 0; i < columns.size(); i++) {
            offsets[i] = rowBytes;
            rowBytes += columns.get(i).text() ? Integer.BYTES : Double.BYTES;
            dictionaries[i] =
                    columns.get(i).text() ? new Dictionary(columns.get(i).name(), threshold) : null;
        }
        store = new BlockStore(rowBytes, threshold, mostRows);
        fingerprints = columns.stream().map(Fingerprint::new).toArray(Fingerprint[]::new);
        rowInBlock = store.blockRows();
    }

    /** The threshold of a table of its own: a quarter of the maximum heap. */
    static long quarterOfHeap() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    void beginRow() {
        if (rowInBlock == store.blockRows()) {
            block = store.next();
            rowInBlock = 0;
        }
    }

    /** A number of the current row; any NaN is a missing value. */
    void number(int column, double value) {
        block.putDouble(offsets[column] * store.blockRows() + rowInBlock * Double.BYTES, value);
        fingerprints[column].number(value);
    }

    /** A text of the current row, as it was read; null is a missing value, and so are the marks of one. */
    void text(int column, @Nullable String value) {
        Dictionary dictionary = dictionaries[column];
        if (dictionary == null) {
            throw new IllegalStateException("column " + column + " is not text");
        }
        int code = value == null ? -1 : dictionary.code(value);
        if (code < 0) {
            fingerprints[column].missingText();
        } else {
            fingerprints[column].text(dictionary.bytes(code));
        }
        block.putInt(offsets[column] * store.blockRows() + rowInBlock * Integer.BYTES, code);
    }

    void endRow() {
        rowInBlock++;
        if (++rows == Integer.MAX_VALUE) {
            throw UserException.data("there are more than " + rows + " rows; select some of them with sql:SELECT ...");
        }
    }

    int rows() {
        return rows;
    }

    /** Deletes what was written so far. */
    void abandon() {
        store.abandon();
    }

    LoadedTable build() {
        ByteBuffer[] blocks = store.finish();
        int blockRows = store.blockRows();
        int needed = Integer.highestOneBit(Math.max(1, 2 * rows - 1));
        if (blocks.length == 1 && needed < blockRows && !store.mapped()) {
            blocks[0] = repacked(blocks[0], needed);
            blockRows = needed;
        }
        LoadedTable.Cells cells = new LoadedTable.Cells(blocks, blockRows);
        List<RawColumn> built = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Dictionary dictionary = dictionaries[i];
            built.add(
                    dictionary == null
                            ? new LoadedTable.Numbers(columns.get(i).name(), cells, offsets[i])
                            : new LoadedTable.Texts(columns.get(i).name(), cells, offsets[i], dictionary.texts()));
        }
        List<byte[]> digests = new ArrayList<>();
        for (Fingerprint fingerprint : fingerprints) {
            digests.add(fingerprint.finish(rows));
        }
        long heapBytes = store.mapped() ? 0 : (long) blocks.length * blockRows * store.rowBytes();
        return new LoadedTable(rows, built, digests, store.mapped(), heapBytes, List.of(cells));
    }

    /** A small table in no more room than it needs. */
    private ByteBuffer repacked(ByteBuffer wide, int blockRows) {
        ByteBuffer packed = ByteBuffer.allocate(store.rowBytes() * blockRows).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < columns.size(); i++) {
            int width = columns.get(i).text() ? Integer.BYTES : Double.BYTES;
            packed.put(offsets[i] * blockRows, wide, offsets[i] * store.blockRows(), rows * width);
        }
        return packed;
    }
}
