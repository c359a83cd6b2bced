package org.chainrule.tabular.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of another table, which it reads through; closing it does nothing.
 *
 * @param rows    how many
 * @param columns the columns, counted from the first of these rows
 */
record RowRange(int rows, List<RawColumn> columns) implements RawTable {
    static RowRange of(RawTable table, int begin, int end) {
        List<RawColumn> columns = new ArrayList<>();
        for (RawColumn column : table.columns()) {
            if (column instanceof RawColumn.Numeric numeric) {
                columns.add(new Numbers(numeric, begin));
            } else if (column instanceof RawColumn.Text text) {
                columns.add(new Texts(text, begin));
            }
        }
        return new RowRange(end - begin, List.copyOf(columns));
    }

    @Override
    public void close() {
        // The table belongs to whoever loaded it.
    }

    private record Numbers(RawColumn.Numeric all, int begin) implements RawColumn.Numeric {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public double value(int row) {
            return all.value(begin + row);
        }
    }

    private record Texts(RawColumn.Text all, int begin) implements RawColumn.Text {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public int code(int row) {
            return all.code(begin + row);
        }

        @Override
        public List<String> dictionary() {
            return all.dictionary();
        }
    }
}
