package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.chainrule.network.ParameterLayout;
import org.chainrule.testing.Coverage;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.junit.jupiter.api.Test;

/**
 * Backpropagation against dual numbers, every parameter of random networks of every layer, activation and likelihood. The dual evaluation shares no
 * derivative with the library.
 *
 * <p>The relative error of a gradient g is |g - d| / max(|d|, {@value #UNITS} s), where d is the dual number's derivative and s the running bound on its own
 * rounding error, in units of 2^-53. So wherever d itself is known to 5e-13 this is |g - d| / |d|. Where its terms cancel further (a normalisation makes the
 * gradient of what it reads nearly orthogonal to it, and that of a bias before it exactly 0) rounding decides about digits of d in any algorithm in double
 * precision: there g may differ by no more than twice d's rounding bound (once for each of them). How many parameters do not meet the bar by |g - d| / |d|
 * alone is counted and bounded.
 */
class DualNumberOracleTest {
    private static final int NETWORKS = 2000;
    private static final double BAR = 1e-12;
    private static final double UNITS = 2e-4;

    private int parameters;
    private int cancelled;
    private double worst;
    private String where = "";

    @Test
    void everyGradientAgreesWithDualNumbers() {
        compareAll(false, Coverage.LAYERS);
    }

    @Test
    void everyGradientOfTheRecipesAgrees() {
        compareAll(true, Coverage.RECIPE_LAYERS);
    }

    private void compareAll(boolean recipes, Set<String> kinds) {
        Coverage coverage = new Coverage();
        int kinks = 0;
        int compared = 0;
        for (int number = 0; compared < NETWORKS; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, recipes);
            DualNetwork oracle = new DualNetwork(problem);
            oracle.cost(-1);
            if (oracle.nearKink()) {
                kinks++;
            } else {
                compare(problem, oracle, number);
                coverage.count(problem);
                compared++;
            }
        }
        System.out.printf(
                "dual numbers: %d networks, %d parameters, largest relative error %.1e at %s; %d parameters cancel; %d networks at a kink left out%n",
                compared, parameters, worst, where, cancelled, kinks);
        assertTrue(worst <= BAR, () -> "relative error " + worst + " at " + where);
        assertTrue(kinks < NETWORKS / 20, "too many networks at a kink: " + kinks);
        assertTrue(cancelled < parameters / 10, "too many cancelled derivatives: " + cancelled);
        assertEquals(Set.of(), coverage.missing(kinds));
    }

    private void compare(RandomProblem problem, DualNetwork oracle, int number) {
        ReferenceEngine engine = new ReferenceEngine(problem.network(), problem.likelihood());
        ReferencePass pass =
                engine.forward(problem.parameters(), problem.statistics(), problem.x(), problem.rows(), problem.mode());
        double cost = engine.cost(pass, problem.y(), problem.weights());
        double[] gradient = new double[problem.parameters().length];
        engine.backward(pass, problem.y(), problem.weights(), gradient);
        assertEquals(oracle.cost(-1).v(), cost, 1e-12 * Math.max(1, Math.abs(cost)), () -> "cost of network " + number);
        ParameterLayout layout = engine.plan().layout();
        for (int e = 0; e < gradient.length; e++) {
            Dual j = oracle.cost(e);
            double distance = Math.abs(gradient[e] - j.d());
            double error = distance == 0 ? 0 : distance / Math.max(Math.abs(j.d()), UNITS * j.dDoubt());
            if (!(error <= worst)) {
                worst = error;
                where = "network " + number + ", " + layout.sliceAt(e).name() + ", element " + e + ": " + gradient[e]
                        + " and " + j;
            }
            cancelled += distance > BAR * Math.abs(j.d()) ? 1 : 0;
            parameters++;
        }
    }
}
