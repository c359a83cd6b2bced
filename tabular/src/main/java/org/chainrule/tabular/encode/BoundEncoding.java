package org.chainrule.tabular.encode;

/**
 * A {@link ColumnEncoding} prepared for one column of one table; safe to use from several threads, allocates nothing.
 */
@FunctionalInterface
public interface BoundEncoding {
    /**
     * Encodes one cell.
     *
     * @param row    row of the column, from 0
     * @param out    overwritten from {@code offset} on, as many elements as the encoding is wide
     * @param offset first element to write
     */
    void encode(int row, float[] out, int offset);

    /**
     * Encodes cells, one below the other.
     *
     * @param rows   rows of the column
     * @param from   first position in {@code rows}
     * @param count  how many
     * @param out    overwritten at {@code offset}, {@code offset + stride} and so on
     * @param offset first element to write
     * @param stride distance of two rows of {@code out}
     */
    default void encode(int[] rows, int from, int count, float[] out, int offset, int stride) {
        for (int n = 0; n < count; n++) {
            encode(rows[from + n], out, offset + n * stride);
        }
    }
}
