package org.chainrule.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The paths with the largest |contribution|, exactly and in order, whatever the number of all paths. Each unit that the search comes to has a queue of its
 * continuations, keyed by |derivative| times what the target's next best is worth; a target's best is known before from {@link PathSums#best}, its second best
 * is asked for only once the best has been used. With K paths through D buffers of units with at most B edges this is D (B + K log(B + K)) at each visited
 * unit.
 *
 * <p>Every product is formed from the cost back, |d| times a number that is already rounded, and rounding keeps order: so the list is that of the products as
 * computed, not only up to rounding. Of equal ones the first edge comes first, and no number of equal paths makes the search longer. Paths that contribute 0 are
 * not listed. Source of the lazy queues: Huang and Chiang 2005, "Better k-best parsing", algorithm 3.
 */
final class StrongestPaths {
    /** One step of a path, and the way on. */
    record Link(int buffer, int element, int edge, @Nullable Link next) {}

    /** A path: which start, its product, and the way from there. */
    record Found(int start, double product, Link link) {}

    /** A continuation that is known to exist: by edge t, then the target's continuation number rank. */
    private record Candidate(int edge, int rank, double size) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int bySize = Double.compare(other.size, size);
            return bySize != 0 ? bySize : edge != other.edge ? Integer.compare(edge, other.edge) : rank - other.rank;
        }
    }

    /** A unit's continuations, the largest first, as far as they were asked for. */
    private static final class Ranking {
        final List<Candidate> ranked = new ArrayList<>();
        final PriorityQueue<Candidate> queue = new PriorityQueue<>();
    }

    private static final int ROOT = -1;

    private final UnitGraph graph;
    private final PathSums sums;
    private final Map<Long, Ranking> rankings = new HashMap<>();

    StrongestPaths(UnitGraph graph, PathSums sums) {
        this.graph = graph;
        this.sums = sums;
    }

    /** The {@code most} strongest paths, fewer if there are not so many that contribute. */
    List<Found> list(int most) {
        List<Found> found = new ArrayList<>();
        for (int rank = 0; rank < most; rank++) {
            Candidate candidate = ranked(ROOT, 0, rank);
            if (candidate == null) {
                break;
            }
            UnitGraph.Start start = graph.starts.get(candidate.edge);
            Link link = link(graph.first, start.element(), candidate.rank);
            found.add(new Found(candidate.edge, start.derivative() * product(link), link));
        }
        return found;
    }

    private int degree(int buffer, int e) {
        return buffer == ROOT ? graph.starts.size() : graph.degree(buffer, e);
    }

    private double derivative(int buffer, int e, int t) {
        return buffer == ROOT ? graph.starts.get(t).derivative() : graph.derivative(buffer, e, t);
    }

    private int targetBuffer(int buffer, int e, int t) {
        return buffer == ROOT ? graph.first : graph.targetBuffer(buffer, e, t);
    }

    private int target(int buffer, int e, int t) {
        return buffer == ROOT ? graph.starts.get(t).element() : graph.target(buffer, e, t);
    }

    /** |product| of a unit's continuation number rank, 0 if it has none that contributes. */
    private double size(int buffer, int e, int rank) {
        if (rank == 0) {
            return sums.best[buffer][e];
        }
        Candidate candidate = buffer == graph.last ? null : ranked(buffer, e, rank);
        return candidate == null ? 0 : candidate.size;
    }

    private @Nullable Candidate ranked(int buffer, int e, int rank) {
        Ranking ranking = rankings.computeIfAbsent((long) buffer << 32 | e, key -> start(buffer, e));
        while (ranking.ranked.size() <= rank) {
            if (!ranking.ranked.isEmpty()) {
                Candidate before = ranking.ranked.get(ranking.ranked.size() - 1);
                offer(ranking, buffer, e, before.edge, before.rank + 1);
            }
            Candidate next = ranking.queue.poll();
            if (next == null) {
                return null;
            }
            ranking.ranked.add(next);
        }
        return ranking.ranked.get(rank);
    }

    private Ranking start(int buffer, int e) {
        Ranking ranking = new Ranking();
        int degree = degree(buffer, e);
        for (int t = 0; t < degree; t++) {
            offer(ranking, buffer, e, t, 0);
        }
        return ranking;
    }

    private void offer(Ranking ranking, int buffer, int e, int t, int rank) {
        double size = Math.abs(derivative(buffer, e, t));
        if (size != 0) {
            size *= size(targetBuffer(buffer, e, t), target(buffer, e, t), rank);
        }
        if (size != 0) {
            ranking.queue.add(new Candidate(t, rank, size));
        }
    }

    private Link link(int buffer, int e, int rank) {
        if (buffer == graph.last) {
            return new Link(buffer, e, -1, null);
        }
        Candidate candidate = ranked(buffer, e, rank);
        if (candidate == null) {
            throw new IllegalStateException("unit " + e + " of buffer " + buffer + " has no continuation " + rank);
        }
        int t = candidate.edge;
        return new Link(buffer, e, t, link(targetBuffer(buffer, e, t), target(buffer, e, t), candidate.rank));
    }

    private double product(Link link) {
        Link next = link.next();
        return next == null
                ? graph.end(link.element())
                : graph.derivative(link.buffer(), link.element(), link.edge()) * product(next);
    }
}
