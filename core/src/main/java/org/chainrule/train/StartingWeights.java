package org.chainrule.train;

import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.jspecify.annotations.Nullable;

/** The float32 weights that {@link Trainer} starts from, for those whose training rows are elsewhere: some networks start by the data, and then say which rows they look at. */
public final class StartingWeights {
    /** Of more rows the first so many are drawn from: an order of all of them would not fit the heap. */
    private static final int MOST_ROWS = 1 << 27;

    private static final int[] NONE = {};

    private StartingWeights() {}

    /**
     * The training rows that the start depends on.
     *
     * @param network the specification
     * @param rows    training rows there are, at least 1
     * @param seed    the training's seed
     * @return row numbers from 0, ascending; empty if the weights are drawn without looking at rows
     */
    public static int[] rows(Network network, long rows, long seed) {
        return DataDrivenInitialization.isAskedFor(network)
                ? DataDrivenInitialization.sample(network, (int) Math.min(rows, MOST_ROWS), seed)
                : NONE;
    }

    /**
     * The weights.
     *
     * @param network    the specification
     * @param likelihood output activation and cost
     * @param sample     exactly the rows that {@link #rows} names, in their order; null if it names none
     * @param seed       the training's seed
     * @return the bits that a float32 training of all rows starts from
     */
    public static TrainedNetwork of(Network network, Likelihood likelihood, @Nullable Dataset sample, long seed) {
        ParameterLayout layout = new ParameterLayout(network);
        // of so many rows the sample is all of them
        double[] parameters = sample == null
                ? InitialParameters.draw(layout, seed)
                : DataDrivenInitialization.parameters(network, sample, seed);
        return TrainedNetwork.float32(
                network, likelihood, rounded(parameters), rounded(InitialParameters.statistics(layout)));
    }

    private static float[] rounded(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int e = 0; e < floats.length; e++) {
            floats[e] = (float) numbers[e];
        }
        return floats;
    }
}
