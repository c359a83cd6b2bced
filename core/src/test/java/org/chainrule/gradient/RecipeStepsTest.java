package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.chainrule.gradient.EngineUnderTest.Outcome;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three optimisation steps of RealMLP-TD, RealMLP-TD-S and TabM against the shared vectors: outputs, loss and gradients of every step, all parameters after it, and the
 * predictions at the end. The authors' squared error has no half, so it and its gradient are twice ours.
 */
class RecipeStepsTest {
    private static final String[] TD = {"realmlp_td_steps_classification", "realmlp_td_steps_regression"};

    /** Names of the file's parameters, of the slices that hold them. */
    private record Recipe(Network network, double[] x, Map<String, String> names) {
        double[] parameters(RecipeCase from) {
            Map<String, double[]> slices = new LinkedHashMap<>();
            names.forEach((slice, file) -> slices.put(slice, values(from, slice, file)));
            return RecipeCase.parameters(network, slices);
        }

        private static double[] values(RecipeCase from, String slice, String file) {
            if (file.equals("ple.v")) {
                return IntStream.iterate(0, f -> from.has(file + f), f -> f + 1)
                        .mapToObj(f -> from.flat(file + f))
                        .flatMapToDouble(DoubleStream::of)
                        .toArray();
            }
            return slice.startsWith("batchEnsemble") && slice.endsWith(".weight")
                    ? from.transposed(file)
                    : from.flat(file);
        }
    }

    private static double[][] columns(RecipeCase oracle, String... blocks) {
        int rows = oracle.length("numeric", 0);
        double[][] x = new double[rows][];
        for (int n = 0; n < rows; n++) {
            int row = n;
            x[n] = Arrays.stream(blocks)
                    .flatMapToDouble(block -> DoubleStream.of(TestJson.matrix(oracle.get(block))[row]))
                    .toArray();
        }
        return x;
    }

    private static double[] flat(double[][] x) {
        return Arrays.stream(x).flatMapToDouble(DoubleStream::of).toArray();
    }

    private static Recipe realMlp(RecipeCase oracle) {
        boolean full = oracle.has("embedding_codes_column");
        double[][] x = columns(oracle, "numeric_scaled_clipped", "one_hot_scaled_clipped");
        Map<String, String> names = new LinkedHashMap<>();
        List<Layer> layers = new ArrayList<>();
        if (full) {
            int column = oracle.integer("embedding_codes_column");
            int columns = x[0].length;
            double[][] codes = TestJson.matrix(oracle.get("codes"));
            for (int n = 0; n < x.length; n++) {
                x[n] = Arrays.copyOf(x[n], columns + 1);
                x[n][columns] = codes[n][column];
            }
            layers.add(new Embed(
                    Embedding.Periodic.pbld(0, oracle.length("numeric", 1)),
                    new Embedding.Passed(0, columns),
                    new Embedding.Lookup(columns, (int) oracle.flat("codes_per_column_with_missing")[column], 8)));
            names.put("periodic.1.frequency", "pbld.w1");
            names.put("periodic.1.phase", "pbld.b1");
            names.put("periodic.1.weight", "pbld.w2");
            names.put("periodic.1.bias", "pbld.b2");
            names.put("lookup.1.table", "emb0");
        }
        layers.add(new Scale());
        names.put("scale.1.factor", "scale");
        Activation phi = Activation.parse((String) oracle.get("activation"));
        for (int l = 0; l < 3; l++) {
            layers.add(Dense.ntk(oracle.object("initial").length("l0.W", 1), Initializer.NORMAL, Initializer.NORMAL));
            layers.add(full ? new ParametricActivate(phi) : new Activate(phi));
            names.put("dense." + (l + 1) + ".weight", "l" + l + ".W");
            names.put("dense." + (l + 1) + ".bias", "l" + l + ".b");
            if (full) {
                names.put("activation." + (l + 1) + ".alpha", "l" + l + ".alpha");
            }
        }
        layers.add(Dense.ntk(oracle.object("initial").length("out.W", 1), Initializer.NORMAL, Initializer.NORMAL));
        names.put("dense.4.weight", "out.W");
        names.put("dense.4.bias", "out.b");
        return new Recipe(new Network(x[0].length, layers), flat(x), names);
    }

    private static Recipe tabM(RecipeCase oracle) {
        double[][] x = columns(oracle, "numeric");
        int numeric = x[0].length;
        int categories = (int) oracle.flat("cardinalities")[0];
        double[] codes = oracle.flat("codes");
        for (int n = 0; n < x.length; n++) {
            x[n] = Arrays.copyOf(x[n], numeric + categories);
            x[n][numeric + (int) codes[n]] = 1;
        }
        Map<String, String> names = new LinkedHashMap<>();
        List<Layer> layers = new ArrayList<>();
        if (oracle.has("bin_edges")) {
            List<List<Double>> edges = TestJson.list(oracle.get("bin_edges")).stream()
                    .map(feature ->
                            DoubleStream.of(TestJson.vector(feature)).boxed().toList())
                    .toList();
            layers.add(new Embed(
                    new Embedding.PiecewiseLinear(0, edges, oracle.integer("d_embedding")),
                    new Embedding.Passed(numeric, categories)));
            names.put("piecewiseLinear.1.weight", "ple.w0");
            names.put("piecewiseLinear.1.bias", "ple.b0");
            names.put("piecewiseLinear.1.bins", "ple.v");
        }
        int members = oracle.integer("k");
        for (int l = 0; l < oracle.integer("n_blocks"); l++) {
            layers.add(new BatchEnsemble(oracle.integer("d_block"), members));
            layers.add(new Activate(Activation.RELU));
            String slice = "batchEnsemble." + (l + 1) + ".";
            names.put(slice + "inputAdapter", "block" + l + ".r");
            names.put(slice + "weight", "block" + l + ".W");
            names.put(slice + "outputAdapter", "block" + l + ".s");
            names.put(slice + "bias", "block" + l + ".b");
        }
        layers.add(new SeparateHeads(oracle.object("initial").length("head.W", 2), members));
        names.put("heads.1.weight", "head.W");
        names.put("heads.1.bias", "head.b");
        return new Recipe(new Network(x[0].length, layers), flat(x), names);
    }

    private static ParameterGroup group(RecipeCase oracle, String file) {
        if (oracle.has("factors")) {
            RecipeCase factors = oracle.object("factors").object(file);
            double rate = factors.number("lr");
            return new ParameterGroup(rate, rate * factors.number("wd") * factors.number("wd"));
        }
        return TestJson.list(oracle.get("undecayed")).contains(file)
                ? ParameterGroup.UNDECAYED
                : ParameterGroup.WEIGHTS;
    }

    private static double[] pick(double[] rows, int width, double[] which) {
        return DoubleStream.of(which)
                .flatMap(n -> Arrays.stream(rows, (int) n * width, ((int) n + 1) * width))
                .toArray();
    }

    private static boolean regression(RecipeCase oracle) {
        return oracle.get("task").equals("regression");
    }

    private static double[] targets(RecipeCase oracle) {
        double[] y = oracle.flat("y");
        return !regression(oracle)
                ? y
                : DoubleStream.of(y)
                        .map(value -> (value - oracle.number("target_mean")) / oracle.number("target_std"))
                        .toArray();
    }

    private static double[] run(EngineUnderTest engine, RecipeCase oracle, Recipe recipe) {
        boolean squares = regression(oracle);
        Likelihood likelihood = squares
                ? new Gaussian()
                : new Categorical(oracle.has("label_smoothing") ? oracle.number("label_smoothing") : 0);
        double[] parameters = recipe.parameters(oracle.object("initial"));
        OptimizerState state = OptimizerState.doubles(AdamW.defaults(), parameters.length);
        int last = new NetworkPlan(recipe.network).nodes().size();
        for (RecipeCase step : oracle.list("steps")) {
            double[] rows = step.flat("rows");
            double[] x = pick(recipe.x, recipe.network.inputs(), rows);
            double[] y = pick(targets(oracle), 1, rows);
            Outcome outcome = engine.run(recipe.network, likelihood, parameters, x, y, rows.length);
            String what = oracle.name() + ", step " + step.integer("step");
            double[] z = step.flat(step.has("network_output") ? "network_output" : "member_outputs");
            RecipeCase.compare(what + ", output", z, outcome.buffers().apply(last), engine::stepTolerance);
            double loss = step.number("loss");
            assertEquals(loss, outcome.cost() * (squares ? 2 : 1), engine.stepTolerance(loss), what);
            double[] gradient = DoubleStream.of(outcome.gradient())
                    .map(g -> squares ? 2 * g : g)
                    .toArray();
            double[] expected = recipe.parameters(step.object(step.has("grads") ? "grads" : "grads_before_clip"));
            RecipeCase.compare(what + ", gradient", expected, gradient, engine::stepTolerance);
            if (oracle.has("clip_norm")) {
                double norm =
                        Math.sqrt(DoubleStream.of(gradient).map(g -> g * g).sum());
                assertEquals(step.number("grad_norm"), norm, engine.stepTolerance(norm), what);
                double factor = Math.min(1, oracle.number("clip_norm") / (norm + 1e-6));
                gradient = DoubleStream.of(gradient).map(g -> g * factor).toArray();
            }
            update(oracle, step, recipe, state, parameters, gradient);
            double[] after = recipe.parameters(step.object("params_after"));
            RecipeCase.compare(what + ", parameters", after, parameters, engine::stepTolerance);
        }
        return parameters;
    }

    private static void update(
            RecipeCase oracle,
            RecipeCase step,
            Recipe recipe,
            OptimizerState state,
            double[] parameters,
            double[] gradient) {
        double[] betas = oracle.flat("betas");
        double decay = step.has("wd") ? step.number("wd") : oracle.number("weight_decay");
        AdamW rule = new AdamW(betas[0], betas[1], oracle.number("eps"), decay, false);
        state.prepare(rule, step.has("lr") ? step.number("lr") : oracle.number("lr"));
        for (Slice slice : new ParameterLayout(recipe.network).parameters()) {
            rule.update(
                    group(oracle, recipe.names.get(slice.name())),
                    state.scalars(),
                    parameters,
                    gradient,
                    state.doubleVectors(),
                    slice.offset(),
                    slice.offset() + slice.size());
        }
    }

    /** Outputs on all rows: z, and o averaged over members. */
    private static Outcome predict(EngineUnderTest engine, RecipeCase oracle, Recipe recipe, double[] parameters) {
        Likelihood likelihood = regression(oracle) ? new Gaussian() : new Categorical(0);
        int rows = oracle.length("numeric", 0);
        return engine.run(recipe.network, likelihood, parameters, recipe.x, targets(oracle), rows);
    }

    private static double[] original(RecipeCase oracle, double[] outputs) {
        return !regression(oracle)
                ? outputs
                : DoubleStream.of(outputs)
                        .map(o -> o * oracle.number("target_std") + oracle.number("target_mean"))
                        .toArray();
    }

    private static void realMlp(EngineUnderTest engine, RecipeCase oracle) {
        Recipe recipe = realMlp(oracle);
        int last = new NetworkPlan(recipe.network).nodes().size();
        Outcome before = predict(engine, oracle, recipe, recipe.parameters(oracle.object("initial")));
        RecipeCase.compare(
                oracle.name() + " before",
                oracle.flat("network_output_before"),
                before.buffers().apply(last),
                engine::tolerance);
        Outcome after = predict(engine, oracle, recipe, run(engine, oracle, recipe));
        double[] z = after.buffers().apply(last);
        RecipeCase.compare(oracle.name() + " after", oracle.flat("network_output_after"), z, engine::stepTolerance);
        if (regression(oracle)) {
            double[] expected = oracle.flat("prediction_unclamped_after");
            RecipeCase.compare(
                    oracle.name() + " predicted", expected, original(oracle, after.outputs()), engine::stepTolerance);
        }
    }

    @ParameterizedTest
    @EnumSource
    void realMlpTd(EngineUnderTest engine) {
        for (String file : TD) {
            RecipeCase.all(file).forEach(oracle -> realMlp(engine, oracle));
        }
    }

    @ParameterizedTest
    @EnumSource
    void realMlpTdS(EngineUnderTest engine) {
        List<RecipeCase> cases = RecipeCase.all("realmlp_td_s_steps");
        assertEquals(2, cases.size());
        cases.forEach(oracle -> realMlp(engine, oracle));
    }

    @ParameterizedTest
    @EnumSource
    void tabM(EngineUnderTest engine) {
        List<RecipeCase> cases = RecipeCase.all("tabm_steps");
        assertTrue(cases.size() >= 4);
        for (RecipeCase oracle : cases) {
            Recipe recipe = tabM(oracle);
            Outcome after = predict(engine, oracle, recipe, run(engine, oracle, recipe));
            double[] members = after.buffers()
                    .apply(new NetworkPlan(recipe.network).nodes().size());
            RecipeCase.compare(
                    oracle.name() + " members", oracle.flat("member_outputs_after"), members, engine::stepTolerance);
            RecipeCase.compare(
                    oracle.name() + " predicted",
                    oracle.flat("prediction_after"),
                    original(oracle, after.outputs()),
                    engine::stepTolerance);
        }
    }
}
