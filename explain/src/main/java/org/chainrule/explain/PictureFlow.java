package org.chainrule.explain;

import java.util.HashMap;
import java.util.Map;
import org.chainrule.explain.PictureColumns.Place;
import org.chainrule.explain.PictureColumns.Span;
import org.jspecify.annotations.Nullable;

/**
 * What flows where: d unit/dw of every unit by a pass forward from the start of one chain. With the deltas of the pass back, (d unit/dw) (d target/d unit)
 * (dJ/d target) is what all paths along an edge contribute, without listing them.
 */
final class PictureFlow {
    /** An edge between places; rows and members of one position are one place. */
    record Link(Place from, Place to, boolean skip) {}

    /** What all paths along an edge contribute, and the local derivative in the drawn row; not a number if the edge stands for several. */
    record Flow(double contribution, double derivative) {}

    private final UnitGraph graph;
    private final PictureColumns columns;
    private final int row;
    private final double[][] tangents;

    PictureFlow(UnitGraph graph, PictureColumns columns, UnitGraph.@Nullable Start start, int row) {
        this.graph = graph;
        this.columns = columns;
        this.row = row;
        tangents = new double[graph.last + 1][];
        for (int k = graph.first; k <= graph.last; k++) {
            tangents[k] = new double[graph.elements(k)];
        }
        if (start != null) {
            tangents[graph.first][start.element()] = start.derivative();
        }
        for (int k = graph.first; k < graph.last; k++) {
            for (int e = 0; e < tangents[k].length; e++) {
                if (tangents[k][e] != 0) {
                    spread(k, e);
                }
            }
        }
    }

    /** The drawn row. */
    int row() {
        return row;
    }

    private void spread(int k, int e) {
        int degree = graph.degree(k, e);
        for (int t = 0; t < degree; t++) {
            tangents[graph.targetBuffer(k, e, t)][graph.target(k, e, t)] += tangents[k][e] * graph.derivative(k, e, t);
        }
    }

    /** What all paths through what a place hands on contribute; 0 before the target. */
    double through(Place place) {
        Span span = columns.span(place.column());
        double sum = 0;
        if (span.last() >= graph.first && !span.folded()) {
            int perRow = columns.perRow(span.last());
            for (int e = place.position(); e < tangents[span.last()].length; e += perRow) {
                sum += product(tangents[span.last()][e], graph.pass.deltas(span.last())[e]);
            }
        }
        return sum;
    }

    /** 0 where nothing comes, also where a delta is not finite. */
    private static double product(double tangent, double delta) {
        return tangent == 0 ? 0 : tangent * delta;
    }

    /** The first buffer of a column, or that which the parameter feeds if it is within. */
    int head(Span span) {
        return span.first() < graph.first && graph.first <= span.last() ? graph.first : span.first();
    }

    /** Adds the edges that leave a place, to places of other columns. */
    void leaving(Place from, Map<Link, Flow> flows) {
        Span span = columns.span(from.column());
        for (int k = Math.max(span.first(), graph.first); k <= span.last(); k++) {
            int step = span.folded() ? 1 : columns.perRow(k);
            for (int e = Math.max(from.position(), 0); e < graph.elements(k); e += step) {
                leaving(from, k, e, flows);
            }
        }
    }

    private void leaving(Place from, int k, int e, Map<Link, Flow> flows) {
        boolean drawn = e / columns.perRow(k) == row;
        double tangent = tangents[k][e];
        int degree = tangent == 0 && !drawn ? 0 : graph.degree(k, e);
        for (int t = 0; t < degree; t++) {
            int to = graph.targetBuffer(k, e, t);
            if (columns.column(to) != from.column()) {
                int target = graph.target(k, e, t);
                Place place = columns.place(to, target);
                boolean several = from.position() < 0 || place.position() < 0;
                double derivative = graph.derivative(k, e, t);
                Flow flow = new Flow(
                        product(tangent * derivative, graph.pass.deltas(to)[target]),
                        several ? Double.NaN : drawn ? derivative : 0);
                flows.merge(
                        new Link(from, place, !several && graph.skips(k, e, t)),
                        flow,
                        (a, b) -> new Flow(a.contribution + b.contribution, a.derivative + b.derivative));
            }
        }
    }

    /** phi'(z): the derivative of what a place hands on to what its layer wrote, in the drawn row; not a number before the target or if it is folded. */
    double slope(Place place) {
        Span span = columns.span(place.column());
        if (span.last() < graph.first || span.folded()) {
            return Double.NaN;
        }
        int head = head(span);
        Map<Integer, Double> slopes = new HashMap<>();
        slopes.put(head, 1.0);
        for (int k = head; k < span.last(); k++) {
            int e = row * columns.perRow(k) + place.position();
            double slope = slopes.getOrDefault(k, 0.0);
            for (int t = 0; t < graph.degree(k, e); t++) {
                if (graph.targetBuffer(k, e, t) <= span.last()
                        && graph.target(k, e, t) / columns.perRow(graph.targetBuffer(k, e, t)) == row) {
                    slopes.merge(graph.targetBuffer(k, e, t), slope * graph.derivative(k, e, t), Double::sum);
                }
            }
        }
        return slopes.getOrDefault(span.last(), 0.0);
    }
}
