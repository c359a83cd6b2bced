package org.chainrule.tabular.run;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;

/**
 * A view of a table whose rows are read from other rows, one column from others than the rest.
 *
 * @param table  read, not closed
 * @param rows   of the view
 * @param column name of the one column
 * @param source from a row of the view to the row that the column is read from
 * @param others the same for all other columns
 */
record RedirectedTable(RawTable table, int rows, String column, IntUnaryOperator source, IntUnaryOperator others)
        implements RawTable {
    @Override
    public List<RawColumn> columns() {
        return table.columns().stream()
                .map(one -> view(one, one.name().equals(column) ? source : others))
                .toList();
    }

    private static RawColumn view(RawColumn column, IntUnaryOperator from) {
        if (column instanceof RawColumn.Text text) {
            return new RawColumn.Text() {
                @Override
                public String name() {
                    return text.name();
                }

                @Override
                public int code(int row) {
                    return text.code(from.applyAsInt(row));
                }

                @Override
                public List<String> dictionary() {
                    return text.dictionary();
                }
            };
        }
        RawColumn.Numeric numeric = (RawColumn.Numeric) column;
        return new RawColumn.Numeric() {
            @Override
            public String name() {
                return numeric.name();
            }

            @Override
            public double value(int row) {
                return numeric.value(from.applyAsInt(row));
            }
        };
    }

    @Override
    public void close() {
        // the table behind the view is closed by whoever opened it
    }
}
