package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.schema.ColumnKind;
import org.jspecify.annotations.Nullable;

/** Fits the encodings of columns on training rows, in row order. Holds one scratch array for all columns. */
final class ColumnFitter {
    /** A date part that moves less than this in training says nothing (leap years move the angle of a day by less). */
    private static final double STILL = 0.02;

    private static final double NARROWEST_NOISE = 1e-3;

    private final int[] rows;
    private final EncoderOptions options;
    private final double[] scratch;
    private final TextFitter texts;

    ColumnFitter(int[] rows, EncoderOptions options, @Nullable TrainingTarget target) {
        this.rows = rows;
        this.options = options;
        this.scratch = new double[Math.min(rows.length, NumericSummary.SAMPLE)];
        this.texts = new TextFitter(rows, options, target);
    }

    ColumnEncoding fit(RawColumn column, ColumnKind kind) {
        return switch (kind) {
            case NUMERIC -> numeric(Columns.numeric(column));
            case CODE ->
                options.categories().codeLevels() ? codes(Columns.numeric(column)) : numeric(Columns.numeric(column));
            case DATE -> date(Columns.numeric(column));
            case CALENDAR -> calendar(Columns.numeric(column));
            case BOOLEAN -> texts.fit(Columns.text(column), Levels.BY_CODE_POINT.reversed());
            case CATEGORICAL -> texts.fit(Columns.text(column), Levels.BY_CODE_POINT);
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
            case QUANTILE_NORMAL -> quantile(column.name(), summary, indicator);
        };
    }

    private QuantileNumeric quantile(String name, NumericSummary summary, boolean indicator) {
        double fill = summary.quantile(0.5);
        addNoise(name, summary);
        return new QuantileNumeric(name, knots(summary), fill, indicator);
    }

    /** Noise parts tied values, so that knots are not wasted on ties; a narrow column gets less, lest it drown. */
    private void addNoise(String name, NumericSummary summary) {
        double deviation = Math.min(options.noise(), NARROWEST_NOISE * summary.range());
        if (deviation > 0) {
            CounterRandom random = CounterRandom.of(
                    options.hashSeed(), CounterRandom.Stream.ENCODING, Hashed.hash(name, options.hashSeed()));
            for (int i = 0; i < summary.sampled(); i++) {
                scratch[i] += deviation * random.normal(i);
            }
        }
    }

    /** Whether an encoding says the same of every training row. */
    static boolean isConstant(ColumnEncoding encoding) {
        if (encoding instanceof NumericEncoding numeric) {
            return !numeric.indicator()
                    && (numeric instanceof ScaledNumeric scaled
                            ? scaled.factor() == 0
                            : numeric instanceof RobustNumeric robust
                                    ? robust.factor() == 0
                                    : numeric instanceof QuantileNumeric quantile && quantile.isConstant());
        } else if (encoding instanceof TwoLevels two) {
            return two.isConstant();
        } else if (encoding instanceof ScaledOneHot scaled) {
            return scaled.factors().stream().allMatch(factor -> factor == 0);
        } else if (encoding instanceof TargetMeans means) {
            return means.factors().stream().allMatch(factor -> factor == 0);
        }
        return encoding instanceof DateParts date
                && date.factor() == 0
                && date.parts().isEmpty()
                && !date.indicator();
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
}
