package org.chainrule.tabular.encode;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.read.RawColumn;

/**
 * A text column of many levels as the mean of the target at each level: of a number, or for K classes the shares of the
 * last K - 1. The mean of n rows is shrunk to the prior, the mean of all training rows, as if that had been seen in m
 * more: (sum + m prior) / (n + m). Missing, unknown and left out for being rare is the prior. Each mean is then
 * standardised and clipped.
 *
 * <p>A training row must not see its own target here, or the network would trust these inputs too much. So the rows that
 * are trained on are bound by {@link Encoder#bindTraining}: each belongs to one of some folds, by a random number that
 * only depends on seed and row number, and gets the shrunk means of the rows of all other folds. Validation and new
 * rows get the means of all training rows, which are the ones kept here.
 *
 * <p>Source: Micci-Barreca 2001, "A preprocessing scheme for high-cardinality categorical attributes"; out of fold as in
 * stacking.
 *
 * @param column    the column that is read
 * @param levels    the levels that have a mean
 * @param prior     the means of all training rows, at least one
 * @param means     the shrunk means, level after level; levels times priors, at most 2^20
 * @param centers   what is subtracted from each mean
 * @param factors   what each difference is multiplied by; 0 makes it 0 for every row
 * @param clip      bound of the smooth clip; 0 for none
 * @param smoothing m
 * @param folds     folds of the training rows, at least 2
 * @param seed      seed of the folds
 */
public record TargetMeans(
        String column,
        List<String> levels,
        List<Double> prior,
        List<Double> means,
        List<Double> centers,
        List<Double> factors,
        double clip,
        double smoothing,
        int folds,
        int seed)
        implements ColumnEncoding {
    private static final int MOST_FOLDS = 100;

    /** Copies the lists and checks them. */
    public TargetMeans {
        levels = Levels.distinct(column, levels);
        prior = List.copyOf(prior);
        means = List.copyOf(means);
        centers = List.copyOf(centers);
        factors = List.copyOf(factors);
        int outputs = prior.size();
        if (outputs == 0
                || means.size() != (long) outputs * levels.size()
                || centers.size() != outputs
                || factors.size() != outputs) {
            throw new IllegalArgumentException("column " + column + ": expected a mean for each of " + levels.size()
                    + " levels and " + outputs + " priors, a centre and factor a prior, found " + means.size()
                    + " means, " + centers.size() + " centres, " + factors.size() + " factors");
        }
        Levels.checkCount(column, means.size());
        for (int k = 0; k < outputs; k++) {
            Scaling.check(column, centers.get(k), factors.get(k), clip);
        }
        if (!prior.stream().allMatch(Double::isFinite) || !means.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("column " + column + ": means of the target must be finite");
        }
        checkFolds(folds, smoothing);
    }

    /** Refuses folds and a smoothing that make no means. */
    static void checkFolds(int folds, double smoothing) {
        if (folds < 2 || folds > MOST_FOLDS || !(smoothing >= 0 && smoothing < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected folds in [2, " + MOST_FOLDS
                    + "] and a finite smoothing >= 0, found " + folds + " and " + smoothing);
        }
    }

    @Override
    public int width() {
        return prior.size();
    }

    @Override
    public List<String> featureNames() {
        return IntStream.range(0, width())
                .mapToObj(k -> column + (width() == 1 ? " (mean of target)" : " (share of class " + (k + 2) + ")"))
                .toList();
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return IntStream.range(0, width())
                .mapToObj(k -> InputGroup.numeric(column, first + k))
                .toList();
    }

    /** The number that a mean becomes. */
    float number(double mean, int k) {
        return (float) Scaling.apply(mean, centers.get(k), factors.get(k), clip);
    }

    @Override
    public List<String> knownTexts() {
        return levels;
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Text text = Columns.text(column);
        int[] positions = Levels.positions(text.dictionary(), levels);
        int outputs = width();
        float[] numbers = new float[(levels.size() + 1) * outputs];
        for (int k = 0; k < outputs; k++) {
            for (int p = 0; p < levels.size(); p++) {
                numbers[p * outputs + k] = number(means.get(p * outputs + k), k);
            }
            numbers[levels.size() * outputs + k] = number(prior.get(k), k);
        }
        return (row, out, offset) -> {
            int code = text.code(row);
            int position = code < 0 ? Levels.UNKNOWN : positions[code];
            int from = (position == Levels.UNKNOWN ? levels.size() : position) * outputs;
            System.arraycopy(numbers, from, out, offset, outputs);
        };
    }

    /** For the rows that are trained on: see above. */
    BoundEncoding bindTraining(RawColumn column, int[] rows, TrainingTarget target) {
        return bindTraining(
                column, TargetSums.of(Columns.text(column), levels, PartRows.whole(rows), target, folds, seed), 0);
    }

    /** For a part of the rows that are trained on, by sums over all of them. */
    BoundEncoding bindTraining(RawColumn column, TargetSums sums, long firstRow) {
        if (sums.outputs() != width() || !sums.levels().equals(levels)) {
            throw new IllegalArgumentException("column " + this.column + ": was fitted to " + width()
                    + " means of the target at " + levels.size() + " levels, found a target of " + sums.outputs()
                    + " at " + sums.levels().size());
        }
        RawColumn.Text text = Columns.text(column);
        int[] positions = Levels.positions(text.dictionary(), levels);
        CounterRandom random = sums.random();
        return (row, out, offset) -> {
            int fold = sums.fold(random, firstRow + row);
            int code = text.code(row);
            int position = code < 0 ? Levels.UNKNOWN : positions[code];
            for (int k = 0; k < width(); k++) {
                out[offset + k] = number(sums.without(fold, position, k, smoothing), k);
            }
        };
    }
}
