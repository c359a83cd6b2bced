package org.chainrule.tabular.run;

import java.util.function.BooleanSupplier;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.Started;
import org.chainrule.train.TrainingListener;

/**
 * Measures what a training would take, whatever its layers are, by running a few of its steps: the first ones, in which the virtual machine is still
 * translating, do not count.
 */
final class Probe implements BooleanSupplier, TrainingListener {
    private static final int WARM_UP = 4;
    private static final int ENOUGH = 12;

    /** Validation, shuffling and saving take some time, too. */
    private static final double BETWEEN_STEPS = 1.15;

    private final BooleanSupplier stopRequested;
    private final double budgetSeconds;
    private final long created = System.nanoTime();
    private long firstAt;
    private long warmAt;
    private long last;
    private int asked;
    private int epochs;
    private int stepsPerEpoch;

    Probe(double budgetSeconds, BooleanSupplier stopRequested) {
        this.budgetSeconds = budgetSeconds;
        this.stopRequested = stopRequested;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof Started started) {
            epochs = started.epochs();
            stepsPerEpoch = started.stepsPerEpoch();
        }
    }

    @Override
    public boolean getAsBoolean() {
        last = System.nanoTime();
        firstAt = asked == 0 ? last : firstAt;
        asked++;
        if (asked <= WARM_UP + 1) {
            warmAt = last;
        }
        double seconds = (last - firstAt) / 1e9;
        boolean enough = asked > WARM_UP + ENOUGH && seconds > budgetSeconds;
        return enough || asked > 1 && seconds > 4 * budgetSeconds || stopRequested.getAsBoolean();
    }

    /** Epochs that the training would have. */
    int epochs() {
        return epochs;
    }

    /** Seconds that all its epochs would take, what was before the first step included. */
    double seconds() {
        int steps = asked - 1 - WARM_UP;
        double before = (firstAt - created) / 1e9;
        double step = steps > 0 ? (last - warmAt) / 1e9 / steps : (last - firstAt) / 1e9 / Math.max(1, asked - 1);
        return before + BETWEEN_STEPS * step * stepsPerEpoch * epochs;
    }
}
