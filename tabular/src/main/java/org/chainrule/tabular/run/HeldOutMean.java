package org.chainrule.tabular.run;

import java.util.List;
import java.util.Map;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.metric.Metrics;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * What an ensemble predicts for rows that the predicting networks were not trained on: the weighted mean over its configurations, as the model itself takes it
 * over its members. Quantiles are averaged; standard deviations are those of the mixture, sigma^2 = sum w_c (sigma_c^2 + (mu_c - mu)^2). Of a configuration
 * only the network that did not see the row speaks here, and all of its folds do in the model: such intervals err on the wide side.
 */
final class HeldOutMean {
    private final SearchData data;
    private final List<Integer> folds;
    private final Likelihood likelihood;
    private final double[] mean;
    private final double[] quantiles;
    private final double[] first;
    private final double[] away;
    private final double[] squares;
    private boolean empty = true;

    HeldOutMean(SearchData data, List<Integer> folds, Likelihood likelihood) {
        this.data = data;
        this.folds = folds;
        this.likelihood = likelihood;
        int rows = data.judgingRows(folds);
        this.mean = new double[rows * data.width()];
        this.quantiles = new double[rows * levels()];
        int moments = likelihood instanceof GaussianWithVariance ? rows : 0;
        this.first = new double[moments];
        this.away = new double[moments];
        this.squares = new double[moments];
    }

    private int levels() {
        return likelihood instanceof Quantile quantile ? quantile.levels().size() : 0;
    }

    /** Adds a configuration with its share of the ensemble. */
    void add(TrainedConfiguration one, double share) {
        float[] values = one.candidate().values();
        for (int e = 0; e < mean.length; e++) {
            mean[e] += share * values[e];
        }
        int at = 0;
        for (TrainedFold fold : one.folds()) {
            for (float spread : fold.spread()) {
                if (first.length > 0) {
                    addMoments(at, share, values[at], spread);
                } else {
                    quantiles[at] += share * spread;
                }
                at++;
            }
        }
        empty = false;
    }

    /** About the first configuration's mean, so that nothing cancels. */
    private void addMoments(int row, double share, double value, double deviation) {
        if (empty) {
            first[row] = value;
        }
        double d = value - first[row];
        away[row] += share * d;
        squares[row] += share * (deviation * deviation + d * d);
    }

    /** Judges what was added; null if no rows are held out. */
    @Nullable
    Evaluation evaluation() {
        if (mean.length == 0) {
            return null;
        }
        int width = data.width();
        double[][] outputs = rows(mean, width);
        double[] targets = data.targets(folds);
        double[] weights = data.weights(folds);
        TargetEncoding labels = data.labels();
        boolean classes = labels instanceof ClassTarget;
        Map<String, Double> metrics = Metrics.evaluate(
                classes ? Metrics.forClassification(width) : Metrics.forRegression(), outputs, targets, weights);
        return new Evaluation(
                data.inferred().task(),
                outputs.length,
                data.folds().get(0).missingTargets(),
                metrics,
                predictions(outputs, labels, classes),
                targets,
                weights);
    }

    private Predictions predictions(double[][] outputs, TargetEncoding labels, boolean classes) {
        if (likelihood instanceof Quantile) {
            return Predictions.of(likelihood, labels, rows(quantiles, levels()));
        }
        if (likelihood instanceof GaussianWithVariance) {
            for (int row = 0; row < outputs.length; row++) {
                double variance = Math.max(0, squares[row] - away[row] * away[row]);
                outputs[row] = new double[] {outputs[row][0], StrictMath.log(variance)};
            }
            return Predictions.of(likelihood, labels, outputs);
        }
        return Predictions.of(classes ? new Categorical(0) : new Gaussian(), labels, outputs);
    }

    private double[][] rows(double[] flat, int width) {
        double[][] rows = new double[data.judgingRows(folds)][width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(flat, row * width, rows[row], 0, width);
        }
        return rows;
    }
}
