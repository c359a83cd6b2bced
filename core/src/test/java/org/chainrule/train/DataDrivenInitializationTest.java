package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.data.ArrayDataset;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.Residual;
import org.chainrule.optim.Sgd;
import org.chainrule.testing.Draws;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataDrivenInitializationTest {
    private static Dense driven(int units) {
        return Dense.ntk(units, Initializer.DATA_DRIVEN, Initializer.DATA_DRIVEN);
    }

    @TestFactory
    List<DynamicTest> theRecipesNumbers() {
        Map<String, Object> file =
                TestJson.object(TestJson.parse(Shared.path("conformance/recipes/data_driven_init.json")));
        List<Object> cases = TestJson.list(file.get("cases"));
        assertFalse(cases.isEmpty());
        return cases.stream()
                .map(TestJson::object)
                .map(one -> DynamicTest.dynamicTest((String) one.get("name"), () -> compare(one)))
                .toList();
    }

    private static void compare(Map<String, Object> oracle) {
        Activation activation = Activation.parse((String) oracle.get("activation"));
        double[][] x = TestJson.matrix(oracle.get("x"));
        List<Map<String, Object>> expected = TestJson.list(oracle.get("layers")).stream()
                .map(TestJson::object)
                .toList();
        List<Layer> layers = new ArrayList<>();
        for (Map<String, Object> layer : expected) {
            if (!layers.isEmpty()) {
                layers.add(new Activate(activation));
                layers.add(new Dropout(0.5));
            }
            layers.add(driven(TestJson.matrix(layer.get("W"))[0].length));
        }
        NetworkPlan plan = new NetworkPlan(new Network(x[0].length, layers));
        List<Slice> slices = plan.layout().parameters();
        double[] parameters = new double[plan.layout().size()];
        for (int l = 0; l < expected.size(); l++) {
            double[] draws = flat(TestJson.matrix(expected.get(l).get("normal_draws")));
            System.arraycopy(draws, 0, parameters, slices.get(2 * l).offset(), draws.length);
        }
        DataDrivenInitialization.apply(plan, parameters, flat(x), x.length, injected(slices, expected));
        for (int l = 0; l < expected.size(); l++) {
            assertClose(flat(TestJson.matrix(expected.get(l).get("W"))), parameters, slices.get(2 * l));
            assertClose(TestJson.vector(expected.get(l).get("b")), parameters, slices.get(2 * l + 1));
        }
        assertOutputs(plan, parameters, x, expected);
    }

    private static DataDrivenInitialization.BiasDraws injected(List<Slice> slices, List<Map<String, Object>> expected) {
        return new DataDrivenInitialization.BiasDraws() {
            @Override
            public int row(Slice bias, int draw, int rows) {
                return (int) flat(TestJson.matrix(layer(bias).get("rows")))[draw];
            }

            @Override
            public double exponential(Slice bias, int draw) {
                return flat(TestJson.matrix(layer(bias).get("exponential_draws")))[draw];
            }

            private Map<String, Object> layer(Slice bias) {
                return expected.get((slices.indexOf(bias) - 1) / 2);
            }
        };
    }

    private static void assertOutputs(
            NetworkPlan plan, double[] parameters, double[][] x, List<Map<String, Object>> expected) {
        ReferencePass pass = pass(plan, parameters, flat(x), x.length);
        int layer = 0;
        for (Node node : plan.nodes()) {
            if (node.kind() == Kind.DENSE) {
                double[] z = flat(TestJson.matrix(expected.get(layer++).get("linear_output")));
                double[] actual = pass.values(node.index() + 1);
                assertEquals(z.length, actual.length);
                for (int e = 0; e < z.length; e++) {
                    assertEquals(z[e], actual[e], 1e-10 + 1e-9 * Math.abs(z[e]), node.displayName() + " " + e);
                }
            }
        }
        assertEquals(expected.size(), layer);
    }

    private static ReferencePass pass(NetworkPlan plan, double[] parameters, double[] x, int rows) {
        Likelihood likelihood = plan.width(plan.nodes().size()) == 1 ? new Gaussian() : new Categorical(0);
        List<Layer> layers = plan.nodes().stream().map(Node::layer).toList();
        return new ReferenceEngine(new Network(plan.width(0), layers), likelihood)
                .forward(parameters, InitialParameters.statistics(plan.layout()), x, rows, Mode.PREDICTION);
    }

    private static void assertClose(double[] expected, double[] parameters, Slice slice) {
        assertEquals(expected.length, slice.size(), slice.name());
        for (int e = 0; e < expected.length; e++) {
            assertEquals(
                    expected[e],
                    parameters[slice.offset() + e],
                    1e-10 + 1e-9 * Math.abs(expected[e]),
                    slice.name() + " " + e);
        }
    }

    /** Every kind of layer that can stand between, a column that is constant, and more rows than are looked at. */
    @ParameterizedTest
    @EnumSource
    void columnsOfEveryDrivenLayerHaveDeviationOne(Precision precision) {
        Network network = Network.of(
                4,
                driven(7),
                new Activate(Activation.SELU),
                new Dropout(0.3),
                new Residual(new LayerNormalization(), driven(9), new Activate(Activation.MISH), driven(7)),
                new Dense(5, true, Initializer.HE_NORMAL),
                driven(3));
        ArrayDataset data = rows(9000);
        TrainedNetwork start = start(network, data, precision, 4);
        double[] parameters = parameters(start);
        double[] x = new double[9000 * 4];
        data.gather(range(9000), 0, 9000, x, new double[9000], new double[9000]);
        ReferencePass pass = new ReferenceEngine(network, new Categorical(0))
                .forward(parameters, new double[0], x, 9000, Mode.PREDICTION);
        int checked = 0;
        for (Node node : new NetworkPlan(network).nodes()) {
            boolean isDriven = node.layer() instanceof Dense dense && dense.initializer() == Initializer.DATA_DRIVEN;
            for (int j = 0; j < node.outputs() && isDriven; j++) {
                // the sample leaves out 808 of the 9000 rows
                assertEquals(1, deviation(pass.values(node.index() + 1), node.outputs(), j), 0.02);
                checked++;
            }
        }
        assertEquals(7 + 9 + 7 + 3, checked);
        // he+5: zero lies among the values that a unit takes
        double[] first = pass.values(1);
        for (int j = 0; j < 7; j++) {
            int above = 0;
            for (int n = 0; n < 9000; n++) {
                above += first[n * 7 + j] > 0 ? 1 : 0;
            }
            assertTrue(above > 100 && above < 8900, "unit " + j + " is above 0 in " + above + " rows");
        }
    }

    private static double deviation(double[] z, int width, int j) {
        double sum = 0;
        double squares = 0;
        int rows = z.length / width;
        for (int n = 0; n < rows; n++) {
            sum += z[n * width + j];
            squares += z[n * width + j] * z[n * width + j];
        }
        return Math.sqrt(squares / rows - sum / rows * (sum / rows));
    }

    @Test
    void bothPrecisionsStartAlikeAndTheSeedDecides() {
        Network network = Network.of(4, driven(6), new Activate(Activation.RELU), driven(3));
        ArrayDataset data = rows(40);
        double[] exact = parameters(start(network, data, Precision.FLOAT64, 1));
        double[] rounded = parameters(start(network, data, Precision.FLOAT32, 1));
        for (int e = 0; e < exact.length; e++) {
            assertEquals((float) exact[e], (float) rounded[e], "parameter " + e);
        }
        assertArrayEquals(exact, parameters(start(network, data, Precision.FLOAT64, 1)));
        assertNotEquals(exact[0], parameters(start(network, data, Precision.FLOAT64, 2))[0]);
        assertNotEquals(exact[0], InitialParameters.draw(new NetworkPlan(network).layout(), 1)[0]);
    }

    @Test
    void aColumnThatDoesNotVaryKeepsItsDraw() {
        Network network = Network.of(2, driven(3));
        double[] parameters = DataDrivenInitialization.parameters(
                network, new ArrayDataset(new double[][] {{1, 2}}, new double[][] {{0}}), 5);
        double[] drawn = InitialParameters.draw(new NetworkPlan(network).layout(), 5);
        assertArrayEquals(java.util.Arrays.copyOf(drawn, 6), java.util.Arrays.copyOf(parameters, 6));
        // one row: every bias takes it back
        for (int j = 0; j < 3; j++) {
            assertEquals(-(drawn[j] + 2 * drawn[3 + j]) / Math.sqrt(2), parameters[6 + j], 1e-14);
        }
    }

    @Test
    void givenWeightsAreKept() {
        Network network = Network.of(4, driven(6), new Activate(Activation.RELU), driven(3));
        ArrayDataset data = rows(40);
        TrainedNetwork given = start(network, rows(20), Precision.FLOAT64, 9);
        TrainedNetwork kept = Trainer.train(
                        new TrainingProblem(network, new Categorical(0), data, null, null, given),
                        still(Precision.FLOAT64, 1))
                .network();
        assertArrayEquals(parameters(given), parameters(kept), 1e-15);
    }

    /** A step of a rate so small that the weights keep their bits. */
    private static TrainingConfiguration still(Precision precision, long seed) {
        return TrainingConfiguration.of(new Sgd(), 1e-300, 1, seed)
                .withBatchSize(100)
                .withPrecision(precision);
    }

    private static TrainedNetwork start(Network network, ArrayDataset data, Precision precision, long seed) {
        return Trainer.train(new TrainingProblem(network, new Categorical(0), data), still(precision, seed))
                .network();
    }

    static double[] parameters(TrainedNetwork network) {
        double[] doubles = network.doubleParameters();
        if (doubles != null) {
            return doubles;
        }
        float[] floats = java.util.Objects.requireNonNull(network.floatParameters());
        double[] converted = new double[floats.length];
        for (int e = 0; e < floats.length; e++) {
            converted[e] = floats[e];
        }
        return converted;
    }

    /** Inputs of different scales, one of them constant. */
    private static ArrayDataset rows(int rows) {
        Draws draws = new Draws(8);
        double[][] x = new double[rows][];
        double[][] y = new double[rows][1];
        for (int n = 0; n < rows; n++) {
            double[] normals = draws.normals(3, 1);
            x[n] = new double[] {normals[0], 100 * normals[1] + 50, 3, 0.01 * normals[2]};
            y[n][0] = n % 3;
        }
        return new ArrayDataset(x, y);
    }

    private static int[] range(int count) {
        return java.util.stream.IntStream.range(0, count).toArray();
    }

    private static double[] flat(double[][] matrix) {
        return java.util.Arrays.stream(matrix)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }
}
