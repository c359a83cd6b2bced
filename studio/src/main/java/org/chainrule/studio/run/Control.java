package org.chainrule.studio.run;

import org.jspecify.annotations.Nullable;

/**
 * What a run shall do.
 *
 * @param action         what
 * @param stepsPerSecond of {@code play}: the most steps a second, positive; null for as fast as it goes
 */
public record Control(Action action, @Nullable Double stepsPerSecond) {
    /** What a run can do. */
    public enum Action {
        /** Goes on. */
        PLAY,
        /** Stops behind the step that is being taken. */
        PAUSE,
        /** Takes one step. */
        BATCH,
        /** Takes the steps to the end of the epoch. */
        EPOCH
    }
}
