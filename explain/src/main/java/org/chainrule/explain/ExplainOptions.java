package org.chainrule.explain;

import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * How much is said, from where causes are named, and which step is worked out.
 *
 * @param paths        strongest paths to list
 * @param chains       chains to list where rows or members share the parameter; the largest products come first
 * @param cancellation paths cancel if |sum| falls below this share of their size
 * @param saturation   a unit is saturated if |phi'| falls below
 * @param gain         deltas vanish if what reaches the unit falls below this share of delta(L), and explode if it exceeds the inverse
 * @param rule         the training's update rule; null leaves the step out
 * @param state        the optimiser's state before the step, read; null for that before the first step
 */
public record ExplainOptions(
        int paths,
        int chains,
        double cancellation,
        double saturation,
        double gain,
        @Nullable UpdateRule rule,
        @Nullable OptimizerState state) {
    /** 10 paths, 8 chains, 5 % for cancellation, phi' below 0.01 for saturation, 1e-3 and 1e3 for vanishing and exploding, no step. */
    public static final ExplainOptions DEFAULT = new ExplainOptions(10, 8, 0.05, 0.01, 1e-3, null, null);

    /** Checks the numbers. */
    public ExplainOptions {
        if (paths < 0 || chains < 0) {
            throw new IllegalArgumentException(
                    "paths and chains must not be negative, found " + paths + " and " + chains);
        }
    }

    /**
     * The same with another number of paths.
     *
     * @param most strongest paths to list
     * @return a changed copy
     */
    public ExplainOptions withPaths(int most) {
        return new ExplainOptions(most, chains, cancellation, saturation, gain, rule, state);
    }

    /**
     * The same with a step to work out.
     *
     * @param update the training's update rule
     * @param before the optimiser's state before the step, read; null for that before the first step
     * @return a changed copy
     */
    public ExplainOptions withUpdate(UpdateRule update, @Nullable OptimizerState before) {
        return new ExplainOptions(paths, chains, cancellation, saturation, gain, update, before);
    }
}
