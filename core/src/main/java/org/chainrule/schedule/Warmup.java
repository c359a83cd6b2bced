package org.chainrule.schedule;

/**
 * A straight climb over the first n steps, then another schedule over what is left: (step + 1) / (n + 1) of {@code then}'s first factor while step &lt; n,
 * afterwards {@code then} with its steps counted from there.
 *
 * <p>The climb never is 0, so no step is wasted, and meets {@code then} exactly at step n. Source: Goyal et al. 2017, "Accurate, large minibatch SGD".
 *
 * @param length n: a number of steps if 1 or more, else a fraction of all steps (rounded down); not negative
 * @param then   the schedule after the climb, not itself a warm-up
 */
public record Warmup(double length, LearningRateSchedule then) implements LearningRateSchedule {
    /** Checks the length and that no second warm-up follows. */
    public Warmup {
        if (then instanceof Warmup) {
            throw new IllegalArgumentException("warmup: cannot be followed by another warmup");
        }
        if (!(length >= 0 && (length < 1 || length <= Integer.MAX_VALUE && length == Math.rint(length)))) {
            throw new IllegalArgumentException(
                    "warmup: expected a fraction of the steps (0 to 1) or a whole number of steps, found " + length);
        }
    }

    /**
     * How many steps the climb takes.
     *
     * @param totalSteps steps of the whole training
     * @return at most totalSteps
     */
    public long steps(long totalSteps) {
        return Math.min(totalSteps, (long) (length < 1 ? length * totalSteps : length));
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        long climb = steps(totalSteps);
        long rest = Math.max(1, totalSteps - climb);
        if (step < climb) {
            return (step + 1) / (climb + 1.0) * then.factor(0, rest, stepsPerEpoch);
        }
        return then.factor(step - climb, rest, stepsPerEpoch);
    }
}
