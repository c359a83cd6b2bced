package org.chainrule.gradient;

import java.util.List;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * The fast engine: backpropagation for batches in float32, on packed parameters and a preallocated workspace, by a team of threads.
 *
 * <p>A step has two phases, and the bits of its result do not depend on the number of threads:
 *
 * <ol>
 *   <li>{@link #forwardBackward}, split by rows: forward [2], cost, delta(L) [10] and all deltas [9] (see {@link RowStages}).
 *   <li>{@link #gradients}, split by tiles of weights: each element of dW = H^T Delta [6] is one chain over the rows in ascending order (see
 *       {@link WeightTiles}). Whoever computed a tile may update its weights at once, since all deltas are known (the lecture's order: all the deltas first, then
 *       the updates).
 * </ol>
 *
 * <p>After construction no method that a step calls allocates. {@link ReferenceEngine} is the plain twin. Not safe for concurrent use.
 */
public final class BatchBackpropagation implements AutoCloseable {
    /** Called when the gradient of a range of parameters is complete; may change these parameters. */
    @FunctionalInterface
    public interface TileListener {
        /**
         * The gradient of the parameters from (inclusive) to (exclusive) is complete. Called on any thread of the team.
         *
         * @param tile  number of the tile, fixed for a network
         * @param slice the slice that they belong to
         * @param from  first index in the packed arrays, a multiple of 16
         * @param to    last index + 1, a multiple of 16
         */
        void complete(int tile, Slice slice, int from, int to);
    }

    /** Work that the team does beside the tiles of phase 2, such as gathering the next batch. */
    public interface Companion {
        /**
         * How many pieces there are.
         *
         * @return the number, fixed while the phase runs
         */
        int pieces();

        /**
         * Does one piece, on any thread of the team.
         *
         * @param piece from 0
         */
        void run(int piece);
    }

    /** Does nothing. */
    public static final Companion NOBODY = new Companion() {
        @Override
        public int pieces() {
            return 0;
        }

        @Override
        public void run(int piece) {
            throw new IndexOutOfBoundsException("there are no pieces, asked for number " + piece);
        }
    };

    private final NetworkPlan plan;
    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final Kernels kernels;
    private final float[] memberOutputs;
    private final int targets;
    private final WorkerTeam team;
    private final BatchWorkspace space;
    private final ParameterPanels panels;
    private final float[] parameters;
    private final float[] statistics;
    private final float[] gradient;
    private final int firstTrainable;
    private final RowStages rowStages;
    private final WeightTiles tiles;
    private final AlongsideStage alongside;

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
        this.targets = likelihood.targets(network.outputs());
        this.memberOutputs = new float[network.members() == 1 ? 0 : capacity * network.outputs()];
        this.space = new BatchWorkspace(plan, capacity, true);
        this.panels = new ParameterPanels(plan);
        this.parameters = new float[panels.size()];
        this.statistics = new float[plan.layout().statisticsSize()];
        this.gradient = new float[panels.size()];
        this.firstTrainable = firstTrainable();
        this.team = new WorkerTeam(threads);
        Normalizations normalizations = new Normalizations(kernels, space, panels, parameters, statistics);
        BatchLayers layers = new BatchLayers(plan, kernels, space, normalizations, panels, parameters, true);
        this.rowStages = new RowStages(
                nodes, likelihood, kernels, space, layers, normalizations, panels, firstTrainable, threads);
        this.tiles = new WeightTiles(nodes, layers, panels, gradient, threads);
        this.alongside = new AlongsideStage(tiles, threads);
    }

    private int firstTrainable() {
        return nodes.stream()
                .filter(node -> node.weight() != null
                        || node.parts().stream().anyMatch(part -> !part.slices().isEmpty()))
                .mapToInt(Node::index)
                .findFirst()
                .orElse(nodes.size());
    }

    /** For each thread its share of a companion's pieces and then its share of the tiles: waiting for memory is hidden behind the others' tiles. */
    private static final class AlongsideStage implements WorkerTeam.Stage {
        private final WeightTiles tiles;
        private final int threads;
        private Companion companion = NOBODY;

        AlongsideStage(WeightTiles tiles, int threads) {
            this.tiles = tiles;
            this.threads = threads;
        }

        @Override
        public int pieces() {
            return companion.pieces() + tiles.pieces();
        }

        @Override
        public int firstPiece(int thread, int ofThreads) {
            return companionShare(thread) + tiles.firstPiece(thread, threads);
        }

        private int companionShare(int thread) {
            return (int) ((long) companion.pieces() * thread / threads);
        }

        @Override
        public void run(int piece) {
            int thread = 0;
            while (piece >= firstPiece(thread + 1, threads)) {
                thread++;
            }
            int others = companionShare(thread + 1);
            int own = piece - tiles.firstPiece(thread, threads);
            if (own < others) {
                companion.run(own);
            } else {
                tiles.run(piece - others);
            }
        }
    }

    /**
     * A batch of this engine's shape, to be filled by the caller.
     *
     * @param rows most rows, not more than the engine's capacity
     * @return an empty batch
     */
    public Batch newBatch(int rows) {
        return new Batch(rows, plan.width(0), targets);
    }

    /**
     * The forward pass [2] and the cost, without deltas.
     *
     * @param batch    the rows
     * @param passMode training or prediction
     * @return the weighted mean cost J; 0 if all weights are 0
     */
    public double forward(Batch batch, Mode passMode) {
        space.mode(passMode.training(), passMode.seed(), passMode.step(), passMode.dropoutFactor());
        return run(batch, rowStages.forward());
    }

    /**
     * Phase 1 of a step: forward [2], cost, and all deltas [9, 10].
     *
     * @param batch    the rows; they must stay as they are until {@link #gradients} has run
     * @param passMode training or prediction
     * @return the weighted mean cost J
     */
    public double forwardBackward(Batch batch, Mode passMode) {
        space.mode(passMode.training(), passMode.seed(), passMode.step(), passMode.dropoutFactor());
        return run(batch, rowStages.both());
    }

    /**
     * {@link #forwardBackward(Batch, Mode)} in training mode, without an object: a step allocates nothing.
     *
     * @param batch the rows
     * @param seed  seed of the dropout masks
     * @param step  training step, from 0
     * @return the weighted mean cost J
     */
    public double forwardBackward(Batch batch, long seed, long step) {
        return forwardBackward(batch, seed, step, 1);
    }

    /**
     * {@link #forwardBackward(Batch, long, long)} with other dropout rates than those of the layers.
     *
     * @param batch         the rows
     * @param seed          seed of the dropout masks
     * @param step          training step, from 0
     * @param dropoutFactor multiplies the rates, 0 to 1
     * @return the weighted mean cost J
     */
    public double forwardBackward(Batch batch, long seed, long step, double dropoutFactor) {
        space.mode(true, seed, step, dropoutFactor);
        return run(batch, rowStages.both());
    }

    private double run(Batch batch, List<WorkerTeam.Stage> stages) {
        rowStages.prepare(batch);
        for (int s = 0; s < stages.size(); s++) {
            team.run(stages.get(s));
        }
        return rowStages.cost();
    }

    /**
     * Phase 2 of a step: the gradient of every parameter [6], tile by tile.
     *
     * @param batch  the rows of phase 1
     * @param onTile called for every tile when its gradient is complete
     */
    public void gradients(Batch batch, TileListener onTile) {
        gradients(batch, onTile, NOBODY);
    }

    /**
     * {@link #gradients(Batch, TileListener)}, and other work by the same threads at the same time.
     *
     * @param batch  the rows of phase 1
     * @param onTile called for every tile when its gradient is complete
     * @param other  the other work, which must not touch the batch or the parameters
     */
    public void gradients(Batch batch, TileListener onTile, Companion other) {
        tiles.compute(batch.rows(), onTile);
        alongside.companion = other;
        team.run(alongside);
    }

    /**
     * Visits every tile again without computing anything: for work that needs the whole gradient first, such as clipping by its norm.
     *
     * @param onTile called for every tile, on any thread of the team
     */
    public void forEachTile(TileListener onTile) {
        tiles.visit(onTile);
        team.run(tiles);
    }

    /**
     * Refreshes what the engine derives from the parameters of a tile, after they changed: the transposed weights.
     *
     * @param tile number of the tile
     */
    public void parametersChanged(int tile) {
        tiles.refresh(tile, firstTrainable);
    }

    /** Refreshes what the engine derives from the parameters, after any of them changed. */
    public void parametersChanged() {
        for (int tile = 0; tile < tiles.pieces(); tile++) {
            parametersChanged(tile);
        }
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
     * Where {@link #parameters()} and {@link #gradient()} hold what.
     *
     * @return the layout
     */
    public ParameterPanels panels() {
        return panels;
    }

    /**
     * The number of tiles of a network.
     *
     * @return tiles
     */
    public int tileCount() {
        return tiles.pieces();
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
     * The sum of the weights of the rows of the last pass.
     *
     * @return what the cost was divided by
     */
    public double weightSum() {
        return rowStages.weightSum();
    }

    /**
     * The outputs o = o(z(L)) [2] of the last pass, the mean over the members of an ensemble.
     *
     * @param rows    rows of the pass
     * @param results [rows x n(L)], overwritten
     */
    public void outputs(int rows, float[] results) {
        MemberOutputs.mean(plan, likelihood, kernels.elementwise(), space, rows, results, memberOutputs);
    }

    /**
     * What a node wrote in the last pass, and x. A node that works in place (ReLU, dropout) has overwritten what the node before it wrote.
     *
     * @param buffer 0 for x, k + 1 for node k, the number of nodes for z(L)
     * @return [rows x stride(buffer)], not a copy
     */
    public float[] values(int buffer) {
        return space.values[buffer];
    }

    /**
     * The distance of two rows of a buffer.
     *
     * @param buffer as for {@link #values}
     * @return at least its width
     */
    public int stride(int buffer) {
        return space.strides[buffer];
    }

    /**
     * The packed parameters; call {@link #parametersChanged()} after writing them.
     *
     * @return laid out by {@link #panels()}, not a copy
     */
    public float[] parameters() {
        return parameters;
    }

    /**
     * The running statistics.
     *
     * @return laid out by {@code ParameterLayout}, not a copy
     */
    public float[] statistics() {
        return statistics;
    }

    /**
     * The packed gradient, complete after {@link #gradients}.
     *
     * @return laid out by {@link #panels()}, not a copy
     */
    public float[] gradient() {
        return gradient;
    }

    @Override
    public void close() {
        team.close();
    }
}
