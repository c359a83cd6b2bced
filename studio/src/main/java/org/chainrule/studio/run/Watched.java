package org.chainrule.studio.run;

import java.util.List;
import java.util.Objects;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.jspecify.annotations.Nullable;

/** How a training stands that somebody else drives, as far as its events tell. On the thread of those who watch. */
final class Watched implements Standing {
    private final Curve curve = new Curve();
    private @Nullable Subject subject;
    private @Nullable Snapshot snapshot;
    private String state = "playing";
    private String message = "the training has not begun";
    private int rows = 1;
    private int stepsPerEpoch = 1;
    private @Nullable EpochFinished last;

    void subject(Subject given) {
        subject = given;
    }

    @Nullable
    Subject subject() {
        return subject;
    }

    void weights(WatchFeed.Weights weights) {
        TrainedNetwork network = weights.network();
        Subject known = subject;
        boolean same = known != null && known.problem().network().equals(network.network());
        snapshot = Snapshot.of(same ? known : null, network, (long) weights.epoch() * stepsPerEpoch, null);
    }

    /** Takes an event in; true if the state is another. */
    boolean take(TrainingEvent event) {
        if (event instanceof TrainingEvent.Started started) {
            rows = (int) Math.min(Integer.MAX_VALUE, started.rows());
            stepsPerEpoch = Math.max(1, started.stepsPerEpoch());
            curve.clear();
            curve.start(Double.NaN, Double.NaN);
            last = null;
            state = "playing";
            message = "";
            return true;
        } else if (event instanceof EpochFinished epoch) {
            last = epoch;
            curve.add(step(), epoch);
        } else if (event instanceof TrainingEvent.Finished finished) {
            state = "finished";
            message = switch (finished.reason()) {
                case COMPLETED -> "all epochs were taken";
                case EARLY_STOPPED -> "stopped early: no improvement since epoch " + finished.bestEpoch();
                case TIME_LIMIT -> "the time limit was reached";
                case INTERRUPTED -> "the training was interrupted";
                case CONVERGED -> "the optimiser met its tolerance";
            };
            return true;
        }
        return false;
    }

    /** A model that is only looked at: the epochs of its training, and its weights. */
    void model(TrainedNetwork network, List<EpochFinished> epochs, int epoch, int perEpoch, String why) {
        Subject known = Objects.requireNonNull(subject);
        stepsPerEpoch = perEpoch;
        curve.clear();
        curve.start(Double.NaN, Double.NaN);
        epochs.forEach(each -> curve.add((long) each.epoch() * perEpoch, each));
        last = epochs.stream().filter(each -> each.epoch() == epoch).findFirst().orElse(null);
        snapshot = Snapshot.of(known, network, (long) epoch * perEpoch, null);
        state = "finished";
        message = why;
    }

    void say(String what) {
        message = what;
    }

    void failed(String why) {
        state = "diverged";
        message = why;
    }

    @Override
    public boolean playing() {
        return state.equals("playing");
    }

    @Override
    public String stateName() {
        return state;
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public long step() {
        return last == null ? 0 : (long) last.epoch() * stepsPerEpoch;
    }

    @Override
    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    @Override
    public long seen() {
        return step();
    }

    @Override
    public double loss() {
        return last == null ? Double.NaN : last.trainingLoss();
    }

    @Override
    public double learningRate() {
        return last == null ? Double.NaN : last.learningRate();
    }

    @Override
    public double stepsPerSecond() {
        return last == null || !playing() ? 0 : last.rowsPerSecond() * stepsPerEpoch / rows;
    }

    @Override
    public Curve curve() {
        return curve;
    }

    @Override
    public String metricName() {
        return subject == null ? "metric" : subject.metricName();
    }

    @Override
    public List<String> edits() {
        return List.of();
    }

    @Override
    public long lookStep() {
        return snapshot == null ? 0 : snapshot.step();
    }

    @Override
    public @Nullable Snapshot look() {
        return snapshot;
    }
}
