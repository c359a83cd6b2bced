package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;

/** A table in memory, with the kind of each column. */
final class MemoryTable implements RawTable {
    private final List<RawColumn> columns = new ArrayList<>();
    private final List<ColumnSchema> schema = new ArrayList<>();
    private final int rows;

    MemoryTable(int rows) {
        this.rows = rows;
    }

    record Numbers(String name, double[] values) implements RawColumn.Numeric {
        @Override
        public double value(int row) {
            return values[row];
        }
    }

    record Texts(String name, int[] codes, List<String> dictionary) implements RawColumn.Text {
        @Override
        public int code(int row) {
            return codes[row];
        }
    }

    static Numbers numbers(String name, double... values) {
        return new Numbers(name, values);
    }

    /** Null is missing. */
    static Texts texts(String name, String... values) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        int[] column = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                column[i] = -1;
            } else {
                codes.putIfAbsent(values[i], codes.size());
                column[i] = codes.get(values[i]);
            }
        }
        return new Texts(name, column, List.copyOf(codes.keySet()));
    }

    MemoryTable with(ColumnKind kind, RawColumn column) {
        columns.add(column);
        schema.add(new ColumnSchema(column.name(), kind, column instanceof RawColumn.Text, ""));
        return this;
    }

    Schema schema() {
        return new Schema(schema);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<RawColumn> columns() {
        return List.copyOf(columns);
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /** The rows from 0 up to n. */
    static int[] first(int n) {
        int[] rows = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = i;
        }
        return rows;
    }

    static float[] encode(ColumnEncoding encoding, RawColumn column, int row) {
        float[] out = new float[encoding.width() + 2];
        java.util.Arrays.fill(out, 77);
        encoding.encode(column, row, out, 1);
        if (out[0] != 77 || out[out.length - 1] != 77) {
            throw new AssertionError("wrote outside of its width");
        }
        if (encoding.featureNames().size() != encoding.width()) {
            throw new AssertionError("names and width differ: " + encoding.featureNames());
        }
        return java.util.Arrays.copyOfRange(out, 1, out.length - 1);
    }

    /** Fits one column on its first rows. */
    static ColumnEncoding fit(ColumnKind kind, RawColumn column, int trainingRows, EncoderOptions options) {
        MemoryTable table = new MemoryTable(trainingRows).with(kind, column);
        EncoderOptions kept = options.withFitting(options.noise(), false);
        return Encoder.fit(table, table.schema(), first(trainingRows), kept)
                .columns()
                .get(0);
    }
}
