package org.chainrule.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.explain.PictureColumns.Place;
import org.chainrule.explain.PictureFlow.Flow;
import org.chainrule.explain.PictureFlow.Link;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what is drawn within {@link ChainPicture#MOST} elements: the weight and its ends, the strongest paths as long as they fit, the outputs, then units and
 * edges around them.
 */
final class PictureChoice {
    private static final int FOR_PATHS = 40;
    private static final int FOR_OUTPUTS = 46;
    private static final int FOR_UNITS = 52;
    private static final int UNITS_OF_A_COLUMN = 5;
    private static final int OUTPUTS = 4;

    /** Drawn units. */
    final Set<Place> units = new LinkedHashSet<>();
    /** Drawn edges of the strongest paths. */
    final Set<Link> pathLinks = new LinkedHashSet<>();
    /** All drawn edges, those to J and the weight excluded, and what flows along them. */
    final Map<Link, Flow> links = new LinkedHashMap<>();

    private final UnitGraph graph;
    private final PictureColumns columns;
    private final PictureFlow flow;
    private final int member;
    /** The weight and the constant 1 of a bias, if there are such. */
    private final int extra;

    PictureChoice(UnitGraph graph, PictureColumns columns, PictureFlow flow, int member, int extra) {
        this.graph = graph;
        this.columns = columns;
        this.flow = flow;
        this.member = member;
        this.extra = extra;
    }

    void add(@Nullable Place place) {
        if (place != null) {
            units.add(place);
        }
    }

    /** Elements with what they entail: J, edges to J, what stands for more. */
    private int spent(Set<Place> places, int edges) {
        int outputs = columns.spans().size() - 1;
        int spent = places.size() + edges + extra + 1;
        for (int c = 0; c <= outputs; c++) {
            int column = c;
            int drawn = (int) places.stream().filter(p -> p.column() == column).count();
            boolean more = !columns.span(c).folded() && drawn < columns.span(c).units();
            boolean fold = columns.span(c).folded() && drawn == 0;
            spent += (more || fold ? 1 : 0) + (c == outputs ? drawn : 0);
        }
        return spent;
    }

    void paths(List<StrongestPaths.Found> strongest) {
        for (StrongestPaths.Found found : strongest) {
            Set<Place> places = new LinkedHashSet<>(units);
            Set<Link> edges = new LinkedHashSet<>(pathLinks);
            Place from = null;
            boolean skip = false;
            for (StrongestPaths.Link step = found.link(); step != null; step = step.next()) {
                Place to = columns.place(step.buffer(), step.element());
                places.add(to);
                if (from != null && !from.equals(to)) {
                    boolean several = from.position() < 0 || to.position() < 0;
                    edges.add(new Link(from, to, skip && !several));
                }
                from = to;
                skip = step.next() != null && graph.skips(step.buffer(), step.element(), step.edge());
            }
            if (spent(places, edges.size()) > FOR_PATHS && !pathLinks.isEmpty()) {
                break;
            }
            units.addAll(places);
            pathLinks.addAll(edges);
        }
    }

    /** The outputs with the largest share, then units as context, column by column. */
    void units() {
        int last = columns.spans().size() - 1;
        List<Place> outputs = ranked(last);
        for (Place place : outputs.subList(0, Math.min(OUTPUTS, outputs.size()))) {
            offer(place, FOR_OUTPUTS);
        }
        List<List<Place>> ranks = IntStream.rangeClosed(0, last)
                .mapToObj(c -> columns.span(c).folded() ? List.<Place>of() : ranked(c))
                .toList();
        for (int rank = 0; rank < UNITS_OF_A_COLUMN; rank++) {
            for (List<Place> column : ranks) {
                if (rank < column.size() && (rank < OUTPUTS || column != ranks.get(last))) {
                    offer(column.get(rank), FOR_UNITS);
                }
            }
        }
    }

    /** What carries most comes first, then what is largest; of other members only what carries something. */
    private List<Place> ranked(int column) {
        int last = columns.span(column).last();
        int width = columns.width(last);
        double[] values = graph.pass.values(last);
        int from = flow.row() * columns.perRow(last);
        return IntStream.range(0, columns.span(column).units())
                .mapToObj(p -> new Place(column, p))
                .filter(p ->
                        p.position() / width == member || columns.span(column).units() == width || flow.through(p) != 0)
                .sorted(Comparator.comparingDouble((Place p) -> -Math.abs(flow.through(p)))
                        .thenComparingDouble(p -> -Math.abs(values[from + p.position()])))
                .limit(UNITS_OF_A_COLUMN)
                .toList();
    }

    private void offer(Place place, int most) {
        Set<Place> places = new LinkedHashSet<>(units);
        places.add(place);
        if (spent(places, pathLinks.size()) <= most) {
            units.add(place);
        }
    }

    /** The last unit of a column takes no more room than what would stand for it. */
    private void rest() {
        for (int c = 0; c < columns.spans().size(); c++) {
            int column = c;
            int all = columns.span(c).folded() ? 0 : columns.span(c).units();
            if (units.stream().filter(place -> place.column() == column).count() == all - 1) {
                IntStream.range(0, all).forEach(p -> offer(new Place(column, p), ChainPicture.MOST));
            }
        }
    }

    /** What flows along the edges of the paths, and, while there is room, the strongest of the other edges between drawn units. */
    void links(Map<Link, Flow> before) {
        Map<Link, Flow> all = new LinkedHashMap<>(before);
        for (int c = 0; c < columns.spans().size(); c++) {
            if (columns.span(c).folded()) {
                units.add(new Place(c, -1));
            }
        }
        rest();
        units.forEach(place -> flow.leaving(place, all));
        all.keySet().removeIf(link -> !units.contains(link.from()) || !units.contains(link.to()));
        pathLinks.forEach(link -> links.put(link, all.getOrDefault(link, new Flow(0, Double.NaN))));
        int room = ChainPicture.MOST - spent(units, links.size());
        List<Map.Entry<Link, Flow>> others = new ArrayList<>(all.entrySet());
        others.removeIf(entry -> links.containsKey(entry.getKey()));
        others.sort(Comparator.comparingDouble((Map.Entry<Link, Flow> entry) ->
                        -Math.abs(entry.getValue().contribution()))
                .thenComparing(entry -> Double.isNaN(entry.getValue().derivative()))
                .thenComparingDouble(entry -> -Math.abs(entry.getValue().derivative())));
        for (Map.Entry<Link, Flow> entry : others.subList(0, Math.min(room, others.size()))) {
            links.put(entry.getKey(), entry.getValue());
        }
    }
}
