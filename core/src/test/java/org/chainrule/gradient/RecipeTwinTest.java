package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchEnsemble.Adapter;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Initializer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of the published recipes: the fast engine against its plain twin, slice by slice, and against itself on two threads. */
class RecipeTwinTest {
    private static final int ROWS = 37;

    private record Case(String name, Network network, Likelihood likelihood) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Embedding lookup = new Embedding.Lookup(6, 5, 8);
        List<List<Double>> edges = List.of(
                List.of(-1.0, -0.3, 0.1, 0.9), List.of(-2.0, 2.0), List.of(-0.5, 0.0, 0.5), List.of(0.0, 0.25, 1.0));
        return Stream.of(
                new Case(
                        "RealMLP",
                        Network.of(
                                7,
                                new Embed(
                                        Embedding.Periodic.pbld(0, 4),
                                        new Embedding.Passed(0, 4),
                                        new Embedding.Passed(4, 2),
                                        lookup),
                                new Scale(),
                                Dense.ntk(20, Initializer.NORMAL, Initializer.NORMAL),
                                new ParametricActivate(Activation.MISH),
                                new Dropout(0.15),
                                Dense.ntk(70, Initializer.NORMAL, Initializer.NORMAL),
                                new ParametricActivate(Activation.SELU),
                                Dense.ntk(3, Initializer.NORMAL, Initializer.NORMAL)),
                        new Categorical(0.1)),
                new Case(
                        "PLR",
                        Network.of(
                                7,
                                new Embed(new Embedding.Periodic(1, 5, 7, 6, 0.5, false, false, true), lookup),
                                new Dense(24),
                                new Activate(Activation.RELU),
                                new Dense(2)),
                        new GaussianWithVariance()),
                new Case(
                        "shared PL",
                        Network.of(
                                7,
                                new Embed(new Embedding.Periodic(0, 5, 16, 5, 0.5, false, true, false)),
                                new Dense(24),
                                new Activate(Activation.TANH),
                                new Dense(1)),
                        new Gaussian()),
                new Case(
                        "TabM with piecewise-linear embedding",
                        Network.of(
                                7,
                                new Embed(new Embedding.PiecewiseLinear(0, edges, 16), new Embedding.Passed(4, 2)),
                                new BatchEnsemble(40, 8, Adapter.NORMAL, List.of(16, 16, 16, 16, 2)),
                                new Activate(Activation.RELU),
                                new Dropout(0.1),
                                new BatchEnsemble(17, 8),
                                new Activate(Activation.RELU),
                                new SeparateHeads(1, 8)),
                        new Gaussian()),
                new Case(
                        "TabM, plain, of many classes",
                        Network.of(
                                7,
                                new BatchEnsemble(40, 5, Adapter.SIGNS, List.of()),
                                new Activate(Activation.SILU),
                                new Dropout(0.25),
                                new Residual(
                                        new Dense(40),
                                        new LayerNormalization(),
                                        new ParametricActivate(Activation.TANH)),
                                new BatchEnsemble(20, 5),
                                new SeparateHeads(6, 5)),
                        new Categorical(0)),
                new Case(
                        "shared head",
                        Network.of(
                                7,
                                new Embed(new Embedding.PiecewiseLinear(0, edges, 3), new Embedding.Passed(0, 7)),
                                new Scale(),
                                new BatchEnsemble(33, 3),
                                new Activate(Activation.GELU),
                                Dense.ntk(2, Initializer.NORMAL, Initializer.NORMAL)),
                        new Categorical(0)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void enginesAgree(Case problem) {
        ReferenceEngine slow = new ReferenceEngine(problem.network, problem.likelihood);
        List<Slice> slices = slow.plan().layout().parameters();
        double[] parameters = parameters(slow);
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.RESAMPLING, 1);
        float[] x = new float[ROWS * 7];
        for (int e = 0; e < x.length; e++) {
            x[e] = e % 7 == 6 ? random.below(e, 6) : (float) random.normal(e);
        }
        int targets = problem.likelihood.targets(problem.network.outputs());
        float[] y = new float[ROWS * targets];
        float[] weights = new float[ROWS];
        for (int n = 0; n < ROWS; n++) {
            weights[n] = n % 5 == 0 ? 0 : 0.5f + n % 3;
            for (int t = 0; t < targets; t++) {
                boolean classes = problem.likelihood instanceof Categorical;
                y[n * targets + t] =
                        classes ? random.below(5000 + n, problem.network.outputs()) : (float) random.normal(5000 + n);
            }
        }
        Mode mode = Mode.training(11, 4);
        ReferencePass pass = slow.forward(parameters, new double[0], doubles(x), ROWS, mode);
        double[] gradient = new double[parameters.length];
        slow.backward(pass, doubles(y), doubles(weights), gradient);

        List<float[]> found = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (BatchBackpropagation fast = new BatchBackpropagation(
                    problem.network, problem.likelihood, Kernels.scalar(), ROWS + threads, threads)) {
                found.add(gradient(fast, problem, parameters, x, y, weights, mode));
                float[] o = new float[ROWS * problem.network.outputs()];
                fast.outputs(ROWS, o);
                assertArrayEquals(slow.outputs(pass), doubles(o), 2e-5, "outputs");
                assertEquals(
                        slow.cost(pass, doubles(y), doubles(weights)),
                        fast.forward(batch(fast, x, y, weights), mode),
                        1e-5);
            }
        }
        assertArrayEquals(found.get(0), found.get(1), "one thread and two");
        assertArrayEquals(found.get(0), found.get(2), "one thread and three");
        for (Slice slice : slices) {
            double error = 0;
            double norm = 0;
            for (int e = slice.offset(); e < slice.offset() + slice.size(); e++) {
                error += Math.pow(found.get(0)[e] - gradient[e], 2);
                norm += gradient[e] * gradient[e];
            }
            assertTrue(norm > 0, slice.name() + " has no gradient");
            assertTrue(Math.sqrt(error / norm) < 1e-5, slice.name() + ": relative error " + Math.sqrt(error / norm));
        }
    }

    /** Initial parameters, with those that start alike moved apart. */
    private static double[] parameters(ReferenceEngine engine) {
        double[] parameters = InitialParameters.draw(engine.plan().layout(), 5);
        CounterRandom random = CounterRandom.of(8, CounterRandom.Stream.RESAMPLING, 2);
        for (int e = 0; e < parameters.length; e++) {
            parameters[e] = (float) (parameters[e] + 0.1 * random.normal(e));
        }
        return parameters;
    }

    private static float[] gradient(
            BatchBackpropagation fast,
            Case problem,
            double[] parameters,
            float[] x,
            float[] y,
            float[] weights,
            Mode mode) {
        float[] flat = new float[parameters.length];
        for (int e = 0; e < flat.length; e++) {
            flat[e] = (float) parameters[e];
        }
        fast.panels().pack(flat, fast.parameters());
        fast.parametersChanged();
        Batch batch = batch(fast, x, y, weights);
        fast.forwardBackward(batch, mode);
        fast.gradients(batch, (tile, slice, from, to) -> {});
        float[] found = new float[flat.length];
        fast.panels().unpack(fast.gradient(), found);
        float[] again = new float[flat.length];
        fast.panels().unpack(fast.parameters(), again);
        assertArrayEquals(flat, again, problem.name + ": packing");
        return found;
    }

    private static Batch batch(BatchBackpropagation fast, float[] x, float[] y, float[] weights) {
        Batch batch = fast.newBatch(ROWS);
        for (int n = 0; n < ROWS; n++) {
            System.arraycopy(x, n * 7, batch.x(), n * batch.stride(), 7);
        }
        System.arraycopy(y, 0, batch.y(), 0, y.length);
        System.arraycopy(weights, 0, batch.weights(), 0, ROWS);
        batch.rows(ROWS);
        return batch;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int e = 0; e < values.length; e++) {
            doubles[e] = values[e];
        }
        return doubles;
    }
}
