package org.chainrule.tabular.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.chainrule.network.Activate;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchEnsemble.Adapter;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.tabular.encode.BinEdges;
import org.chainrule.tabular.encode.BinEdges.Placement;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.InputGroup;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.recipe.NetworkRecipe.Style;
import org.chainrule.tabular.recipe.NumericEmbedding.Kind;

/** From a recipe and the inputs that an encoder gives to a network. */
public final class NetworkBuilder {
    /**
     * What an encoder gives.
     *
     * @param width  number of inputs
     * @param groups what they are, in order
     * @param edges  from a number of bins and their placement to the edges of every quantity, in order
     */
    public record Inputs(int width, List<InputGroup> groups, BiFunction<Integer, Placement, List<List<Double>>> edges) {
        /**
         * What a fitted encoder gives.
         *
         * @param encoder  the encoder
         * @param table    the table it was fitted on
         * @param training its training rows
         * @return the inputs; edges are computed when they are asked for
         */
        public static Inputs of(Encoder encoder, RawTable table, int[] training) {
            return new Inputs(
                    encoder.width(),
                    encoder.inputGroups(),
                    (bins, placement) -> BinEdges.of(encoder, table, training, bins, placement));
        }
    }

    private final NetworkRecipe recipe;
    private final Inputs inputs;
    private final List<Embedding> parts = new ArrayList<>();
    private final List<Integer> chunks = new ArrayList<>();

    private NetworkBuilder(NetworkRecipe recipe, Inputs inputs) {
        this.recipe = recipe;
        this.inputs = inputs;
    }

    /**
     * Builds the network.
     *
     * @param recipe  what it should be
     * @param inputs  what the encoder gives
     * @param outputs n(L)
     * @return the network
     */
    public static Network build(NetworkRecipe recipe, Inputs inputs, int outputs) {
        return new NetworkBuilder(recipe, inputs).network(outputs);
    }

    private Network network(int outputs) {
        if (recipe.style() == Style.PERCEPTRON && !embeds() && !recipe.frontScale()) {
            return Network.perceptron(
                    inputs.width(), recipe.hiddenLayers(), recipe::activation, recipe.dropout(), outputs);
        }
        List<Layer> layers = new ArrayList<>();
        if (embeds()) {
            embed();
            layers.add(new Embed(parts));
        } else {
            inputs.groups().forEach(group -> chunks.add(group.width()));
        }
        if (recipe.frontScale()) {
            layers.add(new Scale());
        }
        for (int l = 0; l < recipe.hiddenLayers().size(); l++) {
            layers.add(hidden(l, recipe.hiddenLayers().get(l)));
            layers.add(
                    recipe.parametric()
                            ? new ParametricActivate(recipe.activation(l))
                            : new Activate(recipe.activation(l)));
            if (recipe.dropout() > 0) {
                layers.add(new Dropout(recipe.dropout()));
            }
        }
        layers.add(output(outputs));
        return new Network(inputs.width(), layers);
    }

    private boolean embeds() {
        boolean quantities = inputs.groups().stream().anyMatch(group -> group.kind() == InputGroup.Kind.NUMERIC);
        boolean codes = inputs.groups().stream().anyMatch(group -> group.kind() == InputGroup.Kind.CODES);
        return codes || (quantities && recipe.numeric().kind() != Kind.NONE);
    }

    private Layer hidden(int l, int units) {
        return switch (recipe.style()) {
            case PERCEPTRON -> new Dense(units, true, recipe.activation(l).initializer());
            case NTK_DATA_DRIVEN -> Dense.ntk(units, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN);
            case NTK_NORMAL -> Dense.ntk(units, Initializer.NORMAL, Initializer.NORMAL);
            case ENSEMBLE ->
                l > 0
                        ? new BatchEnsemble(units, recipe.members())
                        : new BatchEnsemble(
                                units,
                                recipe.members(),
                                recipe.numeric().kind() == Kind.NONE ? Adapter.SIGNS : Adapter.NORMAL,
                                chunks);
        };
    }

    private Layer output(int outputs) {
        return switch (recipe.style()) {
            case PERCEPTRON -> new Dense(outputs, true, Initializer.LECUN_NORMAL);
            case NTK_DATA_DRIVEN -> Dense.ntk(outputs, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN);
            case NTK_NORMAL -> Dense.ntk(outputs, Initializer.ZEROS, Initializer.ZEROS);
            case ENSEMBLE ->
                recipe.hiddenLayers().isEmpty()
                        ? new Dense(outputs, true, Initializer.LECUN_NORMAL)
                        : new SeparateHeads(outputs, recipe.members());
        };
    }

    /** The embeddings of the quantities, then (behind periodic ones) the quantities themselves, then what goes through as it is, then looked-up codes. */
    private void embed() {
        Kind kind = recipe.numeric().kind();
        List<List<Double>> edges = kind == Kind.PIECEWISE_LINEAR
                ? inputs.edges().apply(recipe.numeric().bins(), recipe.numeric().placement())
                : List.of();
        int seen = 0;
        for (Run run : runs(InputGroup.Kind.NUMERIC)) {
            if (kind == Kind.PERIODIC) {
                parts.add(Embedding.Periodic.pbld(run.first, run.width));
            } else if (kind == Kind.PIECEWISE_LINEAR) {
                parts.add(new Embedding.PiecewiseLinear(
                        run.first,
                        edges.subList(seen, seen + run.width),
                        recipe.numeric().width()));
            }
            chunk(kind == Kind.NONE ? 0 : run.width, recipe.numeric().width());
            seen += run.width;
        }
        for (Run run : runs(InputGroup.Kind.NUMERIC)) {
            if (kind != Kind.PIECEWISE_LINEAR) {
                parts.add(new Embedding.Passed(run.first, run.width));
                chunk(run.width, 1);
            }
        }
        for (Run run : runs(InputGroup.Kind.PASSED)) {
            parts.add(new Embedding.Passed(run.first, run.width));
        }
        for (InputGroup group : inputs.groups()) {
            chunk(group.kind() == InputGroup.Kind.PASSED ? 1 : 0, group.width());
        }
        for (InputGroup group : inputs.groups()) {
            if (group.kind() == InputGroup.Kind.CODES) {
                parts.add(new Embedding.Lookup(group.first(), group.codes(), recipe.lookupWidth()));
                chunk(1, recipe.lookupWidth());
            }
        }
    }

    private void chunk(int count, int width) {
        for (int c = 0; c < count; c++) {
            chunks.add(width);
        }
    }

    private record Run(int first, int width) {}

    /** The inputs of a kind, neighbours together. */
    private List<Run> runs(InputGroup.Kind kind) {
        List<Run> runs = new ArrayList<>();
        for (InputGroup group : inputs.groups()) {
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (group.kind() == kind && last != null && last.first + last.width == group.first()) {
                runs.set(runs.size() - 1, new Run(last.first, last.width + group.width()));
            } else if (group.kind() == kind) {
                runs.add(new Run(group.first(), group.width()));
            }
        }
        return runs;
    }
}
