package org.chainrule.tabular.encode;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/** The numbers of rows that were stored one after the other, and columns of them as a table has them. */
final class StoredCells {
    private final ByteBuffer[] pieces;
    private final FloatBuffer[] floats;
    private final int shift;
    private final int mask;
    private final int rowBytes;

    StoredCells(ByteBuffer[] pieces, int shift, int rowBytes) {
        this.pieces = pieces;
        this.floats = new FloatBuffer[pieces.length];
        for (int i = 0; i < pieces.length; i++) {
            floats[i] = pieces[i].asFloatBuffer();
        }
        this.shift = shift;
        this.mask = (1 << shift) - 1;
        this.rowBytes = rowBytes;
    }

    /** The number at a byte of a row that is a multiple of 4. */
    float single(int row, int position) {
        return floats[row >>> shift].get(((row & mask) * rowBytes + position) / Float.BYTES);
    }

    /** As many numbers from there. */
    void singles(int row, int position, float[] out, int offset, int length) {
        floats[row >>> shift].get(((row & mask) * rowBytes + position) / Float.BYTES, out, offset, length);
    }

    RawColumn.Numeric numbers(String name, int position) {
        return new Numbers(name, pieces, shift, mask, rowBytes, position);
    }

    RawColumn.Text texts(RawColumn.Text source, int position) {
        return new Texts(source.name(), this, position, source.dictionary());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Numbers(String name, ByteBuffer[] pieces, int shift, int mask, int rowBytes, int position)
            implements RawColumn.Numeric {
        @Override
        public double value(int row) {
            return pieces[row >>> shift].getDouble((row & mask) * rowBytes + position);
        }
    }

    private record Texts(String name, StoredCells cells, int position, List<String> dictionary)
            implements RawColumn.Text {
        @Override
        public int code(int row) {
            return cells.pieces[row >>> cells.shift].getInt((row & cells.mask) * cells.rowBytes + position);
        }
    }
}
