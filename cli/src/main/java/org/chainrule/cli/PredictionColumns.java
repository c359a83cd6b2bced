package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.schema.Task;
import org.chainrule.text.Numbers;

/**
 * The columns of a table of predictions: {@code prediction}, then {@code probability_LABEL} for each class, or {@code quantile_LEVEL} for each quantile, or
 * {@code standard_deviation}.
 *
 * @param classification whether the prediction is a label
 * @param names          the columns
 */
record PredictionColumns(boolean classification, List<String> names) {
    /** The columns that a model gives. */
    static PredictionColumns of(Model model) {
        boolean classification = model.task() == Task.CLASSIFICATION;
        Stream<String> more = Stream.empty();
        if (classification) {
            more = model.classes().stream().map(label -> "probability_" + label);
        } else if (model.network().likelihood() instanceof Quantile quantile) {
            more = quantile.levels().stream().map(level -> "quantile_" + Numbers.shortest(level));
        } else if (model.network().likelihood() instanceof GaussianWithVariance) {
            more = Stream.of("standard_deviation");
        }
        return new PredictionColumns(
                classification, Stream.concat(Stream.of("prediction"), more).toList());
    }

    /**
     * One row.
     *
     * @param predictions the predictions
     * @param row         from 0
     * @return a String (the label) or Double, then Doubles
     */
    List<Object> cells(Predictions predictions, int row) {
        List<Object> cells = new ArrayList<>(names.size());
        if (classification) {
            cells.add(predictions.label(row));
            addAll(cells, predictions.probabilities()[row]);
            return cells;
        }
        cells.add(predictions.value(row));
        addAll(cells, predictions.quantiles()[row]);
        if (predictions.standardDeviations().length > 0) {
            cells.add(predictions.standardDeviations()[row]);
        }
        return cells;
    }

    private static void addAll(List<Object> cells, double[] values) {
        for (double value : values) {
            cells.add(value);
        }
    }
}
