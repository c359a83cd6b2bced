package org.chainrule.tabular.encode;

/**
 * Rows as a network sees them, in arrays of up to 16 MiB, so that no allocation needs a large piece of the heap; a row
 * never straddles two arrays.
 */
final class HeapRows implements EncodedRows {
    private static final long PIECE_FLOATS = 1 << 22;

    private final BoundEncoder encoder;
    private final int inputs;
    private final int width;
    private final int shift;
    private final int mask;
    private final float[][] pieces;
    private int appended;

    HeapRows(int rows, BoundEncoder encoder, int tail) {
        this.encoder = encoder;
        this.inputs = encoder.width();
        this.width = inputs + tail;
        this.shift = EncodedRows.shift(width, PIECE_FLOATS);
        this.mask = (1 << shift) - 1;
        this.pieces = new float[EncodedRows.pieces(rows, shift)][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = new float[Math.multiplyExact(Math.min(1 << shift, rows - (i << shift)), width)];
        }
    }

    @Override
    public void append(int row, float[] tail) {
        float[] piece = pieces[appended >>> shift];
        int at = (appended & mask) * width;
        encoder.encode(row, piece, at);
        System.arraycopy(tail, 0, piece, at + inputs, width - inputs);
        appended++;
    }

    @Override
    public void finish() {
        // Everything is in place.
    }

    @Override
    public void inputs(int[] order, int from, int count, float[] x, int offset, int stride) {
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            System.arraycopy(pieces[row >>> shift], (row & mask) * width, x, offset + n * stride, inputs);
        }
    }

    @Override
    public float tail(int row, int position) {
        return pieces[row >>> shift][(row & mask) * width + inputs + position];
    }

    @Override
    public boolean isMapped() {
        return false;
    }

    @Override
    public void close() {
        // The garbage collector does the rest.
    }
}
