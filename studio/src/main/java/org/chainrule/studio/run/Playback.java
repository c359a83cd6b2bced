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
    private final Course course;
    private final Timeline timeline;
    private final Curve curve = new Curve();
    private final Pace pace = new Pace();
    private State state = State.PAUSED;
    private String message = "";
    private long goal = Long.MAX_VALUE;
    private Timeline.Last last = Timeline.Last.NONE;

    Playback(Subject subject, List<Edit> edits) {
        this.subject = subject;
        this.course = new Course(subject, edits);
        this.timeline = new Timeline(subject, course.training().stepsPerEpoch());
        keep();
        startCurve();
    }

    Course course() {
        return course;
    }

    @Override
    public long lookStep() {
        return course.step();
    }

    @Override
    public Snapshot look() {
        return course.snapshot(false);
    }

    Timeline timeline() {
        return timeline;
    }

    @Override
    public long step() {
        return course.step();
    }

    @Override
    public int stepsPerEpoch() {
        return course.training().stepsPerEpoch();
    }

    @Override
    public long seen() {
        return timeline.seen();
    }

    @Override
    public List<String> edits() {
        return course.edits().stream().map(Edit::text).toList();
    }

    @Override
    public String metricName() {
        return subject.metricName();
    }

    @Override
    public Curve curve() {
        return curve;
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
        return last.loss();
    }

    @Override
    public double learningRate() {
        return last.learningRate();
    }

    @Override
    public double stepsPerSecond() {
        return playing() ? pace.stepsPerSecond() : 0;
    }

    int epochs() {
        return subject.configuration().epochs();
    }

    /** When the next step may be taken, from now, in nanoseconds; 0 or less for at once. */
    long nanosToStep(long now) {
        return pace.nanosToStep(now);
    }

    private void startCurve() {
        Snapshot at = course.snapshot(false);
        curve.start(
                Shown.figures(StartCost.of(at, subject.problem().training())),
                Shown.figures(StartCost.of(at, subject.problem().validation())));
    }

    /** Plays until told otherwise. */
    void play(@Nullable Double stepsPerSecond) {
        begin(Long.MAX_VALUE, stepsPerSecond);
    }

    /** Plays to the end of the epoch. */
    void epoch() {
        long perEpoch = course.training().stepsPerEpoch();
        begin((course.step() / perEpoch + 1) * perEpoch, null);
    }

    private void begin(long until, @Nullable Double stepsPerSecond) {
        requireStep();
        goal = until;
        pace.start(stepsPerSecond);
        state = State.PLAYING;
        message = "";
    }

    private void requireStep() {
        if (course.training().finished()) {
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
            note(course.advance());
            pace.took();
            if (playing() && course.step() >= goal) {
                state = State.PAUSED;
            }
            finishIfDone();
        } catch (RuntimeException e) {
            diverge(e);
        }
    }

    private void note(Course.Taken taken) {
        last = new Timeline.Last(taken.step().loss(), taken.step().learningRate());
        timeline.see(course.step());
        if (taken.epoch() != null) {
            curve.add(course.step(), taken.epoch());
        }
        if (pace.keeps(taken.epoch() != null)) {
            keep();
        }
    }

    private void keep() {
        long started = System.nanoTime();
        timeline.add(course.training().checkpoint(), last);
        pace.kept(System.nanoTime() - started);
    }

    private void finishIfDone() {
        if (course.training().finished()) {
            state = State.FINISHED;
            message = "all " + epochs() + " epochs were taken";
        }
    }

    /** Goes back to the last step with finite numbers, so that there is something to look at. */
    private void diverge(RuntimeException failure) {
        long step = course.step();
        if (!replay(step)) {
            replay(step - 1);
        }
        state = State.DIVERGED;
        String said = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        int end = failure instanceof TrainingDivergedException ? said.indexOf(';') : -1;
        message = (end < 0 ? said : said.substring(0, end))
                + "; the run stands before that step: use a smaller learning rate or clip the gradient, or travel back";
    }

    private boolean replay(long step) {
        try {
            restore(step);
            while (course.step() < step) {
                note(course.advance());
            }
            return true;
        } catch (RuntimeException e) {
            restore(Math.max(0, step - 1));
            return false;
        }
    }

    private void restore(long step) {
        Timeline.Mark mark = timeline.before(step);
        course.restore(mark.checkpoint());
        last = mark.last();
    }

    /**
     * Goes to a step, seen or not, and stays there.
     *
     * @param brokenOff asked after every step: whether something else is to be done
     */
    void travel(long step, BooleanSupplier brokenOff) {
        long most = (long) course.training().stepsPerEpoch() * epochs();
        if (step < 0 || step > most) {
            throw UserException.usage("expected a step from 0 to " + most + ", the last of this run; found " + step
                    + "; start a run with more epochs to go further");
        }
        state = State.PAUSED;
        message = "";
        curve.again();
        boolean onTheWay =
                course.step() <= step && course.step() >= timeline.before(step).step();
        if (!onTheWay) {
            restore(step);
        }
        pace.start(null);
        try {
            while (course.step() < step && !course.training().finished() && !brokenOff.getAsBoolean()) {
                note(course.advance());
            }
            finishIfDone();
        } catch (RuntimeException e) {
            diverge(e);
        }
    }

    /** Changes a weight; what was seen behind this step is forgotten. */
    void edit(String weight, double value) {
        Edit edit = Edit.of(new ParameterLayout(subject.problem().network()), course.step(), weight, value);
        boolean finished = state == State.FINISHED;
        course.edit(edit);
        timeline.cut(course.step());
        curve.cut(course.step());
        curve.again();
        if (course.step() == 0) {
            startCurve();
        }
        keep();
        if (!finished && !playing()) {
            state = State.PAUSED;
            message = "";
        }
    }

    @Override
    public void close() {
        course.close();
    }
}
