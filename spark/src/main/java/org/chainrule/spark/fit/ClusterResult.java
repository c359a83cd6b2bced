package org.chainrule.spark.fit;

import java.util.List;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * What a training on a cluster gives back.
 *
 * @param model         what was learned, to be saved as a {@code .chainrule} file
 * @param result        history and end of the training
 * @param weightsSha256 digest of the weights, as {@code chainrule train} prints it
 * @param rounds        jobs that the training took, those of L-BFGS's line search among them
 * @param plan          what it was predicted to cost, corrected by its first rounds where that was wrong; null if nobody asked
 * @param warnings      what a person should know, one line each
 */
public record ClusterResult(
        Model model,
        TrainingResult result,
        String weightsSha256,
        long rounds,
        @Nullable PlanReport plan,
        List<String> warnings) {
    /** Copies the warnings. */
    public ClusterResult {
        warnings = List.copyOf(warnings);
    }
}
