package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.schema.ColumnKind;

/** Fits the encodings of columns on training rows, in row order. Holds one scratch array for all columns. */
final class ColumnFitter {
    /** Most levels of a hashed column whose frequency is remembered. */
    private static final int REMEMBERED = 4096;
    /** A date part that moves less than this in training says nothing (leap years move the angle of a day by less). */
    private static final double STILL = 0.02;

    private final int[] rows;
    private final EncoderOptions options;
    private final double[] scratch;

    ColumnFitter(int[] rows, EncoderOptions options) {
        this.rows = rows;
        this.options = options;
        this.scratch = new double[Math.min(rows.length, NumericSummary.SAMPLE)];
    }

    ColumnEncoding fit(RawColumn column, ColumnKind kind) {
        return switch (kind) {
            case NUMERIC -> numeric(Columns.numeric(column));
            case CODE -> codes(Columns.numeric(column));
            case DATE -> date(Columns.numeric(column));
            case CALENDAR -> calendar(Columns.numeric(column));
            case BOOLEAN -> text(Columns.text(column), Levels.BY_CODE_POINT.reversed());
            case CATEGORICAL -> text(Columns.text(column), Levels.BY_CODE_POINT);
            default -> throw new IllegalArgumentException("column " + column.name() + " is not a feature but " + kind);
        };
    }

    private ColumnEncoding numeric(RawColumn.Numeric column) {
        NumericSummary summary = new NumericSummary(column, rows, scratch);
        boolean indicator = options.missingIndicators() && summary.partlyMissing();
        return switch (options.numeric()) {
            case STANDARD -> standard(column.name(), summary);
            case ROBUST ->
                binned(
                        new RobustNumeric(
                                column.name(),
                                summary.quantile(0.5),
                                summary.robustFactor(),
                                options.clip(),
                                indicator),
                        summary);
            case QUANTILE_NORMAL ->
                new QuantileNumeric(column.name(), knots(summary), summary.quantile(0.5), indicator);
        };
    }

    /** Adds bins at quantiles; a column of fewer than three values has none. */
    private ColumnEncoding binned(RobustNumeric numeric, NumericSummary summary) {
        int n = summary.sampled();
        if (options.bins() == 0 || n == 0) {
            return numeric;
        }
        Arrays.sort(scratch, 0, n);
        List<Double> edges = new ArrayList<>();
        for (int t = 0; t <= options.bins(); t++) {
            double edge = scratch[(int) ((long) t * (n - 1) / options.bins())];
            if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
                edges.add(edge);
            }
        }
        return edges.size() < 3 ? numeric : new PiecewiseLinear(numeric.column(), numeric, edges);
    }

    private ScaledNumeric standard(String name, NumericSummary summary) {
        boolean indicator = options.missingIndicators() && summary.partlyMissing();
        return new ScaledNumeric(
                name, summary.mean(), summary.factor(), summary.quantile(0.5), options.clip(), indicator);
    }

    private List<Double> knots(NumericSummary summary) {
        int n = summary.sampled();
        if (n == 0) {
            return List.of(0.0);
        }
        Arrays.sort(scratch, 0, n);
        int count = Math.min(n, Math.max(10, Math.min(n / 30, options.maxQuantiles())));
        List<Double> knots = new ArrayList<>(count);
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double position = count == 1 ? 0 : (n - 1) * (i / (count - 1.0));
            int k = Math.min((int) position, n - 1);
            highest = Math.max(highest, Selection.between(scratch[k], scratch[Math.min(k + 1, n - 1)], position - k));
            knots.add(highest);
        }
        return knots;
    }

    private ColumnEncoding codes(RawColumn.Numeric column) {
        ScaledNumeric numeric = standard(column.name(), new NumericSummary(column, rows, scratch));
        double[] levels = new double[options.maxOneHotLevels()];
        int count = 0;
        for (int row : rows) {
            double value = column.value(row) + 0.0;
            int place = Double.isFinite(value) ? Arrays.binarySearch(levels, 0, count, value) : 0;
            if (place < 0) {
                if (count == levels.length) {
                    return numeric;
                }
                System.arraycopy(levels, -place - 1, levels, -place, count + place + 1);
                levels[-place - 1] = value;
                count++;
            }
        }
        // Two levels are told apart by the number alone.
        return count < 3
                ? numeric
                : new CodeLevels(
                        column.name(),
                        numeric,
                        Arrays.stream(levels, 0, count).boxed().toList());
    }

    private DateParts date(RawColumn.Numeric column) {
        NumericSummary summary = new NumericSummary(column, rows, scratch);
        List<String> parts = new ArrayList<>();
        for (DatePart part : DatePart.values()) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < rows.length && !(high - low > STILL); i++) {
                double seconds = column.value(rows[i]);
                if (Double.isFinite(seconds)) {
                    double value = part.of(seconds);
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            if (high - low > STILL) {
                parts.add(part.name());
            }
        }
        boolean indicator = options.missingIndicators() && summary.partlyMissing();
        return new DateParts(column.name(), summary.mean(), summary.factor(), parts, indicator);
    }

    /** The factor 0 keeps the elapsed time from the network: rows that are later than all that trained would be far outside. */
    private DateParts calendar(RawColumn.Numeric column) {
        DateParts parts = date(column);
        return new DateParts(parts.column(), parts.mean(), 0, parts.parts(), parts.indicator());
    }

    private ColumnEncoding text(RawColumn.Text column, Comparator<String> order) {
        List<String> dictionary = column.dictionary();
        int[] counts = new int[dictionary.size()];
        int missing = 0;
        for (int row : rows) {
            int code = column.code(row);
            if (code < 0) {
                missing++;
            } else {
                counts[code]++;
            }
        }
        List<Integer> seen = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                seen.add(code);
            }
        }
        boolean indicator = options.missingIndicators() && missing > 0;
        if (seen.size() > options.maxOneHotLevels()) {
            return hashed(column, counts, seen, indicator);
        }
        List<String> levels = seen.stream().map(dictionary::get).sorted(order).toList();
        return levels.size() < 2 || (levels.size() == 2 && options.collapseTwoLevels())
                ? new TwoLevels(column.name(), levels, levels.size() == 1 ? missing > 0 : indicator)
                : new OneHot(column.name(), levels, indicator);
    }

    /** The frequency number of a level is log(count), standardised over the training rows. */
    private Hashed hashed(RawColumn.Text column, int[] counts, List<Integer> seen, boolean missing) {
        List<String> dictionary = column.dictionary();
        Comparator<Integer> byCount = Comparator.comparing(code -> -counts[code]);
        seen.sort(byCount.thenComparing(dictionary::get, Levels.BY_CODE_POINT));
        RunningMoments moments = new RunningMoments();
        long rest = 0;
        for (int i = 0; i < seen.size(); i++) {
            int count = counts[seen.get(i)];
            moments.add(StrictMath.log(count), count);
            rest += i < REMEMBERED ? 0 : count;
        }
        double factor = Scaling.factor(moments.standardDeviation());
        List<Integer> remembered = seen.subList(0, Math.min(REMEMBERED, seen.size()));
        List<Double> frequencies = remembered.stream()
                .map(code -> Scaling.apply(StrictMath.log(counts[code]), moments.mean(), factor, 0))
                .toList();
        double others = rest == 0 ? 1 : (double) rest / (seen.size() - remembered.size());
        return new Hashed(
                column.name(),
                options.hashBuckets(),
                options.hashSeed(),
                remembered.stream().map(dictionary::get).toList(),
                frequencies,
                Scaling.apply(StrictMath.log(others), moments.mean(), factor, 0),
                missing);
    }
}
