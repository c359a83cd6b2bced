package org.chainrule.tabular.encode;

import java.util.List;

/** An {@link Encoder} prepared for one table; safe to use from several threads, allocates nothing. */
public final class BoundEncoder {
    private final List<BoundPart> parts;
    private final BoundEncoding[] columns;
    private final int[] offsets;
    private final int width;

    BoundEncoder(List<BoundPart> parts) {
        this.parts = List.copyOf(parts);
        this.columns = parts.stream().map(BoundPart::bound).toArray(BoundEncoding[]::new);
        this.offsets = parts.stream().mapToInt(BoundPart::input).toArray();
        this.width = parts.stream().mapToInt(part -> part.encoding().width()).sum();
    }

    /** The columns, in the order of their inputs. */
    List<BoundPart> parts() {
        return parts;
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

    /**
     * Encodes rows, one below the other.
     *
     * @param rows   rows of the table
     * @param from   first position in {@code rows}
     * @param count  how many
     * @param out    overwritten, {@link #width()} elements at {@code offset}, {@code offset + stride} and so on
     * @param offset first element to write
     * @param stride distance of two rows of {@code out}, at least {@link #width()}
     */
    public void encode(int[] rows, int from, int count, float[] out, int offset, int stride) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].encode(rows, from, count, out, offset + offsets[i], stride);
        }
    }
}
