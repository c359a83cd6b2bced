package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.kernel.Panels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * Phase 1 of a step, split by rows: forward [2], cost, delta(L) [10] and all deltas [9]. Rows are independent and no weight changes, so a piece of rows goes all
 * the way up and down without waiting for others. Batch normalisation alone, whose columns need all rows, cuts the way into stages.
 */
final class RowStages {
    /** A kernel takes so many rows at once. */
    private static final int KERNEL_ROWS = 6;

    /** Weights up to so many bytes stay in the second-level cache, so that few rows at a time may go through them again and again. */
    private static final int CACHED_WEIGHTS = 1 << 19;

    private static final int CACHED_ROWS = 8 * KERNEL_ROWS;

    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final BatchWorkspace space;
    private final BatchLayers layers;
    private final ParameterPanels panels;
    private final float[] parameters;
    private final float[] statistics;
    private final int outputs;
    private final int targets;
    private final int firstTrainable;
    private final int threads;
    private final List<WorkerTeam.Stage> forward = new ArrayList<>();
    private final List<WorkerTeam.Stage> both = new ArrayList<>();

    private Batch batch;
    private int rows;
    private int rowsPerPiece;
    private double weightSum;

    RowStages(
            List<Node> nodes,
            Likelihood likelihood,
            BatchWorkspace space,
            BatchLayers layers,
            ParameterPanels panels,
            float[] parameters,
            float[] statistics,
            int firstTrainable,
            int threads,
            Batch batch) {
        this.nodes = nodes;
        this.likelihood = likelihood;
        this.space = space;
        this.layers = layers;
        this.panels = panels;
        this.parameters = parameters;
        this.statistics = statistics;
        this.outputs = nodes.get(nodes.size() - 1).outputs();
        this.targets = likelihood.targets(outputs);
        this.firstTrainable = firstTrainable;
        this.threads = threads;
        this.batch = batch;
        build();
    }

    /** Cuts the passes at batch normalisations. */
    private void build() {
        int start = 0;
        for (Node node : nodes) {
            if (node.kind() == Kind.BATCH_NORMALIZATION) {
                forward.add(new Pieces(start, node.index(), 0, 0));
                forward.add(new Columns(node, true));
                start = node.index();
            }
        }
        both.addAll(forward);
        forward.add(new Pieces(start, nodes.size(), 0, 0));
        int end = nodes.size();
        for (int k = nodes.size() - 1; k > firstTrainable; k--) {
            if (nodes.get(k).kind() == Kind.BATCH_NORMALIZATION) {
                both.add(new Pieces(start, nodes.size(), k + 1, end));
                both.add(new Columns(nodes.get(k), false));
                start = nodes.size();
                end = k + 1;
            }
        }
        both.add(new Pieces(start, nodes.size(), firstTrainable, end));
    }

    /** The stages of a forward pass. */
    List<WorkerTeam.Stage> forward() {
        return forward;
    }

    /** The stages of a forward and a backward pass. */
    List<WorkerTeam.Stage> both() {
        return both;
    }

    /** Points the stages at a batch. */
    void prepare(Batch next) {
        batch = next;
        rows = next.rows();
        weightSum = next.weightSum();
        space.values[0] = next.x();
        int share = (rows + threads - 1) / threads;
        int most = 4L * panels.size() <= CACHED_WEIGHTS ? CACHED_ROWS : share;
        rowsPerPiece = Math.max(1, (Math.min(share, most) + KERNEL_ROWS - 1) / KERNEL_ROWS) * KERNEL_ROWS;
    }

    double weightSum() {
        return weightSum;
    }

    /** The weighted mean cost of the last pass, added up in the order of the rows; 0 if all weights are 0. */
    double cost() {
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            sum += space.costs[n];
        }
        return weightSum == 0 ? 0 : sum / weightSum;
    }

    /** Nodes up and then down, split by rows; the cost and delta(L) in between when the last node was reached. */
    private final class Pieces implements WorkerTeam.Stage {
        private final int upFrom;
        private final int upTo;
        private final int downTo;
        private final int downFrom;

        Pieces(int upFrom, int upTo, int downTo, int downFrom) {
            this.upFrom = upFrom;
            this.upTo = upTo;
            this.downTo = downTo;
            this.downFrom = downFrom;
        }

        @Override
        public int pieces() {
            return (rows + rowsPerPiece - 1) / rowsPerPiece;
        }

        @Override
        public void run(int piece) {
            int from = piece * rowsPerPiece;
            int to = Math.min(rows, from + rowsPerPiece);
            for (int k = upFrom; k < upTo; k++) {
                layers.forward(nodes.get(k), from, to);
            }
            if (upFrom < upTo && upTo == nodes.size()) {
                costs(from, to);
            }
            if (downFrom == nodes.size()) {
                outputDeltas(from, to);
            }
            for (int k = downFrom - 1; k >= downTo && k > firstTrainable; k--) {
                layers.backward(nodes.get(k), from, to);
            }
        }
    }

    /** The statistics of a batch normalisation, split by columns. */
    private final class Columns implements WorkerTeam.Stage {
        private final Node node;
        private final boolean up;

        Columns(Node node, boolean up) {
            this.node = node;
            this.up = up;
        }

        @Override
        public int pieces() {
            return Panels.count(node.inputs());
        }

        @Override
        public void run(int piece) {
            int from = piece * Panels.WIDTH;
            int to = Math.min(node.inputs(), from + Panels.WIDTH);
            if (up) {
                BatchNormalizations.columnStatistics(node, space, statistics, rows, from, to);
            } else {
                BatchNormalizations.columnDeltas(node, space, panels, parameters, rows, from, to);
            }
        }
    }

    private void costs(int from, int to) {
        float[] z = space.values[nodes.size()];
        int stride = space.strides[nodes.size()];
        for (int n = from; n < to; n++) {
            float weight = batch.weights()[n];
            space.costs[n] =
                    weight == 0 ? 0 : (double) weight * likelihood.cost(z, n * stride, batch.y(), n * targets, outputs);
        }
    }

    /** delta(L) [10], times the row's share of the weights. */
    private void outputDeltas(int from, int to) {
        float[] z = space.values[nodes.size()];
        float[] delta = space.deltas[nodes.size()];
        int stride = space.strides[nodes.size()];
        for (int n = from; n < to; n++) {
            float weight = batch.weights()[n];
            float share = weight == 0 ? 0 : (float) (weight / weightSum);
            likelihood.delta(z, n * stride, batch.y(), n * targets, delta, n * stride, outputs);
            for (int k = n * stride; k < n * stride + outputs; k++) {
                delta[k] = share == 0 ? 0 : delta[k] * share;
            }
        }
    }
}
