package org.chainrule.spark.bench;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;

/** Time from the end of a round to the end of the next, of whole rounds; those that an epoch's end cuts short are left out. */
final class RoundClock implements TrainingListener {
    private final int steps;
    private final List<Double> seconds = new ArrayList<>();
    private long last = -1;
    private int epoch;
    private int lastStep;

    RoundClock(int steps) {
        this.steps = steps;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.StepFinished step) {
            long now = System.nanoTime();
            int before = step.epoch() == epoch ? lastStep : 0;
            if (last >= 0 && step.step() - before == steps) {
                seconds.add((now - last) * 1e-9);
            }
            last = now;
            epoch = step.epoch();
            lastStep = step.step();
        }
    }

    @Override
    public boolean hearsSteps() {
        return true;
    }

    int rounds() {
        return seconds.size();
    }

    List<Double> seconds() {
        return List.copyOf(seconds);
    }
}
