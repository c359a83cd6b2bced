package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.Intervals;
import org.chainrule.calibrate.TemperatureScaling;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * The predictions for some rows, column by column, in the order of the rows and in the units of the target. Immutable by convention: the arrays are not
 * copied and must not be written.
 */
public final class Predictions {
    private final List<String> classes;
    private final List<Double> levels;
    private final double[][] raw;
    private final double[][] outputs;
    private final double[] deviations;
    private final @Nullable Uncertainty uncertainty;

    private Predictions(
            List<String> classes,
            List<Double> levels,
            double[][] raw,
            double[][] outputs,
            double[] deviations,
            @Nullable Uncertainty uncertainty) {
        this.classes = classes;
        this.levels = levels;
        this.raw = raw;
        this.outputs = outputs;
        this.deviations = deviations;
        this.uncertainty = uncertainty;
    }

    /**
     * Reads a network's outputs: a single Bernoulli output becomes the probabilities of both classes, values return to the units of the target, a predicted
     * log variance v becomes the standard deviation scale exp(v / 2).
     *
     * @param likelihood what the outputs mean
     * @param target     the target's encoding
     * @param outputs    o(z(L)), [rows][n(L)], read
     * @return the predictions
     */
    public static Predictions of(Likelihood likelihood, TargetEncoding target, double[][] outputs) {
        double[][] decoded = new double[outputs.length][];
        for (int row = 0; row < outputs.length; row++) {
            RowOutputs meaning = new RowOutputs(likelihood, target, outputs[row].length);
            decoded[row] = new double[meaning.width()];
            meaning.decode(outputs[row], 0, decoded[row], 0);
        }
        return decoded(likelihood, target, decoded);
    }

    /** Of a model: what {@link RowOutputs} or {@link MemberMean} made of the outputs, [rows][numbers], kept. */
    static Predictions decoded(Member first, double[][] rows) {
        return decoded(first.network().likelihood(), first.target(), rows);
    }

    private static Predictions decoded(Likelihood likelihood, TargetEncoding target, double[][] rows) {
        if (target instanceof ClassTarget classes) {
            return new Predictions(classes.classes(), List.of(), rows, rows, new double[0], null);
        }
        boolean variance = likelihood instanceof GaussianWithVariance;
        double[] deviations = new double[variance ? rows.length : 0];
        for (int row = 0; row < deviations.length; row++) {
            deviations[row] = rows[row][1];
            rows[row] = new double[] {rows[row][0]};
        }
        return new Predictions(
                List.of(),
                likelihood instanceof Quantile quantile ? quantile.levels() : List.of(),
                rows,
                rows,
                deviations,
                null);
    }

    /** The same predictions, their probabilities scaled and with intervals or sets; null changes nothing. */
    Predictions with(@Nullable Uncertainty found) {
        if (found == null) {
            return this;
        }
        double[][] scaled = classes.isEmpty() || found.temperature() == 1
                ? outputs
                : new TemperatureScaling(found.temperature()).apply(outputs);
        return new Predictions(classes, levels, outputs, scaled, deviations, found);
    }

    /**
     * What the model knows about its errors.
     *
     * @return null if the model has no calibration: then there are no intervals and sets
     */
    public @Nullable Uncertainty uncertainty() {
        return uncertainty;
    }

    /** The conformal scores, or a refusal. */
    ConformalScores scores() {
        return Conformal.required(uncertainty == null ? null : uncertainty.scores());
    }

    /**
     * The probabilities before temperature scaling: what sets are made of.
     *
     * @return [rows][classes], not to be written
     * @throws IllegalStateException for regression
     */
    public double[][] unscaledProbabilities() {
        require(Task.CLASSIFICATION, "probabilities");
        return raw;
    }

    /** What an interval is made of. */
    Intervals band(int row) {
        return Conformal.band(
                value(row),
                deviations.length == 0 ? Double.NaN : deviations[row],
                levels.isEmpty() ? new double[0] : outputs[row]);
    }

    /**
     * The interval of a row, see {@link Prediction#interval}.
     *
     * @param row      from 0
     * @param coverage the probability to hold the true value, within (0, 1)
     * @return the interval; infinite if the model has too few calibration rows
     * @throws IllegalStateException    for classification, or if the model has no calibration
     * @throws IllegalArgumentException if the coverage is outside (0, 1)
     */
    public Interval interval(int row, double coverage) {
        require(Task.REGRESSION, "intervals");
        return Conformal.interval(band(row), scores(), coverage);
    }

    /**
     * The set of classes of a row, see {@link Prediction#set}.
     *
     * @param row      from 0
     * @param coverage the probability to hold the true class, within (0, 1)
     * @return the set, most probable classes first; all classes if the model has too few calibration rows
     * @throws IllegalStateException    for regression, or if the model has no calibration
     * @throws IllegalArgumentException if the coverage is outside (0, 1)
     */
    public List<String> set(int row, double coverage) {
        return Conformal.set(classes, unscaledProbabilities()[row], scores(), coverage);
    }

    /**
     * The number of rows.
     *
     * @return rows
     */
    public int rows() {
        return outputs.length;
    }

    /**
     * What was predicted.
     *
     * @return the task
     */
    public Task task() {
        return classes.isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION;
    }

    /**
     * The classes, in the order of the probabilities.
     *
     * @return labels; empty for regression
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * The probabilities.
     *
     * @return [rows][classes], not to be written
     * @throws IllegalStateException for regression
     */
    public double[][] probabilities() {
        require(Task.CLASSIFICATION, "probabilities");
        return outputs;
    }

    /**
     * The position of the most probable class; the first of several.
     *
     * @param row from 0
     * @return its index in {@link #classes()}
     * @throws IllegalStateException for regression
     */
    public int classIndex(int row) {
        double[] probabilities = probabilities()[row];
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            if (probabilities[k] > probabilities[best]) {
                best = k;
            }
        }
        return best;
    }

    /**
     * The most probable class.
     *
     * @param row from 0
     * @return its label
     * @throws IllegalStateException for regression
     */
    public String label(int row) {
        return classes.get(classIndex(row));
    }

    /**
     * The most probable classes of all rows.
     *
     * @return a label a row
     * @throws IllegalStateException for regression
     */
    public List<String> labels() {
        return IntStream.range(0, rows()).mapToObj(this::label).toList();
    }

    /**
     * The predicted value: of quantiles the median, or the level nearest to it.
     *
     * @param row from 0
     * @return the value in the units of the target
     * @throws IllegalStateException for classification
     */
    public double value(int row) {
        require(Task.REGRESSION, "values");
        return outputs[row][middle()];
    }

    /** The level nearest to 1/2, the first of two. */
    private int middle() {
        int middle = 0;
        for (int k = 1; k < levels.size(); k++) {
            if (Math.abs(levels.get(k) - 0.5) < Math.abs(levels.get(middle) - 0.5)) {
                middle = k;
            }
        }
        return middle;
    }

    /**
     * The predicted values of all rows, as by {@link #value}.
     *
     * @return a new array
     * @throws IllegalStateException for classification
     */
    public double[] values() {
        require(Task.REGRESSION, "values");
        return IntStream.range(0, rows()).mapToDouble(this::value).toArray();
    }

    /**
     * The predicted standard deviations, in the units of the target.
     *
     * @return a number a row, not to be written; empty unless the likelihood is a Gaussian with variance
     */
    public double[] standardDeviations() {
        return deviations;
    }

    /**
     * The levels of predicted quantiles.
     *
     * @return rising levels; empty unless quantiles were predicted
     */
    public List<Double> levels() {
        return levels;
    }

    /**
     * The predicted quantiles.
     *
     * @return [rows][levels], not to be written; no columns unless quantiles were predicted
     */
    public double[][] quantiles() {
        return levels.isEmpty() ? new double[rows()][0] : outputs;
    }

    /**
     * One row.
     *
     * @param row from 0
     * @return its prediction
     */
    public Prediction get(int row) {
        ConformalScores kept = uncertainty == null ? null : uncertainty.scores();
        if (task() == Task.CLASSIFICATION) {
            return new Prediction.OfClass(
                    label(row), Conformal.byClass(classes, outputs[row]), Conformal.byClass(classes, raw[row]), kept);
        }
        Map<Double, Double> byLevel = new LinkedHashMap<>();
        for (int k = 0; k < levels.size(); k++) {
            byLevel.put(levels.get(k), outputs[row][k]);
        }
        return new Prediction.OfValue(value(row), deviations.length == 0 ? Double.NaN : deviations[row], byLevel, kept);
    }

    private void require(Task expected, String what) {
        if (task() != expected) {
            throw new IllegalStateException(what + " need a model for " + expected + ", this one is for " + task());
        }
    }
}
