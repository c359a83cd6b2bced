package org.chainrule.train;

import java.time.Duration;
import java.util.List;
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * What a training gives back.
 *
 * @param network    the network with the weights of the best epoch
 * @param optimizerState what the update rule remembered then; null for L-BFGS, and if training was stopped before its first step
 * @param history    one entry an epoch
 * @param stopReason why it ended
 * @param bestEpoch  the epoch whose weights were kept, from 1; 0 if training was stopped before its first step
 * @param elapsed    wall-clock time
 * @param threads    threads that worked on a step
 * @param kernel     name of the kernels that ran
 */
public record TrainingResult(
        TrainedNetwork network,
        @Nullable OptimizerState optimizerState,
        List<TrainingEvent.EpochFinished> history,
        TrainingEvent.StopReason stopReason,
        int bestEpoch,
        Duration elapsed,
        int threads,
        String kernel) {
    /** Copies the history. */
    public TrainingResult {
        history = List.copyOf(history);
    }
}
