package org.chainrule.interop.assemble;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** Puts layers with their numbers together: the numbers follow each other in the order of the layout, which is that of the forward pass. */
public final class NetworkAssembly {
    private NetworkAssembly() {}

    /**
     * A network with its weights.
     *
     * @param inputs     n(0)
     * @param layers     in order
     * @param likelihood what the outputs mean
     * @param precision  of the weights; numbers are rounded to it
     * @return the network
     * @throws IllegalArgumentException if a layer cannot follow the one before it, or has other numbers than it needs
     */
    public static TrainedNetwork assemble(
            int inputs, List<WeightedLayer> layers, Likelihood likelihood, Precision precision) {
        Network network =
                new Network(inputs, layers.stream().map(WeightedLayer::layer).toList());
        ParameterLayout layout = new ParameterLayout(network);
        List<double[]> parameters = new ArrayList<>();
        List<double[]> statistics = new ArrayList<>();
        collect(layers, parameters, statistics);
        double[] flat = concatenate(layout.parameters(), parameters, layout.size());
        double[] running = concatenate(layout.statistics(), statistics, layout.statisticsSize());
        return precision == Precision.FLOAT64
                ? TrainedNetwork.float64(network, likelihood, flat, running)
                : TrainedNetwork.float32(network, likelihood, floats(flat), floats(running));
    }

    private static void collect(List<WeightedLayer> layers, List<double[]> parameters, List<double[]> statistics) {
        for (WeightedLayer layer : layers) {
            parameters.addAll(layer.parameters());
            statistics.addAll(layer.statistics());
            collect(layer.body(), parameters, statistics);
        }
    }

    private static double[] concatenate(List<ParameterLayout.Slice> slices, List<double[]> arrays, int size) {
        if (slices.size() != arrays.size()) {
            throw new IllegalArgumentException(
                    "expected " + slices.size() + " arrays of parameters, found " + arrays.size());
        }
        double[] flat = new double[size];
        for (int i = 0; i < slices.size(); i++) {
            ParameterLayout.Slice slice = slices.get(i);
            double[] array = arrays.get(i);
            if (array.length != slice.size()) {
                throw new IllegalArgumentException(
                        "expected " + slice.size() + " numbers for " + slice.name() + ", found " + array.length);
            }
            System.arraycopy(array, 0, flat, slice.offset(), array.length);
        }
        return flat;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
