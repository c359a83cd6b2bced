package org.chainrule.network;

import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/** What a network starts from: every slice drawn as the layout says, running statistics (0, 1). */
public final class InitialParameters {
    private InitialParameters() {}

    /**
     * Draws the parameters. Slice number s draws from stream (seed, INITIALIZATION, s), so a slice keeps its values when others are added after it.
     *
     * @param layout where they lie
     * @param seed   the seed
     * @return the flat parameters
     */
    public static double[] draw(ParameterLayout layout, long seed) {
        double[] values = new double[layout.size()];
        int number = 0;
        for (Slice slice : layout.parameters()) {
            CounterRandom random = CounterRandom.of(seed, Stream.INITIALIZATION, number);
            slice.draw().fill(values, slice.offset(), slice.blocks() * slice.rows(), slice.columns(), random);
            number++;
        }
        return values;
    }

    /**
     * The running statistics before the first step: means 0, variances 1.
     *
     * @param layout where they lie
     * @return the flat statistics
     */
    public static double[] statistics(ParameterLayout layout) {
        double[] values = new double[layout.statisticsSize()];
        for (Slice slice : layout.statistics()) {
            double value = slice.role() == ParameterLayout.Role.RUNNING_VARIANCE ? 1 : 0;
            java.util.Arrays.fill(values, slice.offset(), slice.offset() + slice.size(), value);
        }
        return values;
    }
}
