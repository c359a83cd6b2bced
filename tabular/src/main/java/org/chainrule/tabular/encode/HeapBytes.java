package org.chainrule.tabular.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rows in arrays of up to 16 MiB. */
final class HeapBytes implements RowBytes {
    private static final long PIECE_BYTES = 1 << 24;

    private final int shift;
    private final ByteBuffer[] pieces;
    private int written;

    HeapBytes(int rows, int rowBytes) {
        this.shift = EncodedRows.shift(rowBytes, PIECE_BYTES);
        this.pieces = new ByteBuffer[EncodedRows.pieces(rows, shift)];
        for (int i = 0; i < pieces.length; i++) {
            int bytes = Math.multiplyExact(Math.min(1 << shift, rows - (i << shift)), rowBytes);
            pieces[i] = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
        }
    }

    @Override
    public ByteBuffer next() {
        return pieces[written++ >>> shift];
    }

    @Override
    public ByteBuffer[] finish() {
        for (ByteBuffer piece : pieces) {
            piece.clear();
        }
        return pieces;
    }

    @Override
    public int shift() {
        return shift;
    }

    @Override
    public void close() {
        // The garbage collector does the rest.
    }
}
