package org.chainrule.tabular.encode;

/**
 * Rows in arrays of up to 16 MiB, so that no allocation needs a large piece of the heap; a row never straddles two
 * arrays.
 */
final class HeapRows implements FloatRows {
    private static final long CHUNK_FLOATS = 1 << 22;

    private final int width;
    private final int shift;
    private final int mask;
    private final float[][] chunks;
    private int appended;

    HeapRows(int rows, int width) {
        this.width = width;
        this.shift = FloatRows.shift(width, CHUNK_FLOATS);
        this.mask = (1 << shift) - 1;
        this.chunks = new float[FloatRows.chunks(rows, shift)][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new float[Math.multiplyExact(Math.min(1 << shift, rows - (i << shift)), width)];
        }
    }

    @Override
    public void append(float[] row) {
        System.arraycopy(row, 0, chunks[appended >>> shift], (appended & mask) * width, width);
        appended++;
    }

    @Override
    public void finish() {
        // Everything is in place.
    }

    @Override
    public void read(int row, int from, float[] out, int offset, int length) {
        System.arraycopy(chunks[row >>> shift], (row & mask) * width + from, out, offset, length);
    }

    @Override
    public float get(int row, int position) {
        return chunks[row >>> shift][(row & mask) * width + position];
    }

    @Override
    public void close() {
        // The garbage collector does the rest.
    }
}
