package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Metrics;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;

/** Judges a model on rows that have a target, in the units of the target. */
public final class Evaluator {
    private Evaluator() {}

    /**
     * Judges a model on all rows of a table that have a target.
     *
     * @param contents the model
     * @param forward  takes rows through its network
     * @param table    with the columns of the encoder, the target, and perhaps the weight
     * @return the metrics
     * @throws UserException if a column is absent, a target is a class that training did not see, or no row has a target
     */
    public static Evaluation evaluate(ModelContents contents, ForwardRows forward, RawTable table) {
        return evaluate(
                contents, forward, table, IntStream.range(0, table.rows()).toArray());
    }

    /**
     * Judges a model on some rows of a table; those without a target are left out.
     *
     * @param contents the model
     * @param forward  takes rows through its network
     * @param table    with the columns of the encoder, the target, and perhaps the weight
     * @param rows     which rows, in which order
     * @return the metrics
     * @throws UserException as in {@link #evaluate(ModelContents, ForwardRows, RawTable)}
     */
    public static Evaluation evaluate(ModelContents contents, ForwardRows forward, RawTable table, int[] rows) {
        TargetEncoding target = contents.target();
        RawColumn column = table.column(target.column());
        if (column == null) {
            throw UserException.data("expected the target column " + Shown.name(target.column())
                    + " to judge predictions, found none; add it");
        }
        BoundTarget bound = target.bind(column);
        int[] judged = bound.present(rows);
        if (judged.length == 0) {
            throw UserException.data("expected rows with a value in the target column " + Shown.name(target.column())
                    + ", found none among " + rows.length + " rows; check the data");
        }
        RowWeights rowWeights = RowWeights.of(weightColumn(contents, table));
        double[] weights =
                Arrays.stream(judged).mapToDouble(row -> rowWeights.of(row, 0)).toArray();
        double[] targets = targets(target, column, bound, judged);
        Predictions predictions = forward.predict(table, judged);
        return of(rows.length - judged.length, predictions, targets, weights);
    }

    /**
     * Judges predictions that are there already.
     *
     * @param missingTargets rows that were left out because their target is missing
     * @param predictions    of the other rows
     * @param targets        [rows] class indices, or values in the units of the target; not copied
     * @param weights        [rows] not negative; not copied
     * @return the metrics
     */
    public static Evaluation of(int missingTargets, Predictions predictions, double[] targets, double[] weights) {
        boolean classes = predictions.task() == Task.CLASSIFICATION;
        List<Metric> metrics =
                classes ? Metrics.forClassification(predictions.classes().size()) : Metrics.forRegression();
        double[][] outputs = classes ? predictions.probabilities() : column(predictions.values());
        return new Evaluation(
                predictions.task(),
                predictions.rows(),
                missingTargets,
                Metrics.evaluate(metrics, outputs, targets, weights),
                predictions,
                targets,
                weights);
    }

    /**
     * The same rows judged with scaled probabilities, without another pass through the network.
     *
     * @param raw         predictions as the network gives them
     * @param uncertainty what scales them
     * @return new metrics and predictions
     */
    public static Evaluation calibrated(Evaluation raw, Uncertainty uncertainty) {
        return of(raw.missingTargets(), raw.predictions().with(uncertainty), raw.targets(), raw.weights());
    }

    private static @org.jspecify.annotations.Nullable RawColumn weightColumn(ModelContents contents, RawTable table) {
        for (ColumnSchema column : contents.schema().columns()) {
            if (column.kind() == ColumnKind.WEIGHT) {
                return table.column(column.name());
            }
        }
        return null;
    }

    /** Values as they are in the table, not standardised and back. */
    private static double[] targets(TargetEncoding target, RawColumn column, BoundTarget bound, int[] rows) {
        if (target instanceof ValueTarget && column instanceof RawColumn.Numeric values) {
            return Arrays.stream(rows).mapToDouble(values::value).toArray();
        }
        return Arrays.stream(rows).mapToDouble(bound::encode).toArray();
    }

    private static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }
}
