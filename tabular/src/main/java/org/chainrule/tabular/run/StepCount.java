package org.chainrule.tabular.run;

import java.util.function.BooleanSupplier;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * Counts the steps of a training, which asks before every step whether to stop. Only the first epoch is of interest: when a training is ended within it, the
 * weights of its last step are kept, and to get them again one must know which step that was.
 */
final class StepCount implements BooleanSupplier {
    private final BooleanSupplier stopRequested;
    private long asked;

    /** Counts on after the steps that another training took. */
    StepCount(BooleanSupplier stopRequested, long before) {
        this.stopRequested = stopRequested;
        this.asked = before;
    }

    @Override
    public boolean getAsBoolean() {
        asked++;
        return stopRequested.getAsBoolean();
    }

    /** Steps that were taken if the training was ended within its first epoch, else 0. */
    int ofFirstEpoch(TrainingConfiguration configuration, int rows, int epochs, @Nullable TrainingResult result) {
        boolean miniBatches = configuration.lbfgs() == null;
        if (result == null || epochs != 1 || !miniBatches) {
            return 0;
        }
        int stepsPerEpoch = configuration.passes().stepsPerEpoch(rows);
        return switch (result.stopReason()) {
            case INTERRUPTED, TIME_LIMIT -> asked - 1 < stepsPerEpoch ? (int) (asked - 1) : 0;
            case COMPLETED, EARLY_STOPPED, CONVERGED -> 0;
        };
    }
}
