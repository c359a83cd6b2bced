package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Quantile;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.testing.Coverage;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.junit.jupiter.api.Test;

/**
 * The fast engine against its plain twin on the same float parameters: the gradient of every layer, relative to its norm, the cost, the outputs and the
 * running statistics. Left out, and counted, are networks in which rounding to float put some element on the other side of a kink. A layer whose gradient is
 * what remains after the terms of the sum over rows cancelled (the gain of a normalisation that another one follows: its gradient is nearly 0) is held to the
 * same bar relative to the norm of these terms; such layers are counted, too.
 */
class EngineTwinTest {
    private static final int NETWORKS = 1000;
    private static final double BAR = 1e-5;

    private double worst;
    private double worstCost;
    private int cancelled;
    private String where = "";

    @Test
    void everyLayersGradientAgrees() {
        Coverage coverage = new Coverage();
        int kinks = 0;
        for (int number = 0; number < NETWORKS; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.MEDIUM);
            if (compare(problem, number)) {
                coverage.count(problem);
            } else {
                kinks++;
            }
        }
        System.out.printf(
                "engine twins: %d networks, largest error of a layer's gradient %.1e at %s, of a cost %.1e; %d layers cancel; %d networks crossed a kink%n",
                NETWORKS - kinks, worst, where, worstCost, cancelled, kinks);
        assertTrue(worst <= BAR, () -> "relative error " + worst + " at " + where);
        assertTrue(worstCost <= BAR, () -> "relative error of the cost " + worstCost);
        assertTrue(kinks < NETWORKS / 50, "too many networks crossed a kink: " + kinks);
        assertTrue(cancelled <= NETWORKS / 100, "too many layers cancel: " + cancelled);
        Set<String> missing = coverage.missing();
        assertTrue(missing.size() <= 30, () -> "not covered: " + missing);
    }

    /** False if an element crossed a kink. */
    private boolean compare(RandomProblem problem, int number) {
        ReferenceEngine slow = new ReferenceEngine(problem.network(), problem.likelihood());
        double[] statistics = problem.statistics().clone();
        ReferencePass pass =
                slow.forward(problem.parameters(), statistics, problem.x(), problem.rows(), problem.mode());
        double cost = slow.cost(pass, problem.y(), problem.weights());
        double[] gradient = new double[problem.parameters().length];
        slow.backward(pass, problem.y(), problem.weights(), gradient);
        try (BatchBackpropagation fast = new BatchBackpropagation(
                problem.network(),
                problem.likelihood(),
                Kernels.scalar(),
                problem.rows() + number % 3,
                1 + number % 2)) {
            Batch batch = Batches.of(problem, fast);
            Batches.place(problem.parameters(), problem.statistics(), fast);
            double fastCost = fast.forwardBackward(batch, problem.mode());
            fast.gradients(batch, (tile, slice, from, to) -> {});
            float[] found = new float[gradient.length];
            fast.panels().unpack(fast.gradient(), found);
            if (crossedKink(problem, pass, fast)) {
                return false;
            }
            worstCost = Math.max(worstCost, Math.abs(fastCost - cost) / Math.max(1, Math.abs(cost)));
            layers(slow, pass, gradient, found, number);
            if (problem.mode().training()) {
                slow.updateStatistics(pass, statistics);
            }
            for (int e = 0; e < statistics.length; e++) {
                assertEquals(
                        statistics[e],
                        fast.statistics()[e],
                        1e-5 * Math.max(1, Math.abs(statistics[e])),
                        "running statistic");
            }
        }
        return true;
    }

    private void layers(ReferenceEngine slow, ReferencePass pass, double[] gradient, float[] found, int number) {
        Map<String, double[]> squares = new LinkedHashMap<>();
        for (Node node : slow.plan().nodes()) {
            if (node.weight() != null) {
                double[] sums = squares.computeIfAbsent(node.displayName(), name -> new double[3]);
                add(sums, node.weight(), terms(node, pass), gradient, found);
                if (node.bias() != null) {
                    add(sums, node.bias(), biasTerms(node, pass), gradient, found);
                }
            }
        }
        squares.forEach((layer, sums) -> {
            double error = sums[0] == 0 ? 0 : Math.sqrt(sums[0] / sums[1]);
            if (error > BAR) {
                cancelled++;
                error = Math.sqrt(sums[0] / sums[2]);
            }
            if (!(error <= worst)) {
                worst = error;
                where = "network " + number + ", " + layer;
            }
        });
    }

    /** Adds squares: of the differences, of the gradient, of the sums of its terms' absolute values. */
    private static void add(double[] sums, Slice slice, double[] terms, double[] gradient, float[] found) {
        for (int e = slice.offset(); e < slice.offset() + slice.size(); e++) {
            sums[0] += (found[e] - gradient[e]) * (found[e] - gradient[e]);
            sums[1] += gradient[e] * gradient[e];
            sums[2] += terms[e - slice.offset()] * terms[e - slice.offset()];
        }
    }

    /** sum_n |h_i delta_j| of a dense layer, sum_n |u_j delta_j| of a normalisation. */
    private static double[] terms(Node node, ReferencePass pass) {
        double[] terms = new double[node.requireWeight().size()];
        double[] x = pass.values(node.index());
        double[] y = pass.values(node.index() + 1);
        double[] dy = pass.deltas(node.index() + 1);
        int out = node.outputs();
        for (int e = 0; e < dy.length; e++) {
            int j = e % out;
            if (node.kind() == Kind.DENSE) {
                for (int i = 0; i < node.inputs(); i++) {
                    terms[i * out + j] += Math.abs(x[e / out * node.inputs() + i] * dy[e]);
                }
            } else {
                double gain = pass.parameters[node.requireWeight().offset() + j];
                terms[j] += Math.abs((y[e] - pass.parameters[node.requireBias().offset() + j]) / gain * dy[e]);
            }
        }
        return terms;
    }

    private static double[] biasTerms(Node node, ReferencePass pass) {
        double[] terms = new double[node.outputs()];
        double[] dy = pass.deltas(node.index() + 1);
        for (int e = 0; e < dy.length; e++) {
            terms[e % node.outputs()] += Math.abs(dy[e]);
        }
        return terms;
    }

    private static boolean crossedKink(RandomProblem problem, ReferencePass pass, BatchBackpropagation fast) {
        for (Node node : fast.plan().nodes()) {
            if (node.kind() == Kind.ACTIVATE && differ(pass.values(node.index()), fast, node)) {
                return true;
            }
        }
        boolean piecewise = problem.likelihood() instanceof Laplace || problem.likelihood() instanceof Quantile;
        int outputs = problem.network().outputs();
        int perTarget = outputs / problem.likelihood().targets(outputs);
        int last = fast.plan().nodes().size();
        double[] z = pass.values(last);
        for (int e = 0; piecewise && e < z.length; e++) {
            double y = problem.y()[e / perTarget];
            float found = fast.values(last)[e / outputs * fast.stride(last) + e % outputs];
            if (Math.signum(z[e] - y) != Math.signum(found - (float) y)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an element of what an activation reads has another sign, which matters to piecewise activations; asked of all for simplicity. */
    private static boolean differ(double[] z, BatchBackpropagation fast, Node node) {
        float[] found = fast.values(node.index());
        int stride = fast.stride(node.index());
        for (int e = 0; e < z.length; e++) {
            if (z[e] > 0 != found[e / node.inputs() * stride + e % node.inputs()] > 0) {
                return true;
            }
        }
        return false;
    }
}
