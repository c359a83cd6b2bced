package org.chainrule.train;

import java.io.Serializable;
import org.chainrule.optim.OptimizerState;

/**
 * What a round of a sharded training starts from, and what it ends with: float32 weights and all that the update rule remembers. Plain arrays, so that a cluster can carry it.
 *
 * @param parameters flat, laid out by {@link org.chainrule.network.ParameterLayout}
 * @param statistics of batch normalisation, flat; empty without
 * @param vectors    what the update rule remembers of every parameter, [rule.vectors()][parameters]
 * @param scalars    what else it remembers
 * @param step       steps that the rule has taken
 */
@SuppressWarnings("ArrayRecordComponent")
public record RoundState(float[] parameters, float[] statistics, float[][] vectors, double[] scalars, long step)
        implements Serializable {
    /**
     * The state of the rule.
     *
     * @return shares the arrays
     */
    public OptimizerState optimizer() {
        return OptimizerState.restore(vectors, scalars, step);
    }
}
