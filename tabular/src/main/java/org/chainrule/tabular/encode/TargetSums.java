package org.chainrule.tabular.encode;

import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.read.RawColumn;

/** Sums of the target by level, of all training rows and of each fold; see {@link TargetMeans}. */
final class TargetSums {
    private final RawColumn.Text column;
    private final int[] positions;
    private final int levels;
    private final TrainingTarget target;
    private final int folds;
    private final CounterRandom random;
    private final int outputs;
    /** [fold, the last for all][level, the last for all][output]. */
    private final double[][] sums;
    /** [fold, the last for all][level, the last for all]. */
    private final int[][] counts;

    TargetSums(RawColumn.Text column, int[] positions, int levels, TrainingTarget target, int folds, int seed) {
        this.column = column;
        this.positions = positions;
        this.levels = levels;
        this.target = target;
        this.folds = folds;
        this.random = CounterRandom.of(seed, CounterRandom.Stream.ENCODING, 0);
        this.outputs = target.outputs();
        this.sums = new double[folds + 1][(levels + 1) * outputs];
        this.counts = new int[folds + 1][levels + 1];
    }

    int fold(int row) {
        return random.below(row, folds);
    }

    /** Adds rows; those without a target are passed over. */
    void add(int[] rows) {
        for (int row : rows) {
            double y = target.target().encode(row);
            if (Double.isNaN(y)) {
                continue;
            }
            int code = column.code(row);
            int position = code < 0 ? Levels.UNKNOWN : positions[code];
            for (int fold : new int[] {fold(row), folds}) {
                if (position != Levels.UNKNOWN) {
                    add(fold, position, y);
                }
                add(fold, levels, y);
            }
        }
    }

    private void add(int fold, int position, double y) {
        counts[fold][position]++;
        for (int k = 0; k < outputs; k++) {
            sums[fold][position * outputs + k] += target.part(y, k);
        }
    }

    /** The mean of all rows; 0 without rows. */
    double prior(int k) {
        int n = counts[folds][levels];
        return n == 0 ? 0 : sums[folds][levels * outputs + k] / n;
    }

    /** The shrunk mean of all rows of a level. */
    double mean(int position, int k, double smoothing) {
        return shrunk(sums[folds][position * outputs + k], counts[folds][position], prior(k), smoothing);
    }

    int count(int position) {
        return counts[folds][position];
    }

    /** All rows, those without a kept level included. */
    int count() {
        return counts[folds][levels];
    }

    /** The shrunk mean of a level's rows outside of a fold; the prior of these folds for no level. */
    double without(int fold, int position, int k, double smoothing) {
        int others = counts[folds][levels] - counts[fold][levels];
        double prior = others == 0
                ? prior(k)
                : (sums[folds][levels * outputs + k] - sums[fold][levels * outputs + k]) / others;
        if (position == Levels.UNKNOWN) {
            return prior;
        }
        int at = position * outputs + k;
        return shrunk(
                sums[folds][at] - sums[fold][at], counts[folds][position] - counts[fold][position], prior, smoothing);
    }

    private static double shrunk(double sum, int count, double prior, double smoothing) {
        // Without rows and smoothing nothing but the prior is known; a sum less its fold is then rounding.
        return count == 0 ? prior : (sum + smoothing * prior) / (count + smoothing);
    }
}
