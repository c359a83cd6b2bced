package org.chainrule.studio.run;

import java.util.List;
import java.util.function.BooleanSupplier;

/** The way that a run takes: its course, the checkpoints behind it, its curve. One thread at a time. */
final class Track implements AutoCloseable {
    private final Subject subject;
    private final Course course;
    private final Timeline timeline;
    private final Curve curve = new Curve();
    private final Pace pace = new Pace();
    private Timeline.Last last = Timeline.Last.NONE;

    Track(Subject subject, List<Edit> edits) {
        this.subject = subject;
        this.course = new Course(subject, edits);
        this.timeline = new Timeline(subject, course.training().stepsPerEpoch());
        keep();
        startCurve();
    }

    Course course() {
        return course;
    }

    Timeline timeline() {
        return timeline;
    }

    Curve curve() {
        return curve;
    }

    Pace pace() {
        return pace;
    }

    /** The step that led here. */
    Timeline.Last last() {
        return last;
    }

    /** The point of step 0; of a model that is gone on from, its epochs. */
    private void startCurve() {
        Subject.Past past = subject.past();
        if (past != null) {
            curve.start(Double.NaN, Double.NaN);
            int perEpoch = course.training().stepsPerEpoch();
            past.epochs().forEach(epoch -> curve.add((long) epoch.epoch() * perEpoch, epoch));
            timeline.see(course.step());
            return;
        }
        Snapshot at = course.snapshot(false);
        curve.start(
                Shown.figures(StartCost.of(at, subject.problem().training())),
                Shown.figures(StartCost.of(at, subject.problem().validation())));
    }

    /** Takes a step, and a checkpoint if one is due. */
    void advance() {
        Course.Taken taken = course.advance();
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

    /** Goes to a step, by a checkpoint if there is one between here and there or it lies behind; broken off, it stays on the way. */
    void go(long step, BooleanSupplier brokenOff) {
        pace.start(null);
        boolean onTheWay =
                course.step() <= step && course.step() >= timeline.before(step).step();
        if (!onTheWay) {
            restore(step);
        }
        while (course.step() < step && !course.training().finished() && !brokenOff.getAsBoolean()) {
            advance();
        }
    }

    /** Goes back to a step whose weights are no more what they were; false, and one step before, if it cannot be taken again. */
    boolean again(long step) {
        try {
            restore(step);
            while (course.step() < step) {
                advance();
            }
            return true;
        } catch (RuntimeException e) {
            restore(Math.max(subject.firstStep(), step - 1));
            return false;
        }
    }

    private void restore(long step) {
        Timeline.Mark mark = timeline.before(step);
        course.restore(mark.checkpoint());
        last = mark.last();
    }

    /** Changes a weight; what was seen behind this step is forgotten. */
    void edit(Edit edit) {
        course.edit(edit);
        timeline.cut(course.step());
        curve.cut(course.step());
        curve.again();
        if (course.step() == 0 && subject.past() == null) {
            startCurve();
        }
        keep();
    }

    @Override
    public void close() {
        course.close();
    }
}
