package org.chainrule.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.jspecify.annotations.Nullable;

/** Finds the causes: chain by chain what blocks or weakens it, then what happens to the sum, then what the step does to it. */
final class Causes {
    private final NetworkPlan plan;
    private final UnitGraph graph;
    private final PathSums sums;
    private final ExplainOptions options;
    private final boolean coupled;
    private final @Nullable Edges beforeInput;
    private final Set<Cause> found = new LinkedHashSet<>();

    Causes(ReferenceEngine engine, UnitGraph graph, PathSums sums, ExplainOptions options, boolean training) {
        this.plan = engine.plan();
        this.graph = graph;
        this.sums = sums;
        this.options = options;
        this.coupled = training && plan.couplesRows();
        this.beforeInput = mask(engine, graph.pass, graph.first - 2);
    }

    /** The dropout mask, if a dropout wrote what the parameter's node read. */
    private static @Nullable Edges mask(ReferenceEngine engine, ReferencePass pass, int node) {
        return node >= 0 && engine.plan().nodes().get(node).kind() == Kind.DROPOUT
                ? LocalDerivatives.of(
                        engine,
                        pass,
                        new double[0],
                        false,
                        engine.plan().nodes().get(node))
                : null;
    }

    /** What a chain says. */
    void chain(UnitGraph.Start start, Chain chain, @Nullable Unit input, int inputElement) {
        if (chain.input() == 0) {
            boolean dropped = beforeInput != null && input != null && beforeInput.derivative(inputElement, 0) == 0;
            found.add(
                    dropped && input != null
                            ? new Cause.DroppedByMask(input)
                            : new Cause.ZeroInput(chain.inputSymbol(), chain.unit()));
        }
        chain.factors().forEach(this::factor);
        double upstream = upstream(start.element());
        if (upstream == 0) {
            found.add(new Cause.ZeroOutputDelta(chain.unit().row()));
        } else if (chain.slope() != 0 && sums.carrying[graph.first][start.element()] == 0) {
            found.add(new Cause.BlockedPaths(chain.unit(), sums.count[graph.first][start.element()]));
        }
        gain(chain.unit(), sums.magnitude(start.element()) / upstream);
    }

    private void factor(Factor factor) {
        if (factor.kind() == Kind.DROPOUT && factor.value() == 0) {
            found.add(new Cause.DroppedByMask(factor.unit()));
        } else if (factor.value() == 0 && factor.at() <= 0 && rectifies(factor.activation())) {
            found.add(new Cause.DeadUnit(factor.unit(), factor.at()));
        } else if (!factor.activation().isEmpty() && Math.abs(factor.value()) < options.saturation()) {
            found.add(new Cause.Saturation(factor.unit(), factor.at(), factor.value()));
        }
    }

    /** Whether phi' is exactly 0 below 0. */
    private static boolean rectifies(String activation) {
        return activation.equals("relu") || activation.startsWith("leaky_relu(") || activation.startsWith("elu(");
    }

    /** sum_k |delta_k(L)| of the row, of the members and rows that the unit reaches. */
    private double upstream(int element) {
        int perUnit = plan.width(graph.last) * plan.members(graph.last) / plan.members(graph.first);
        int from = coupled ? 0 : element / plan.width(graph.first) * perUnit;
        int to = coupled ? graph.elements(graph.last) : from + perUnit;
        double sum = 0;
        for (int e = from; e < to; e++) {
            sum += Math.abs(graph.end(e));
        }
        return sum;
    }

    private void gain(Unit unit, double gain) {
        if (gain > 0 && gain < options.gain()) {
            found.add(new Cause.Vanishing(unit, gain, graph.last - graph.first));
        } else if (gain > 1 / options.gain()) {
            found.add(new Cause.Exploding(unit, gain, graph.last - graph.first));
        }
    }

    /** What the sum over the paths says. */
    void sum(PathSummary summary) {
        if (summary.carrying() > 1 && Math.abs(summary.sum()) < options.cancellation() * summary.magnitude()) {
            found.add(new Cause.Cancellation(summary.positive(), summary.negative()));
        }
    }

    /** What the step says. */
    void update(UpdateSteps update, String role) {
        if (update.penalised() != update.clipped()) {
            found.add(new Cause.Clipped(update.penalised(), update.clipped()));
        }
        if (update.learningRateFactor() == 0) {
            found.add(new Cause.FrozenGroup(role));
        }
    }

    List<Cause> list() {
        return List.copyOf(found);
    }
}
