package org.chainrule.kernel.vector;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
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

/** Small networks of the published recipes: RealMLP-TD, TabM on piecewise-linear embeddings, and TabM on PLR embeddings and plain columns with all that an ensemble may hold. */
final class RecipeNetworks {
    private RecipeNetworks() {}

    static Network of(int which, int inputs, int outputs) {
        return switch (which) {
            case 0 -> realMlp(inputs, outputs);
            case 1 -> tabM(inputs, outputs);
            default -> mixed(inputs, outputs);
        };
    }

    private static Network realMlp(int inputs, int outputs) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Embed(
                Embedding.Periodic.pbld(0, inputs - 1),
                new Embedding.Passed(0, inputs - 1),
                new Embedding.Lookup(inputs - 1, 3, 8)));
        layers.add(new Scale());
        for (int l = 0; l < 2; l++) {
            layers.add(Dense.ntk(50, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN));
            layers.add(new ParametricActivate(l == 0 ? Activation.SELU : Activation.MISH));
            layers.add(new Dropout(0.15));
        }
        layers.add(Dense.ntk(outputs, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN));
        return new Network(inputs, layers);
    }

    private static Network tabM(int inputs, int outputs) {
        List<List<Double>> edges = new ArrayList<>();
        for (int f = 0; f < inputs; f++) {
            edges.add(f % 3 == 0 ? List.of(-0.5, 0.75) : List.of(-1.25, -0.375, 0.0, 0.5 + f / 64.0, 2.0));
        }
        int members = 5;
        int width = 16;
        List<Integer> chunks = edges.stream().map(feature -> width).toList();
        return Network.of(
                inputs,
                new Embed(new Embedding.PiecewiseLinear(0, edges, width)),
                new BatchEnsemble(40, members, BatchEnsemble.Adapter.NORMAL, chunks),
                new Activate(Activation.RELU),
                new Dropout(0.1),
                new BatchEnsemble(33, members),
                new Activate(Activation.RELU),
                new Dropout(0.1),
                new SeparateHeads(outputs, members));
    }

    private static Network mixed(int inputs, int outputs) {
        int members = 3;
        return Network.of(
                inputs,
                new Embed(
                        new Embedding.Passed(0, inputs),
                        new Embedding.Periodic(0, 2, 5, 7, 0.5, false, true, true),
                        new Embedding.PiecewiseLinear(1, List.of(List.of(-1.0, 0.0, 1.0)), 3)),
                new BatchEnsemble(20, members, BatchEnsemble.Adapter.SIGNS, List.of()),
                new LayerNormalization(),
                new Scale(),
                new ParametricActivate(Activation.GELU),
                new Residual(new BatchEnsemble(20, members), new Activate(Activation.SILU)),
                new Dense(18, true, Initializer.HE_NORMAL),
                new Activate(Activation.TANH),
                new BatchEnsemble(outputs, members));
    }
}
