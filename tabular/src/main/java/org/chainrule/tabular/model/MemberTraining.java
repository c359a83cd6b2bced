package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one member of a model was trained: enough to train it again.
 *
 * @param name            the configuration that it belongs to
 * @param fold            the fold that it was validated on, from 0; 0 if the rows were split once
 * @param trainingRows    rows that it was trained on; 0 in files of before they were kept
 * @param heldOutRows     rows of its fold, or of the split, that it was not trained on; 0 in files of before they were kept
 * @param settings        every effective setting of its training by name
 * @param epochs          epochs that were run
 * @param bestEpoch       the epoch whose weights were kept, from 1; 0 for the weights of the start
 * @param stopReason      why the training ended
 * @param firstEpochSteps steps that were taken if the training was ended within its first epoch, else 0
 */
public record MemberTraining(
        String name,
        int fold,
        int trainingRows,
        int heldOutRows,
        Map<String, String> settings,
        int epochs,
        int bestEpoch,
        String stopReason,
        int firstEpochSteps) {
    /** Copies the settings, whose order is kept, and checks the numbers. */
    public MemberTraining {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (Math.min(fold, Math.min(trainingRows, heldOutRows)) < 0
                || Math.min(epochs, Math.min(bestEpoch, firstEpochSteps)) < 0) {
            throw new IllegalArgumentException(
                    "expected a fold, rows, epochs and steps of at least 0, found " + fold + ", " + trainingRows + ", "
                            + heldOutRows + ", " + epochs + ", " + bestEpoch + " and " + firstEpochSteps);
        }
    }
}
