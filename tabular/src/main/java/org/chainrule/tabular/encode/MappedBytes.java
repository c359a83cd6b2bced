package org.chainrule.tabular.encode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows in a memory-mapped temporary file. They are written through a channel, so that a full disk is an IOException
 * and not a fault in mapped memory, then mapped read-only in pieces of at most 1 GiB. The file is deleted as soon as it
 * is mapped where the system allows that, so that nothing stays behind even after a kill; elsewhere on close and at
 * exit.
 */
final class MappedBytes implements RowBytes {
    private static final int BUFFER_BYTES = 1 << 20;

    private final int rows;
    private final int rowBytes;
    private final int shift;
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;

    MappedBytes(Path directory, int rows, int rowBytes, long pieceBytes) throws IOException {
        this.rows = rows;
        this.rowBytes = rowBytes;
        this.shift = EncodedRows.shift(rowBytes, pieceBytes);
        this.buffer = ByteBuffer.allocateDirect(Math.max(rowBytes, BUFFER_BYTES / rowBytes * rowBytes))
                .order(ByteOrder.nativeOrder());
        this.file = Files.createTempFile(directory, "chainrule-encoded-", ".tmp");
        file.toFile().deleteOnExit();
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public ByteBuffer next() throws IOException {
        if (buffer.remaining() < rowBytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public ByteBuffer[] finish() throws IOException {
        flush();
        ByteBuffer[] pieces = new ByteBuffer[EncodedRows.pieces(rows, shift)];
        for (int i = 0; i < pieces.length; i++) {
            long first = (long) i << shift;
            long bytes = Math.min(1L << shift, rows - first) * rowBytes;
            pieces[i] = channel.map(FileChannel.MapMode.READ_ONLY, first * rowBytes, bytes)
                    .order(ByteOrder.nativeOrder());
        }
        channel.close();
        delete();
        return pieces;
    }

    @Override
    public int shift() {
        return shift;
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillMapped) {
            // Some systems keep a mapped file; it goes on close or at exit.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        delete();
    }
}
