package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chainrule.kernel.Panels;
import org.chainrule.network.Dense;
import org.chainrule.network.Layer;
import org.chainrule.network.NetworkPlan;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Schedules;
import org.chainrule.testing.Coverage;
import org.chainrule.testing.RandomProblem;
import org.chainrule.train.TrainingConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same bits of weights, running statistics and losses for 23 networks, whatever the kernel, the number of threads and the way batches are gathered; and for any
 * JDK and machine, since the hashes stand in a file. A JVM for each kernel.
 */
class SameBitsTest {
    private static Map<Integer, String> golden = Map.of();

    @BeforeAll
    static void golden() throws IOException {
        golden = "rewrite".equals(System.getProperty("chainrule.golden")) ? SameBits.rewrite() : SameBits.golden();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "128", "256", "512"})
    void everyKernelAndAnyThreadsGiveTheBitsOfTheFile(String kernel) throws IOException {
        if (!kernel.equals("scalar") && !VectorWidth.available().contains(kernel)) {
            assertTrue(kernel.equals("512") || !mustHave256(), "the JVM lacks vectors of " + kernel + " bits");
            abort("not compared: this machine lacks vectors of " + kernel + " bits");
        }
        Map<Integer, Map<String, String>> found = SameBits.run(kernel);
        List<String> different = new ArrayList<>();
        for (int number = 0; number < SweepTraining.COUNT; number++) {
            for (SweepTraining.Run run : SweepTraining.Run.values()) {
                String hashes = found.getOrDefault(number, Map.of()).get(run.name());
                if (!golden.get(number).equals(hashes)) {
                    different.add(number + " " + run + " " + hashes);
                }
            }
        }
        assertEquals(List.of(), different, "trainings and runs whose bits are not those of same-bits.txt");
    }

    /** On CI, wherever the processor has AVX2. */
    private static boolean mustHave256() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        return "true".equals(System.getenv("CI"))
                && Files.exists(processor)
                && Files.readString(processor).contains(" avx2");
    }

    @Test
    void noTwoTrainingsAreTheSame() {
        assertEquals(SweepTraining.COUNT, golden.size());
        assertEquals(SweepTraining.COUNT, new HashSet<>(golden.values()).size());
    }

    @Test
    void everyLayerActivationAndLikelihoodIsThere() {
        Set<String> layers = new TreeSet<>();
        Set<String> activations = new TreeSet<>();
        Set<String> likelihoods = new TreeSet<>();
        for (SweepTraining training : SweepTraining.all()) {
            Coverage.collect(training.problem().network().layers(), true, layers, activations);
            likelihoods.add(training.problem().likelihood().spec());
        }
        Set<String> trained = Coverage.LAYERS.stream()
                .filter(kind -> !kind.endsWith("in prediction"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(trained, layers);
        assertEquals(
                RandomProblem.ACTIVATIONS.stream()
                        .map(activation -> activation.spec())
                        .collect(Collectors.toCollection(TreeSet::new)),
                activations);
        assertEquals(
                RandomProblem.LIKELIHOODS.stream()
                        .map(likelihood -> likelihood.spec())
                        .collect(Collectors.toCollection(TreeSet::new)),
                likelihoods);
    }

    @Test
    void everyOptimizerScheduleClippingAndPenaltyIsThere() {
        Set<String> rules = new HashSet<>();
        Set<Class<?>> schedules = new HashSet<>();
        Set<Clipping.Kind> clippings = new HashSet<>();
        Set<String> penalties = new HashSet<>();
        for (SweepTraining training : SweepTraining.all()) {
            TrainingConfiguration configuration = training.configuration();
            if (configuration.lbfgs() == null) {
                rules.add(Optimizers.spec(configuration.optimizer()));
                schedules.add(configuration.schedule().getClass());
                clippings.add(configuration.clipping().kind());
            } else {
                rules.add("lbfgs");
            }
            penalties.add((configuration.l1() > 0) + " " + (configuration.l2() > 0));
        }
        Set<String> every =
                Optimizers.all().stream().map(Optimizers::spec).collect(Collectors.toCollection(HashSet::new));
        every.add("lbfgs");
        assertEquals(every, rules);
        assertEquals(Schedules.all().stream().map(Object::getClass).collect(Collectors.toSet()), schedules);
        assertEquals(Set.of(Clipping.Kind.values()), clippings);
        assertTrue(penalties.size() >= 3, penalties.toString());
    }

    @Test
    void sizesAreAwkward() {
        int partial = 0;
        int oddWidths = 0;
        int severalPanels = 0;
        int ofTheirOwnStage = 0;
        int zeroWeights = 0;
        for (SweepTraining training : SweepTraining.all()) {
            var problem = training.problem();
            partial += problem.training().rows() % training.configuration().batchSize() == 0 ? 0 : 1;
            Layer first = problem.network().layers().get(0);
            if (first instanceof Dense dense
                    && dense.units() * problem.network().inputs() >= 1 << 15
                    && Panels.count(dense.units()) >= 7) {
                ofTheirOwnStage++;
            }
            for (var node : new NetworkPlan(problem.network()).nodes()) {
                oddWidths += node.outputs() % Panels.LANES == 0 ? 0 : 1;
                severalPanels += node.weight() != null && node.inputs() > 64 && node.outputs() > 256 ? 1 : 0;
            }
            zeroWeights += zeroWeights(training) ? 1 : 0;
        }
        assertTrue(partial >= 15, "partial last batches: " + partial);
        assertTrue(oddWidths >= 60, "widths that do not fill a vector: " + oddWidths);
        assertTrue(severalPanels >= 6, "layers wider than 256: " + severalPanels);
        assertEquals(4, ofTheirOwnStage, "first layers that are split by panels");
        assertTrue(zeroWeights >= 8, "with rows of weight 0: " + zeroWeights);
    }

    private static boolean zeroWeights(SweepTraining training) {
        var rows = training.problem().training();
        for (int n = 0; n < rows.rows(); n++) {
            double[] weight = new double[1];
            rows.gather(new int[] {n}, 0, 1, new double[rows.inputs()], new double[rows.targets()], weight);
            if (weight[0] == 0) {
                return true;
            }
        }
        return false;
    }
}
