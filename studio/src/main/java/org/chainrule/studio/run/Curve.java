package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.train.TrainingEvent.EpochFinished;

/** The points of the learning curve that were seen: one at step 0 and one an epoch, {@code [step, epoch, trainingLoss, validationLoss, metric]}. */
final class Curve {
    private final List<double[]> points = new ArrayList<>();
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
        } else {
            points.add(point);
        }
    }

    /** Forgets what came behind a step. */
    void cut(long step) {
        points.removeIf(point -> point[0] > step);
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
