package org.chainrule.spark.score;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.chainrule.calibrate.Intervals;
import org.chainrule.calibrate.TemperatureScaling;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** From the numbers of a prediction to the cells of a row, as {@code Model.predict} gives them; of one task. */
final class Outputs {
    /** Probabilities that are as near to each other may become equal by scaling. */
    private static final double NEAR = 1 - 1e-6;

    private final boolean classes;
    private final int width;
    private final @Nullable Integer raw;
    private final @Nullable Integer probability;
    private final @Nullable Integer prediction;
    private final @Nullable Integer label;
    private final @Nullable Integer deviation;
    private final @Nullable Integer quantiles;
    private final @Nullable Integer interval;
    private final List<String> labels;
    private final Double[] numbers;
    private final TemperatureScaling temperature;
    private final boolean scaled;
    private final boolean hasDeviation;
    private final boolean hasBand;
    private final int middle;
    private final double threshold;

    Outputs(ScorePlan plan, Model model, double coverage) {
        classes = model.task() == Task.CLASSIFICATION;
        raw = plan.position(Output.RAW_PREDICTION);
        probability = plan.position(Output.PROBABILITY);
        prediction = plan.position(Output.PREDICTION);
        label = plan.position(Output.PREDICTED_LABEL);
        deviation = plan.position(Output.STANDARD_DEVIATION);
        quantiles = plan.position(Output.QUANTILES);
        interval = plan.position(Output.INTERVAL);
        labels = model.classes();
        numbers = ClassNumbers.of(labels);
        Uncertainty uncertainty = model.contents().uncertainty();
        temperature = new TemperatureScaling(uncertainty == null ? 1 : uncertainty.temperature());
        scaled = temperature.temperature() != 1;
        hasDeviation = model.network().likelihood() instanceof GaussianWithVariance;
        List<Double> levels =
                !classes && model.network().likelihood() instanceof Quantile quantile ? quantile.levels() : List.of();
        hasBand = levels.size() > 1;
        middle = middle(levels);
        width = classes ? labels.size() : hasDeviation ? 2 : Math.max(1, levels.size());
        threshold = interval == null || uncertainty == null
                ? Double.NaN
                : uncertainty.scores().threshold(coverage);
    }

    /** The level nearest to 1/2, the first of two. */
    private static int middle(List<Double> levels) {
        int middle = 0;
        for (int k = 1; k < levels.size(); k++) {
            if (Math.abs(levels.get(k) - 0.5) < Math.abs(levels.get(middle) - 0.5)) {
                middle = k;
            }
        }
        return middle;
    }

    /**
     * Fills the cells.
     *
     * @param p    what the networks give, from {@code from} on; may be overwritten
     * @param from where the row begins
     * @param row  the cells
     */
    void write(double[] p, int from, @Nullable Object[] row) {
        if (raw != null) {
            row[raw] = vector(p, from, width);
        }
        if (classes) {
            writeClass(p, from, row);
        } else {
            writeValue(p, from, row);
        }
    }

    private void writeClass(double[] p, int from, @Nullable Object[] row) {
        if (scaled && (probability != null || isClose(p, from))) {
            temperature.apply(p, from, width);
        }
        if (probability != null) {
            row[probability] = raw != null && !scaled ? row[raw] : vector(p, from, width);
        }
        int best = best(p, from);
        if (prediction != null) {
            row[prediction] = numbers[best];
        }
        if (label != null) {
            row[label] = labels.get(best);
        }
    }

    private void writeValue(double[] p, int from, @Nullable Object[] row) {
        double value = p[from + middle];
        if (prediction != null) {
            row[prediction] = value;
        }
        if (deviation != null) {
            row[deviation] = p[from + 1];
        }
        if (quantiles != null) {
            row[quantiles] = vector(p, from, width);
        }
        if (interval != null) {
            Intervals band = hasBand
                    ? Intervals.band(p[from], p[from + width - 1])
                    : hasDeviation ? Intervals.scaled(value, p[from + 1]) : Intervals.around(value);
            row[interval] = new DenseVector(band.interval(threshold));
        }
    }

    private static DenseVector vector(double[] p, int from, int width) {
        return new DenseVector(Arrays.copyOfRange(p, from, from + width));
    }

    /** The first of the most probable classes. */
    private int best(double[] p, int from) {
        int best = from;
        for (int k = from + 1; k < from + width; k++) {
            if (p[k] > p[best]) {
                best = k;
            }
        }
        return best - from;
    }

    /** Whether a class before the most probable one is so near that scaling may make them equal. */
    private boolean isClose(double[] p, int from) {
        int best = best(p, from);
        for (int k = from; k < from + best; k++) {
            if (p[k] >= p[from + best] * NEAR) {
                return true;
            }
        }
        return false;
    }
}
