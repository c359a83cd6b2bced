package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** The tensors of a model file: from weights to tensors, and back. */
final class WeightTensors {
    /** How the tensors of an optimiser's state begin: {@code optimizer.0} and so on, flat. */
    private static final String OPTIMIZER = "optimizer.";

    private final Map<String, Tensor> byName = new HashMap<>();
    private int expected;

    WeightTensors(List<Tensor> tensors) {
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    }

    /** What the tensors of a member are called, before the name of the slice: nothing if it is the only one. */
    static String prefix(ModelContents contents, int member) {
        return contents.single() ? "" : prefix(member);
    }

    static String prefix(int member) {
        return "member." + member + ".";
    }

    /** All tensors of a model, member by member in the order of the layout. */
    static List<Tensor> of(ModelContents contents) {
        List<Tensor> tensors = new java.util.ArrayList<>();
        for (int m = 0; m < contents.members().size(); m++) {
            add(prefix(contents, m), contents.members().get(m).network(), tensors);
        }
        OptimizerSnapshot optimizer = contents.optimizer();
        for (int v = 0; optimizer != null && v < optimizer.rule().vectors(); v++) {
            tensors.add(optimizer.vector(v).tensor(OPTIMIZER + v));
        }
        return tensors;
    }

    private static void add(String prefix, TrainedNetwork network, List<Tensor> tensors) {
        ParameterLayout layout = new ParameterLayout(network.network());
        Weights parameters = Weights.of(network.floatParameters(), network.doubleParameters());
        Weights statistics = Weights.of(network.floatStatistics(), network.doubleStatistics());
        layout.parameters()
                .forEach(slice -> tensors.add(parameters.tensor(prefix + slice.name(), slice, shape(slice))));
        layout.statistics()
                .forEach(slice -> tensors.add(statistics.tensor(prefix + slice.name(), slice, shape(slice))));
    }

    /** Puts a network and its weights together. */
    TrainedNetwork read(String prefix, Network network, Likelihood likelihood, Precision precision) {
        ParameterLayout layout = new ParameterLayout(network);
        Stream.concat(layout.parameters().stream(), layout.statistics().stream())
                .forEach(slice -> checkTensor(prefix, slice, precision));
        expected += layout.parameters().size() + layout.statistics().size();
        if (precision == Precision.FLOAT32) {
            float[] parameters = new float[layout.size()];
            float[] statistics = new float[layout.statisticsSize()];
            copy(prefix, layout.parameters(), new Weights.Floats(parameters));
            copy(prefix, layout.statistics(), new Weights.Floats(statistics));
            return TrainedNetwork.float32(network, likelihood, parameters, statistics);
        }
        double[] parameters = new double[layout.size()];
        double[] statistics = new double[layout.statisticsSize()];
        copy(prefix, layout.parameters(), new Weights.Doubles(parameters));
        copy(prefix, layout.statistics(), new Weights.Doubles(statistics));
        return TrainedNetwork.float64(network, likelihood, parameters, statistics);
    }

    /** Puts together what an optimiser remembered. */
    OptimizerState read(Optimizer rule, double[] scalars, long step, TrainedNetwork network) {
        int size = new ParameterLayout(network.network()).size();
        DType dtype = dtype(network.precision());
        float[][] floats = new float[dtype == DType.F32 ? rule.vectors() : 0][];
        double[][] doubles = new double[dtype == DType.F64 ? rule.vectors() : 0][];
        for (int v = 0; v < rule.vectors(); v++) {
            // Memory is taken only for what the file has.
            Tensor tensor = check(OPTIMIZER + v, dtype, new long[] {size}, "optimizer");
            if (dtype == DType.F32) {
                floats[v] = new float[size];
                tensor.copyTo(floats[v], 0);
            } else {
                doubles[v] = new double[size];
                tensor.copyTo(doubles[v], 0);
            }
        }
        expected += rule.vectors();
        return dtype == DType.F32
                ? OptimizerState.restore(floats, scalars, step)
                : OptimizerState.restore(doubles, scalars, step);
    }

    /** Passes over what an optimiser remembered. */
    void skipOptimizer() {
        byName.keySet().removeIf(name -> name.startsWith(OPTIMIZER));
    }

    /** Refuses tensors that no network asked for. */
    void end() {
        if (byName.size() != expected) {
            throw new IllegalArgumentException("expected " + expected
                    + " tensors, as the description of the network says, found " + byName.size());
        }
    }

    private void checkTensor(String prefix, Slice slice, Precision precision) {
        check(prefix + slice.name(), dtype(precision), shape(slice), "network");
    }

    private static DType dtype(Precision precision) {
        return precision == Precision.FLOAT32 ? DType.F32 : DType.F64;
    }

    private Tensor check(String name, DType dtype, long[] shape, String described) {
        Tensor tensor = byName.get(name);
        if (tensor == null || tensor.dtype() != dtype || !Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("expected the tensor " + name + " " + dtype + " "
                    + Arrays.toString(shape) + ", as the description of the " + described + " says, found "
                    + (tensor == null ? "none" : tensor.dtype() + " " + Arrays.toString(tensor.shape())));
        }
        return tensor;
    }

    private static long[] shape(Slice slice) {
        if (slice.blocks() > 1) {
            return new long[] {slice.blocks(), slice.rows(), slice.columns()};
        }
        boolean vector = slice.rows() == 1 && slice.role() != Role.WEIGHT;
        return vector ? new long[] {slice.size()} : new long[] {slice.rows(), slice.columns()};
    }

    private void copy(String prefix, List<Slice> slices, Weights weights) {
        for (Slice slice : slices) {
            Tensor tensor = byName.get(prefix + slice.name());
            if (tensor != null) {
                weights.put(tensor, slice.offset());
            }
        }
    }
}
