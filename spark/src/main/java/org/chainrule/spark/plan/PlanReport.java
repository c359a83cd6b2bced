package org.chainrule.spark.plan;

import java.util.List;

/**
 * What the planner says before a training.
 *
 * @param workload        what the training asks
 * @param model           what was measured, from which other workloads can be predicted
 * @param roundSeconds    predicted seconds of a round
 * @param epochSeconds    of an epoch
 * @param trainingSeconds of all epochs; early stopping may end sooner
 * @param executors       the number of executors beyond which one more saves less than 5 %
 * @param warnings        what a person should change, a line each
 * @param lines           the prediction as text, for a log; without the warnings
 */
public record PlanReport(
        Workload workload,
        RoundModel model,
        double roundSeconds,
        double epochSeconds,
        double trainingSeconds,
        int executors,
        List<String> warnings,
        List<String> lines) {
    /** Copies the lists. */
    public PlanReport {
        warnings = List.copyOf(warnings);
        lines = List.copyOf(lines);
    }
}
