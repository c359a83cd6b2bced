package org.chainrule.spark;

import java.util.List;
import java.util.Map;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TrainingHistory;
import org.jspecify.annotations.Nullable;

/**
 * How the training of a model went.
 *
 * @param weightsSha256  digest of the weights, as {@code chainrule train} prints it: equal digits mean the same weights to the bit
 * @param validation     metrics on the validation rows, by name; empty if there were none
 * @param history        epoch by epoch
 * @param trainingRows   rows trained on
 * @param validationRows rows validated on
 * @param epochs         epochs run
 * @param bestEpoch      the epoch whose weights were kept, from 1
 * @param stopReason     why the training ended
 * @param seconds        wall-clock time
 * @param warnings       what a person should know of the rows and of the plan, one line each; empty for a model that was loaded
 * @param plan           what the training was predicted to cost, corrected by its first rounds where that was wrong; null for a model that was loaded
 */
public record TrainingSummary(
        String weightsSha256,
        Map<String, Double> validation,
        TrainingHistory history,
        int trainingRows,
        int validationRows,
        int epochs,
        int bestEpoch,
        String stopReason,
        double seconds,
        List<String> warnings,
        @Nullable String plan) {
    /** Copies the list. */
    public TrainingSummary {
        warnings = List.copyOf(warnings);
    }

    static TrainingSummary of(Model model, List<String> warnings, @Nullable String plan) {
        Provenance from = model.provenance();
        return new TrainingSummary(
                model.weightsSha256(),
                model.validation(),
                model.history(),
                from.trainingRows(),
                from.validationRows(),
                from.epochs(),
                from.bestEpoch(),
                from.stopReason(),
                from.seconds(),
                warnings,
                plan);
    }
}
