package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParametricActivate;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Model;
import org.chainrule.testing.RandomProblem;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layer, activation and likelihood, in both precisions, gives the bits of the engine as Java source. */
class ExportedNetworkTest {
    private static final int PROBLEMS = Integer.getInteger("chainrule.javaSource.problems", 45);
    private static final double[] EXTREMES = {
        0, -0.0, 1e-40, -1e-30, 0.3, -0.7, 1, -2.5, 9, -11, 40, -88, 120, -300, 7e4, -3e5, 1e20, -1e38, Double.NaN
    };

    @TempDir
    private Path dir;

    private static Map<String, Object> row(double[] x, int from, int inputs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < inputs; i++) {
            row.put("x" + i, x[from + i]);
        }
        return row;
    }

    private static List<Map<String, Object>> rows(RandomProblem problem) {
        int inputs = problem.network().inputs();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < problem.rows(); n++) {
            rows.add(row(problem.x(), n * inputs, inputs));
        }
        for (double extreme : EXTREMES) {
            double[] x = new double[inputs];
            for (int i = 0; i < inputs; i++) {
                x[i] = i % 2 == 0 ? extreme : -extreme / 3;
            }
            rows.add(row(x, 0, inputs));
        }
        return rows;
    }

    private static TargetEncoding target(Likelihood likelihood, int outputs) {
        if (likelihood instanceof Categorical || likelihood instanceof Bernoulli) {
            int classes = likelihood instanceof Bernoulli ? 2 : outputs;
            return new ClassTarget(
                    "y", IntStream.range(0, classes).mapToObj(k -> "c" + k).toList());
        }
        return new ValueTarget("y", 1.25, 0.3);
    }

    @ParameterizedTest
    @EnumSource
    void randomNetworks(Precision precision) {
        List<Model> models = new ArrayList<>();
        List<List<Map<String, Object>>> rows = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        Set<NetworkPlan.Kind> kinds = EnumSet.noneOf(NetworkPlan.Kind.class);
        for (int number = 0; number < PROBLEMS; number++) {
            RandomProblem problem = RandomProblem.draw(number, RandomProblem.Sizes.MEDIUM, number % 3 != 0);
            Network network = problem.network();
            Likelihood likelihood = problem.likelihood();
            boolean fits = likelihood instanceof Categorical || network.outputs() == likelihood.outputs(1);
            if (fits) {
                models.add(HandMade.model(
                        HandMade.numbers(network.inputs()),
                        target(likelihood, network.outputs()),
                        HandMade.trained(network, likelihood, precision, problem.parameters(), problem.statistics())));
                rows.add(rows(problem));
                sources.add(JavaExport.source(models.get(models.size() - 1), "p", "Drawn" + number));
                new NetworkPlan(network).nodes().forEach(node -> kinds.add(node.kind()));
            }
        }
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows.get(i));
        }
        assertEquals(EnumSet.allOf(NetworkPlan.Kind.class), kinds);
        assertTrue(models.size() >= PROBLEMS / 4, "only " + models.size() + " models");
    }

    @ParameterizedTest
    @EnumSource
    void everyActivationAlsoParametricInTheFarTails(Precision precision) {
        List<Model> models = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        for (Activation activation : RandomProblem.ACTIVATIONS) {
            Network network = Network.of(
                    1,
                    new Dense(5),
                    new Activate(activation),
                    new Dense(3),
                    new ParametricActivate(activation),
                    new Dense(2));
            models.add(HandMade.model(
                    HandMade.numbers(1),
                    target(new Categorical(0), 2),
                    HandMade.trained(network, new Categorical(0), precision)));
            sources.add(JavaExport.source(models.get(models.size() - 1), "", "Activated" + sources.size()));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (double extreme : EXTREMES) {
            rows.add(Map.of("x0", extreme));
        }
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLikelihood(Precision precision) {
        List<Model> models = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        for (Likelihood likelihood : RandomProblem.LIKELIHOODS) {
            int outputs = likelihood instanceof Categorical ? 4 : likelihood.outputs(1);
            Network network = Network.of(2, new Dense(3), new Activate(Activation.SILU), new Dense(outputs));
            models.add(HandMade.model(
                    HandMade.numbers(2),
                    target(likelihood, outputs),
                    HandMade.trained(network, likelihood, precision)));
            sources.add(JavaExport.source(models.get(models.size() - 1), "", "Likely" + sources.size()));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (double extreme : EXTREMES) {
            rows.add(Map.of("x0", extreme, "x1", 0.25));
        }
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows);
        }
    }

    @Test
    void manyNumbersLieBesideTheClass() {
        Network network = Network.of(3, new Dense(40), new Activate(Activation.TANH), new Dense(3));
        Model model = HandMade.model(
                HandMade.numbers(3),
                target(new Categorical(0), 3),
                HandMade.trained(network, new Categorical(0), Precision.FLOAT32));
        JavaSource source = JavaExport.source(model, "a.b", "Large", 100);
        assertEquals("Large.weights", source.weightsName());
        assertEquals(4 * (3 * 40 + 40 + 40 * 3 + 3), source.weights().length);
        Compiled.of(dir, source).assertSame(model, List.of(Map.of("x0", 1, "x1", -2, "x2", 0.5)));
    }
}
