package org.chainrule.explain;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The columns of a picture. Buffers whose units keep their numbers from one to the next, such as z(l) and h(l), share a column; in a deep network, runs of
 * columns away from the weight and from the outputs are folded into one.
 */
final class PictureColumns {
    /** Most columns: the inputs, a fold, source, target, the next, a fold, the last hidden, the outputs. */
    static final int MOST = 8;

    /** Buffers of a column, and the units of a row in it; {@code layers} are more than 1 if it is folded. */
    record Span(int first, int last, int layers, int units) {
        boolean folded() {
            return layers > 1;
        }
    }

    /** A unit of a column; position -1 is all of a folded one. */
    record Place(int column, int position) {}

    private final NetworkPlan plan;
    private final UnitGraph graph;
    private final int[] columns;
    private final List<Span> spans;

    PictureColumns(NetworkPlan plan, UnitGraph graph) {
        this.plan = plan;
        this.graph = graph;
        List<Span> all = new ArrayList<>();
        int from = 0;
        for (Node node : plan.nodes()) {
            if (mixes(plan, node)) {
                all.add(new Span(from, node.index(), 1, perRow(node.index())));
                from = node.index() + 1;
            }
        }
        all.add(new Span(from, graph.last, 1, perRow(graph.last)));
        spans = all.size() <= MOST ? List.copyOf(all) : folded(all);
        columns = new int[graph.last + 1];
        for (int c = 0; c < spans.size(); c++) {
            java.util.Arrays.fill(columns, spans.get(c).first, spans.get(c).last + 1, c);
        }
    }

    /** Whether what a node writes is not unit for unit what it reads. */
    private static boolean mixes(NetworkPlan plan, Node node) {
        return switch (node.kind()) {
            case DENSE, HEADS, EMBED, LAYER_NORMALIZATION -> true;
            case SCALE -> plan.members(node.index()) != node.members();
            default -> false;
        };
    }

    private List<Span> folded(List<Span> all) {
        int target = 0;
        while (all.get(target).last < graph.first) {
            target++;
        }
        List<Span> kept = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            Span span = all.get(c);
            boolean keep = c == 0 || Math.abs(c - target) <= 1 || c >= all.size() - 2;
            Span before = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (keep || before == null || before.layers >= 0) {
                kept.add(new Span(span.first, span.last, keep ? 1 : -1, span.units));
            } else { // negative until the run is complete
                kept.set(
                        kept.size() - 1,
                        new Span(before.first, span.last, before.layers - 1, before.units + span.units));
            }
        }
        return kept.stream()
                .map(span -> new Span(span.first, span.last, Math.abs(span.layers), span.units))
                .toList();
    }

    List<Span> spans() {
        return spans;
    }

    Span span(int column) {
        return spans.get(column);
    }

    int column(int buffer) {
        return columns[buffer];
    }

    /** The place of element e of a buffer, whatever its row. */
    Place place(int buffer, int e) {
        int column = columns[buffer];
        return new Place(column, span(column).folded() ? -1 : e % perRow(buffer));
    }

    /** Units of a member in a buffer. */
    int width(int buffer) {
        return plan.width(buffer);
    }

    /** Units of a row in a buffer, those of all members. */
    int perRow(int buffer) {
        return graph.elements(buffer) / graph.pass.rows();
    }
}
