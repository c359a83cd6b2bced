package org.chainrule.schedule;

/**
 * Lowers the rate when the validation result stands still: after every {@code patienceEpochs} epochs in a row without improvement the factor is multiplied
 * by {@code factor}, down to {@code minimumFactor}.
 *
 * <p>The one rule that looks at results. As a {@link LearningRateSchedule} it is constant 1; the trainer keeps a {@link PlateauState}, moves it with
 * {@link #after} at the end of every epoch and multiplies the schedule's factor by {@link PlateauState#factor}.
 *
 * @param factor         what a reduction multiplies by, above 0 and below 1
 * @param patienceEpochs epochs without improvement before a reduction, at least 1
 * @param minimumFactor  smallest factor, 0 to 1
 */
public record ReduceOnPlateau(double factor, int patienceEpochs, double minimumFactor) implements LearningRateSchedule {
    /** Checks the ranges. */
    public ReduceOnPlateau {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("plateau: factor must be above 0 and below 1, found " + factor);
        }
        if (patienceEpochs < 1) {
            throw new IllegalArgumentException("plateau: patienceEpochs must be at least 1, found " + patienceEpochs);
        }
        Ranges.fractionOrZero("plateau", "minimumFactor", minimumFactor);
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        return 1;
    }

    /**
     * The state after one more epoch.
     *
     * @param state    the state before it
     * @param improved whether the epoch was the best so far
     * @return the next state
     */
    public PlateauState after(PlateauState state, boolean improved) {
        if (improved) {
            return new PlateauState(state.factor(), 0);
        }
        int bad = state.badEpochs() + 1;
        if (bad < patienceEpochs) {
            return new PlateauState(state.factor(), bad);
        }
        double lowered = Math.max(state.factor() * factor, minimumFactor);
        return new PlateauState(Math.min(state.factor(), lowered), 0);
    }
}
