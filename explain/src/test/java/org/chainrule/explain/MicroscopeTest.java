package org.chainrule.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.testing.Coverage;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.junit.jupiter.api.Test;

/** On random networks of every kind of layer: the sum over all paths is the gradient, and the list of the strongest is that of the brute force. */
class MicroscopeTest {
    private static final int DRAWS = Integer.getInteger("chainrule.explain.draws", 10_000);

    /**
     * The bar is 1e-12 of the sum of all |contributions|, which is 1e-12 of the gradient where nothing cancels, or 1e-15 of the network's largest gradient: a
     * layer normalisation of two columns cancels within one local derivative, before there are paths.
     */
    @Test
    void pathsAddUpToTheGradient() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> starts = new TreeSet<>();
        double worst = 0;
        int cancelling = 0;
        for (int number = 0; number < DRAWS; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, number % 2 == 1);
            int index = new Draws(number).between(0, problem.parameters().length - 1);
            Explained explained = Explained.of(problem, index, ExplainOptions.DEFAULT);
            WeightExplanation explanation = explained.explanation();
            double[] gradient = explained.gradient();
            double scale =
                    Math.max(Math.abs(gradient[index]), explanation.summary().magnitude());
            double error = Math.abs(explanation.summary().sum() - gradient[index]);
            double largest = 0;
            for (double g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            String where = "problem " + number + " " + explanation.address() + " " + problem.network();
            assertTrue(
                    error <= Math.max(1e-12 * scale, 1e-15 * largest), () -> error + " of " + scale + " at " + where);
            worst = Math.max(worst, scale == 0 ? 0 : error / scale);
            assertEquals(gradient[index], explanation.gradient());
            assertEquals(gradient[index], explanation.listed() + explanation.remainder(), 1e-12 * scale);
            chainsAreConsistent(explanation, scale, where);
            cancelling += explanation.summary().positive() > 0
                            && explanation.summary().negative() > 0
                    ? 1
                    : 0;
            new NetworkPlan(problem.network()).nodes().forEach(node -> kinds.add(node.kind()));
            starts.add(explained.slice().role().name());
        }
        System.out.printf(
                "paths against the gradient: %d draws, largest error %.1e, %d with paths of both signs, starts %s%n",
                DRAWS, worst, cancelling, starts);
        assertEquals(EnumSet.allOf(Kind.class), kinds);
        assertTrue(starts.size() >= 11, () -> "starts only " + starts);
        assertTrue(cancelling > DRAWS / 4);
    }

    /** h_i delta_j of all chains is the gradient [4], and delta_j is slope times the sum over k [5, 9]. */
    private static void chainsAreConsistent(WeightExplanation explanation, double scale, String where) {
        if (explanation.chains().size() == explanation.chainCount()) {
            double sum =
                    explanation.chains().stream().mapToDouble(Chain::product).sum();
            assertEquals(explanation.gradient(), sum, 1e-12 * scale, where);
        }
        for (Chain chain : explanation.chains()) {
            if (!chain.terms().isEmpty()) {
                double size = chain.terms().stream()
                        .mapToDouble(term -> Math.abs(term.product()))
                        .sum();
                double scaled = Math.max(Math.abs(chain.slope()) * size, Math.abs(chain.delta()));
                // a normalisation cancels within its derivatives
                double bar = (where.contains("Normalization") ? 1e-9 : 1e-12) * scaled + 1e-300;
                assertEquals(chain.delta(), chain.slope() * chain.termSum(), bar, where);
            }
        }
        for (OutputDelta output : explanation.outputs()) {
            double size = output.terms().stream()
                    .mapToDouble(term -> output.share() * Math.abs(term.product()))
                    .sum();
            // 1 - o has lost digits where o is nearly 1: 1e-16 of o, which the share scales
            assertEquals(output.delta(), output.general(), 1e-12 * size + 1e-15 * output.share(), where);
        }
    }

    @Test
    void listsWhatTheBruteForceLists() {
        int compared = 0;
        int longest = 0;
        for (int number = 0; number < DRAWS / 2; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, number % 2 == 1);
            int index = new Draws(number + 7).between(0, problem.parameters().length - 1);
            Explained explained = Explained.of(problem, index, ExplainOptions.DEFAULT.withPaths(25));
            WeightExplanation explanation = explained.explanation();
            if (explanation.summary().count() <= 20_000) {
                List<Explained.Path> all = explained.enumerate();
                assertEquals(all.size(), explanation.summary().count(), "paths of problem " + number);
                List<Explained.Path> carrying =
                        all.stream().filter(path -> path.product() != 0).toList();
                assertEquals(carrying.size(), explanation.summary().carrying());
                compare(explained, carrying, "problem " + number);
                compared++;
                longest = Math.max(longest, all.size());
            }
        }
        System.out.printf("ranked lists against brute force: %d, of up to %d paths%n", compared, longest);
        assertTrue(compared > DRAWS / 4, compared + " compared");
    }

    private static void compare(Explained explained, List<Explained.Path> carrying, String where) {
        UnitGraph graph = explained.graph();
        List<StrongestPaths.Found> found = new StrongestPaths(graph, new PathSums(graph)).list(25);
        List<PathContribution> listed = explained.explanation().paths();
        assertEquals(Math.min(25, carrying.size()), listed.size(), where);
        assertEquals(listed.size(), found.size());
        for (int k = 0; k < listed.size(); k++) {
            double size = Math.abs(carrying.get(k).product());
            assertEquals(size, Math.abs(listed.get(k).contribution()), where + ", path " + k);
            boolean alone = (k == 0 || Math.abs(carrying.get(k - 1).product()) != size)
                    && (k == carrying.size() - 1 || Math.abs(carrying.get(k + 1).product()) != size);
            if (alone) {
                assertEquals(carrying.get(k).edges(), Explained.edges(found.get(k)), where + ", path " + k);
                assertEquals(carrying.get(k).product(), listed.get(k).contribution());
            }
        }
    }

    @Test
    void everyKindOfLayerIsDrawn() {
        Coverage coverage = new Coverage();
        for (int number = 0; number < 2000; number++) {
            coverage.count(RandomProblem.draw(number, Sizes.TINY, number % 2 == 1));
        }
        Set<String> plain = new TreeSet<>(coverage.missing(Coverage.LAYERS));
        Set<String> recipes = new TreeSet<>(coverage.missing(Coverage.RECIPE_LAYERS));
        assertTrue(plain.size() < Coverage.LAYERS.size() * 13 * 9 / 2, () -> "missing " + plain);
        assertTrue(recipes.size() < Coverage.RECIPE_LAYERS.size() * 13 * 9 / 2, () -> "missing " + recipes);
    }

    /** The witness agrees where no kink is near. */
    @Test
    void theCentralDifferenceAgrees() {
        int compared = 0;
        for (int number = 0; number < 300; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, number % 2 == 1);
            int index = new Draws(number + 3).between(0, problem.parameters().length - 1);
            WeightExplanation explanation =
                    Explained.of(problem, index, ExplainOptions.DEFAULT).explanation();
            double scale = Math.max(1, Math.abs(explanation.cost()));
            if (!explanation.difference().kinked() && explanation.summary().magnitude() < 1e3 * scale) {
                assertEquals(
                        explanation.gradient(),
                        explanation.difference().value(),
                        1e-6 * Math.max(scale, Math.abs(explanation.gradient())),
                        "problem " + number + " " + explanation.address());
                compared++;
            }
        }
        assertTrue(compared > 150, compared + " compared");
    }
}
