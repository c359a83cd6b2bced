package org.chainrule.interop.safetensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.SeparateHeads;
import org.chainrule.tabular.model.Tensor;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** The layers of a network under PyTorch's names. Counted from 0, as PyTorch does it. */
final class TorchLayers {
    private final String prefix;
    private final boolean doubles;
    private final double[] parameters;
    private final double[] statistics;
    private final Iterator<Slice> slices;
    private final Iterator<Slice> running;
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private String list = "";

    private TorchLayers(TrainedNetwork trained, String prefix) {
        ParameterLayout layout = new ParameterLayout(trained.network());
        this.prefix = prefix;
        this.doubles = trained.precision() == Precision.FLOAT64;
        this.parameters = trained.wideParameters();
        this.statistics = trained.wideStatistics();
        this.slices = layout.parameters().iterator();
        this.running = layout.statistics().iterator();
    }

    static TorchLayers of(TrainedNetwork trained, String prefix) {
        TorchLayers torch = new TorchLayers(trained, prefix);
        Network network = trained.network();
        torch.list = String.join(",", torch.add(network.layers(), network.inputs()));
        return torch;
    }

    /** In the order of the forward pass. */
    List<Tensor> tensors() {
        return tensors;
    }

    /** The layers in order, as {@code --layers} takes them. */
    String list() {
        return list;
    }

    private List<String> add(List<Layer> layers, int inputs) {
        List<String> names = new ArrayList<>();
        int width = inputs;
        for (Layer layer : layers) {
            names.add(add(layer, width));
            width = layer.outputs(width);
        }
        return names;
    }

    private String add(Layer layer, int width) {
        if (layer instanceof Dense dense) {
            String name = number("fc");
            double scale = dense.parametrization() == Dense.Parametrization.NTK ? 1 / Math.sqrt(width) : 1;
            Slice weight = slices.next();
            tensor(name + ".weight", transposed(weight, scale), dense.units(), width);
            if (dense.bias()) {
                vector(name + ".bias");
            }
            return name;
        } else if (layer instanceof BatchNormalization norm) {
            String name = number("bn");
            vector(name + ".weight");
            vector(name + ".bias");
            statistic(name + ".running_mean");
            statistic(name + ".running_var");
            return name + "(momentum=" + norm.momentum() + ",epsilon=" + norm.epsilon() + ")";
        } else if (layer instanceof LayerNormalization norm) {
            String name = number("ln");
            vector(name + ".weight");
            vector(name + ".bias");
            return name + "(epsilon=" + norm.epsilon() + ")";
        } else if (layer instanceof Activate activate) {
            return activate.activation().spec();
        } else if (layer instanceof Dropout dropout) {
            return "dropout(" + dropout.rate() + ")";
        } else if (layer instanceof Residual residual) {
            return "residual(" + String.join(",", add(residual.body(), width)) + ")";
        } else if (layer instanceof ParametricActivate parametric
                && parametric.activation().equals(Activation.RELU)) {
            return slopes();
        }
        return own(layer, width);
    }

    /** PyTorch's PReLU: its weight is the slope below 0. */
    private String slopes() {
        String name = number("prelu");
        Slice alpha = slices.next();
        double[] slope = new double[alpha.size()];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = 1 - parameters[alpha.offset() + i];
        }
        tensor(name + ".weight", slope, slope.length);
        return name;
    }

    /** A layer that PyTorch has no module for: our own names and layout. */
    private String own(Layer layer, int width) {
        // heads cannot stand alone in a network
        int count = layer instanceof SeparateHeads
                ? 2
                : new ParameterLayout(new Network(width, List.of(layer)))
                        .parameters()
                        .size();
        String name = layer.getClass().getSimpleName();
        for (int i = 0; i < count; i++) {
            Slice slice = slices.next();
            name = slice.name().substring(0, slice.name().lastIndexOf('.'));
            double[] values = new double[slice.size()];
            System.arraycopy(parameters, slice.offset(), values, 0, values.length);
            tensor(
                    slice.name(),
                    values,
                    slice.blocks() > 1
                            ? new long[] {slice.blocks(), slice.rows(), slice.columns()}
                            : slice.rows() > 1
                                    ? new long[] {slice.rows(), slice.columns()}
                                    : new long[] {slice.columns()});
        }
        return name;
    }

    private String number(String kind) {
        return kind + "." + (counts.merge(kind, 1, Integer::sum) - 1);
    }

    private double[] transposed(Slice weight, double scale) {
        double[] out = new double[weight.size()];
        for (int i = 0; i < weight.rows(); i++) {
            for (int j = 0; j < weight.columns(); j++) {
                out[j * weight.rows() + i] = parameters[weight.offset() + i * weight.columns() + j] * scale;
            }
        }
        return out;
    }

    private void vector(String name) {
        copy(name, slices.next(), parameters);
    }

    private void statistic(String name) {
        copy(name, running.next(), statistics);
    }

    private void copy(String name, Slice slice, double[] from) {
        double[] values = new double[slice.size()];
        System.arraycopy(from, slice.offset(), values, 0, values.length);
        tensor(name, values, values.length);
    }

    private void tensor(String name, double[] values, long... shape) {
        if (doubles) {
            tensors.add(Tensor.of(prefix + name, values, 0, shape));
            return;
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        tensors.add(Tensor.of(prefix + name, floats, 0, shape));
    }
}
