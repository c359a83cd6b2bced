package org.chainrule.interop.safetensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.interop.assemble.NetworkAssembly;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Dense;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Safetensors;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Makes a network of the weights of a PyTorch {@code state_dict}: {@code fc.0.weight} [out, in] and the like. What such a file does not say, the activations and what
 * the outputs mean, comes from its metadata if {@link SafetensorsExport} wrote it, else from a person.
 */
public final class SafetensorsImport {
    private SafetensorsImport() {}

    /**
     * Makes a network.
     *
     * @param file    what was read
     * @param options what a person says; it goes before what the file says
     * @param where   name of the file, for messages
     * @return the network
     * @throws UserException if a tensor is of no layer of ours, the order or the activation is not known, or a width does not fit
     */
    public static ImportedNetwork of(Safetensors file, ImportOptions options, String where) {
        if (file.metadata().getOrDefault("format", "").equals("chainrule")) {
            throw UserException.usage("expected a file of another tool, found the Chainrule model " + where
                    + ", which needs no import; use it as it is");
        }
        if (file.tensors().isEmpty()) {
            throw UserException.data("expected the weights of a network in " + where + ", found no tensor");
        }
        Map<String, TorchGroup> groups = TorchGroup.of(file.tensors(), where);
        List<String> notes = new ArrayList<>();
        String told = options.layers() != null || options.activation() != null
                ? options.layers()
                : file.metadata().get("layers");
        String list = told != null ? told : ModuleOrder.find(groups.values(), options.activation(), where, notes);
        notes.add("layers: " + Display.text(list));
        List<WeightedLayer> layers = LayerList.read(list, groups, where);
        int inputs = inputs(layers, where);
        boolean doubles = groups.values().stream().allMatch(TorchGroup::doubles);
        try {
            int outputs = new Network(
                            inputs, layers.stream().map(WeightedLayer::layer).toList())
                    .outputs();
            TrainedNetwork network = NetworkAssembly.assemble(
                    inputs,
                    layers,
                    likelihood(file, options, outputs, where),
                    doubles ? Precision.FLOAT64 : Precision.FLOAT32);
            return new ImportedNetwork(
                    network, columns(file, inputs), texts(file.metadata().get("classes")), notes);
        } catch (IllegalArgumentException wrong) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot make a network of " + where + ": " + Display.text(String.valueOf(wrong.getMessage()))
                            + "; say the layers with --layers",
                    wrong);
        }
    }

    /** What the first layer with weights reads. */
    private static int inputs(List<WeightedLayer> layers, String where) {
        for (WeightedLayer each : layers) {
            Layer layer = each.layer();
            if (!each.body().isEmpty()) {
                return inputs(each.body(), where);
            }
            if (!each.parameters().isEmpty()) {
                double[] first = each.parameters().get(0);
                return layer instanceof Dense dense ? first.length / dense.units() : first.length;
            }
        }
        throw UserException.data("expected the weights of a layer in " + where + ", found none");
    }

    private static Likelihood likelihood(Safetensors file, ImportOptions options, int outputs, String where) {
        if (options.likelihood() != null) {
            return options.likelihood();
        }
        Likelihood told = told(file.metadata().get("likelihood"));
        Task task = options.task();
        if (told != null && (task == null || (task == Task.CLASSIFICATION) == classes(told))) {
            return told;
        }
        if (task == Task.REGRESSION) {
            return new Gaussian();
        }
        if (outputs > 1) {
            return new Categorical(0);
        }
        if (task == Task.CLASSIFICATION || !options.classes().isEmpty()) {
            return new Bernoulli();
        }
        throw UserException.usage("the file " + where + " does not say what its one output means; add --likelihood"
                + " bernoulli (two classes) or --likelihood gaussian (a value)");
    }

    private static boolean classes(Likelihood likelihood) {
        return likelihood instanceof Categorical || likelihood instanceof Bernoulli;
    }

    private static @Nullable Likelihood told(@Nullable String spec) {
        try {
            return spec == null ? null : Likelihoods.parse(spec);
        } catch (IllegalArgumentException another) {
            return null;
        }
    }

    private static List<InputColumn> columns(Safetensors file, int inputs) {
        List<String> told = texts(file.metadata().get("inputs"));
        return told.size() == inputs && told.stream().distinct().count() == inputs
                ? told.stream().map(InputColumn::plain).toList()
                : IntStream.range(0, inputs)
                        .mapToObj(i -> InputColumn.plain("x" + i))
                        .toList();
    }

    /** A list of texts as JSON; metadata of another kind that happens to have the name is passed over. */
    private static List<String> texts(@Nullable String json) {
        try {
            Object parsed = json == null ? null : Json.parse(json);
            return parsed instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                    ? list.stream().map(String.class::cast).toList()
                    : List.of();
        } catch (UserException another) {
            return List.of();
        }
    }
}
