package org.chainrule.train;

import java.time.Duration;
import java.util.List;
import org.chainrule.optim.LBfgsState;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * Where a training stands, with all that its end will tell: a value from which {@link Trainer#train(TrainingProblem, TrainingConfiguration,
 * java.util.function.BooleanSupplier, TrainingKeeper, TrainingListener...)} of the same problem and configuration goes on to the same bits.
 *
 * @param checkpoint all that the following steps depend on
 * @param history    the epochs until then
 * @param elapsed    time used until then
 * @param fullBatch  what L-BFGS remembers; null for training by mini-batches, and before its first iteration
 * @param ended      why the training ended; null if it goes on from here
 */
public record TrainingState(
        Checkpoint checkpoint,
        List<EpochFinished> history,
        Duration elapsed,
        @Nullable LBfgsState fullBatch,
        @Nullable StopReason ended) {
    /** Copies the history. */
    public TrainingState {
        history = List.copyOf(history);
    }
}
