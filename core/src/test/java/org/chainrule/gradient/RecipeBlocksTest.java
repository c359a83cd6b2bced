package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.chainrule.gradient.EngineUnderTest.Outcome;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Scale;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each block of the recipes alone against the shared vectors: what it writes, and the gradients of its inputs and parameters for a given upstream gradient. */
class RecipeBlocksTest {
    /** A block, and where the file's parameters go. */
    private static void check(EngineUnderTest engine, RecipeCase oracle, Layer block, Map<String, String> names) {
        RecipeCase params = oracle.object("params");
        RecipeCase gradients = oracle.object("grad_params");
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, double[]> expected = new LinkedHashMap<>();
        names.forEach((file, slice) -> {
            values.put(slice, params.flat(file));
            expected.put(slice, gradients.flat(file));
        });
        check(engine, oracle, block, values, expected);
    }

    private static void check(
            EngineUnderTest engine,
            RecipeCase oracle,
            Layer block,
            Map<String, double[]> values,
            Map<String, double[]> gradients) {
        int rows = oracle.object("inputs").length("x", 0);
        double[] x = oracle.object("inputs").flat("x");
        Network network = Network.of(x.length / rows, block);
        double[] parameters = RecipeCase.parameters(network, values);
        Outcome outcome = engine.run(network, new LinearCost(), parameters, x, oracle.flat("upstream"), rows);
        String name = oracle.members().containsKey("name") ? oracle.name() : "";
        RecipeCase.compare(name + " output", oracle.flat("output"), outcome.outputs(), engine::tolerance);
        double[] expected = RecipeCase.parameters(network, gradients);
        RecipeCase.compare(name + " gradient", expected, times(outcome.gradient(), rows), engine::tolerance);
        if (outcome.dx() != null) {
            double[] dx = oracle.object("grad_inputs").flat("x");
            RecipeCase.compare(name + " gradient of x", dx, times(outcome.dx(), rows), engine::tolerance);
        }
    }

    private static double[] times(double[] values, double factor) {
        return DoubleStream.of(values).map(value -> value * factor).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void pbld(EngineUnderTest engine) {
        for (RecipeCase oracle : RecipeCase.all("pbld")) {
            RecipeCase params = oracle.object("params");
            int features = params.length("w1", 0);
            int waves = params.length("w1", 2);
            int width = params.length("w2", 2);
            Embed block = new Embed(
                    new Embedding.Periodic(0, features, waves, width, 0.1, true, false, false),
                    new Embedding.Passed(0, features));
            Map<String, String> names = Map.of(
                    "w1",
                    "periodic.1.frequency",
                    "b1",
                    "periodic.1.phase",
                    "w2",
                    "periodic.1.weight",
                    "b2",
                    "periodic.1.bias");
            check(engine, oracle, block, names);
        }
    }

    @ParameterizedTest
    @EnumSource
    void plr(EngineUnderTest engine) {
        for (RecipeCase oracle : RecipeCase.all("plr")) {
            RecipeCase params = oracle.object("params");
            boolean shared = (Boolean) oracle.get("shared_linear");
            Embed block = new Embed(new Embedding.Periodic(
                    0,
                    params.length("freq", 0),
                    params.length("freq", 1),
                    params.length("b", shared ? 0 : 1),
                    1,
                    false,
                    shared,
                    (Boolean) oracle.get("relu")));
            Map<String, String> names =
                    Map.of("freq", "periodic.1.frequency", "w", "periodic.1.weight", "b", "periodic.1.bias");
            check(engine, oracle, block, names);
        }
    }

    @ParameterizedTest
    @EnumSource
    void piecewiseLinear(EngineUnderTest engine) {
        for (RecipeCase oracle : RecipeCase.all("ple")) {
            List<List<Double>> edges = new ArrayList<>();
            for (Object feature : TestJson.list(oracle.get("edges"))) {
                edges.add(DoubleStream.of(TestJson.vector(feature)).boxed().toList());
            }
            RecipeCase embedding = oracle.object("embedding");
            int width = embedding.object("params").length("w0", 1);
            Embed block = new Embed(new Embedding.PiecewiseLinear(0, edges, width));
            check(
                    engine,
                    embedding,
                    block,
                    piecewise(embedding.object("params"), edges.size()),
                    piecewise(embedding.object("grad_params"), edges.size()));
        }
    }

    private static Map<String, double[]> piecewise(RecipeCase params, int features) {
        double[] bins = IntStream.range(0, features)
                .mapToObj(f -> params.flat("v" + f))
                .flatMapToDouble(DoubleStream::of)
                .toArray();
        return Map.of(
                "piecewiseLinear.1.weight", params.flat("w0"),
                "piecewiseLinear.1.bias", params.flat("b0"),
                "piecewiseLinear.1.bins", bins);
    }

    @ParameterizedTest
    @EnumSource
    void scale(EngineUnderTest engine) {
        RecipeCase.all("scale_layer")
                .forEach(oracle -> check(engine, oracle, new Scale(), Map.of("scale", "scale.1.factor")));
    }

    @ParameterizedTest
    @EnumSource
    void ntk(EngineUnderTest engine) {
        for (RecipeCase oracle : RecipeCase.all("ntk_linear")) {
            int units = oracle.object("params").length("W", 1);
            Layer block = Dense.ntk(units, Initializer.NORMAL, Initializer.NORMAL);
            check(engine, oracle, block, Map.of("W", "dense.1.weight", "b", "dense.1.bias"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void parametricActivation(EngineUnderTest engine) {
        for (RecipeCase oracle : RecipeCase.all("parametric_activation")) {
            Layer block = new ParametricActivate(Activation.parse((String) oracle.get("function")));
            check(engine, oracle, block, Map.of("alpha", "activation.1.alpha"));
        }
    }

    /** Logits are put in as a bias, row by row, so that their gradient comes out as that of a parameter. */
    @ParameterizedTest
    @EnumSource
    void labelSmoothing(EngineUnderTest engine) {
        int compared = 0;
        for (RecipeCase oracle : RecipeCase.all("label_smoothed_ce")) {
            int rows = oracle.length("logits", 0);
            int classes = oracle.length("logits", 1);
            double[] logits = oracle.flat("logits");
            double[] gradients = oracle.flat("grad_logits");
            double[] labels = oracle.flat("labels");
            Network network = Network.of(1, new Dense(classes));
            double loss = 0;
            for (int n = 0; n < rows; n++) {
                double[] row = java.util.Arrays.copyOfRange(logits, n * classes, (n + 1) * classes);
                double[] parameters = RecipeCase.parameters(
                        network, Map.of("dense.1.weight", new double[classes], "dense.1.bias", row));
                Outcome outcome = engine.run(
                        network,
                        new Categorical(oracle.number("epsilon")),
                        parameters,
                        new double[1],
                        new double[] {labels[n]},
                        1);
                loss += outcome.cost() / rows;
                for (int j = 0; j < classes; j++) {
                    double expected = gradients[n * classes + j];
                    double found = outcome.gradient()[classes + j] / rows;
                    assertEquals(expected, found, engine.tolerance(expected), oracle.name());
                    compared++;
                }
            }
            double expected = oracle.number("loss_mean");
            assertEquals(expected, loss, engine.tolerance(expected), oracle.name());
        }
        assertTrue(compared > 50, "compared only " + compared);
    }
}
