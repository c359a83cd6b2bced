package org.chainrule.tabular.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells in blocks of rows, within a block column by column. Blocks stay on the heap until they need more than a threshold; then all of them go to a temporary
 * file, which is mapped, read-only, once it is complete. The file is written through its channel, so that a full disk is an exception and not a crash.
 */
final class BlockStore {
    private static final int BLOCK_BYTES = 4 << 20;
    private static final int MOST_ROWS = 1 << 16;
    private static final int LEAST_ROWS = 16;
    private static final long MAP_BYTES = 1L << 30;

    private final int rowBytes;
    private final long threshold;
    private final int blockRows;
    private final List<ByteBuffer> blocks = new ArrayList<>();
    private @Nullable FileChannel channel;
    private @Nullable Path file;
    private int written;

    /**
     * An empty store.
     *
     * @param rowBytes  bytes of a row
     * @param threshold the most bytes on the heap
     * @param mostRows  the most rows that will come, for small tables; Integer.MAX_VALUE if unknown
     */
    BlockStore(int rowBytes, long threshold, int mostRows) {
        this.rowBytes = rowBytes;
        this.threshold = threshold;
        int fitting = Integer.highestOneBit(Math.max(LEAST_ROWS, BLOCK_BYTES / Math.max(1, rowBytes)));
        int wanted = mostRows >= MOST_ROWS ? MOST_ROWS : Integer.highestOneBit(Math.max(1, 2 * mostRows - 1));
        this.blockRows = Math.min(MOST_ROWS, Math.min(fitting, wanted));
    }

    /** Rows of a block, a power of two. */
    int blockRows() {
        return blockRows;
    }

    /** A zeroed block to be filled; the one before is complete. */
    ByteBuffer next() {
        try {
            if (channel == null && (blocks.size() + 1L) * blockBytes() > threshold) {
                spill();
            }
            ByteBuffer block;
            if (channel != null && !blocks.isEmpty()) {
                block = blocks.get(0);
                write(block);
            } else {
                block = ByteBuffer.allocate(blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
                blocks.add(block);
            }
            return block;
        } catch (IOException e) {
            abandon();
            throw new UncheckedIOException(
                    "cannot write a temporary file to " + System.getProperty("java.io.tmpdir")
                            + "; free space there or name another directory with -Djava.io.tmpdir=",
                    e);
        }
    }

    /** Bytes of a row. */
    int rowBytes() {
        return rowBytes;
    }

    private int blockBytes() {
        return Math.multiplyExact(rowBytes, blockRows);
    }

    private void spill() throws IOException {
        Path path = Files.createTempFile("chainrule-", ".rows");
        file = path;
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!blocks.isEmpty()) {
            ByteBuffer last = blocks.get(blocks.size() - 1);
            for (ByteBuffer block : blocks.subList(0, blocks.size() - 1)) {
                write(block);
            }
            blocks.clear();
            blocks.add(last);
        }
    }

    private void write(ByteBuffer block) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            throw new IllegalStateException("no file to write to");
        }
        block.clear();
        while (block.hasRemaining()) {
            out.write(block);
        }
        written++;
    }

    /** Whether the cells went to a file. */
    boolean mapped() {
        return file != null;
    }

    /**
     * The blocks, for good.
     *
     * @return heap or mapped buffers, little-endian
     */
    ByteBuffer[] finish() {
        FileChannel out = channel;
        if (out == null) {
            return blocks.toArray(new ByteBuffer[0]);
        }
        try (out) {
            if (!blocks.isEmpty()) {
                write(blocks.get(0));
                blocks.clear();
            }
            return map(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the temporary file " + file, e);
        } finally {
            abandon();
        }
    }

    private ByteBuffer[] map(FileChannel in) throws IOException {
        ByteBuffer[] mapped = new ByteBuffer[written];
        int perMap = (int) Math.max(1, MAP_BYTES / blockBytes());
        for (int begin = 0; begin < written; begin += perMap) {
            int count = Math.min(perMap, written - begin);
            ByteBuffer region =
                    in.map(FileChannel.MapMode.READ_ONLY, (long) begin * blockBytes(), (long) count * blockBytes());
            for (int i = 0; i < count; i++) {
                mapped[begin + i] = region.slice(i * blockBytes(), blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        return mapped;
    }

    /** Deletes the file: mapped memory stays valid where the system allows it, elsewhere the file goes at exit. */
    void abandon() {
        Path path = file;
        if (path == null) {
            return;
        }
        try {
            FileChannel open = channel;
            if (open != null) {
                open.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
