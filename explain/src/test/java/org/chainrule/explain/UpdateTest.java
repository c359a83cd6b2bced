package org.chainrule.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Adam;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Penalty;
import org.chainrule.train.Regularization;
import org.junit.jupiter.api.Test;

/** The step that is shown is the step that a training takes: over several steps of every optimiser, from no state and from a stored one, bit by bit. */
class UpdateTest {
    private static final List<Regularization> REGULARIZATIONS = List.of(
            Regularization.NONE,
            new Regularization(0.01, 0.02, Clipping.byNorm(0.125)),
            new Regularization(0, 0.5, Clipping.byValue(0.0625)));

    @Test
    void equalsTheOptimisersOwnStep() {
        ParameterGroups groups = new ParameterGroups(
                Map.of(Role.BIAS, new ParameterGroup(0.5, 0), Role.WEIGHT, new ParameterGroup(2, 0.25)));
        for (Optimizer optimizer : Optimizers.all()) {
            for (Regularization regularization : REGULARIZATIONS) {
                follow(new UpdateRule(optimizer, 0.03, 0.75, groups, regularization));
            }
        }
    }

    private static void follow(UpdateRule rule) {
        RandomProblem problem = RandomProblem.draw(11, Sizes.TINY);
        double[] parameters = problem.parameters().clone();
        OptimizerState state = OptimizerState.doubles(rule.optimizer(), parameters.length);
        ParameterLayout layout = new ParameterLayout(problem.network());
        for (int step = 1; step <= 3; step++) {
            Microscope microscope =
                    new Microscope(problem.network(), problem.likelihood(), parameters, problem.statistics());
            double[] gradient = Explained.of(with(problem, parameters), 0, ExplainOptions.DEFAULT)
                    .gradient();
            OptimizerState before = step == 1 ? null : copy(state);
            double[] next = parameters.clone();
            double[] seen = gradient.clone();
            Penalty.add(rule.regularization(), layout.parameters(), parameters, seen);
            rule.regularization().clipping().apply(seen);
            state.prepare(rule.optimizer(), rule.learningRate());
            for (Slice slice : layout.parameters()) {
                rule.optimizer()
                        .update(
                                rule.group(slice.role()),
                                state.scalars(),
                                next,
                                seen,
                                state.doubleVectors(),
                                slice.offset(),
                                slice.offset() + slice.size());
            }
            for (Slice slice : layout.parameters()) {
                for (int e = 0; e < slice.size(); e++) {
                    UpdateSteps update = microscope
                            .explain(
                                    Explained.rows(problem),
                                    problem.mode(),
                                    ParameterAddress.of(slice.name(), e),
                                    new ExplainOptions(0, 0, 0, 0, 0, rule, before))
                            .update();
                    int index = slice.offset() + e;
                    assertTrue(update != null);
                    assertEquals(step, update.step());
                    assertEquals(before != null, update.storedState());
                    assertEquals(gradient[index], update.gradient());
                    assertEquals(seen[index], update.clipped());
                    assertEquals(next[index], update.newWeight(), rule.optimizer() + " at " + slice.name());
                    assertEquals(
                            update.newWeight(),
                            update.weight() - update.decay() - update.change(),
                            1e-15 * Math.max(1, Math.abs(update.weight())));
                    for (int v = 0; v < update.moments().size(); v++) {
                        assertEquals(
                                state.doubleVectors()[v][index],
                                update.moments().get(v).after());
                    }
                }
            }
            parameters = next;
        }
    }

    private static RandomProblem with(RandomProblem p, double[] parameters) {
        return new RandomProblem(
                p.network(), p.likelihood(), p.mode(), p.rows(), p.x(), p.y(), p.weights(), parameters, p.statistics());
    }

    private static OptimizerState copy(OptimizerState state) {
        double[][] vectors = new double[state.doubleVectors().length][];
        for (int v = 0; v < vectors.length; v++) {
            vectors[v] = state.doubleVectors()[v].clone();
        }
        return OptimizerState.restore(vectors, state.scalars().clone(), state.step());
    }

    /** By hand: the first step of Adam is mu g / (|g| + epsilon) with m / (1 - beta1) = g and v / (1 - beta2) = g^2. */
    @Test
    void adamsFirstStepByHand() {
        RandomProblem problem = RandomProblem.draw(11, Sizes.TINY);
        UpdateRule rule = new UpdateRule(Adam.defaults(), 0.01, 1, ParameterGroups.DEFAULT, Regularization.NONE);
        UpdateSteps update = Explained.of(problem, 0, ExplainOptions.DEFAULT.withUpdate(rule, null))
                .explanation()
                .update();
        assertTrue(update != null);
        double g = update.gradient();
        assertFalse(update.storedState());
        assertEquals(g, update.moments().get(0).corrected(), 1e-12 * Math.abs(g));
        assertEquals(g * g, update.moments().get(1).corrected(), 1e-12 * g * g);
        assertEquals(0, update.decay());
        assertEquals(0.01 * g / (Math.abs(g) + 1e-8), update.change(), 1e-15);
    }

    /** Shares of rows add up to the gradient of the batch, in every mode, and each is that of the row alone where rows do not depend on each other. */
    @Test
    void rowsAddUpToTheBatch() {
        for (int number = 0; number < 300; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, number % 2 == 1);
            int index = number % problem.parameters().length;
            Explained explained = Explained.of(problem, index, ExplainOptions.DEFAULT);
            ParameterAddress address = explained.explanation().address();
            Microscope microscope = Explained.microscope(problem);
            RowGradients rows = microscope.rows(Explained.rows(problem), problem.mode(), address, 100);
            double bar = 1e-12
                            * Math.max(
                                    rows.magnitude(),
                                    explained.explanation().summary().magnitude())
                    + 1e-18;
            assertEquals(explained.explanation().gradient(), rows.mean(), bar, "problem " + number);
            if (problem.mode().equals(Mode.PREDICTION)) {
                for (RowGradients.RowPush push : rows.up()) {
                    assertEquals(push.gradient(), alone(problem, push.row(), microscope, address), 1e-12);
                }
            }
        }
    }

    private static double alone(RandomProblem problem, int n, Microscope microscope, ParameterAddress address) {
        int inputs = problem.network().inputs();
        int targets = problem.y().length / problem.rows();
        double[] x = java.util.Arrays.copyOfRange(problem.x(), n * inputs, (n + 1) * inputs);
        double[] y = java.util.Arrays.copyOfRange(problem.y(), n * targets, (n + 1) * targets);
        return microscope
                .explain(new Rows(x, y, new double[] {1}, 1), Mode.PREDICTION, address, ExplainOptions.DEFAULT)
                .gradient();
    }
}
