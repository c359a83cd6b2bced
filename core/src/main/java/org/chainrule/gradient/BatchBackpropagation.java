package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * The fast engine: backpropagation for batches in float32, on flat parameters and a preallocated workspace, by a team of threads.
 *
 * <p>A step has two phases, and the bits of its result do not depend on the number of threads:
 *
 * <ol>
 *   <li>{@link #forwardBackward}, split by rows: forward [2], cost, delta(L) [10] and all deltas [9]. Rows are independent and no weight changes, so nothing
 *       waits between layers; batch normalisation alone cuts the phase into stages.
 *   <li>{@link #gradients}, split by tiles of weights: each element of dW = H^T Delta [6] is one chain over the rows in ascending order. Whoever computed a
 *       tile may update its weights at once, since all deltas are known (the lecture's order: all the deltas first, then the updates).
 * </ol>
 *
 * <p>After construction no method allocates. {@link ReferenceEngine} is the plain twin. Not safe for concurrent use.
 */
public final class BatchBackpropagation implements AutoCloseable {
    /** Elements of a tile of weights, about: small enough to balance threads, large enough to be worth a hand-over. */
    private static final int TILE = 1 << 14;

    /** Called when the gradient of a range of parameters is complete; may change these parameters. */
    @FunctionalInterface
    public interface TileListener {
        /**
         * The gradient of the parameters from (inclusive) to (exclusive) is complete. Called on any thread of the team.
         *
         * @param tile  number of the tile, fixed for a network
         * @param slice the slice that they belong to
         * @param from  first flat index
         * @param to    last flat index + 1
         */
        void complete(int tile, Slice slice, int from, int to);
    }

    /** A range of one slice: rows iFrom to iTo of a weight matrix, or a whole vector. */
    private record Tile(Node node, Slice slice, int iFrom, int iTo) {
        int from() {
            return slice.offset() + iFrom * slice.columns();
        }

        int to() {
            return slice.offset() + iTo * slice.columns();
        }
    }

    private final NetworkPlan plan;
    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final Kernels kernels;
    private final WorkerTeam team;
    private final BatchWorkspace space;
    private final BatchLayers layers;
    private final float[] parameters;
    private final float[] statistics;
    private final float[] gradient;
    private final int outputs;
    private final int targets;
    private final int firstTrainable;
    private final Tile[] tiles;
    private final List<WorkerTeam.Stage> forwardStages = new ArrayList<>();
    private final List<WorkerTeam.Stage> backwardStages = new ArrayList<>();
    private final WorkerTeam.Stage tileStage;
    private final WorkerTeam.Stage visitStage;

    private int rows;
    private int rowsPerPiece;
    private double weightSum;
    private TileListener listener = (tile, slice, from, to) -> {};

    /**
     * An engine with its memory and threads.
     *
     * @param network    the specification
     * @param likelihood output activation, cost and delta(L)
     * @param kernels    inner loops
     * @param capacity   most rows of a batch
     * @param threads    threads that work on a step, the caller's included
     */
    public BatchBackpropagation(Network network, Likelihood likelihood, Kernels kernels, int capacity, int threads) {
        this.plan = new NetworkPlan(network);
        this.nodes = plan.nodes();
        this.likelihood = likelihood;
        this.kernels = kernels;
        this.outputs = network.outputs();
        this.targets = likelihood.targets(outputs);
        this.space = new BatchWorkspace(plan, targets, capacity, true);
        this.parameters = new float[plan.layout().size()];
        this.statistics = new float[plan.layout().statisticsSize()];
        this.gradient = new float[plan.layout().size()];
        this.layers = new BatchLayers(kernels, space, parameters);
        this.firstTrainable = firstTrainable();
        this.tiles = tiles();
        this.tileStage = new Stage(this::tile, tiles.length);
        this.visitStage = new Stage(this::visit, tiles.length);
        buildStages();
        this.team = new WorkerTeam(threads);
    }

    private int firstTrainable() {
        return nodes.stream()
                .filter(node -> node.weight() != null)
                .mapToInt(Node::index)
                .findFirst()
                .orElse(nodes.size());
    }

    private Tile[] tiles() {
        List<Tile> all = new ArrayList<>();
        for (Node node : nodes) {
            if (node.kind() == Kind.DENSE) {
                Slice w = node.requireWeight();
                int step = Math.max(4, Math.min(w.rows(), TILE / w.columns()) / 4 * 4);
                for (int i = 0; i < w.rows(); i += step) {
                    all.add(new Tile(node, w, i, Math.min(w.rows(), i + step)));
                }
            } else if (node.weight() != null) {
                all.add(new Tile(node, node.weight(), 0, 1));
            }
            if (node.bias() != null) {
                all.add(new Tile(node, node.bias(), 0, 1));
            }
        }
        return all.toArray(Tile[]::new);
    }

    /** Cuts the passes at batch normalisations, whose columns need all rows. */
    private void buildStages() {
        int start = 0;
        for (Node node : nodes) {
            if (node.kind() == Kind.BATCH_NORMALIZATION) {
                forwardStages.add(new RowStage(start, node.index(), this::forwardRows));
                forwardStages.add(new ColumnStage(node, true));
                start = node.index();
            }
        }
        forwardStages.add(new RowStage(start, nodes.size(), this::forwardRows));
        int end = nodes.size();
        for (int k = nodes.size() - 1; k > firstTrainable; k--) {
            if (nodes.get(k).kind() == Kind.BATCH_NORMALIZATION) {
                backwardStages.add(new RowStage(k + 1, end, this::backwardRows));
                backwardStages.add(new ColumnStage(nodes.get(k), false));
                end = k + 1;
            }
        }
        backwardStages.add(new RowStage(firstTrainable, end, this::backwardRows));
    }

    /** A fixed number of pieces. */
    private record Stage(java.util.function.IntConsumer work, int pieces) implements WorkerTeam.Stage {
        @Override
        public void run(int piece) {
            work.accept(piece);
        }
    }

    /** Nodes from (inclusive) to (exclusive), split by rows. */
    private final class RowStage implements WorkerTeam.Stage {
        private final int fromNode;
        private final int toNode;
        private final RowWork work;

        RowStage(int fromNode, int toNode, RowWork work) {
            this.fromNode = fromNode;
            this.toNode = toNode;
            this.work = work;
        }

        @Override
        public int pieces() {
            return (rows + rowsPerPiece - 1) / rowsPerPiece;
        }

        @Override
        public void run(int piece) {
            work.run(fromNode, toNode, piece * rowsPerPiece, Math.min(rows, (piece + 1) * rowsPerPiece));
        }
    }

    private interface RowWork {
        void run(int fromNode, int toNode, int fromRow, int toRow);
    }

    /** The statistics of a batch normalisation, split by columns. */
    private final class ColumnStage implements WorkerTeam.Stage {
        private static final int COLUMNS = 32;
        private final Node node;
        private final boolean forward;

        ColumnStage(Node node, boolean forward) {
            this.node = node;
            this.forward = forward;
        }

        @Override
        public int pieces() {
            return (node.inputs() + COLUMNS - 1) / COLUMNS;
        }

        @Override
        public void run(int piece) {
            int from = piece * COLUMNS;
            int to = Math.min(node.inputs(), from + COLUMNS);
            if (forward) {
                BatchNormalizations.columnStatistics(node, space, statistics, rows, from, to);
            } else {
                BatchNormalizations.columnDeltas(node, space, parameters, rows, from, to);
            }
        }
    }

    private void forwardRows(int fromNode, int toNode, int fromRow, int toRow) {
        for (int k = fromNode; k < toNode; k++) {
            layers.forward(nodes.get(k), fromRow, toRow);
        }
        if (toNode == nodes.size()) {
            float[] z = space.values[toNode];
            for (int n = fromRow; n < toRow; n++) {
                float weight = space.weights[n];
                space.costs[n] = weight == 0
                        ? 0
                        : (double) weight * likelihood.cost(z, n * outputs, space.targets, n * targets, outputs);
            }
        }
    }

    private void backwardRows(int fromNode, int toNode, int fromRow, int toRow) {
        if (toNode == nodes.size()) {
            outputDeltas(fromRow, toRow);
        }
        for (int k = toNode - 1; k >= fromNode; k--) {
            if (k > firstTrainable) {
                layers.backward(nodes.get(k), fromRow, toRow);
            }
        }
    }

    /** delta(L) [10], times the row's share of the weights. */
    private void outputDeltas(int fromRow, int toRow) {
        float[] z = space.values[nodes.size()];
        float[] delta = space.deltas[nodes.size()];
        for (int n = fromRow; n < toRow; n++) {
            float share = space.weights[n] == 0 ? 0 : (float) (space.weights[n] / weightSum);
            likelihood.delta(z, n * outputs, space.targets, n * targets, delta, n * outputs, outputs);
            for (int k = n * outputs; k < (n + 1) * outputs; k++) {
                delta[k] = share == 0 ? 0 : delta[k] * share;
            }
        }
    }

    private void tile(int number) {
        Tile tile = tiles[number];
        Node node = tile.node;
        float[] dy = space.deltas[node.index() + 1];
        if (node.bias() != null && node.bias().offset() == tile.slice.offset()) {
            kernels.columnSums(dy, 0, rows, node.outputs(), gradient, tile.slice.offset());
        } else if (node.kind() == Kind.DENSE) {
            kernels.outerProducts(
                    space.values[node.index()],
                    0,
                    node.inputs(),
                    dy,
                    0,
                    gradient,
                    tile.slice.offset(),
                    rows,
                    tile.iFrom,
                    tile.iTo,
                    node.outputs());
        } else {
            BatchNormalizations.gainGradient(node, space, node.kind() == Kind.BATCH_NORMALIZATION, rows, gradient);
        }
        visit(number);
    }

    private void visit(int number) {
        Tile tile = tiles[number];
        listener.complete(number, tile.slice, tile.from(), tile.to());
    }

    /**
     * The forward pass [2] and the cost, without deltas.
     *
     * @param batchRows rows that stand in {@link #inputs()}, {@link #targets()} and {@link #weights()}
     * @param passMode  training or prediction
     * @return the weighted mean cost J; 0 if all weights are 0
     */
    public double forward(int batchRows, Mode passMode) {
        return forward(batchRows, passMode.training(), passMode.seed(), passMode.step());
    }

    private double forward(int batchRows, boolean training, long seed, long step) {
        rows = batchRows;
        space.mode(training, seed, step);
        rowsPerPiece = Math.max(8, (rows / (2 * team.threads()) + 7) / 8 * 8);
        for (int s = 0; s < forwardStages.size(); s++) {
            team.run(forwardStages.get(s));
        }
        double sum = 0;
        weightSum = 0;
        for (int n = 0; n < rows; n++) {
            sum += space.costs[n];
            weightSum += space.weights[n];
        }
        return weightSum == 0 ? 0 : sum / weightSum;
    }

    /**
     * Phase 1 of a step: forward [2], cost, and all deltas [9, 10].
     *
     * @param batchRows rows that stand in {@link #inputs()}, {@link #targets()} and {@link #weights()}
     * @param passMode  training or prediction
     * @return the weighted mean cost J
     */
    public double forwardBackward(int batchRows, Mode passMode) {
        double cost = forward(batchRows, passMode);
        backward();
        return cost;
    }

    /**
     * {@link #forwardBackward(int, Mode)} in training mode, without an object: a step allocates nothing.
     *
     * @param batchRows rows that stand in {@link #inputs()}, {@link #targets()} and {@link #weights()}
     * @param seed      seed of the dropout masks
     * @param step      training step, from 0
     * @return the weighted mean cost J
     */
    public double forwardBackward(int batchRows, long seed, long step) {
        double cost = forward(batchRows, true, seed, step);
        backward();
        return cost;
    }

    private void backward() {
        for (int s = 0; s < backwardStages.size(); s++) {
            team.run(backwardStages.get(s));
        }
    }

    /**
     * Phase 2 of a step: the gradient of every parameter [6], tile by tile.
     *
     * @param onTile called for every tile when its gradient is complete
     */
    public void gradients(TileListener onTile) {
        listener = onTile;
        team.run(tileStage);
    }

    /**
     * Refreshes what the engine derives from parameters from (inclusive) to (exclusive), rows of one slice, after they changed: the transposed weights.
     *
     * @param slice the slice
     * @param from  first flat index, at the start of a row
     * @param to    last flat index + 1, at the end of a row
     */
    public void parametersChanged(Slice slice, int from, int to) {
        for (int k = firstTrainable + 1; k < nodes.size(); k++) {
            Node node = nodes.get(k);
            if (node.kind() == Kind.DENSE && node.requireWeight().offset() == slice.offset()) {
                int columns = slice.columns();
                kernels.transpose(
                        parameters,
                        slice.offset(),
                        slice.rows(),
                        columns,
                        (from - slice.offset()) / columns,
                        (to - slice.offset()) / columns,
                        space.transposed[k],
                        0);
            }
        }
    }

    /** Refreshes what the engine derives from the parameters, after any of them changed. */
    public void parametersChanged() {
        for (Slice slice : plan.layout().parameters()) {
            parametersChanged(slice, slice.offset(), slice.offset() + slice.size());
        }
    }

    /**
     * Visits every tile again without computing anything: for work that needs the whole gradient first, such as clipping by its norm.
     *
     * @param onTile called for every tile, on any thread of the team
     */
    public void forEachTile(TileListener onTile) {
        listener = onTile;
        team.run(visitStage);
    }

    /**
     * The network as a straight line of nodes.
     *
     * @return the plan
     */
    public NetworkPlan plan() {
        return plan;
    }

    /**
     * The number of tiles of a network.
     *
     * @return tiles
     */
    public int tileCount() {
        return tiles.length;
    }

    /**
     * The threads that work on a step.
     *
     * @return the number, the caller's thread included
     */
    public int threads() {
        return team.threads();
    }

    /**
     * x of the batch, to be filled by the caller.
     *
     * @return [capacity x n(0)], not a copy
     */
    public float[] inputs() {
        return space.values[0];
    }

    /**
     * y of the batch, to be filled by the caller.
     *
     * @return [capacity x targets], not a copy
     */
    public float[] targets() {
        return space.targets;
    }

    /**
     * The weights of the rows, to be filled by the caller.
     *
     * @return [capacity], not a copy
     */
    public float[] weights() {
        return space.weights;
    }

    /**
     * The sum of the weights of the rows of the last pass.
     *
     * @return what the cost was divided by
     */
    public double weightSum() {
        return weightSum;
    }

    /**
     * z(L) of the last pass.
     *
     * @return [capacity x n(L)], not a copy
     */
    public float[] outputPreActivations() {
        return space.values[nodes.size()];
    }

    /**
     * What a node wrote in the last pass, and x.
     *
     * @param buffer 0 for x, k + 1 for node k
     * @return [capacity x width], not a copy
     */
    public float[] values(int buffer) {
        return space.values[buffer];
    }

    /**
     * The flat parameters; call {@link #parametersChanged()} after writing them.
     *
     * @return not a copy
     */
    public float[] parameters() {
        return parameters;
    }

    /**
     * The running statistics.
     *
     * @return not a copy
     */
    public float[] statistics() {
        return statistics;
    }

    /**
     * The flat gradient, complete after {@link #gradients}.
     *
     * @return not a copy
     */
    public float[] gradient() {
        return gradient;
    }

    @Override
    public void close() {
        team.close();
    }
}
