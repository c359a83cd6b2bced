package org.chainrule.spark.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner says before a training, or after its first rounds.
 *
 * @param workload        what the training asks
 * @param model           what was measured, from which other workloads can be predicted
 * @param roundSeconds    predicted seconds of a round
 * @param epochSeconds    of an epoch
 * @param trainingSeconds of all epochs; early stopping may end sooner
 * @param executors       the number of executors beyond which one more saves less than 5 %
 * @param steady          whether the steps that were measured were alike; otherwise the times are upper bounds
 * @param warnings        what a person should change, a line each
 * @param lines           the prediction as text, for a log; without the warnings
 * @param first           what was predicted before the training, where its first rounds have shown that it was wrong and this is the corrected prediction; otherwise null
 */
public record PlanReport(
        Workload workload,
        RoundModel model,
        double roundSeconds,
        double epochSeconds,
        double trainingSeconds,
        int executors,
        boolean steady,
        List<String> warnings,
        List<String> lines,
        @Nullable PlanReport first) {
    /** Copies the lists. */
    public PlanReport {
        warnings = List.copyOf(warnings);
        lines = List.copyOf(lines);
    }
}
