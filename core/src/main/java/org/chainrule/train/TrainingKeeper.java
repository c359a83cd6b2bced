package org.chainrule.train;

import org.jspecify.annotations.Nullable;

/** Keeps where a training stands, so that another can go on from there. Everything is asked on the training thread. */
public interface TrainingKeeper {
    /** Keeps nothing. */
    TrainingKeeper NONE = new TrainingKeeper() {
        @Override
        public @Nullable TrainingState resumed() {
            return null;
        }

        @Override
        public boolean due(boolean epochEnded) {
            return false;
        }

        @Override
        public void keep(TrainingState state, boolean last) {
            // nowhere
        }

        @Override
        public @Nullable String warning() {
            return null;
        }
    };

    /**
     * Where to go on.
     *
     * @return what was kept; null begins anew
     */
    @Nullable
    TrainingState resumed();

    /**
     * Whether it is time to keep the state. Asked after every step, so it should be quick.
     *
     * @param epochEnded whether the step was the last of its epoch
     * @return true to be given the state
     */
    boolean due(boolean epochEnded);

    /**
     * Keeps a state: when it is {@link #due}, when somebody or the clock ended the training, and at its end. A failure must not be thrown: it would end the training.
     *
     * @param state shares nothing with the training; an earlier one may be forgotten
     * @param last  whether none follows: then it is kept, or has failed, when this returns
     */
    void keep(TrainingState state, boolean last);

    /**
     * What a person should know, such as that nothing could be kept.
     *
     * @return one line, only once; null for nothing
     */
    @Nullable
    String warning();
}
