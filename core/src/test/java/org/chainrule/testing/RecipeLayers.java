package org.chainrule.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.testing.RandomProblem.Sizes;

/** Random stacks of the layers that the published recipes for tables consist of: embeddings, scales, NTK, parametric activations, ensembles. */
final class RecipeLayers {
    private final Draws draws;
    private final Sizes sizes;
    private final List<Layer> layers = new ArrayList<>();
    private int width;
    private int members = 1;

    private RecipeLayers(Draws draws, Sizes sizes, int inputs) {
        this.draws = draws;
        this.sizes = sizes;
        this.width = inputs;
    }

    static List<Layer> draw(Draws draws, int inputs, int outputs, Sizes sizes) {
        RecipeLayers stack = new RecipeLayers(draws, sizes, inputs);
        stack.front();
        stack.body();
        if (!draws.rarely(3)) {
            stack.ensemble();
        }
        stack.last(outputs);
        return stack.layers;
    }

    private void add(Layer layer) {
        layers.add(layer);
        width = layer.outputs(width);
        members = layer.members(members);
    }

    private int units() {
        return draws.between(sizes.minimumWidth(), sizes.maximumWidth());
    }

    private void front() {
        if (!draws.rarely(5)) {
            add(embed());
        }
        if (!draws.rarely(3)) {
            add(new Scale());
        }
    }

    private void body() {
        for (int b = draws.between(0, 2); b > 0; b--) {
            add(ntk(units()));
            switch (draws.between(0, 3)) {
                case 0 -> add(RandomProblem.normalization(draws));
                case 1 -> add(new Residual(ntk(width), parametric()));
                default -> {
                    // nothing between
                }
            }
            add(draws.rarely(3) ? RandomProblem.activate(draws) : parametric());
            if (draws.rarely(4)) {
                add(new Dropout(0.25));
            }
        }
    }

    private void ensemble() {
        add(batchEnsemble(units(), draws.rarely(6) ? 1 : draws.between(2, 4)));
        add(RandomProblem.activate(draws));
        for (int b = draws.between(0, 4); b > 0; b--) {
            switch (draws.between(0, 9)) {
                case 0, 8 -> add(new Dropout(0.25));
                case 1, 9 -> add(new LayerNormalization(0.001));
                case 2 -> add(new Scale());
                case 3 -> add(new Residual(new BatchEnsemble(width, members), RandomProblem.activate(draws)));
                case 4 -> add(RandomProblem.dense(draws, units()));
                case 5 -> add(new SeparateHeads(units(), members));
                default -> add(new BatchEnsemble(units(), members));
            }
            if (!(layers.get(layers.size() - 1) instanceof Dropout)) { // whose zeros lie on the kinks
                add(draws.rarely(3) ? parametric() : RandomProblem.activate(draws));
            }
        }
    }

    private void last(int outputs) {
        switch (members > 1 ? draws.between(0, 3) : 3) {
            case 0, 1 -> add(new SeparateHeads(outputs, members));
            case 2 -> add(new BatchEnsemble(outputs, members));
            default -> add(draws.rarely(2) ? ntk(outputs) : RandomProblem.dense(draws, outputs));
        }
        if (draws.rarely(8)) {
            add(new Scale());
        }
    }

    private Layer ntk(int units) {
        return draws.rarely(4)
                ? new Dense(units, false, Initializer.NORMAL, Initializer.ZEROS, Dense.Parametrization.NTK)
                : Dense.ntk(units, Initializer.NORMAL, Initializer.NORMAL);
    }

    private Layer parametric() {
        return new ParametricActivate(
                RandomProblem.ACTIVATIONS.get(draws.between(0, RandomProblem.ACTIVATIONS.size() - 1)));
    }

    private BatchEnsemble batchEnsemble(int units, int members) {
        BatchEnsemble.Adapter adapter = BatchEnsemble.Adapter.values()[draws.between(0, 2)];
        return new BatchEnsemble(
                units, members, adapter, draws.rarely(2) || width < 2 ? List.of() : List.of(1, width - 1));
    }

    /** Parts that read random runs of columns, some of them twice. */
    private Embed embed() {
        List<Embedding> parts = new ArrayList<>();
        for (int p = draws.between(1, 3); p > 0; p--) {
            int from = draws.between(0, width - 1);
            int columns = draws.between(1, Math.min(4, width - from));
            switch (draws.between(0, 3)) {
                case 0 -> parts.add(new Embedding.Lookup(from, draws.between(1, 5), draws.between(1, 4)));
                case 1 -> parts.add(new Embedding.Passed(from, columns));
                case 2 ->
                    parts.add(new Embedding.Periodic(
                            from,
                            columns,
                            draws.between(1, 4),
                            draws.between(1, 4),
                            0.5,
                            draws.rarely(2),
                            draws.rarely(2),
                            draws.rarely(2)));
                default -> parts.add(new Embedding.PiecewiseLinear(from, edges(columns), draws.between(1, 4)));
            }
        }
        int written = parts.stream().mapToInt(Embedding::outputs).sum();
        if (written < sizes.minimumWidth()) { // a normalisation of fewer columns is not well conditioned in float
            parts.add(new Embedding.Passed(0, width));
        }
        return new Embed(parts);
    }

    private List<List<Double>> edges(int columns) {
        List<List<Double>> edges = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            TreeSet<Double> feature = new TreeSet<>();
            for (int count = draws.between(2, 5); feature.size() < count; ) {
                feature.add(draws.between(-12, 12) / 8.0);
            }
            edges.add(List.copyOf(feature));
        }
        return edges;
    }

    /** Puts codes into the columns that a lookup reads: all of them, and some that are none. */
    static void codes(Network network, int rows, Draws draws, double[] x) {
        if (network.layers().get(0) instanceof Embed embed) {
            for (Embedding part : embed.parts()) {
                for (int n = 0; n < rows && part instanceof Embedding.Lookup; n++) {
                    x[n * network.inputs() + part.from()] = draws.between(-1, ((Embedding.Lookup) part).codes() + 1);
                }
            }
        }
    }
}
