package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.model.Interval;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.schema.Task;
import org.chainrule.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of predictions: {@code prediction}, then {@code probability_LABEL} for each class, or {@code quantile_LEVEL} for each quantile, or
 * {@code standard_deviation}; with a coverage {@code TARGET_lower} and {@code TARGET_upper}, or {@code TARGET_set}.
 *
 * @param classification whether the prediction is a label
 * @param names          the columns
 * @param coverage       of intervals or sets; null for none
 */
record PredictionColumns(
        boolean classification,
        List<String> names,
        @Nullable Double coverage) {
    /** The columns that a model gives. */
    static PredictionColumns of(Model model, @Nullable Double coverage) {
        boolean classification = model.task() == Task.CLASSIFICATION;
        Stream<String> more = Stream.empty();
        if (classification) {
            more = model.classes().stream().map(label -> "probability_" + label);
        } else if (model.network().likelihood() instanceof Quantile quantile) {
            more = quantile.levels().stream().map(level -> "quantile_" + Numbers.shortest(level));
        } else if (model.network().likelihood() instanceof GaussianWithVariance) {
            more = Stream.of("standard_deviation");
        }
        List<String> names =
                new ArrayList<>(Stream.concat(Stream.of("prediction"), more).toList());
        if (coverage != null) {
            names.addAll(
                    classification
                            ? List.of(model.target() + "_set")
                            : List.of(model.target() + "_lower", model.target() + "_upper"));
        }
        return new PredictionColumns(classification, List.copyOf(names), coverage);
    }

    /** Whether a column holds text: the label, or a set of labels as a JSON array. */
    boolean text(int column) {
        return classification && (column == 0 || coverage != null && column == names.size() - 1);
    }

    /**
     * One row.
     *
     * @param predictions the predictions
     * @param row         from 0
     * @return a String (the label) or Double, then Doubles; at the end perhaps a List of labels
     */
    List<Object> cells(Predictions predictions, int row) {
        List<Object> cells = new ArrayList<>(names.size());
        if (classification) {
            cells.add(predictions.label(row));
            addAll(cells, predictions.probabilities()[row]);
            if (coverage != null) {
                cells.add(predictions.set(row, coverage));
            }
            return cells;
        }
        cells.add(predictions.value(row));
        addAll(cells, predictions.quantiles()[row]);
        if (predictions.standardDeviations().length > 0) {
            cells.add(predictions.standardDeviations()[row]);
        }
        if (coverage != null) {
            Interval interval = predictions.interval(row, coverage);
            cells.add(interval.lower());
            cells.add(interval.upper());
        }
        return cells;
    }

    /** A cell as text: of a set its JSON array, because labels may hold any separator. */
    static String text(Object cell) {
        return cell instanceof List<?> ? Json.write(cell) : String.valueOf(cell);
    }

    private static void addAll(List<Object> cells, double[] values) {
        for (double value : values) {
            cells.add(value);
        }
    }
}
