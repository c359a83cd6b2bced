package org.chainrule.tabular.run;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingListener;

/** Ends the training where the model's training ended, be it by a time limit or by hand. */
final class PlannedEnd implements BooleanSupplier, TrainingListener {
    private final BooleanSupplier stopRequested;
    private final int plannedEpochs;
    private final int firstEpochSteps;
    private long asked;
    private int epochs;
    private boolean interrupted;

    PlannedEnd(Provenance provenance, BooleanSupplier stopRequested) {
        // a training that ends at a step of its own knows that step
        boolean step = TrainingSettings.keptStep(provenance.configuration()) != null;
        this.plannedEpochs = step ? Integer.MAX_VALUE : provenance.epochs();
        this.firstEpochSteps = provenance.firstEpochSteps();
        this.stopRequested = Objects.requireNonNull(stopRequested);
    }

    /** These listeners, and this one. */
    TrainingListener[] and(TrainingListener... listeners) {
        TrainingListener[] all = java.util.Arrays.copyOf(listeners, listeners.length + 1);
        all[listeners.length] = this;
        return all;
    }

    /** Whether somebody asked to stop. */
    boolean interrupted() {
        return interrupted;
    }

    @Override
    public boolean getAsBoolean() {
        if (stopRequested.getAsBoolean()) {
            interrupted = true;
            return true;
        }
        long steps = asked++;
        return firstEpochSteps > 0 ? steps >= firstEpochSteps : epochs >= plannedEpochs;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof EpochFinished) {
            epochs++;
        }
    }
}
