package org.chainrule.interop.safetensors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.network.Activation;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.text.Call;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a network in order, as text: names of modules of the file, activations, {@code dropout(P)} and {@code residual(LAYER,...)}, with commas between:
 * {@code fc1,relu,dropout(0.1),fc2}. A normalisation may say its numbers: {@code bn1(momentum=0.1,epsilon=1e-5)}.
 */
final class LayerList {
    private static final int DEPTH = 32;

    private final Map<String, TorchGroup> groups;
    private final String where;
    private final Set<String> used = new HashSet<>();

    private LayerList(Map<String, TorchGroup> groups, String where) {
        this.groups = groups;
        this.where = where;
    }

    /**
     * Reads a list.
     *
     * @throws UserException if a name is neither a module nor an activation, a module is left out or taken twice, or widths do not fit
     */
    static List<WeightedLayer> read(String text, Map<String, TorchGroup> groups, String where) {
        LayerList list = new LayerList(groups, where);
        List<WeightedLayer> layers;
        try {
            layers = list.layers(Call.parse("layers(" + text + ")").arguments(), -1, 0);
        } catch (IllegalArgumentException wrong) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "expected layers such as fc1,relu,fc2 for " + where + ", found: "
                            + Display.text(String.valueOf(wrong.getMessage())),
                    wrong);
        }
        List<String> left = groups.keySet().stream()
                .filter(name -> !list.used.contains(name))
                .map(name -> "\"" + Display.text(name) + "\"")
                .toList();
        if (!left.isEmpty()) {
            throw UserException.usage("expected all modules of " + where + " among the layers, " + left.get(0)
                    + (left.size() > 1 ? " and " + (left.size() - 1) + " more are" : " is") + " left out; name every one");
        }
        return layers;
    }

    private List<WeightedLayer> layers(List<String> items, int inputs, int depth) {
        if (depth > DEPTH) {
            throw new IllegalArgumentException("blocks within blocks, more than " + DEPTH + " deep");
        }
        List<WeightedLayer> layers = new ArrayList<>();
        int width = inputs;
        for (String item : items) {
            Call call = Call.parse(item);
            TorchGroup group = groups.get(call.name());
            WeightedLayer layer;
            if (group != null) {
                width = follow(group, width);
                layer = group.layer(width, number(call, "epsilon"), number(call, "momentum"));
            } else if (call.name().equals("dropout")) {
                layer = WeightedLayer.dropout(
                        call.expect(1, 1, "dropout(0.1)").number(0, 0));
            } else if (call.name().equals("residual")) {
                layer = WeightedLayer.residual(layers(call.arguments(), width, depth + 1));
            } else {
                layer = WeightedLayer.activate(activation(item, call));
            }
            layers.add(layer);
        }
        return layers;
    }

    private int follow(TorchGroup group, int width) {
        if (!used.add(group.name())) {
            throw new IllegalArgumentException("the module " + group.name() + " twice");
        }
        boolean dense = group.kind() == TorchGroup.Kind.DENSE;
        int expected = dense ? group.inputs() : group.outputs();
        boolean any = width < 0 || group.kind() == TorchGroup.Kind.SLOPES && expected == 1;
        if (!any && expected != width) {
            throw new IllegalArgumentException("the module " + group.name() + " for " + expected
                    + " numbers behind a layer that gives " + width);
        }
        return dense || width < 0 ? group.outputs() : width;
    }

    private static @Nullable Double number(Call call, String name) {
        for (String argument : call.arguments()) {
            if (argument.startsWith(name + "=")) {
                return Call.number(name, argument.substring(name.length() + 1));
            }
            if (!argument.startsWith("epsilon=") && !argument.startsWith("momentum=")) {
                throw new IllegalArgumentException(
                        call.name() + " takes epsilon=X and momentum=X, found " + argument);
            }
        }
        return null;
    }

    private Activation activation(String item, Call call) {
        try {
            return Activation.parse(item);
        } catch (IllegalArgumentException unknown) {
            List<String> near = NearestNames.of(call.name(), groups.keySet());
            throw new IllegalArgumentException(
                    "\"" + item + "\", which is no module of the file and no activation" + (near.isEmpty()
                            ? "; its modules are " + String.join(", ", groups.keySet())
                            : "; did you mean " + String.join(" or ", near) + "?"),
                    unknown);
        }
    }
}
