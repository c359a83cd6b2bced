package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;

/** A table of packed columns on the heap. Immutable; there is nothing to close. */
final class PackedTable implements RawTable, Serializable {
    private static final long serialVersionUID = 1L;

    private final int rows;

    @SuppressWarnings("serial") // the columns are those below
    private final RawColumn[] columns;

    PackedTable(int rows, List<RawColumn> columns) {
        this.rows = rows;
        this.columns = columns.toArray(RawColumn[]::new);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<RawColumn> columns() {
        return List.of(columns);
    }

    @Override
    public void close() {
        // Nothing but memory.
    }

    /** A column of numbers. */
    record Numbers(String name, Packed cells) implements RawColumn.Numeric, Serializable {
        @Override
        public double value(int row) {
            return cells.get(row);
        }
    }

    /** A column of text; the codes are packed, too, -1 among them. */
    record Texts(String name, Packed codes, List<String> dictionary) implements RawColumn.Text, Serializable {
        @Override
        public int code(int row) {
            return (int) codes.get(row);
        }
    }
}
