package org.chainrule.interop.onnx;

import java.util.HashSet;
import java.util.Set;

/** Whether a graph is whole: each name is given once, and before it is read, as ONNX demands; so there are no cycles. */
final class GraphCheck {
    private final Wire wire;
    private final OnnxGraph graph;
    private final Set<String> known = new HashSet<>();

    private GraphCheck(OnnxGraph graph, Wire wire) {
        this.graph = graph;
        this.wire = wire;
    }

    static void check(OnnxGraph graph, Wire wire) {
        GraphCheck check = new GraphCheck(graph, wire);
        check.inputs();
        graph.nodes().forEach(check::node);
        check.outputs();
    }

    private void inputs() {
        for (OnnxValue input : graph.inputs()) {
            if (!known.add(input.name())) {
                throw wire.refused("inputs with names of their own", Wire.quoted(input.name()) + " twice");
            }
        }
        known.addAll(graph.initializers().keySet());
    }

    private void node(OnnxNode node) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !known.contains(input)) {
                boolean later =
                        graph.nodes().stream().anyMatch(other -> other.outputs().contains(input));
                throw wire.refused(
                        "operators in the order in which they are computed, as ONNX demands",
                        shown(node) + " that reads " + Wire.quoted(input)
                                + (later
                                        ? ", which it or a later operator gives (a cycle, or a wrong order)"
                                        : ", which nothing gives"));
            }
        }
        for (String output : node.outputs()) {
            if (!output.isEmpty() && !known.add(output)) {
                throw wire.refused(
                        "values that are given once", shown(node) + " that gives " + Wire.quoted(output) + " again");
            }
        }
    }

    private static String shown(OnnxNode node) {
        return "operator " + Wire.quoted(node.operator());
    }

    private void outputs() {
        if (graph.outputs().isEmpty()) {
            throw wire.refused("a graph with outputs", "none");
        }
        Set<String> names = new HashSet<>();
        for (OnnxValue output : graph.outputs()) {
            if (!names.add(output.name())) {
                throw wire.refused("outputs with names of their own", Wire.quoted(output.name()) + " twice");
            }
            if (!known.contains(output.name())) {
                throw wire.refused("operators that give every output", "none that gives " + Wire.quoted(output.name()));
            }
        }
    }
}
