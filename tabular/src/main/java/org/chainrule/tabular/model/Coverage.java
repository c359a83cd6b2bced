package org.chainrule.tabular.model;

import java.util.List;
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
        Predictions predictions = evaluation.predictions();
        boolean classes = evaluation.task() == Task.CLASSIFICATION;
        boolean enough = predictions.scores().enough(level);
        CompensatedSum size = new CompensatedSum();
        int covered = 0;
        int empty = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            double target = evaluation.targets()[row];
            if (classes) {
                List<String> set = predictions.set(row, level);
                covered += set.contains(predictions.classes().get((int) target)) ? 1 : 0;
                empty += set.isEmpty() ? 1 : 0;
                size.add(set.size());
            } else {
                Interval interval = predictions.interval(row, level);
                covered += interval.contains(target) ? 1 : 0;
                size.add(interval.width());
            }
        }
        double rows = predictions.rows();
        return new Coverage(evaluation.task(), level, covered / rows, size.value() / rows, empty / rows, enough);
    }
}
