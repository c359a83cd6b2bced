package org.chainrule.tabular.doctor;

import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;

/** Cells of whatever kind: missing or not, and told apart by 64 bits that are the same in every table. */
final class Cells {
    private static final long MISSING = 0x5DEECE66DL;

    private Cells() {}

    static boolean missing(RawColumn column, int row) {
        return column instanceof RawColumn.Numeric numbers
                ? Double.isNaN(numbers.value(row))
                : ((RawColumn.Text) column).code(row) < 0;
    }

    /** The bits of a cell, by row. */
    @FunctionalInterface
    interface Bits {
        long of(int row);
    }

    static Bits bits(RawColumn column) {
        if (column instanceof RawColumn.Numeric numbers) {
            return row -> {
                double value = numbers.value(row);
                return Double.isNaN(value) ? MISSING : Double.doubleToLongBits(value + 0.0);
            };
        }
        RawColumn.Text text = (RawColumn.Text) column;
        long[] levels = text.dictionary().stream().mapToLong(Cells::bits).toArray();
        return row -> text.code(row) < 0 ? MISSING : levels[text.code(row)];
    }

    private static long bits(String text) {
        long bits = text.length();
        for (int i = 0; i < text.length(); i++) {
            bits = CounterRandom.bits(bits, text.charAt(i));
        }
        return bits;
    }

    /** One number a row of what its cells are: rows that are equal in all columns have the same. Columns are read one after the other, as they lie. */
    static long[] rows(RawTable table, List<String> columns, int[] rows) {
        var byName = TrainingRows.byName(table);
        long[] hashes = new long[rows.length];
        for (String name : columns) {
            RawColumn column = byName.get(name);
            if (column == null) {
                throw new IllegalStateException("no column " + name);
            }
            Bits bits = bits(column);
            for (int n = 0; n < rows.length; n++) {
                hashes[n] = CounterRandom.bits(hashes[n], bits.of(rows[n]));
            }
        }
        return hashes;
    }

    /** At most so many rows, evenly spread. */
    static int[] spread(int[] rows, int most) {
        if (rows.length <= most) {
            return rows;
        }
        int[] sample = new int[most];
        for (int n = 0; n < most; n++) {
            sample[n] = rows[(int) ((long) n * rows.length / most)];
        }
        return sample;
    }

    /** Draws for the checks alone: no training has the stream. */
    static CounterRandom draws(long step) {
        return CounterRandom.of(0, Stream.SAMPLE, step);
    }
}
