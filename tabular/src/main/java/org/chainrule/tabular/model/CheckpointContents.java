package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.optim.Optimizer;
import org.chainrule.train.TrainingState;

/**
 * What a checkpoint file holds.
 *
 * @param fingerprint all that decides the steps of the training, by name: it goes on only where this is the same
 * @param rule        the update rule; of L-BFGS any without accumulators
 * @param state       where the training stands
 */
public record CheckpointContents(Map<String, String> fingerprint, Optimizer rule, TrainingState state) {
    /** Copies the fingerprint, whose order is kept. */
    public CheckpointContents {
        fingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprint));
    }
}
