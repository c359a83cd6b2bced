package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chainrule.likelihood.Likelihood;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.junit.jupiter.api.Test;

/**
 * The witness by differences finds nothing on right gradients and something on wrong ones. Its own error is that of the differences: the fourth-order formula
 * leaves h^4 J^(5) / 30, about 1e-15 J^(5), and rounding of J, about 1e-16 J / h = 1e-12 J, both over a floor of 1e-5 of the slice's largest gradient: 1e-6 for
 * usual networks.
 */
class GradientCheckTest {
    @Test
    void findsNothingOnRandomNetworks() {
        findsNothing(false, 1e-6);
    }

    @Test
    void findsNothingOnRecipes() {
        findsNothing(true, 3e-6); // deeper, with smaller gradients
    }

    private static void findsNothing(boolean recipes, double bar) {
        double worst = 0;
        String where = "";
        int checked = 0;
        int kinks = 0;
        for (int number = 0; number < 120; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.MEDIUM, recipes);
            GradientCheck.Result result = run(problem, problem.likelihood(), 40);
            assertEquals(Math.min(40, problem.parameters().length), result.checked() + result.kinks());
            checked += result.checked();
            kinks += result.kinks();
            if (result.worstError() > worst) {
                worst = result.worstError();
                where = "network " + number + ": " + result.worst().get(0) + " " + problem.likelihood()
                        + problem.network();
            }
        }
        System.out.printf(
                "gradient check: %d parameters, largest error %.1e at %s; %d at a kink%n",
                checked, worst, where, kinks);
        assertTrue(worst < bar, "error " + worst + " at " + where);
        assertTrue(kinks < checked / 4, kinks + " at a kink of " + checked);
        assertTrue(kinks > 0, "kinks were never met, so they were not tested");
    }

    private static GradientCheck.Result run(RandomProblem problem, Likelihood likelihood, int most) {
        return GradientCheck.run(
                problem.network(),
                likelihood,
                problem.parameters(),
                problem.statistics(),
                new GradientCheck.Rows(problem.x(), problem.y(), problem.weights(), problem.rows()),
                problem.mode(),
                most);
    }

    @Test
    void findsAWrongDelta() {
        int tried = 0;
        for (int number = 0; number < 45; number += 9) { // the gaussian ones
            RandomProblem problem = RandomProblem.draw(number, Sizes.MEDIUM);
            GradientCheck.Result right = run(problem, problem.likelihood(), 150);
            GradientCheck.Result wrong = run(problem, new WrongDelta(0.999), 150);
            assertTrue(right.worstError() < 1e-5, "right: " + right.table());
            assertTrue(
                    wrong.worstError() > 5e-4, "a delta that is wrong by a thousandth went unseen: " + wrong.table());
            assertEquals(right.cost(), wrong.cost(), 1e-12);
            tried++;
        }
        assertEquals(5, tried);
    }

    @Test
    void listsTheWorstFirstAndPrintsThem() {
        GradientCheck.Result result = run(RandomProblem.draw(9, Sizes.MEDIUM), new WrongDelta(0.5), Integer.MAX_VALUE);
        for (int k = 1; k < result.worst().size(); k++) {
            assertTrue(
                    result.worst().get(k - 1).error() >= result.worst().get(k).error());
        }
        assertEquals(result.worst().size() + 1, result.table().lines().count());
        assertTrue(result.table().contains(result.worst().get(0).parameter()));
    }
}
