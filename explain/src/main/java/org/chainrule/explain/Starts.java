package org.chainrule.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * The first factors of all paths: which elements a parameter feeds, and by how much, d(element)/dw. For a product it is what the layer read, h_i [4], or 1 for a
 * bias; for every other node the reference engine is asked with unit vectors.
 */
final class Starts {
    private final ReferenceEngine engine;
    private final ReferencePass pass;
    private final Node node;
    private final Slice slice;
    private final int index;

    /**
     * The starts of a parameter.
     *
     * @param index of the parameter within its slice
     */
    Starts(ReferenceEngine engine, ReferencePass pass, Node node, Slice slice, int index) {
        this.engine = engine;
        this.pass = pass;
        this.node = node;
        this.slice = slice;
        this.index = index;
    }

    /** The node that holds a slice. */
    static Node node(ReferenceEngine engine, Slice slice) {
        return engine.plan().nodes().stream()
                .filter(node -> slices(node).anyMatch(slice::equals))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node has the parameters " + slice.name()));
    }

    private static Stream<Slice> slices(Node node) {
        return Stream.concat(
                Stream.of(node.weight(), node.bias()).filter(java.util.Objects::nonNull),
                node.parts().stream().flatMap(part -> part.slices().stream()));
    }

    private boolean product() {
        return node.kind() == Kind.DENSE || node.kind() == Kind.HEADS;
    }

    /** Whether the parameter is added rather than multiplied. */
    boolean isBias() {
        return slice.equals(node.bias());
    }

    /** What a weight of a product multiplies: an element of the buffer that its node read. -1 if the parameter multiplies no such element. */
    int input(int element) {
        if (!product() || isBias()) {
            return -1;
        }
        return element / node.outputs() * node.inputs() + index / slice.columns() % slice.rows();
    }

    List<UnitGraph.Start> list() {
        return product() ? products() : probes();
    }

    private List<UnitGraph.Start> products() {
        List<UnitGraph.Start> starts = new ArrayList<>();
        double[] x = pass.values(node.index());
        int rows = pass.values(node.index() + 1).length / node.outputs();
        int matrix = isBias() ? index / slice.columns() : index / (slice.rows() * slice.columns());
        boolean shared = isBias() ? slice.rows() == 1 : slice.blocks() == 1;
        for (int r = 0; r < rows; r++) {
            if (shared || r % node.members() == matrix) {
                int element = r * node.outputs() + index % slice.columns();
                starts.add(new UnitGraph.Start(element, isBias() ? 1 : node.productScale() * x[input(element)]));
            }
        }
        return starts;
    }

    private List<UnitGraph.Start> probes() {
        List<UnitGraph.Start> starts = new ArrayList<>();
        double[] dy = new double[pass.values(node.index() + 1).length];
        double[] gradient = new double[engine.plan().layout().size()];
        for (int e = 0; e < dy.length; e++) {
            if (feeds(e)) {
                dy[e] = 1;
                engine.parameterGradient(pass, node.index(), dy, gradient);
                double derivative = gradient[slice.offset() + index];
                if (derivative != 0 || node.kind() != Kind.EMBED) {
                    starts.add(new UnitGraph.Start(e, derivative));
                }
                slices(node).forEach(s -> Arrays.fill(gradient, s.offset(), s.offset() + s.size(), 0));
                dy[e] = 0;
            }
        }
        return starts;
    }

    /** Whether the parameter may feed an element: of its column and member, or of its part of an embedding. */
    private boolean feeds(int e) {
        int column = e % node.outputs();
        if (node.kind() == Kind.EMBED) {
            return node.parts().stream()
                    .filter(part -> part.slices().contains(slice))
                    .anyMatch(part -> within(part, column));
        }
        int member = e / node.outputs() % node.members();
        return column == index % slice.columns() && (slice.rows() == 1 || member == index / slice.columns());
    }

    private static boolean within(Part part, int column) {
        return column >= part.output()
                && column < part.output() + part.embedding().outputs();
    }
}
