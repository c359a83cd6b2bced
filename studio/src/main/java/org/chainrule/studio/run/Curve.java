package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.train.TrainingEvent.EpochFinished;

/** The points of the learning curve that were seen: one at step 0 and one an epoch, {@code [step, epoch, trainingLoss, validationLoss, metric]}. */
final class Curve {
    private final List<double[]> points = new ArrayList<>();
    private final List<EpochFinished> epochs = new ArrayList<>();
    private int era;

    /** The point of step 0, before any other; another if there is one. */
    void start(double trainingLoss, double validationLoss) {
        double[] point = {0, 0, trainingLoss, validationLoss, Double.NaN};
        if (points.isEmpty()) {
            points.add(point);
        } else {
            points.set(0, point);
        }
    }

    void add(long step, EpochFinished epoch) {
        double[] point = {
            step,
            epoch.epoch(),
            Shown.figures(epoch.trainingLoss()),
            Shown.figures(epoch.validationLoss()),
            Shown.figures(epoch.validationMetric())
        };
        if (epoch.epoch() < points.size()) {
            points.set(epoch.epoch(), point);
            epochs.set(epoch.epoch() - 1, epoch);
        } else {
            points.add(point);
            epochs.add(epoch);
        }
    }

    /** Forgets everything. */
    void clear() {
        points.clear();
        epochs.clear();
        again();
    }

    /** Forgets what came behind a step. */
    void cut(long step) {
        points.removeIf(point -> point[0] > step);
        epochs.subList(points.size() - 1, epochs.size()).clear();
    }

    /** The epochs that had ended at a step. */
    List<EpochFinished> history(long step) {
        int ended = (int) points.stream().filter(point -> point[0] <= step).count() - 1;
        return List.copyOf(epochs.subList(0, ended));
    }

    /** Whoever has points gets them again. */
    void again() {
        era++;
    }

    int era() {
        return era;
    }

    int size() {
        return points.size();
    }

    List<double[]> from(int index) {
        return List.copyOf(points.subList(index, points.size()));
    }
}
