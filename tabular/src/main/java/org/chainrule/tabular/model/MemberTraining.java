package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one member of a model was trained: enough to train it again.
 *
 * @param name            the configuration that it belongs to
 * @param fold            the fold that it was validated on, from 0
 * @param settings        every effective setting of its training by name
 * @param epochs          epochs that were run
 * @param bestEpoch       the epoch whose weights were kept, from 1; 0 for the weights of the start
 * @param stopReason      why the training ended
 * @param firstEpochSteps steps that were taken if the training was ended within its first epoch, else 0
 */
public record MemberTraining(
        String name,
        int fold,
        Map<String, String> settings,
        int epochs,
        int bestEpoch,
        String stopReason,
        int firstEpochSteps) {
    /** Copies the settings, whose order is kept, and checks the numbers. */
    public MemberTraining {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (fold < 0 || epochs < 0 || bestEpoch < 0 || firstEpochSteps < 0) {
            throw new IllegalArgumentException("expected a fold, epochs and steps of at least 0, found " + fold + ", "
                    + epochs + ", " + bestEpoch + " and " + firstEpochSteps);
        }
    }
}
