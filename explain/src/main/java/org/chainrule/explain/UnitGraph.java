package org.chainrule.explain;

import java.util.Arrays;
import java.util.List;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The network behind one parameter as a directed acyclic graph of scalar units: unit (k, e) is element e of buffer k, edges are local derivatives, the way
 * around a residual block is an edge of its own, and what the last buffer has is delta(L) [10]. Immutable once built.
 */
final class UnitGraph {
    /** Where paths begin: an element of the first buffer, and its derivative with respect to the parameter (h_i for a weight, 1 for a bias). */
    record Start(int element, double derivative) {}

    final ReferencePass pass;
    final int first;
    final int last;
    final List<Start> starts;
    private final Edges[] edges;
    private final int[] skips;

    /**
     * Builds the graph.
     *
     * @param pass  a pass that went forward and backward
     * @param first the buffer in which the paths begin
     */
    UnitGraph(
            ReferenceEngine engine,
            ReferencePass pass,
            double[] parameters,
            boolean training,
            int first,
            List<Start> starts) {
        this.pass = pass;
        this.first = first;
        this.starts = List.copyOf(starts);
        List<Node> nodes = engine.plan().nodes();
        last = nodes.size();
        edges = new Edges[last];
        skips = new int[last + 1];
        Arrays.fill(skips, -1);
        for (int k = first; k < last; k++) {
            Node node = nodes.get(k);
            edges[k] = LocalDerivatives.of(engine, pass, parameters, training, node);
            if (node.kind() == Kind.SKIP_START) {
                skips[k] = node.partner() + 1;
            }
        }
    }

    private UnitGraph(UnitGraph graph, Start start) {
        pass = graph.pass;
        first = graph.first;
        last = graph.last;
        starts = List.of(start);
        edges = graph.edges;
        skips = graph.skips;
    }

    /** The same graph with the paths of one start. */
    UnitGraph from(Start start) {
        return new UnitGraph(this, start);
    }

    /** Edges that leave a unit; none leaves the last buffer. */
    int degree(int buffer, int e) {
        return buffer == last ? 0 : edges[buffer].degree(e) + (skips[buffer] < 0 ? 0 : 1);
    }

    /** Whether edge t goes around a residual block. */
    boolean skips(int buffer, int e, int t) {
        return t == edges[buffer].degree(e);
    }

    /** The buffer that edge t leads to. */
    int targetBuffer(int buffer, int e, int t) {
        return skips(buffer, e, t) ? skips[buffer] : buffer + 1;
    }

    /** The element that edge t leads to. */
    int target(int buffer, int e, int t) {
        return skips(buffer, e, t) ? e : edges[buffer].target(e, t);
    }

    double derivative(int buffer, int e, int t) {
        return skips(buffer, e, t) ? 1 : edges[buffer].derivative(e, t);
    }

    /** Whether each unit of a buffer has but one edge, to the unit of its own number. */
    boolean elementwise(int buffer) {
        return buffer < last && edges[buffer].elementwise() && skips[buffer] < 0;
    }

    /** delta(L) of an element of the last buffer, times the row's share of the weights. */
    double end(int e) {
        return pass.deltas(last)[e];
    }

    int elements(int buffer) {
        return pass.values(buffer).length;
    }
}
