package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.junit.jupiter.api.Test;

/** One node's verbs on the deltas of a whole pass give what the whole pass gave, and leave it as it was. */
class PullBackTest {
    @Test
    void equalsThePass() {
        for (int number = 0; number < 400; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.TINY, number % 2 == 1);
            ReferenceEngine engine = new ReferenceEngine(problem.network(), problem.likelihood());
            ReferencePass pass = engine.forward(
                    problem.parameters(), problem.statistics(), problem.x(), problem.rows(), problem.mode());
            double[] gradient = new double[problem.parameters().length];
            engine.backward(pass, problem.y(), problem.weights(), gradient);
            double[] parts = new double[gradient.length];
            for (Node node : engine.plan().nodes()) {
                double[] dy = pass.deltas(node.index() + 1);
                double[] before = dy.clone();
                double[] dx = engine.pullBack(pass, node.index(), dy);
                if (node.kind() == Kind.SKIP_START) { // the way around comes back here, too
                    double[] skipped = pass.deltas(node.partner() + 1);
                    Arrays.setAll(dx, e -> dx[e] + skipped[e]);
                }
                assertArrayEquals(pass.deltas(node.index()), dx, "problem " + number + ", " + node.kind());
                assertArrayEquals(before, dy);
                engine.parameterGradient(pass, node.index(), dy, parts);
            }
            assertArrayEquals(gradient, parts, "problem " + number);
        }
    }
}
