package org.chainrule.train;

/** Hears of the training's events, on the training thread, in order. What it throws ends the training. */
@FunctionalInterface
public interface TrainingListener {
    /**
     * Called for every event.
     *
     * @param event what happened
     */
    void on(TrainingEvent event);

    /**
     * Whether this listener wants {@link TrainingEvent.StepFinished}, which cost an object each.
     *
     * @return false unless overridden
     */
    default boolean hearsSteps() {
        return false;
    }

    /**
     * Whether this listener wants {@link TrainingEvent.WeightsChanged}.
     *
     * @return false unless overridden
     */
    default boolean hearsWeights() {
        return false;
    }
}
