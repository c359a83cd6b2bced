package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.data.Dataset;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Metrics;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;

/** Judges a network on encoded rows, in the units of the target. */
public final class Scoring {
    private static final int BATCH = 256;

    private Scoring() {}

    /**
     * Predicts and judges all rows of a data set.
     *
     * @param network the network
     * @param target  the target's encoding
     * @param data    encoded rows
     * @return metrics, predictions and targets
     */
    public static Evaluation evaluate(TrainedNetwork network, TargetEncoding target, Dataset data) {
        Predictor predictor = new Predictor(network);
        int rows = data.rows();
        int width = predictor.outputs();
        double[][] outputs = new double[rows][width];
        double[] targets = new double[rows];
        double[] weights = new double[rows];
        float[] x = new float[BATCH * data.inputs()];
        float[] y = new float[BATCH * data.targets()];
        float[] w = new float[BATCH];
        double[] o = new double[BATCH * width];
        int[] order = new int[BATCH];
        for (int from = 0; from < rows; from += BATCH) {
            int count = Math.min(BATCH, rows - from);
            for (int n = 0; n < count; n++) {
                order[n] = from + n;
            }
            data.gather(order, 0, count, x, y, w);
            predictor.predict(x, count, o);
            for (int n = 0; n < count; n++) {
                System.arraycopy(o, n * width, outputs[from + n], 0, width);
                targets[from + n] = target.decode(y[n * data.targets()]);
                weights[from + n] = w[n];
            }
        }
        return evaluation(Predictions.of(network.likelihood(), target, outputs), targets, weights, 0);
    }

    /**
     * Judges predictions.
     *
     * @param predictions    the predictions
     * @param targets        [rows]: class indices, or values in the units of the target
     * @param weights        [rows]
     * @param missingTargets rows that were left out because their target is missing
     * @return the metrics with all that they were computed from
     */
    public static Evaluation evaluation(Predictions predictions, double[] targets, double[] weights, int missingTargets) {
        Task task = predictions.task();
        List<Metric> metrics =
                task == Task.CLASSIFICATION ? Metrics.forClassification(predictions.classes().size()) : Metrics.forRegression();
        double[][] judged = judged(predictions);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            values.put(metric.name(), metric.value(judged, targets, weights));
        }
        return new Evaluation(task, targets.length, missingTargets, values, predictions, targets, weights);
    }

    /** What metrics read: probabilities, or one value a row. */
    static double[][] judged(Predictions predictions) {
        if (predictions.task() == Task.CLASSIFICATION) {
            return predictions.probabilities();
        }
        double[][] values = new double[predictions.rows()][1];
        for (int n = 0; n < values.length; n++) {
            values[n][0] = predictions.value(n);
        }
        return values;
    }
}
