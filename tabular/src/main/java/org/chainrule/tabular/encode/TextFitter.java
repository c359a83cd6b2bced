package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/** Fits the encodings of text columns on training rows. */
final class TextFitter {
    /** Most levels of a hashed column whose frequency is remembered. */
    private static final int REMEMBERED = 4096;

    private final int[] rows;
    private final EncoderOptions options;

    private final @Nullable TrainingTarget target;

    TextFitter(int[] rows, EncoderOptions options, @Nullable TrainingTarget target) {
        this.rows = rows;
        this.options = options;
        this.target = target;
    }

    /**
     * What training rows hold of a column.
     *
     * @param column  the column
     * @param counts  rows by code of the dictionary
     * @param seen    codes that occur
     * @param missing rows without a value
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Tally(RawColumn.Text column, int[] counts, List<Integer> seen, int missing) {
        String level(int code) {
            return column.dictionary().get(code);
        }

        /** The most frequent levels first, ties by code point. */
        List<Integer> byCount() {
            Comparator<Integer> byCount = Comparator.comparing(code -> -counts[code]);
            return seen.stream()
                    .sorted(byCount.thenComparing(this::level, Levels.BY_CODE_POINT))
                    .toList();
        }

        /** The most frequent levels, as many as allowed, in alphabetical order. */
        List<String> kept(int most) {
            return byCount().stream()
                    .limit(most)
                    .map(this::level)
                    .sorted(Levels.BY_CODE_POINT)
                    .toList();
        }
    }

    ColumnEncoding fit(RawColumn.Text column, Comparator<String> order) {
        Tally tally = tally(column);
        if (tally.seen.size() > options.maxOneHotLevels()) {
            return many(tally);
        }
        boolean slots = options.categories().coding() == LevelCoding.SLOTS;
        List<String> levels = tally.seen.stream()
                .map(tally::level)
                .sorted(slots ? order : Levels.BY_CODE_POINT)
                .toList();
        return slots || levels.isEmpty() ? slots(column.name(), levels, tally.missing) : zeros(tally, levels);
    }

    private Tally tally(RawColumn.Text column) {
        int[] counts = new int[column.dictionary().size()];
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
        return new Tally(column, counts, seen, missing);
    }

    private ColumnEncoding slots(String name, List<String> levels, int missing) {
        boolean indicator = options.missingIndicators() && missing > 0;
        return levels.size() < 2 || (levels.size() == 2 && options.collapseTwoLevels())
                ? new TwoLevels(name, levels, levels.size() == 1 ? missing > 0 : indicator)
                : new OneHot(name, levels, indicator);
    }

    private ScaledOneHot zeros(Tally tally, List<String> levels) {
        boolean scaled = options.categories().coding() == LevelCoding.SCALED_ZEROS;
        boolean collapse = options.collapseTwoLevels();
        int width = ScaledOneHot.width(levels.size(), collapse);
        List<Double> medians = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        int[] counts = new int[levels.size()];
        int[] positions = Levels.positions(tally.column.dictionary(), levels);
        tally.seen.forEach(code -> counts[positions[code]] = tally.counts[code]);
        for (int i = 0; i < width; i++) {
            SmallNumbers numbers = new SmallNumbers();
            numbers.add(ScaledOneHot.coded(levels.size(), collapse, Levels.UNKNOWN, i), tally.missing);
            for (int p = 0; p < counts.length; p++) {
                numbers.add(ScaledOneHot.coded(levels.size(), collapse, p, i), counts[p]);
            }
            medians.add(scaled ? numbers.quantile(0.5) : 0);
            factors.add(scaled ? numbers.robustFactor() : numbers.isConstant() ? 0 : 1.0);
        }
        return new ScaledOneHot(tally.column.name(), levels, collapse, medians, factors, scaled ? options.clip() : 0);
    }

    private ColumnEncoding many(Tally tally) {
        CategoryOptions categories = options.categories();
        return switch (categories.manyLevels()) {
            case HASHED -> hashed(tally);
            case CODES -> new CategoryCodes(tally.column.name(), tally.kept(categories.maxCodes()));
            case TARGET -> targetMeans(tally, categories);
        };
    }

    private TargetMeans targetMeans(Tally tally, CategoryOptions categories) {
        if (target == null) {
            throw new IllegalArgumentException(
                    "column " + tally.column.name() + ": means of the target need the target; give it to Encoder.fit");
        }
        int outputs = target.outputs();
        List<String> levels =
                tally.kept(Math.min(categories.maxCodes(), Math.max(1, CategoryOptions.MOST_CODES / outputs)));
        int[] positions = Levels.positions(tally.column.dictionary(), levels);
        TargetSums sums =
                new TargetSums(tally.column, positions, levels.size(), target, categories.folds(), options.hashSeed());
        sums.add(rows);
        List<Double> prior = new ArrayList<>();
        List<Double> centers = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        double[] means = new double[levels.size() * outputs];
        for (int k = 0; k < outputs; k++) {
            RunningMoments moments = new RunningMoments();
            prior.add(sums.prior(k));
            int rest = sums.count();
            for (int p = 0; p < levels.size(); p++) {
                double mean = sums.mean(p, k, categories.smoothing());
                means[p * outputs + k] = mean;
                if (sums.count(p) > 0) {
                    moments.add(mean, sums.count(p));
                }
                rest -= sums.count(p);
            }
            if (rest > 0) {
                moments.add(sums.prior(k), rest);
            }
            centers.add(moments.count() == 0 ? 0 : moments.mean());
            factors.add(moments.count() == 0 ? 0 : Scaling.factor(moments.standardDeviation()));
        }
        return new TargetMeans(
                tally.column.name(),
                levels,
                prior,
                Arrays.stream(means).boxed().toList(),
                centers,
                factors,
                options.clip(),
                categories.smoothing(),
                categories.folds(),
                options.hashSeed());
    }

    /** The frequency number of a level is log(count), standardised over the training rows. */
    private Hashed hashed(Tally tally) {
        List<Integer> seen = tally.byCount();
        int[] counts = tally.counts;
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
                tally.column.name(),
                options.hashBuckets(),
                options.hashSeed(),
                remembered.stream().map(tally::level).toList(),
                frequencies,
                Scaling.apply(StrictMath.log(others), moments.mean(), factor, 0),
                options.missingIndicators() && tally.missing > 0);
    }
}
