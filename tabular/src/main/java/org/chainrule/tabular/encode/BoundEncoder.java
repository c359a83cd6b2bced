package org.chainrule.tabular.encode;

/** An {@link Encoder} prepared for one table; safe to use from several threads, allocates nothing. */
public final class BoundEncoder {
    private final BoundEncoding[] columns;
    private final int[] offsets;
    private final int width;

    BoundEncoder(BoundEncoding[] columns, int[] offsets, int width) {
        this.columns = columns;
        this.offsets = offsets;
        this.width = width;
    }

    /**
     * The number of inputs.
     *
     * @return the width
     */
    public int width() {
        return width;
    }

    /**
     * Encodes one row; the numbers are the same bits whatever other rows there are.
     *
     * @param row    row of the table, from 0
     * @param out    overwritten from {@code offset} on, {@link #width()} elements
     * @param offset first element to write
     */
    public void encode(int row, float[] out, int offset) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].encode(row, out, offset + offsets[i]);
        }
    }
}
