package org.chainrule.tabular.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of another table in an order of their own, which it reads through; closing it does nothing.
 *
 * @param rows    how many
 * @param columns the columns, whose rows are counted in that order
 */
record RowChoice(int rows, List<RawColumn> columns) implements RawTable {
    static RowChoice of(RawTable table, int[] which) {
        int[] rows = which.clone();
        List<RawColumn> columns = new ArrayList<>();
        for (RawColumn column : table.columns()) {
            if (column instanceof RawColumn.Numeric numeric) {
                columns.add(new Numbers(numeric, rows));
            } else if (column instanceof RawColumn.Text text) {
                columns.add(new Texts(text, rows));
            }
        }
        return new RowChoice(rows.length, List.copyOf(columns));
    }

    @Override
    public void close() {
        // The table belongs to whoever loaded it.
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Numbers(RawColumn.Numeric all, int[] rows) implements RawColumn.Numeric {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public double value(int row) {
            return all.value(rows[row]);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Texts(RawColumn.Text all, int[] rows) implements RawColumn.Text {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public int code(int row) {
            return all.code(rows[row]);
        }

        @Override
        public List<String> dictionary() {
            return all.dictionary();
        }
    }
}
