package org.chainrule.tabular.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.tabular.encode.InputGroup;
import org.chainrule.tabular.encode.InputGroup.Kind;
import org.chainrule.tabular.recipe.NetworkBuilder.Inputs;
import org.chainrule.tabular.schema.Task;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {
    /** Two numbers, an indicator of the second, a number, three levels, a code of seven. */
    private static final Inputs INPUTS = new Inputs(
            8,
            List.of(
                    new InputGroup(Kind.NUMERIC, "a", 0, 1, 0),
                    new InputGroup(Kind.NUMERIC, "b", 1, 1, 0),
                    new InputGroup(Kind.PASSED, "b", 2, 1, 0),
                    new InputGroup(Kind.NUMERIC, "c", 3, 1, 0),
                    new InputGroup(Kind.PASSED, "d", 4, 3, 0),
                    new InputGroup(Kind.CODES, "e", 7, 1, 7)),
            (bins, placement) -> Collections.nCopies(3, List.of(0.0, 0.5, 1.0)));

    private static Network network(String preset, Task task, int outputs) {
        return NetworkBuilder.build(Presets.of(preset, task, 10_000, 3).network(), INPUTS, outputs);
    }

    @Test
    void realMlpHasThePapersOrderOfInputs() {
        Network network = network("realmlp", Task.REGRESSION, 1);
        assertEquals(
                List.of(
                        Embedding.Periodic.pbld(0, 2),
                        Embedding.Periodic.pbld(3, 1),
                        new Embedding.Passed(0, 2),
                        new Embedding.Passed(3, 1),
                        new Embedding.Passed(2, 1),
                        new Embedding.Passed(4, 3),
                        new Embedding.Lookup(7, 7, 8)),
                ((Embed) network.layers().get(0)).parts());
        assertInstanceOf(Scale.class, network.layers().get(1));
        // (3 x 3 + 3 + 4 + 8) inputs: scale; three hidden layers with biases and alphas; output
        int inputs = 24;
        int embeddings = 3 * (16 + 16 + 16 * 3 + 3) + 7 * 8;
        int layers = inputs * 256 + 2 * 256 * 256 + 3 * 2 * 256 + 256 + 1;
        assertEquals(embeddings + inputs + layers, new ParameterLayout(network).size());
    }

    @Test
    void tabMDrawsOneAdapterForEachFeature() {
        Network network = network("tabm", Task.CLASSIFICATION, 4);
        BatchEnsemble first = (BatchEnsemble) network.layers().get(1);
        assertEquals(List.of(16, 16, 16, 1, 3, 8), first.chunks());
        assertEquals(BatchEnsemble.Adapter.NORMAL, first.adapter());
        assertEquals(32, network.members());
        assertEquals(
                new SeparateHeads(4, 32), network.layers().get(network.layers().size() - 1));
        List<String> names = new ArrayList<>();
        for (Slice slice : new ParameterLayout(network).parameters()) {
            names.add(slice.name());
        }
        assertEquals("piecewiseLinear.1.weight", names.get(0));
        assertEquals("heads.1.bias", names.get(names.size() - 1));
    }

    @Test
    void plainInputsGetSigns() {
        NetworkRecipe plain =
                Presets.of("tabm", Task.CLASSIFICATION, 10_000, 3).network().withNumeric(NumericEmbedding.NONE);
        Inputs numbers =
                new Inputs(1, List.of(new InputGroup(Kind.NUMERIC, "a", 0, 1, 0)), (bins, placement) -> List.of());
        BatchEnsemble first =
                (BatchEnsemble) NetworkBuilder.build(plain, numbers, 2).layers().get(0);
        assertEquals(BatchEnsemble.Adapter.SIGNS, first.adapter());
        assertEquals(List.of(1), first.chunks());
    }

    @Test
    void withoutHiddenLayersEveryRecipeIsLinear() {
        for (String preset : Presets.NAMES) {
            NetworkRecipe recipe = Presets.of(preset, Task.CLASSIFICATION, 10_000, 3)
                    .network()
                    .withHidden(List.of(), List.of(Activation.RELU), 0);
            Network network = NetworkBuilder.build(recipe, INPUTS, 3);
            assertEquals(1, network.members(), preset);
            assertInstanceOf(Dense.class, network.layers().get(network.layers().size() - 1), preset);
        }
    }

    @Test
    void everyPresetBuildsForAnyNumberOfColumnsAndRows() {
        for (String preset : Presets.NAMES) {
            for (int rows : new int[] {1, 10, 999, 12_345, 600_000, 50_000_000}) {
                for (int quantities : new int[] {0, 1, 65, 257, 5_000}) {
                    Recipe recipe = Presets.of(preset, Task.REGRESSION, rows, quantities);
                    assertEquals(
                            2, NetworkBuilder.build(recipe.network(), INPUTS, 2).outputs());
                    assertEquals(preset, recipe.name());
                }
            }
        }
    }
}
