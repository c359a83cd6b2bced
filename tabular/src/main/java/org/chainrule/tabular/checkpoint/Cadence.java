package org.chainrule.tabular.checkpoint;

import java.time.Duration;

/** How often a state is kept: when so many steps, so many epochs and so much time have passed since the last. Of the training thread. */
public final class Cadence {
    private final int everySteps;
    private final int everyEpochs;
    private final Duration every;
    private int steps;
    private int epochs;
    private long kept = System.nanoTime();

    /**
     * A cadence; what is 0 is not looked at.
     *
     * @param everySteps  steps at least
     * @param everyEpochs epochs at least, and only where one ended
     * @param every       time at least
     */
    public Cadence(int everySteps, int everyEpochs, Duration every) {
        this.everySteps = everySteps;
        this.everyEpochs = everyEpochs;
        this.every = every;
    }

    static Cadence of(CheckpointOptions options) {
        return new Cadence(0, options.everyEpochs(), options.everyEpochs() > 0 ? Duration.ZERO : options.every());
    }

    /** Counts a step. */
    boolean due(boolean epochEnded) {
        steps++;
        epochs += epochEnded ? 1 : 0;
        return steps >= everySteps
                && (everyEpochs == 0 || epochEnded && epochs >= everyEpochs)
                && System.nanoTime() - kept >= every.toNanos();
    }

    void kept() {
        steps = 0;
        epochs = 0;
        kept = System.nanoTime();
    }
}
