package org.chainrule.explain;

/**
 * Sums over all continuations of every unit, by dynamic programming from the last buffer back: how many there are, what the positive and the negative ones add
 * up to, and the largest. No path is listed for that: with f(unit) = sum over edges of derivative times f(target) it is the recursion [9] again, once for each
 * of the sums.
 */
final class PathSums {
    /** Number of continuations, also of those that carry nothing; exact up to 2^53. */
    final double[][] count;
    /** Number of continuations whose product is not 0. */
    final double[][] carrying;
    /** Sum of the positive products. */
    final double[][] positive;
    /** Sum of the negative products, as a positive number. */
    final double[][] negative;
    /** The largest absolute product of any continuation: Viterbi's bound. */
    final double[][] best;

    private final UnitGraph graph;

    PathSums(UnitGraph graph) {
        this.graph = graph;
        int buffers = graph.last + 1;
        count = new double[buffers][];
        carrying = new double[buffers][];
        positive = new double[buffers][];
        negative = new double[buffers][];
        best = new double[buffers][];
        for (int k = graph.last; k >= graph.first; k--) {
            int elements = graph.elements(k);
            count[k] = new double[elements];
            carrying[k] = new double[elements];
            positive[k] = new double[elements];
            negative[k] = new double[elements];
            best[k] = new double[elements];
            for (int e = 0; e < elements; e++) {
                if (k == graph.last) {
                    end(e);
                } else {
                    sum(k, e);
                }
            }
        }
    }

    private void end(int e) {
        double delta = graph.end(e);
        int k = graph.last;
        count[k][e] = 1;
        carrying[k][e] = delta == 0 ? 0 : 1;
        positive[k][e] = Math.max(delta, 0);
        negative[k][e] = Math.max(-delta, 0);
        best[k][e] = Math.abs(delta);
    }

    private void sum(int k, int e) {
        int degree = graph.degree(k, e);
        for (int t = 0; t < degree; t++) {
            int to = graph.targetBuffer(k, e, t);
            int target = graph.target(k, e, t);
            double derivative = graph.derivative(k, e, t);
            double size = Math.abs(derivative);
            boolean keeps = derivative >= 0;
            count[k][e] += count[to][target];
            if (derivative != 0) {
                carrying[k][e] += carrying[to][target];
                positive[k][e] += size * (keeps ? positive : negative)[to][target];
                negative[k][e] += size * (keeps ? negative : positive)[to][target];
                best[k][e] = Math.max(best[k][e], size * best[to][target]);
            }
        }
    }

    /** What the paths through all starts add up to. */
    PathSummary total() {
        double[] sums = new double[4];
        for (UnitGraph.Start start : graph.starts) {
            int e = start.element();
            double size = Math.abs(start.derivative());
            boolean keeps = start.derivative() >= 0;
            sums[0] += count[graph.first][e];
            if (size != 0) {
                sums[1] += carrying[graph.first][e];
                sums[2] += size * (keeps ? positive : negative)[graph.first][e];
                sums[3] += size * (keeps ? negative : positive)[graph.first][e];
            }
        }
        return new PathSummary(sums[0], sums[1], sums[2], sums[3]);
    }

    /** The sum of the absolute products of all continuations of a unit of the first buffer. */
    double magnitude(int e) {
        return positive[graph.first][e] + negative[graph.first][e];
    }
}
