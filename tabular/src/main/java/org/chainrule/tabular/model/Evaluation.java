package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.tabular.schema.Task;

/**
 * How well a model does on a table.
 *
 * @param task           what is predicted
 * @param rows           rows that were judged
 * @param missingTargets rows that were left out because their target is missing
 * @param metrics        by name, in the units of the target; NaN where one is not defined
 * @param predictions    for the judged rows, in the order of the table
 * @param targets        [rows]: class indices, or values in the units of the target. Not copied: do not write to it
 * @param weights        [rows]. Not copied: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evaluation(
        Task task,
        int rows,
        int missingTargets,
        Map<String, Double> metrics,
        Predictions predictions,
        double[] targets,
        double[] weights) {
    /** Copies the map, whose order is kept. */
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
