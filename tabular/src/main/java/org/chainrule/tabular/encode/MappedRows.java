package org.chainrule.tabular.encode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows in a memory-mapped temporary file. They are written through a channel, so that a full disk is an IOException
 * and not a fault in mapped memory, then mapped read-only in pieces of at most 1 GiB; a row never straddles two
 * pieces. The file is deleted as soon as it is mapped where the system allows that, so that nothing stays behind even
 * after a kill; elsewhere on close and at exit.
 */
final class MappedRows implements FloatRows {
    private static final int BUFFER_BYTES = 1 << 20;

    private final int rows;
    private final int width;
    private final int shift;
    private final int mask;
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final FloatBuffer[] pieces;

    MappedRows(Path directory, int rows, int width, long pieceBytes) throws IOException {
        this.rows = rows;
        this.width = width;
        this.shift = FloatRows.shift(width, pieceBytes / Float.BYTES);
        this.mask = (1 << shift) - 1;
        this.pieces = new FloatBuffer[FloatRows.chunks(rows, shift)];
        int rowBytes = Math.multiplyExact(width, Float.BYTES);
        this.buffer = ByteBuffer.allocateDirect(Math.max(rowBytes, BUFFER_BYTES / rowBytes * rowBytes))
                .order(ByteOrder.nativeOrder());
        this.file = Files.createTempFile(directory, "chainrule-encoded-", ".tmp");
        file.toFile().deleteOnExit();
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** The temporary file, which may be gone already. */
    Path file() {
        return file;
    }

    @Override
    public void append(float[] row) throws IOException {
        if (buffer.remaining() < width * Float.BYTES) {
            flush();
        }
        buffer.asFloatBuffer().put(row, 0, width);
        buffer.position(buffer.position() + width * Float.BYTES);
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void finish() throws IOException {
        flush();
        long rowBytes = (long) width * Float.BYTES;
        for (int i = 0; i < pieces.length; i++) {
            long first = (long) i << shift;
            long bytes = Math.min(1L << shift, rows - first) * rowBytes;
            pieces[i] = channel.map(FileChannel.MapMode.READ_ONLY, first * rowBytes, bytes)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        channel.close();
        delete();
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillMapped) {
            // Some systems keep a mapped file; it goes on close or at exit.
        }
    }

    @Override
    public void read(int row, int from, float[] out, int offset, int length) {
        pieces[row >>> shift].get((row & mask) * width + from, out, offset, length);
    }

    @Override
    public float get(int row, int position) {
        return pieces[row >>> shift].get((row & mask) * width + position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        delete();
    }
}
