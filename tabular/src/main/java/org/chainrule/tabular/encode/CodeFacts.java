package org.chainrule.tabular.encode;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/**
 * Of numbers that may be codes.
 *
 * @param column  name of the column
 * @param numbers its numbers
 * @param levels  the distinct values, ascending; null if there are more than {@code most}
 * @param most    levels that are remembered
 */
@SuppressWarnings("ArrayRecordComponent")
record CodeFacts(String column, NumericFacts numbers, double @Nullable [] levels, int most) implements ColumnFacts {
    static CodeFacts of(RawColumn.Numeric values, PartRows part, int most, double[] scratch) {
        return new CodeFacts(
                values.name(), NumericFacts.of(values, part, scratch), levels(values, part.rows(), most), most);
    }

    private static double @Nullable [] levels(RawColumn.Numeric column, int[] rows, int most) {
        double[] levels = new double[most];
        int count = 0;
        for (int row : rows) {
            double value = column.value(row) + 0.0;
            int place = Double.isFinite(value) ? Arrays.binarySearch(levels, 0, count, value) : 0;
            if (place < 0) {
                if (count == most) {
                    return null;
                }
                System.arraycopy(levels, -place - 1, levels, -place, count + place + 1);
                levels[-place - 1] = value;
                count++;
            }
        }
        return Arrays.copyOf(levels, count);
    }

    @Override
    public long missing() {
        return numbers.missing() - numbers.infinite();
    }

    @Override
    public CodeFacts then(ColumnFacts next) {
        if (next instanceof CodeFacts other && other.column.equals(column) && other.most == most) {
            return new CodeFacts(column, numbers.then(other.numbers), union(levels, other.levels), most);
        }
        throw mismatch(next);
    }

    private double @Nullable [] union(double @Nullable [] left, double @Nullable [] right) {
        if (left == null || right == null) {
            return null;
        }
        double[] both = DoubleStream.concat(Arrays.stream(left), Arrays.stream(right))
                .sorted()
                .distinct()
                .toArray();
        return both.length > most ? null : both;
    }

    @Override
    public int sampled() {
        return numbers.sampled();
    }
}
