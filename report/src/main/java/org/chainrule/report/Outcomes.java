package org.chainrule.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.metric.Calibration;
import org.chainrule.metric.ConfusionMatrix;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** Sums up the predictions on held-out rows for the charts of a report. */
public final class Outcomes {
    private static final int CALIBRATION_BINS = 10;
    private static final int HISTOGRAM_BINS = 30;
    private static final int ROC_POINTS = 400;

    /** The coverages that are drawn; the table has some of them. */
    private static final double[] LEVELS =
            IntStream.rangeClosed(1, 39).mapToDouble(i -> i / 40.0).toArray();

    private Outcomes() {}

    /**
     * Sums up.
     *
     * @param split      which rows these are, such as {@code test}
     * @param evaluation the predictions and what is true
     * @return what the charts show
     */
    public static Outcome of(String split, Evaluation evaluation) {
        return evaluation.task() == Task.CLASSIFICATION ? classes(split, evaluation) : values(split, evaluation);
    }

    /**
     * Which classes are taken for which.
     *
     * @param evaluation the predictions of a classification
     * @return [true class][predicted class], row counts, whatever the weights of the rows
     */
    public static long[][] confusion(Evaluation evaluation) {
        double[] ones = new double[evaluation.rows()];
        Arrays.fill(ones, 1);
        double[][] counts = ConfusionMatrix.of(evaluation.predictions().probabilities(), evaluation.targets(), ones)
                .counts();
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).mapToLong(Math::round).toArray())
                .toArray(long[][]::new);
    }

    private static Outcome classes(String split, Evaluation evaluation) {
        Predictions predictions = evaluation.predictions();
        Calibration calibration = calibration(evaluation, predictions.probabilities());
        List<String> classes = predictions.classes();
        return new Outcome.Classification(
                        split,
                        classes,
                        confusion(evaluation),
                        bins(calibration),
                        calibration.expectedError(),
                        classes.size() == 2 ? roc(evaluation) : List.of())
                .with(scaling(evaluation, predictions.uncertainty()), coverage(evaluation));
    }

    private static Calibration calibration(Evaluation evaluation, double[][] probabilities) {
        return Calibration.ofPredicted(probabilities, evaluation.targets(), evaluation.weights(), CALIBRATION_BINS);
    }

    private static List<Outcome.CalibrationBin> bins(Calibration calibration) {
        return calibration.bins().stream()
                .filter(bin -> bin.weight() > 0)
                .map(bin -> new Outcome.CalibrationBin(bin.meanConfidence(), bin.frequency(), bin.weight()))
                .toList();
    }

    private static Outcome.@Nullable Scaling scaling(Evaluation evaluation, @Nullable Uncertainty uncertainty) {
        if (uncertainty == null || uncertainty.temperature() == 1) {
            return null;
        }
        Calibration before = calibration(evaluation, evaluation.predictions().unscaledProbabilities());
        return new Outcome.Scaling(uncertainty.temperature(), bins(before), before.expectedError());
    }

    private static List<Outcome.Covered> coverage(Evaluation evaluation) {
        if (evaluation.predictions().uncertainty() == null) {
            return List.of();
        }
        return Coverage.of(evaluation, LEVELS).stream()
                .map(coverage -> new Outcome.Covered(coverage.level(), coverage.covered(), coverage.size()))
                .toList();
    }

    /** Points at every change of the threshold, thinned evenly; none where one class is absent. */
    private static List<Outcome.RocPoint> roc(Evaluation evaluation) {
        double[][] p = evaluation.predictions().probabilities();
        int[] order = IntStream.range(0, evaluation.rows())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -p[row][1]))
                .mapToInt(Integer::intValue)
                .toArray();
        double positives = Arrays.stream(evaluation.targets())
                .filter(target -> target == 1)
                .count();
        double negatives = evaluation.rows() - positives;
        if (positives == 0 || negatives == 0) {
            return List.of();
        }
        List<Outcome.RocPoint> points = new ArrayList<>();
        points.add(new Outcome.RocPoint(0, 0));
        double found = 0;
        double mistaken = 0;
        for (int n = 0; n < order.length; n++) {
            found += evaluation.targets()[order[n]] == 1 ? 1 : 0;
            mistaken += evaluation.targets()[order[n]] == 1 ? 0 : 1;
            boolean last = n == order.length - 1;
            if (last || p[order[n]][1] != p[order[n + 1]][1]) {
                points.add(new Outcome.RocPoint(mistaken / negatives, found / positives));
            }
        }
        return thinned(points);
    }

    private static List<Outcome.RocPoint> thinned(List<Outcome.RocPoint> points) {
        if (points.size() <= ROC_POINTS) {
            return points;
        }
        return IntStream.range(0, ROC_POINTS)
                .mapToObj(n -> points.get((int) ((long) n * (points.size() - 1) / (ROC_POINTS - 1))))
                .toList();
    }

    private static Outcome values(String split, Evaluation evaluation) {
        double[] predicted = evaluation.predictions().values();
        double[] truth = evaluation.targets();
        int count = Math.min(Outcome.MAXIMUM_SAMPLES, truth.length);
        List<Outcome.Sample> samples = IntStream.range(0, count)
                .map(n -> (int) ((long) n * truth.length / count))
                .mapToObj(row -> new Outcome.Sample(truth[row], predicted[row]))
                .toList();
        double[] residuals = IntStream.range(0, truth.length)
                .mapToDouble(row -> truth[row] - predicted[row])
                .toArray();
        return new Outcome.Regression(split, truth.length, samples, histogram(residuals)).with(coverage(evaluation));
    }

    private static List<Outcome.HistogramBin> histogram(double[] values) {
        double least = Arrays.stream(values).min().orElse(Double.NaN);
        double most = Arrays.stream(values).max().orElse(Double.NaN);
        double width = (most - least) / HISTOGRAM_BINS;
        if (!(width > 0 && width < Double.POSITIVE_INFINITY)) {
            return List.of();
        }
        long[] counts = new long[HISTOGRAM_BINS];
        for (double value : values) {
            counts[Math.max(0, Math.min(HISTOGRAM_BINS - 1, (int) ((value - least) / width)))]++;
        }
        return IntStream.range(0, HISTOGRAM_BINS)
                .mapToObj(bin -> new Outcome.HistogramBin(
                        least + bin * width, bin == HISTOGRAM_BINS - 1 ? most : least + (bin + 1) * width, counts[bin]))
                .toList();
    }
}
