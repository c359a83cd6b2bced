package org.chainrule.train;

import java.util.Objects;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * A network with its weights: immutable by convention (the arrays are not copied and must not be written), safe to share between threads.
 *
 * @param network          the specification
 * @param likelihood       output activation and cost
 * @param precision        in which arithmetic it was trained and predicts; exactly the arrays of that precision are present
 * @param floatParameters  the flat parameters of a float32 network, laid out by {@code ParameterLayout}; null for float64
 * @param floatStatistics  its running statistics; null for float64
 * @param doubleParameters the flat parameters of a float64 network; null for float32
 * @param doubleStatistics its running statistics; null for float32
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainedNetwork(
        Network network,
        Likelihood likelihood,
        Precision precision,
        float @Nullable [] floatParameters,
        float @Nullable [] floatStatistics,
        double @Nullable [] doubleParameters,
        double @Nullable [] doubleStatistics) {

    /**
     * A float32 network.
     *
     * @param network    the specification
     * @param likelihood output activation and cost
     * @param parameters flat parameters
     * @param statistics running statistics
     * @return the trained network
     */
    public static TrainedNetwork float32(
            Network network, Likelihood likelihood, float[] parameters, float[] statistics) {
        return new TrainedNetwork(network, likelihood, Precision.FLOAT32, parameters, statistics, null, null);
    }

    /**
     * A float64 network.
     *
     * @param network    the specification
     * @param likelihood output activation and cost
     * @param parameters flat parameters
     * @param statistics running statistics
     * @return the trained network
     */
    public static TrainedNetwork float64(
            Network network, Likelihood likelihood, double[] parameters, double[] statistics) {
        return new TrainedNetwork(network, likelihood, Precision.FLOAT64, null, null, parameters, statistics);
    }

    /**
     * The parameters in double precision; float32 numbers are widened, which is exact.
     *
     * @return flat, the live array of a float64 network or a new one
     */
    public double[] wideParameters() {
        return wide(floatParameters, doubleParameters);
    }

    /**
     * The running statistics in double precision.
     *
     * @return the live array of a float64 network or a new one
     */
    public double[] wideStatistics() {
        return wide(floatStatistics, doubleStatistics);
    }

    private static double[] wide(float @Nullable [] floats, double @Nullable [] doubles) {
        if (floats == null) {
            return Objects.requireNonNull(doubles, "a trained network has the numbers of one precision");
        }
        double[] wide = new double[floats.length];
        for (int e = 0; e < wide.length; e++) {
            wide[e] = floats[e];
        }
        return wide;
    }
}
