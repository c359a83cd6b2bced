package org.chainrule.tabular.encode;

import java.util.Arrays;
import org.chainrule.tabular.read.RawColumn;

/**
 * Of dates.
 *
 * @param column  name of the column
 * @param seconds its numbers, without a sample
 * @param lows    the smallest number of each {@link DatePart}, infinite without dates; of a part that moves, of those rows that showed it
 * @param highs   the largest
 */
@SuppressWarnings("ArrayRecordComponent")
record DateFacts(String column, NumericFacts seconds, double[] lows, double[] highs) implements ColumnFacts {
    /** A date part that moves less than this in training says nothing (leap years move the angle of a day by less). */
    private static final double STILL = 0.02;

    static DateFacts of(RawColumn.Numeric values, PartRows part) {
        int parts = DatePart.values().length;
        double[] lows = new double[parts];
        double[] highs = new double[parts];
        Arrays.fill(lows, Double.POSITIVE_INFINITY);
        Arrays.fill(highs, Double.NEGATIVE_INFINITY);
        DateFacts facts = new DateFacts(values.name(), NumericFacts.of(values, part, new double[0]), lows, highs);
        for (DatePart which : DatePart.values()) {
            int p = which.ordinal();
            int[] rows = part.rows();
            for (int i = 0; i < rows.length && !facts.moves(which); i++) {
                double seconds = values.value(rows[i]);
                if (Double.isFinite(seconds)) {
                    double value = which.of(seconds);
                    lows[p] = Math.min(lows[p], value);
                    highs[p] = Math.max(highs[p], value);
                }
            }
        }
        return facts;
    }

    /** Whether a part of the date changes in training. */
    boolean moves(DatePart part) {
        return highs[part.ordinal()] - lows[part.ordinal()] > STILL;
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
        double[] low = lows.clone();
        double[] high = highs.clone();
        for (int p = 0; p < low.length; p++) {
            low[p] = Math.min(low[p], other.lows[p]);
            high[p] = Math.max(high[p], other.highs[p]);
        }
        return new DateFacts(column, seconds.then(other.seconds), low, high);
    }

    @Override
    public int sampled() {
        return seconds.sampled();
    }
}
