package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * Phase 1 of a step, split by rows: forward [2], cost, delta(L) [10] and all deltas [9]. Rows are independent and no weight changes, so a piece of rows goes all
 * the way up and down without waiting for others. Two things cut the way into stages: batch normalisation, whose columns need all rows, and a wide first layer,
 * which is split by panels of its weights. Nobody but their owner then ever reads these weights, so that they need not travel between the caches of two cores.
 */
final class RowStages {
    /** A kernel takes so many rows at once. */
    private static final int KERNEL_ROWS = 6;

    /** Weights up to so many bytes stay in the second-level cache, so that few rows at a time may go through them again and again. */
    private static final int CACHED_WEIGHTS = 1 << 19;

    private static final int CACHED_ROWS = 8 * KERNEL_ROWS;

    /** Rows of an ensemble go through together in pieces of so many members at least, */
    private static final int MEMBER_ROWS = 16 * KERNEL_ROWS;

    /** and at most: more would not stay in the second-level cache. */
    private static final int CACHED_MEMBER_ROWS = 16 * KERNEL_ROWS;

    /** Weights of a first layer from which on it is worth a stage of its own. */
    private static final int WIDE_LAYER = 1 << 15;

    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final ElementwiseKernels elementwise;
    private final Normalizations normalizations;
    private final BatchWorkspace space;
    private final BatchLayers layers;
    private final ParameterPanels panels;
    private final int outputs;
    private final int members;
    private final int targets;
    private final int firstTrainable;
    private final int threads;
    private final List<WorkerTeam.Stage> forward = new ArrayList<>();
    private final List<WorkerTeam.Stage> both = new ArrayList<>();

    private Batch batch = new Batch(0, 1, 1);
    private int rows;
    private int rowsPerPiece;
    private double weightSum;

    RowStages(
            List<Node> nodes,
            Likelihood likelihood,
            Kernels kernels,
            BatchWorkspace space,
            BatchLayers layers,
            Normalizations normalizations,
            ParameterPanels panels,
            int firstTrainable,
            int threads) {
        this.nodes = nodes;
        this.likelihood = likelihood;
        this.space = space;
        this.layers = layers;
        this.panels = panels;
        this.elementwise = kernels.elementwise();
        this.normalizations = normalizations;
        this.outputs = nodes.get(nodes.size() - 1).outputs();
        this.members = nodes.get(nodes.size() - 1).members();
        this.targets = likelihood.targets(outputs);
        this.firstTrainable = firstTrainable;
        this.threads = threads;
        build();
    }

    /** Cuts the passes at batch normalisations. */
    private void build() {
        int start = 0;
        if (splitsFirstLayer()) {
            forward.add(new FirstLayer(nodes.get(0)));
            start = 1;
        }
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

    private boolean splitsFirstLayer() {
        Node first = nodes.get(0);
        return threads > 1
                && first.kind() == Kind.DENSE
                && Panels.count(first.outputs()) >= threads
                && (long) first.inputs() * first.outputs() >= WIDE_LAYER;
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
        int unit = members == 1 ? KERNEL_ROWS : Math.max(1, MEMBER_ROWS / members);
        most = members == 1 ? most : Math.max(1, CACHED_MEMBER_ROWS / members);
        rowsPerPiece = Math.max(1, (Math.min(share, most) + unit - 1) / unit) * unit;
    }

    double weightSum() {
        return weightSum;
    }

    /** The weighted mean cost of the last pass, added up in the order of the rows; 0 if all weights are 0. */
    double cost() {
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            float weight = batch.weights()[n];
            sum += weight == 0 ? 0 : (double) weight * rowCost(n);
        }
        return weightSum == 0 ? 0 : sum / weightSum;
    }

    /** The cost of a row: the mean of its members'. */
    private double rowCost(int n) {
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += space.costs[m * space.capacity + n];
        }
        return members == 1 ? sum : sum / members;
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
            if (downFrom == nodes.size()) {
                costsAndDeltas(from, to);
            } else if (upTo == nodes.size() && downFrom == 0) {
                costs(from, to);
            }
            for (int k = downFrom - 1; k >= downTo && k > firstTrainable; k--) {
                layers.backward(nodes.get(k), from, to);
            }
            if (downFrom > 0 && downTo == firstTrainable && firstTrainable < nodes.size()) {
                layers.firstDeltas(nodes.get(firstTrainable), from, to);
            }
        }
    }

    /** Z of the first layer, split by panels; by halves of the rows, too, if the panels do not go round. */
    private final class FirstLayer implements WorkerTeam.Stage {
        private final Node node;
        private final int parts;

        FirstLayer(Node node) {
            this.node = node;
            this.parts = Panels.count(node.outputs()) % threads == 0 ? 1 : 2;
        }

        @Override
        public int pieces() {
            return parts * Panels.count(node.outputs());
        }

        @Override
        public void run(int piece) {
            int part = piece % parts;
            layers.matrices().dense(node, piece / parts, rows * part / parts, rows * (part + 1) / parts);
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
                normalizations.columnStatistics(node, rows, from, to);
            } else {
                normalizations.columnDeltas(node, rows, from, to);
            }
        }
    }

    /** Costs, and delta(L) [10] times the row's share of the weights and the member's share of the row. */
    private void costsAndDeltas(int from, int to) {
        float[] delta = space.deltas[nodes.size()];
        int stride = space.strides[nodes.size()];
        int memberStride = space.memberStrides[nodes.size()];
        for (int m = 0; m < members; m++) {
            likelihood.costsAndDeltas(
                    elementwise,
                    space.values[nodes.size()],
                    from * stride + m * memberStride,
                    stride,
                    batch.y(),
                    from * targets,
                    targets,
                    delta,
                    from * stride + m * memberStride,
                    stride,
                    space.costs,
                    m * space.capacity + from,
                    to - from,
                    outputs);
        }
        for (int n = from; n < to; n++) {
            float weight = batch.weights()[n];
            if (weight == 0) {
                Arrays.fill(delta, n * stride, (n + 1) * stride, 0f);
            } else {
                elementwise.scale(delta, (float) (weight / weightSum / members), n * stride, (n + 1) * stride);
            }
        }
    }

    private void costs(int from, int to) {
        int stride = space.strides[nodes.size()];
        float[] z = space.values[nodes.size()];
        for (int m = 0; m < members; m++) {
            int member = m * space.memberStrides[nodes.size()];
            for (int n = from; n < to; n++) {
                space.costs[m * space.capacity + n] =
                        likelihood.cost(z, n * stride + member, batch.y(), n * targets, outputs);
            }
        }
    }
}
