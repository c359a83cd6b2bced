package org.chainrule.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.explain.ChainPicture.Column;
import org.chainrule.explain.ChainPicture.Edge;
import org.chainrule.explain.ChainPicture.Role;
import org.chainrule.explain.PictureColumns.Place;
import org.chainrule.explain.PictureColumns.Span;
import org.chainrule.explain.PictureFlow.Flow;
import org.chainrule.explain.PictureFlow.Link;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ChainPicture} of a graph: chooses, then puts symbols and numbers on what was chosen. */
final class PicturePainter {
    private static final int PATHS = 10;
    private static final String CONSTANT = "bias";

    private final ReferenceEngine engine;
    private final NetworkPlan plan;
    private final Likelihood likelihood;
    private final double[] parameters;
    private final Labels labels;
    private final UnitGraph graph;
    private final UnitGraph.@Nullable Start start;
    private final int row;
    private final @Nullable Place source;
    private final @Nullable Place target;
    private final boolean bias;
    private final PictureColumns columns;
    private final PictureFlow flow;

    /**
     * A painter of one chain.
     *
     * @param start  the chain; null if the parameter takes no part in the rows
     * @param origin what the parameter multiplies
     */
    PicturePainter(
            ReferenceEngine engine,
            Likelihood likelihood,
            double[] parameters,
            UnitGraph graph,
            UnitGraph.@Nullable Start start,
            Starts origin) {
        this.engine = engine;
        this.plan = engine.plan();
        this.likelihood = likelihood;
        this.parameters = parameters;
        this.labels = new Labels(plan);
        this.graph = start == null ? graph : graph.from(start);
        this.start = start;
        columns = new PictureColumns(plan, graph);
        row = start == null ? 0 : start.element() / columns.perRow(graph.first);
        flow = new PictureFlow(this.graph, columns, start, row);
        target = start == null ? null : columns.place(graph.first, start.element());
        int input = start == null ? -1 : origin.input(start.element());
        source = input < 0 ? null : columns.place(graph.first - 1, input);
        bias = target != null && target.column() > 0 && origin.isBias();
    }

    ChainPicture paint(PathSums sums, double cost, double weight) {
        int member =
                start == null ? 0 : labels.unit(graph.first, start.element()).member();
        boolean single = source != null && target != null;
        PictureChoice choice = new PictureChoice(graph, columns, flow, member, single ? 1 : bias ? 2 : 0);
        choice.add(source);
        choice.add(target);
        choice.paths(start == null ? List.of() : new StrongestPaths(graph, sums).list(PATHS));
        choice.units();
        choice.links(before(choice));
        List<Edge> edges = new ArrayList<>();
        if (target != null && (single || bias)) {
            String from = source == null ? CONSTANT : id(source);
            edges.add(new Edge(from, id(target), weight, contribution(), false, Role.WEIGHT));
        }
        choice.links.forEach((link, carried) -> edges.add(new Edge(
                id(link.from()),
                id(link.to()),
                carried.derivative(),
                carried.contribution(),
                link.skip(),
                choice.pathLinks.contains(link) ? Role.PATH : Role.OTHER)));
        List<Column> drawn = new ArrayList<>();
        for (int c = 0; c < columns.spans().size(); c++) {
            drawn.add(column(c, choice));
        }
        int last = columns.spans().size() - 1;
        for (Place place : choice.units) {
            if (place.column() == last) {
                edges.add(cost(place));
            }
        }
        return new ChainPicture(row, graph.pass.rows(), member, contribution(), cost, drawn, edges);
    }

    private Edge cost(Place output) {
        double delta = graph.end(element(graph.last, output));
        double carried = flow.through(output);
        return new Edge(id(output), ChainPicture.COST, delta, carried, false, carried == 0 ? Role.OTHER : Role.PATH);
    }

    private double contribution() {
        return start == null ? 0 : start.derivative() * graph.pass.deltas(graph.first)[start.element()];
    }

    private int element(int buffer, Place place) {
        return row * columns.perRow(buffer) + place.position();
    }

    private static String id(Place place) {
        return place.column() + (place.position() < 0 ? "" : ":" + place.position());
    }

    /** Weights between drawn units before the target: they carry nothing of this chain. */
    private Map<Link, Flow> before(PictureChoice choice) {
        Map<Link, Flow> flows = new LinkedHashMap<>();
        for (Place from : choice.units) {
            Span span = columns.span(from.column());
            if (span.folded() || span.last() >= graph.first || span.last() == graph.last) {
                continue;
            }
            Node node = plan.nodes().get(span.last());
            if (node.kind() == Kind.DENSE || node.kind() == Kind.HEADS) {
                Edges edges = LocalDerivatives.of(engine, graph.pass, parameters, false, node);
                int e = element(span.last(), from);
                for (int t = 0; t < edges.degree(e); t++) {
                    Link link = new Link(from, columns.place(node.index() + 1, edges.target(e, t)), false);
                    if (!(from.equals(source) && link.to().equals(target))) {
                        flows.put(link, new Flow(0, edges.derivative(e, t)));
                    }
                }
            }
        }
        flows.keySet().removeIf(link -> columns.span(link.to().column()).folded());
        return flows;
    }

    private Column column(int c, PictureChoice choice) {
        Span span = columns.span(c);
        List<Place> places = choice.units.stream()
                .filter(place -> place.column() == c)
                .sorted(Comparator.comparingInt(Place::position))
                .toList();
        List<ChainPicture.Unit> units = new ArrayList<>();
        if (bias && target != null && c == target.column() - 1) {
            double nan = Double.NaN;
            units.add(
                    new ChainPicture.Unit(CONSTANT, "1", 0, -1, 1, null, 1, nan, nan, contribution(), Role.SOURCE, 1));
        }
        if (span.folded()) {
            units.add(more(id(new Place(c, -1)), span.layers() + " layers", span.units()));
            return new Column(span.layers() + " layers", units);
        }
        places.forEach(place -> units.add(unit(span, place, choice)));
        int rest = span.units() - places.size();
        if (rest > 0) {
            units.add(more(c + "+", rest + " more", rest));
        }
        boolean last = c == columns.spans().size() - 1;
        return new Column(last ? "o" : labels.unit(span.last(), 0).value(), units);
    }

    private static ChainPicture.Unit more(String id, String label, int count) {
        double nan = Double.NaN;
        return new ChainPicture.Unit(id, label, 0, -1, nan, null, nan, nan, nan, 0, Role.MORE, count);
    }

    private ChainPicture.Unit unit(Span span, Place place, PictureChoice choice) {
        int head = flow.head(span);
        int e = element(span.last(), place);
        Unit unit = labels.unit(span.last(), e);
        boolean output = span.last() == graph.last;
        double z = graph.pass.values(head)[element(head, place)];
        Role role = place.equals(source)
                ? Role.SOURCE
                : place.equals(target)
                        ? Role.TARGET
                        : output
                                ? Role.OUTPUT
                                : choice.pathLinks.stream()
                                                .anyMatch(link -> link.from().equals(place)
                                                        || link.to().equals(place))
                                        ? Role.PATH
                                        : Role.OTHER;
        return new ChainPicture.Unit(
                id(place),
                output ? "o_" + unit.index() : unit.symbol(),
                unit.member(),
                unit.index(),
                output ? output(e) : graph.pass.values(span.last())[e],
                output || head < span.last()
                        ? labels.unit(head, element(head, place)).symbol()
                        : null,
                z,
                flow.slope(place),
                head == 0 ? Double.NaN : graph.pass.deltas(head)[element(head, place)],
                role == Role.SOURCE ? contribution() : flow.through(place),
                role,
                1);
    }

    /** o_k of the member of z_k. */
    private double output(int e) {
        int width = plan.width(graph.last);
        double[] o = new double[width];
        likelihood.output(graph.pass.values(graph.last), e / width * width, o, 0, width);
        return o[e % width];
    }
}
