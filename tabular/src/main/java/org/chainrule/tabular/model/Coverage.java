package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.List;
import org.chainrule.calibrate.ClassSets;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.Intervals;
import org.chainrule.math.CompensatedSum;
import org.chainrule.tabular.schema.Task;

/**
 * What prediction intervals, or sets of classes, were worth on judged rows. Every row counts once, whatever its weight.
 *
 * @param task    values have intervals, classes have sets
 * @param level   the coverage asked for
 * @param covered share of the rows whose interval or set held the true value or class
 * @param size    mean width of the intervals, in the units of the target, or mean number of classes in a set
 * @param empty   share of the rows whose set is empty; 0 for intervals
 * @param enough  false if the model has too few calibration rows for this level, so that intervals are infinite and sets hold all classes
 */
public record Coverage(Task task, double level, double covered, double size, double empty, boolean enough) {
    /**
     * Judges.
     *
     * @param evaluation predictions and what is true
     * @param level      the coverage asked for, within (0, 1)
     * @return what they are worth
     * @throws IllegalStateException    if the model has no calibration
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public static Coverage of(Evaluation evaluation, double level) {
        return of(evaluation, new double[] {level}).get(0);
    }

    /**
     * Judges several levels in one pass over the rows.
     *
     * @param evaluation predictions and what is true
     * @param levels     the coverages asked for, each within (0, 1)
     * @return what each is worth
     * @throws IllegalStateException    if the model has no calibration
     * @throws IllegalArgumentException if a level is outside (0, 1)
     */
    public static List<Coverage> of(Evaluation evaluation, double[] levels) {
        Predictions predictions = evaluation.predictions();
        Count[] counts = new Count[levels.length];
        for (int i = 0; i < levels.length; i++) {
            counts[i] = new Count(levels[i], predictions.scores());
        }
        for (int row = 0; row < predictions.rows(); row++) {
            double target = evaluation.targets()[row];
            if (evaluation.task() == Task.CLASSIFICATION) {
                double[] p = predictions.unscaledProbabilities()[row];
                for (Count count : counts) {
                    count.add(ClassSets.set(p, count.threshold), (int) target);
                }
            } else {
                Intervals band = predictions.band(row);
                for (Count count : counts) {
                    count.add(band.interval(count.threshold), target);
                }
            }
        }
        return Arrays.stream(counts)
                .map(count -> count.of(evaluation.task(), predictions.rows()))
                .toList();
    }

    /** What is counted of one level. */
    private static final class Count {
        private final double level;
        private final double threshold;
        private final boolean enough;
        private final CompensatedSum size = new CompensatedSum();
        private int covered;
        private int empty;

        Count(double level, ConformalScores scores) {
            this.level = level;
            this.threshold = scores.threshold(level);
            this.enough = scores.enough(level);
        }

        void add(boolean[] set, int klass) {
            int classes = 0;
            for (boolean in : set) {
                classes += in ? 1 : 0;
            }
            size.add(classes);
            covered += set[klass] ? 1 : 0;
            empty += classes == 0 ? 1 : 0;
        }

        void add(double[] ends, double target) {
            Interval interval = new Interval(ends[0], ends[1]);
            size.add(interval.width());
            covered += interval.contains(target) ? 1 : 0;
        }

        Coverage of(Task task, double rows) {
            return new Coverage(task, level, covered / rows, size.value() / rows, empty / rows, enough);
        }
    }
}
