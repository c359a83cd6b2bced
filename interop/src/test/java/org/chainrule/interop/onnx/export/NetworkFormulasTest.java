package org.chainrule.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.interop.onnx.export.OnnxExport.Exported;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.predict.Predictor;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, embedding, activation and likelihood in ONNX Runtime against the engine of its precision, with weights drawn at random. */
class NetworkFormulasTest {
    private static final int INPUTS = 6;
    private static final int ROWS = 40;

    static Stream<Arguments> networks() {
        List<Arguments> cases = new ArrayList<>();
        for (Activation activation : activations()) {
            cases.add(layers("activation " + activation.spec(), new Dense(7), new Activate(activation), new Dense(2)));
            cases.add(layers("parametric " + activation.spec(), new Dense(7), new ParametricActivate(activation)));
        }
        Dense linear = new Dense(INPUTS, false, Initializer.HE_NORMAL);
        cases.add(layers("no layer but one", new Dense(3)));
        cases.add(layers("without bias", linear, new Dense(3)));
        cases.add(layers(
                "ntk",
                Dense.ntk(9, Initializer.HE_NORMAL, Initializer.ZEROS),
                Dense.ntk(2, Initializer.HE_NORMAL, Initializer.ZEROS)));
        cases.add(layers("dropout and batch normalisation", new Dense(5), new BatchNormalization(), new Dropout(0.3)));
        cases.add(layers("layer normalisation", new Dense(5), new LayerNormalization(1e-3), new Dense(2)));
        cases.add(layers(
                "residual in residual",
                new Residual(
                        new Dense(6),
                        new Residual(new Activate(Activation.TANH), new Dense(6)),
                        new LayerNormalization()),
                new Dense(2)));
        cases.add(layers("scale", new Scale(), new Dense(3)));
        cases.add(layers(
                "ensemble",
                new BatchEnsemble(8, 4, BatchEnsemble.Adapter.SIGNS, List.of(2, 4)),
                new Activate(Activation.SILU),
                new LayerNormalization(),
                new Scale(),
                new ParametricActivate(Activation.MISH),
                new BatchEnsemble(8, 4),
                new Residual(new Dense(8), new Activate(Activation.RELU)),
                Dense.ntk(5, Initializer.HE_NORMAL, Initializer.ZEROS),
                new SeparateHeads(2, 4)));
        cases.add(layers("ensemble of one", new BatchEnsemble(8, 1), new SeparateHeads(3, 1)));
        cases.add(layers("ensemble to the end", new BatchEnsemble(2, 3)));
        for (boolean phase : new boolean[] {true, false}) {
            for (boolean shared : new boolean[] {true, false}) {
                cases.add(layers(
                        "periodic" + (phase ? ", phase" : "") + (shared ? ", shared" : ", relu"),
                        new Embed(
                                new Embedding.Periodic(0, 4, 5, 3, 0.5, phase, shared, !shared),
                                new Embedding.Passed(1, 5)),
                        new Dense(2)));
            }
        }
        cases.add(layers("pbld alone", new Embed(Embedding.Periodic.pbld(0, INPUTS)), new Dense(2)));
        cases.add(layers(
                "piecewise linear and lookup",
                new Embed(
                        new Embedding.Lookup(5, 4, 3),
                        new Embedding.PiecewiseLinear(1, List.of(List.of(-1.0, 0.0, 0.25, 1.5), List.of(-0.5, 0.5)), 4),
                        new Embedding.Passed(0, 1),
                        new Embedding.PiecewiseLinear(
                                2, List.of(List.of(0.0, Double.MIN_VALUE, 1.0), List.of(-1.0, 1.0, 1 + 1e-12)), 2)),
                new Dense(2)));
        for (String spec : List.of(
                "laplace",
                "huber(0.5)",
                "poisson",
                "bernoulli",
                "categorical(0.1)",
                "gaussian-variance",
                "quantile(0.1,0.9)")) {
            cases.add(Arguments.of(
                    spec, network(new Dense(5), new Activate(Activation.RELU), new Dense(2)), Likelihoods.parse(spec)));
            cases.add(Arguments.of(
                    spec + " of members",
                    network(new BatchEnsemble(5, 3), new SeparateHeads(2, 3)),
                    Likelihoods.parse(spec)));
        }
        return cases.stream();
    }

    private static List<Activation> activations() {
        List<Activation> all = new ArrayList<>();
        for (Activation.Kind kind : Activation.Kind.values()) {
            all.add(Activation.parse(kind.name()));
        }
        all.add(Activation.leakyRelu(0.3));
        all.add(Activation.elu(1.7));
        return all;
    }

    private static Arguments layers(String name, Layer... layers) {
        return Arguments.of(name, network(layers), new Gaussian());
    }

    private static Network network(Layer... layers) {
        return Network.of(INPUTS, layers);
    }

    private static double[] draw(int size, long seed, boolean positive) {
        Random random = new Random(seed);
        return random.doubles(size).map(u -> positive ? 0.2 + u : 1.6 * u - 0.8).toArray();
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private static TrainedNetwork trained(Network network, Likelihood likelihood, boolean single) {
        ParameterLayout layout = new ParameterLayout(network);
        double[] parameters = draw(layout.size(), 1, false);
        double[] statistics = draw(layout.statisticsSize(), 2, true);
        return single
                ? TrainedNetwork.float32(network, likelihood, narrow(parameters), narrow(statistics))
                : TrainedNetwork.float64(network, likelihood, parameters, statistics);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void predictsAsTheEngine(String name, Network network, Likelihood likelihood) throws Exception {
        for (boolean single : new boolean[] {true, false}) {
            TrainedNetwork trained = trained(network, likelihood, single);
            GraphBuilder graph = new GraphBuilder();
            String x = graph.name("x");
            graph.input(x, ElementType.FLOAT, INPUTS);
            String o = OutputFormulas.of(graph, trained, "", x);
            graph.output(
                    graph.name("o"),
                    o,
                    OutputFormulas.type(trained),
                    List.of(GraphBuilder.ROWS, OnnxValue.Dimension.of(network.outputs())));
            OnnxModel model = new OnnxModel(8, "test", Map.of("", OnnxExport.OPSET), graph.build("test"), Map.of());
            float[] rows = rows();
            double[] expected = new double[ROWS * network.outputs()];
            new Predictor(trained).predict(rows, ROWS, expected);
            try (OrtSession session =
                    new OrtSession(new Exported(model, Map.of("x", "x"), Map.of("o", "o"), List.of()))) {
                double[] found = flat(session.run("x", rows, ROWS).get("o"));
                for (int i = 0; i < expected.length; i++) {
                    double tolerance = (single ? 2e-6 : 1e-12) * Math.max(1, Math.abs(expected[i]));
                    assertEquals(
                            expected[i], found[i], tolerance, name + ", " + i + (single ? " float32" : " float64"));
                }
            }
        }
    }

    /** Numbers around the edges above, on them, and far away; the last column holds codes and what is none. */
    private static float[] rows() {
        float[] rows = narrow(draw(ROWS * INPUTS, 3, false));
        float[] special = {0, -1, 0.25f, 1.5f, -0.5f, 0.5f, 1, 3, -4, 20, -20};
        float[] codes = {0, 1, 2, 3, 4, -1, 0.5f, 2.5f, 1e9f};
        for (int n = 0; n < ROWS; n++) {
            for (int i = 0; i < INPUTS; i++) {
                if (n < special.length) {
                    rows[n * INPUTS + i] = special[(n + i) % special.length];
                }
            }
            rows[n * INPUTS + INPUTS - 1] = codes[n % codes.length] > 100 ? 7 : codes[n % codes.length];
        }
        return rows;
    }

    private static double[] flat(Object output) {
        if (output instanceof double[][] wide) {
            return Stream.of(wide).flatMapToDouble(java.util.Arrays::stream).toArray();
        }
        float[][] narrow = (float[][]) output;
        double[] flat = new double[narrow.length * narrow[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = narrow[i / narrow[0].length][i % narrow[0].length];
        }
        return flat;
    }
}
