package org.chainrule.train;

import java.time.Duration;
import java.util.function.Supplier;

/** What a training tells its listeners. Events are values; listeners read them and cannot change the training. */
public sealed interface TrainingEvent {
    /**
     * Training begins.
     *
     * @param rows           training rows
     * @param validationRows validation rows, 0 for none
     * @param parameters     trainable parameters
     * @param epochs         at most
     * @param stepsPerEpoch  steps of an epoch
     * @param threads        threads that work on a step
     */
    record Started(long rows, long validationRows, int parameters, int epochs, int stepsPerEpoch, int threads)
            implements TrainingEvent {}

    /**
     * The training goes on from where another one stood; comes after {@link Started}.
     *
     * @param step    steps taken until then
     * @param epochs  epochs that had ended
     * @param elapsed time used until then
     * @param ended   whether that training had ended, so that nothing is left to do
     */
    record Resumed(long step, int epochs, Duration elapsed, boolean ended) implements TrainingEvent {}

    /**
     * Something that a person should know, and that does not end the training.
     *
     * @param message one line
     */
    record Warned(String message) implements TrainingEvent {}

    /**
     * A step was taken.
     *
     * @param epoch        from 1
     * @param step         within the epoch, from 1
     * @param loss         mean cost of the batch before the step
     * @param learningRate mu of the step
     */
    record StepFinished(int epoch, int step, double loss, double learningRate) implements TrainingEvent {}

    /**
     * An epoch ended with these weights; comes before its {@link EpochFinished}.
     *
     * @param epoch   from 1
     * @param weights copies them; to be asked during the call only, and at the listener's cost
     */
    record WeightsChanged(int epoch, Supplier<TrainedNetwork> weights) implements TrainingEvent {}

    /**
     * An epoch ended.
     *
     * @param epoch            from 1
     * @param trainingLoss     weighted mean cost over the epoch's batches, as they were trained on (dropout active)
     * @param validationLoss   weighted mean cost on the validation rows, NaN without
     * @param validationMetric value of the metric that early stopping watches, NaN without validation rows
     * @param learningRate     mu of the last step
     * @param rowsPerSecond    training rows through complete steps
     * @param elapsed          since the start
     * @param best             whether this is the best epoch so far
     */
    record EpochFinished(
            int epoch,
            double trainingLoss,
            double validationLoss,
            double validationMetric,
            double learningRate,
            double rowsPerSecond,
            Duration elapsed,
            boolean best)
            implements TrainingEvent {}

    /**
     * Training ended.
     *
     * @param reason    why
     * @param bestEpoch the epoch whose weights were kept
     * @param elapsed   since the start
     */
    record Finished(StopReason reason, int bestEpoch, Duration elapsed) implements TrainingEvent {}

    /** Why a training ended. */
    enum StopReason {
        /** All epochs were run. */
        COMPLETED,
        /** No improvement for as many epochs as the patience says. */
        EARLY_STOPPED,
        /** The time limit was reached. */
        TIME_LIMIT,
        /** Somebody asked for it (Ctrl-C). */
        INTERRUPTED,
        /** A full-batch optimiser met its tolerance. */
        CONVERGED
    }
}
