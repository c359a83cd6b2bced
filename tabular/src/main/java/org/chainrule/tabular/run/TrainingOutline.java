package org.chainrule.tabular.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Network;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.tabular.schema.Task;

/**
 * What is about to be trained: known once the table was read and before the first step.
 *
 * @param task           what is asked
 * @param whyTask        how the task was found, in words
 * @param featureNotes   what was done to each column
 * @param network        the specification
 * @param settings       every effective setting by name
 * @param trainingRows   rows to train on
 * @param validationRows rows to validate on, 0 for none
 * @param missingTargets rows left out because their target is missing
 * @param watched        name of the metric that early stopping watches
 * @param notes          what a person should know about how the table was read
 * @param findings       what the doctor found in the data, warnings first
 */
public record TrainingOutline(
        Task task,
        String whyTask,
        List<FeatureNote> featureNotes,
        Network network,
        Map<String, String> settings,
        int trainingRows,
        int validationRows,
        int missingTargets,
        String watched,
        List<String> notes,
        List<Finding> findings) {
    /** Copies the collections; the order of the settings stays. */
    public TrainingOutline {
        featureNotes = List.copyOf(featureNotes);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }

    /** The same with other findings. */
    TrainingOutline with(List<Finding> others) {
        return new TrainingOutline(
                task,
                whyTask,
                featureNotes,
                network,
                settings,
                trainingRows,
                validationRows,
                missingTargets,
                watched,
                notes,
                others);
    }
}
