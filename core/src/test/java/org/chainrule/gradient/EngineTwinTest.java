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
import org.chainrule.network.NetworkPlan.Part;
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
    private double worstOutput;
    private int cancelled;
    private String where = "";

    @Test
    void everyLayersGradientAgrees() {
        compareAll(false, Coverage.LAYERS, NETWORKS / 100);
    }

    @Test
    void everyRecipeLayersGradientAgrees() {
        compareAll(true, Coverage.RECIPE_LAYERS, NETWORKS / 20); // a normalisation takes the bias of an embedding away
    }

    private void compareAll(boolean recipes, Set<String> kinds, int mostCancelled) {
        Coverage coverage = new Coverage();
        int kinks = 0;
        for (int number = 0; number < NETWORKS; number++) {
            RandomProblem problem = RandomProblem.draw(number, Sizes.MEDIUM, recipes);
            if (compare(problem, number)) {
                coverage.count(problem);
            } else {
                kinks++;
            }
        }
        System.out.printf(
                "engine twins: %d networks, largest error of a layer's gradient %.1e at %s, of a cost %.1e, of an output %.1e; %d layers cancel; %d networks crossed a kink%n",
                NETWORKS - kinks, worst, where, worstCost, worstOutput, cancelled, kinks);
        assertTrue(worst <= BAR, () -> "relative error " + worst + " at " + where);
        assertTrue(worstCost <= BAR, () -> "relative error of the cost " + worstCost);
        assertTrue(worstOutput <= BAR, () -> "relative error of an output " + worstOutput);
        assertTrue(kinks < NETWORKS / 30, "too many networks crossed a kink: " + kinks);
        assertTrue(cancelled <= mostCancelled, "too many layers cancel: " + cancelled);
        Set<String> missing = coverage.missing(kinds);
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
            outputs(slow.outputs(pass), problem, fast);
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

    private void outputs(double[] expected, RandomProblem problem, BatchBackpropagation fast) {
        float[] found = new float[expected.length];
        fast.outputs(problem.rows(), found);
        for (int e = 0; e < found.length; e++) {
            double error = Math.abs(found[e] - expected[e]) / Math.max(1, Math.abs(expected[e]));
            worstOutput = Math.max(worstOutput, error);
        }
    }

    private void layers(ReferenceEngine slow, ReferencePass pass, double[] gradient, float[] found, int number) {
        Map<String, double[]> squares = new LinkedHashMap<>();
        for (Node node : slow.plan().nodes()) {
            if (node.weight() != null) {
                double[] sums = squares.computeIfAbsent(node.displayName(), name -> new double[3]);
                add(sums, node.weight(), GradientTerms.weight(node, pass), gradient, found);
                if (node.bias() != null) {
                    add(sums, node.bias(), GradientTerms.bias(node, pass), gradient, found);
                }
            }
            for (Part part : node.parts()) {
                part.slices()
                        .forEach(slice -> add(
                                squares.computeIfAbsent(slice.name(), name -> new double[3]),
                                slice,
                                GradientTerms.embedding(node, slice, pass),
                                gradient,
                                found));
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

    private static boolean crossedKink(RandomProblem problem, ReferencePass pass, BatchBackpropagation fast) {
        for (Node node : fast.plan().nodes()) {
            boolean activates = node.kind() == Kind.ACTIVATE || node.kind() == Kind.PARAMETRIC_ACTIVATE;
            if (activates && differ(pass, fast, node.index()) || node.kind() == Kind.EMBED && differ(pass, fast, 1)) {
                return true;
            }
        }
        boolean piecewise = problem.likelihood() instanceof Laplace || problem.likelihood() instanceof Quantile;
        int outputs = problem.network().outputs();
        int perTarget = outputs / problem.likelihood().targets(outputs);
        int members = problem.network().members();
        int last = fast.plan().nodes().size();
        double[] z = pass.values(last);
        for (int e = 0; piecewise && e < z.length; e++) {
            double y = problem.y()[e / outputs / members * (outputs / perTarget) + e % outputs / perTarget];
            if (Math.signum(z[e] - y) != Math.signum(value(fast, last, e) - (float) y)) {
                return true;
            }
        }
        return false;
    }

    /** Element e of a buffer without its padding. */
    private static float value(BatchBackpropagation fast, int buffer, int e) {
        int width = fast.plan().width(buffer);
        int memberStride = fast.stride(buffer) / fast.plan().members(buffer);
        return fast.values(buffer)[e / width * memberStride + e % width];
    }

    /** Whether an element of what an activation reads, or an embedding with ReLU wrote, has another sign; asked of all for simplicity. */
    private static boolean differ(ReferencePass pass, BatchBackpropagation fast, int buffer) {
        double[] z = pass.values(buffer);
        for (int e = 0; e < z.length; e++) {
            if (z[e] > 0 != value(fast, buffer, e) > 0) {
                return true;
            }
        }
        return false;
    }
}
