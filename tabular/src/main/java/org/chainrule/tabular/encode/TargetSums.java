package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.read.RawColumn;

/** Sums of the target by level, of all training rows and of each fold; see {@link TargetMeans}. Immutable once it is made. */
final class TargetSums implements Serializable {
    private static final long serialVersionUID = 1;

    private final MeansWanted.Column column;
    private final int outputs;
    private final int seed;
    /** [fold, the last for all][level, the last for all][output]. */
    private final double[][] sums;
    /** [fold, the last for all][level, the last for all]. */
    private final long[][] counts;

    private TargetSums(MeansWanted.Column column, int outputs, int seed, double[][] sums, long[][] counts) {
        this.column = column;
        this.outputs = outputs;
        this.seed = seed;
        this.sums = sums;
        this.counts = counts;
    }

    /** Adds up rows of a part; those without a target are passed over. */
    static TargetSums of(
            RawColumn.Text column, List<String> levels, PartRows part, TrainingTarget target, int folds, int seed) {
        int outputs = target.outputs();
        TargetSums sums = new TargetSums(
                new MeansWanted.Column(column.name(), levels),
                outputs,
                seed,
                new double[folds + 1][(levels.size() + 1) * outputs],
                new long[folds + 1][levels.size() + 1]);
        CounterRandom random = sums.random();
        int[] positions = Levels.positions(column.dictionary(), levels);
        for (int row : part.rows()) {
            double y = target.target().encode(row);
            if (Double.isNaN(y)) {
                continue;
            }
            int code = column.code(row);
            int position = code < 0 ? Levels.UNKNOWN : positions[code];
            sums.add(random.below(part.first() + row, folds), position, y, target);
            sums.add(folds, position, y, target);
        }
        return sums;
    }

    private void add(int fold, int position, double y, TrainingTarget target) {
        if (position != Levels.UNKNOWN) {
            addTo(fold, position, y, target);
        }
        addTo(fold, column.levels().size(), y, target);
    }

    private void addTo(int fold, int position, double y, TrainingTarget target) {
        counts[fold][position]++;
        for (int k = 0; k < outputs; k++) {
            sums[fold][position * outputs + k] += target.part(y, k);
        }
    }

    /** The sums of this and the next part. */
    TargetSums then(TargetSums next) {
        if (!next.column.equals(column) || next.outputs != outputs || next.seed != seed || next.folds() != folds()) {
            throw new IllegalArgumentException("expected sums of the target for the same levels and folds of column "
                    + column.name() + ", found others of column " + next.column.name());
        }
        double[][] bothSums = new double[sums.length][];
        long[][] bothCounts = new long[sums.length][];
        for (int fold = 0; fold < sums.length; fold++) {
            bothSums[fold] = sums[fold].clone();
            bothCounts[fold] = counts[fold].clone();
            for (int i = 0; i < sums[fold].length; i++) {
                bothSums[fold][i] += next.sums[fold][i];
            }
            for (int i = 0; i < counts[fold].length; i++) {
                bothCounts[fold][i] += next.counts[fold][i];
            }
        }
        return new TargetSums(column, outputs, seed, bothSums, bothCounts);
    }

    String column() {
        return column.name();
    }

    List<String> levels() {
        return column.levels();
    }

    int outputs() {
        return outputs;
    }

    private int folds() {
        return sums.length - 1;
    }

    /** What gives a row its fold: draw number r of {@link #fold}. */
    CounterRandom random() {
        return CounterRandom.of(seed, CounterRandom.Stream.ENCODING, 0);
    }

    /** The fold of a row, numbered through all parts. */
    int fold(CounterRandom random, long row) {
        return random.below(row, folds());
    }

    /** The mean of all rows; 0 without rows. */
    double prior(int k) {
        long n = count();
        return n == 0 ? 0 : sums[folds()][levels().size() * outputs + k] / n;
    }

    /** The shrunk mean of all rows of a level. */
    double mean(int position, int k, double smoothing) {
        return shrunk(sums[folds()][position * outputs + k], count(position), prior(k), smoothing);
    }

    long count(int position) {
        return counts[folds()][position];
    }

    /** All rows, those without a kept level included. */
    long count() {
        return counts[folds()][levels().size()];
    }

    /** The shrunk mean of a level's rows outside of a fold; the prior of these folds for no level. */
    double without(int fold, int position, int k, double smoothing) {
        int all = levels().size();
        int folds = folds();
        long others = counts[folds][all] - counts[fold][all];
        double prior =
                others == 0 ? prior(k) : (sums[folds][all * outputs + k] - sums[fold][all * outputs + k]) / others;
        if (position == Levels.UNKNOWN) {
            return prior;
        }
        int at = position * outputs + k;
        return shrunk(
                sums[folds][at] - sums[fold][at], counts[folds][position] - counts[fold][position], prior, smoothing);
    }

    private static double shrunk(double sum, long count, double prior, double smoothing) {
        // Without rows and smoothing nothing but the prior is known; a sum less its fold is then rounding.
        return count == 0 ? prior : (sum + smoothing * prior) / (count + smoothing);
    }
}
