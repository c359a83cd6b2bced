package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.read.RawColumn;

/**
 * Of dates.
 *
 * @param column  name of the column
 * @param seconds its numbers, without a sample
 * @param ranges  of each part of the date; of a part that moves, of those rows that showed it
 */
record DateFacts(String column, NumericFacts seconds, Map<DatePart, Range> ranges) implements ColumnFacts {
    /** A date part that moves less than this in training says nothing (leap years move the angle of a day by less). */
    private static final double STILL = 0.02;

    /** Copies the map. */
    DateFacts {
        ranges = new EnumMap<>(ranges);
    }

    /**
     * Of numbers.
     *
     * @param low  the smallest, infinite without numbers
     * @param high the largest
     */
    record Range(double low, double high) implements Serializable {
        boolean moves() {
            return high - low > STILL;
        }

        Range and(Range other) {
            return new Range(Math.min(low, other.low), Math.max(high, other.high));
        }
    }

    static DateFacts of(RawColumn.Numeric values, PartRows part) {
        Map<DatePart, Range> ranges = new EnumMap<>(DatePart.class);
        for (DatePart which : DatePart.values()) {
            ranges.put(which, range(values, part.rows(), which));
        }
        return new DateFacts(values.name(), NumericFacts.of(values, part, new double[0]), ranges);
    }

    private static Range range(RawColumn.Numeric values, int[] rows, DatePart which) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows.length && !(high - low > STILL); i++) {
            double seconds = values.value(rows[i]);
            if (Double.isFinite(seconds)) {
                double value = which.of(seconds);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return new Range(low, high);
    }

    /** Whether a part of the date changes in training. */
    boolean moves(DatePart part) {
        return range(part).moves();
    }

    private Range range(DatePart part) {
        return Objects.requireNonNull(ranges.get(part));
    }

    @Override
    public long missing() {
        return seconds.missing() - seconds.infinite();
    }

    @Override
    public DateFacts then(ColumnFacts next) {
        if (!(next instanceof DateFacts other && other.column.equals(column))) {
            throw mismatch(next);
        }
        Map<DatePart, Range> both = new EnumMap<>(DatePart.class);
        ranges.forEach((part, range) -> both.put(part, range.and(other.range(part))));
        return new DateFacts(column, seconds.then(other.seconds), both);
    }

    @Override
    public int sampled() {
        return seconds.sampled();
    }
}
