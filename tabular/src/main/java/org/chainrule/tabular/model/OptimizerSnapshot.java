package org.chainrule.tabular.model;

import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;

/**
 * What the optimiser of a network remembered when its weights were kept: from here its next step can be worked out. Immutable by convention: the state's arrays
 * are not copied and must not be written.
 *
 * @param rule  the update rule
 * @param state its accumulators, laid out like the parameters, in their precision
 */
public record OptimizerSnapshot(Optimizer rule, OptimizerState state) {
    /** Checks that there was a step. */
    public OptimizerSnapshot {
        if (state.step() < 1) {
            throw new IllegalArgumentException(
                    "expected an optimizer state after 1 step or more, found " + state.step());
        }
    }

    /**
     * What its accumulators take in a file.
     *
     * @return bytes
     */
    public long bytes() {
        long bytes = 0;
        for (int v = 0; v < rule.vectors(); v++) {
            Weights weights = vector(v);
            bytes += (long) weights.size() * (state.isFloat() ? Float.BYTES : Double.BYTES);
        }
        return bytes;
    }

    /** An accumulator. */
    Weights vector(int number) {
        return state.isFloat()
                ? new Weights.Floats(state.floatVectors()[number])
                : new Weights.Doubles(state.doubleVectors()[number]);
    }
}
