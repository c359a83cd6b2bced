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
}
