package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chainrule.optim.OptimizerState;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.SteppedTraining;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StepFinished;
import org.jspecify.annotations.Nullable;

/**
 * A training with its changes by hand: the same steps give the same bits, from the start or from any checkpoint. The state at a step is that after the epoch's
 * end, if the step ends one, and after the edits of that step. One thread at a time.
 */
final class Course implements AutoCloseable {
    private final Subject subject;
    private final SteppedTraining training;
    private List<Edit> edits;

    /**
     * A step that was taken.
     *
     * @param step  cost and learning rate
     * @param epoch of the epoch that it ended; null within one
     */
    record Taken(StepFinished step, @Nullable EpochFinished epoch) {}

    /** Stands at the first step. */
    Course(Subject subject, List<Edit> edits) {
        this.subject = subject;
        this.edits = List.copyOf(edits);
        this.training = SteppedTraining.start(subject.problem(), subject.configuration());
        Subject.Past past = subject.past();
        if (past != null) {
            training.restore(past.from());
        }
        applyEdits();
    }

    /** A second course of the same run, which stands at a checkpoint. */
    Course(Subject subject, List<Edit> edits, Checkpoint from) {
        this.subject = subject;
        this.edits = List.copyOf(edits);
        this.training = SteppedTraining.start(subject.problem(), subject.configuration());
        training.restore(from);
    }

    SteppedTraining training() {
        return training;
    }

    long step() {
        return training.step();
    }

    List<Edit> edits() {
        return edits;
    }

    /** Takes a step. */
    Taken advance() {
        StepFinished step = training.advance();
        EpochFinished epoch = training.epochComplete() ? training.finishEpoch() : null;
        applyEdits();
        return new Taken(step, epoch);
    }

    void restore(Checkpoint checkpoint) {
        training.restore(checkpoint);
    }

    /** Changes a weight here. Changes at later steps are forgotten, and one of the same weight at this step. */
    void edit(Edit edit) {
        List<Edit> kept = new ArrayList<>(edits);
        kept.removeIf(
                other -> other.step() > edit.step() || other.step() == edit.step() && other.index() == edit.index());
        kept.add(edit);
        edits = List.copyOf(kept);
        place(List.of(edit));
    }

    private void applyEdits() {
        List<Edit> here =
                edits.stream().filter(edit -> edit.step() == training.step()).toList();
        if (!here.isEmpty()) {
            place(here);
        }
    }

    private void place(List<Edit> here) {
        double[] parameters =
                Snapshot.of(subject, training.network(), step(), null).parameters();
        here.forEach(edit -> parameters[edit.index()] = edit.value());
        training.place(parameters);
    }

    /** The run as it stands; the optimiser's state is copied if asked for. */
    Snapshot snapshot(boolean withNext) {
        TrainedNetwork network = Objects.requireNonNull(training.network());
        if (!withNext) {
            return Snapshot.of(subject, network, step(), null);
        }
        OptimizerState state = training.optimizerState();
        return Snapshot.of(
                subject,
                network,
                step(),
                new Snapshot.NextStep(
                        training.nextRows(),
                        training.nextMode(),
                        training.nextLearningRate(),
                        training.nextDecayFactor(),
                        state));
    }

    @Override
    public void close() {
        training.close();
    }
}
