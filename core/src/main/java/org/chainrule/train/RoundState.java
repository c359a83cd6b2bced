package org.chainrule.train;

import java.io.Serializable;
import java.util.Arrays;
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

    /**
     * Parameters, statistics and vectors one after the other.
     *
     * @return a copy
     */
    float[] packed() {
        float[] packed = new float[parameters.length * (1 + vectors.length) + statistics.length];
        System.arraycopy(parameters, 0, packed, 0, parameters.length);
        System.arraycopy(statistics, 0, packed, parameters.length, statistics.length);
        int at = parameters.length + statistics.length;
        for (float[] vector : vectors) {
            System.arraycopy(vector, 0, packed, at, vector.length);
            at += vector.length;
        }
        return packed;
    }

    /** What {@link #packed} packed, in the shape of another state. */
    static RoundState unpacked(float[] packed, double[] scalars, long step, RoundState like) {
        int parameters = like.parameters.length;
        int at = parameters + like.statistics.length;
        float[][] vectors = new float[like.vectors.length][];
        for (int v = 0; v < vectors.length; v++) {
            vectors[v] = Arrays.copyOfRange(packed, at + v * parameters, at + (v + 1) * parameters);
        }
        return new RoundState(
                Arrays.copyOf(packed, parameters), Arrays.copyOfRange(packed, parameters, at), vectors, scalars, step);
    }
}
