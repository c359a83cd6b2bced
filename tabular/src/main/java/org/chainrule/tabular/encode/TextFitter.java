package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chainrule.math.RunningMoments;
import org.jspecify.annotations.Nullable;

/** Fits the encodings of text columns to facts of all training rows. */
final class TextFitter {
    /** Most levels of a hashed column whose frequency is remembered. */
    private static final int REMEMBERED = 4096;

    private final EncoderOptions options;

    TextFitter(EncoderOptions options) {
        this.options = options;
    }

    ColumnEncoding fit(TextFacts facts, Comparator<String> order, @Nullable TargetSums means) {
        if (facts.levels().length > options.maxOneHotLevels()) {
            return many(facts, means);
        }
        boolean slots = options.categories().coding() == LevelCoding.SLOTS;
        List<String> levels = Arrays.stream(facts.levels())
                .sorted(slots ? order : Levels.BY_CODE_POINT)
                .toList();
        return slots || levels.isEmpty() ? slots(facts.column(), levels, facts.missing()) : zeros(facts, levels);
    }

    /** The levels of a column that get means of a target with so many numbers a level; null if the column gets none. */
    @Nullable
    List<String> levelsWithMeans(ColumnFacts facts, int outputs) {
        CategoryOptions categories = options.categories();
        return categories.manyLevels() == ManyLevels.TARGET
                        && facts instanceof TextFacts text
                        && text.levels().length > options.maxOneHotLevels()
                ? text.kept(Math.min(categories.maxCodes(), Math.max(1, CategoryOptions.MOST_CODES / outputs)))
                : null;
    }

    private ColumnEncoding slots(String name, List<String> levels, long missing) {
        boolean indicator = options.missingIndicators() && missing > 0;
        return levels.size() < 2 || (levels.size() == 2 && options.collapseTwoLevels())
                ? new TwoLevels(name, levels, levels.size() == 1 ? missing > 0 : indicator)
                : new OneHot(name, levels, indicator);
    }

    /** The levels are in the order of the facts. */
    private ScaledOneHot zeros(TextFacts facts, List<String> levels) {
        boolean scaled = options.categories().coding() == LevelCoding.SCALED_ZEROS;
        boolean collapse = options.collapseTwoLevels();
        int width = ScaledOneHot.width(levels.size(), collapse);
        List<Double> medians = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        long[] counts = facts.counts();
        for (int i = 0; i < width; i++) {
            SmallNumbers numbers = new SmallNumbers();
            numbers.add(ScaledOneHot.coded(levels.size(), collapse, Levels.UNKNOWN, i), facts.missing());
            for (int p = 0; p < counts.length; p++) {
                numbers.add(ScaledOneHot.coded(levels.size(), collapse, p, i), counts[p]);
            }
            medians.add(scaled ? numbers.quantile(0.5) : 0);
            factors.add(scaled ? numbers.robustFactor() : numbers.isConstant() ? 0 : 1.0);
        }
        return new ScaledOneHot(facts.column(), levels, collapse, medians, factors, scaled ? options.clip() : 0);
    }

    private ColumnEncoding many(TextFacts facts, @Nullable TargetSums means) {
        CategoryOptions categories = options.categories();
        return switch (categories.manyLevels()) {
            case HASHED -> hashed(facts);
            case CODES -> new CategoryCodes(facts.column(), facts.kept(categories.maxCodes()));
            case TARGET -> targetMeans(facts.column(), means, categories);
        };
    }

    private TargetMeans targetMeans(String column, @Nullable TargetSums sums, CategoryOptions categories) {
        if (sums == null) {
            throw new IllegalArgumentException(
                    "column " + column + ": means of the target need the target; give it to Encoder.fit");
        }
        List<String> levels = sums.levels();
        int outputs = sums.outputs();
        List<Double> prior = new ArrayList<>();
        List<Double> centers = new ArrayList<>();
        List<Double> factors = new ArrayList<>();
        double[] means = new double[levels.size() * outputs];
        for (int k = 0; k < outputs; k++) {
            RunningMoments moments = new RunningMoments();
            prior.add(sums.prior(k));
            long rest = sums.count();
            for (int p = 0; p < levels.size(); p++) {
                double mean = sums.mean(p, k, categories.smoothing());
                means[p * outputs + k] = mean;
                if (sums.count(p) > 0) {
                    moments.add(mean, (double) sums.count(p));
                }
                rest -= sums.count(p);
            }
            if (rest > 0) {
                moments.add(sums.prior(k), (double) rest);
            }
            centers.add(moments.count() == 0 ? 0 : moments.mean());
            factors.add(moments.count() == 0 ? 0 : Scaling.factor(moments.standardDeviation()));
        }
        return new TargetMeans(
                column,
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
    private Hashed hashed(TextFacts facts) {
        List<Integer> seen = facts.byCount();
        long[] counts = facts.counts();
        RunningMoments moments = new RunningMoments();
        long rest = 0;
        for (int i = 0; i < seen.size(); i++) {
            long count = counts[seen.get(i)];
            moments.add(StrictMath.log((double) count), (double) count);
            rest += i < REMEMBERED ? 0 : count;
        }
        double factor = Scaling.factor(moments.standardDeviation());
        List<Integer> remembered = seen.subList(0, Math.min(REMEMBERED, seen.size()));
        List<Double> frequencies = remembered.stream()
                .map(level -> Scaling.apply(StrictMath.log((double) counts[level]), moments.mean(), factor, 0))
                .toList();
        double others = rest == 0 ? 1 : (double) rest / (seen.size() - remembered.size());
        return new Hashed(
                facts.column(),
                options.hashBuckets(),
                options.hashSeed(),
                remembered.stream().map(level -> facts.levels()[level]).toList(),
                frequencies,
                Scaling.apply(StrictMath.log(others), moments.mean(), factor, 0),
                options.missingIndicators() && facts.missing() > 0);
    }
}
