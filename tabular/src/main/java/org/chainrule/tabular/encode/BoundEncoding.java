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
}
