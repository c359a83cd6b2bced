package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.schema.ColumnKind;
import org.jspecify.annotations.Nullable;

/** Fits the encodings of columns to facts of all training rows. Holds one scratch array for all columns. */
final class ColumnFitter {
    private static final double NARROWEST_NOISE = 1e-3;

    private final EncoderOptions options;
    private final double[] scratch;
    private final TextFitter texts;

    /**
     * Fits.
     *
     * @param options what the preset decides
     * @param scratch overwritten; room for the sample of a column
     */
    ColumnFitter(EncoderOptions options, double[] scratch) {
        this.options = options;
        this.scratch = scratch;
        this.texts = new TextFitter(options);
    }

    /**
     * Fits a column.
     *
     * @param facts of all training rows
     * @param kind  what the column is taken for
     * @param means of the target, where {@link TextFitter#levelsWithMeans} names levels
     */
    ColumnEncoding fit(ColumnFacts facts, ColumnKind kind, @Nullable TargetSums means) {
        if (facts instanceof NumberFacts number) {
            return numeric(number.column(), number.numbers().summary(scratch));
        } else if (facts instanceof CodeFacts codes) {
            return codes(codes);
        } else if (facts instanceof DateFacts date) {
            return date(date, kind);
        }
        Comparator<String> order = kind == ColumnKind.BOOLEAN ? Levels.BY_CODE_POINT.reversed() : Levels.BY_CODE_POINT;
        return texts.fit((TextFacts) facts, order, means);
    }

    private ColumnEncoding numeric(String name, NumericSummary summary) {
        boolean indicator = options.missingIndicators() && summary.partlyMissing();
        return switch (options.numeric()) {
            case STANDARD -> standard(name, summary);
            case ROBUST ->
                binned(
                        new RobustNumeric(
                                name, summary.quantile(0.5), summary.robustFactor(), options.clip(), indicator),
                        summary);
            case QUANTILE_NORMAL -> quantile(name, summary, indicator);
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

    private ColumnEncoding codes(CodeFacts facts) {
        ScaledNumeric numeric = standard(facts.column(), facts.numbers().summary(scratch));
        double[] levels = facts.levels();
        // Two levels are told apart by the number alone.
        return levels == null || levels.length < 3
                ? numeric
                : new CodeLevels(
                        facts.column(), numeric, Arrays.stream(levels).boxed().toList());
    }

    /**
     * Of a calendar the factor 0 keeps the elapsed time from the network: rows that are later than all that trained would be far outside.
     */
    private DateParts date(DateFacts facts, ColumnKind kind) {
        NumericSummary summary = facts.seconds().summary(scratch);
        List<String> parts = Arrays.stream(DatePart.values())
                .filter(facts::moves)
                .map(DatePart::name)
                .toList();
        boolean indicator = options.missingIndicators() && summary.partlyMissing();
        return new DateParts(
                facts.column(), summary.mean(), kind == ColumnKind.CALENDAR ? 0 : summary.factor(), parts, indicator);
    }
}
