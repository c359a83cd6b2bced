package org.chainrule.studio.run;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.TrainingDivergedException;
import org.jspecify.annotations.Nullable;

/** Where a run is, and the ways to another step: forward, back, and with a weight changed by hand. One thread at a time. */
final class Playback implements Standing, AutoCloseable {
    /** What a run does. */
    enum State {
        PAUSED,
        PLAYING,
        FINISHED,
        DIVERGED
    }

    private final Subject subject;
    private final Track track;
    private State state = State.PAUSED;
    private String message = "";
    private long goal = Long.MAX_VALUE;

    Playback(Subject subject, List<Edit> edits) {
        this.subject = subject;
        this.track = new Track(subject, edits);
        finishIfDone();
    }

    Course course() {
        return track.course();
    }

    @Override
    public long lookStep() {
        return track.course().step();
    }

    @Override
    public Snapshot look() {
        return track.course().snapshot(false);
    }

    Timeline timeline() {
        return track.timeline();
    }

    @Override
    public long step() {
        return track.course().step();
    }

    @Override
    public int stepsPerEpoch() {
        return track.course().training().stepsPerEpoch();
    }

    @Override
    public long seen() {
        return track.timeline().seen();
    }

    @Override
    public List<String> edits() {
        return track.course().edits().stream().map(Edit::text).toList();
    }

    @Override
    public String metricName() {
        return subject.metricName();
    }

    @Override
    public Curve curve() {
        return track.curve();
    }

    State state() {
        return state;
    }

    @Override
    public String stateName() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public boolean playing() {
        return state == State.PLAYING;
    }

    @Override
    public double loss() {
        return track.last().loss();
    }

    @Override
    public double learningRate() {
        return track.last().learningRate();
    }

    @Override
    public double stepsPerSecond() {
        return playing() ? track.pace().stepsPerSecond() : 0;
    }

    int epochs() {
        return subject.configuration().epochs();
    }

    /** When the next step may be taken, from now, in nanoseconds; 0 or less for at once. */
    long nanosToStep(long now) {
        return track.pace().nanosToStep(now);
    }

    /** Plays until told otherwise. */
    void play(@Nullable Double stepsPerSecond) {
        begin(Long.MAX_VALUE, stepsPerSecond);
    }

    /** Plays to the end of the epoch. */
    void epoch() {
        long perEpoch = track.course().training().stepsPerEpoch();
        begin((track.course().step() / perEpoch + 1) * perEpoch, null);
    }

    private void begin(long until, @Nullable Double stepsPerSecond) {
        requireStep();
        goal = until;
        track.pace().start(stepsPerSecond);
        state = State.PLAYING;
        message = "";
    }

    private void requireStep() {
        if (track.course().training().finished()) {
            throw new RunRefusal(
                    RunRefusal.Reason.NOT_NOW,
                    "the run has taken all its steps; travel back, or start one with more epochs");
        }
    }

    void pause() {
        if (playing()) {
            state = State.PAUSED;
        }
    }

    /** Pauses because something went wrong. */
    void stop(String why) {
        state = State.PAUSED;
        message = why;
    }

    /** One step and no more. */
    void batch() {
        requireStep();
        state = State.PAUSED;
        message = "";
        take();
    }

    /** One step; ends the play if it was the last, or a number is not finite. */
    void take() {
        try {
            track.advance();
            track.pace().took();
            if (playing() && track.course().step() >= goal) {
                state = State.PAUSED;
            }
            finishIfDone();
        } catch (RuntimeException e) {
            diverge(e);
        }
    }

    private void finishIfDone() {
        if (track.course().training().finished()) {
            state = State.FINISHED;
            message = "all " + epochs() + " epochs were taken";
        }
    }

    /** Goes back to the last step with finite numbers, so that there is something to look at. */
    private void diverge(RuntimeException failure) {
        long step = track.course().step();
        if (!track.again(step)) {
            track.again(step - 1);
        }
        state = State.DIVERGED;
        String said = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        int end = failure instanceof TrainingDivergedException ? said.indexOf(';') : -1;
        message = (end < 0 ? said : said.substring(0, end))
                + "; the run stands before that step: use a smaller learning rate or clip the gradient, or travel back";
    }

    /**
     * Goes to a step, seen or not, and stays there.
     *
     * @param brokenOff asked after every step: whether something else is to be done
     */
    void travel(long step, BooleanSupplier brokenOff) {
        long most = (long) track.course().training().stepsPerEpoch() * epochs();
        long first = subject.firstStep();
        if (step < first || step > most) {
            throw UserException.usage("expected a step from " + first + " to " + most + ", the last of this run; found "
                    + step + "; start a run with more epochs to go further");
        }
        state = State.PAUSED;
        message = "";
        track.curve().again();
        try {
            track.go(step, brokenOff);
            finishIfDone();
        } catch (RuntimeException e) {
            diverge(e);
        }
    }

    /** Changes a weight; what was seen behind this step is forgotten. */
    void edit(String weight, double value) {
        Edit edit = Edit.of(
                new ParameterLayout(subject.problem().network()), track.course().step(), weight, value);
        boolean finished = state == State.FINISHED;
        track.edit(edit);
        if (!finished && !playing()) {
            state = State.PAUSED;
            message = "";
        }
    }

    @Override
    public void close() {
        track.close();
    }
}
