package org.chainrule.interop.onnx.export;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.schema.Task;

/**
 * How far what a graph gives is from what it should give. A difference is measured relative to the number, or where that is small to a scale: {@value #SCALE} for
 * probabilities, a tenth of the standard deviation of the predictions for values, since a sum that happens to be near 0 has no digits of its own. It may be {@value #TOLERANCE}, or
 * as much as twice the difference that float32 itself makes to the same network in float64, which for a network with large weights is more.
 */
final class Differences {
    /** The largest difference that is taken for rounding without a further look. */
    static final double TOLERANCE = 1e-5;

    static final double SCALE = 0.1;

    /** Two probabilities nearer to each other than this are a tie. */
    private static final double TIE = 1e-6;

    private Differences() {}

    /**
     * What was found.
     *
     * @param rows    rows compared
     * @param largest the largest difference
     * @param failure what is wrong; empty if nothing
     */
    record Outcome(int rows, double largest, String failure) {}

    /** The largest difference, and what is wrong if it is more than rounding; the same network in float64 is asked only then. */
    static Outcome of(Task task, List<double[]> expected, List<double[]> found, Supplier<List<double[]>> inFloat64) {
        double scale = task == Task.CLASSIFICATION ? SCALE : SCALE * spread(expected);
        double largest = 0;
        int worst = 0;
        for (int row = 0; row < expected.size(); row++) {
            double difference = difference(expected.get(row), found.get(row), scale);
            if (difference > largest) {
                largest = difference;
                worst = row;
            }
        }
        if (largest > TOLERANCE) {
            List<double[]> exact = inFloat64.get();
            double rounding = 0;
            for (int row = 0; row < expected.size(); row++) {
                rounding = Math.max(rounding, difference(expected.get(row), exact.get(row), scale));
            }
            if (!(largest <= 2 * rounding)) {
                return new Outcome(
                        expected.size(),
                        largest,
                        "row " + (worst + 1) + " should give " + Arrays.toString(expected.get(worst)) + " and gives "
                                + Arrays.toString(found.get(worst)));
            }
        }
        return new Outcome(expected.size(), largest, "");
    }

    private static double difference(double[] expected, double[] found, double scale) {
        double largest = expected.length == found.length ? 0 : Double.POSITIVE_INFINITY;
        for (int k = 0; k < expected.length && k < found.length; k++) {
            double size = Math.max(scale, Math.max(Math.abs(expected[k]), Math.abs(found[k])));
            double difference = expected[k] == found[k] ? 0 : Math.abs(expected[k] - found[k]) / size;
            largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
        }
        return largest;
    }

    /** The standard deviation of the first numbers. */
    private static double spread(List<double[]> rows) {
        double mean = rows.stream().mapToDouble(row -> row[0] / rows.size()).sum();
        return Math.sqrt(rows.stream()
                .mapToDouble(row -> (row[0] - mean) * (row[0] - mean) / rows.size())
                .sum());
    }

    /** Compares labels, but for ties. */
    static Outcome ofLabels(Predictions predictions, String[] found, Outcome outcome) {
        for (int row = 0; row < predictions.rows(); row++) {
            double[] sorted = predictions.probabilities()[row].clone();
            Arrays.sort(sorted);
            boolean tie = sorted[sorted.length - 1] - sorted[sorted.length - 2] < TIE;
            if (!tie && !predictions.label(row).equals(found[row])) {
                return new Outcome(
                        outcome.rows,
                        outcome.largest,
                        "row " + (row + 1) + " should be " + predictions.label(row) + " and is " + found[row]);
            }
        }
        return outcome;
    }
}
