package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.gradient.BatchBackpropagation.TileListener;
import org.chainrule.kernel.Panels;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Phase 2 of a step: the gradient, cut into tiles whose number and size depend on the network alone. A tile is some rows of one panel of a weight matrix, or a
 * whole vector; whoever computed it hands it to the listener while it is in the cache.
 */
final class WeightTiles implements WorkerTeam.Stage {
    /** Elements of a tile, at most: small enough to balance threads and to stay in the first-level cache, large enough to be worth a hand-over. */
    private static final int LARGEST = 1 << 13;

    /** A network has about as many tiles at least, unless they would be smaller than {@link #SMALLEST}. */
    private static final int TILES = 8;

    private static final int SMALLEST = 1 << 10;
    /** Rows of a tile are a multiple of what the kernels take at once: 6 rows of a product, 8 of a transpose. */
    private static final int KERNEL_ROWS = 24;

    private static final TileListener NOBODY = (tile, slice, from, to) -> {};

    private enum Part {
        MATRIX,
        NARROW_MATRIX,
        VECTOR,
        BIAS,
        EMBEDDING
    }

    /** A contiguous part of one slice: of one block, which is a member's matrix or vector, or a part of an embedding, whose slice and piece stand in for rows. */
    private record Tile(
            Node node, Slice slice, Part part, int block, int panel, int iFrom, int iTo, int from, int to) {}

    private final BatchLayers layers;
    private final ParameterPanels panels;
    private final float[] gradient;
    private final Tile[] tiles;
    /** The tiles by the thread that takes them, a share of every layer each, and where each thread's begin. */
    private final int[] order;

    private final int[] shares;
    private TileListener listener = NOBODY;
    private int rows;
    private boolean compute;

    WeightTiles(List<Node> nodes, BatchLayers layers, ParameterPanels panels, float[] gradient, int threads) {
        this.layers = layers;
        this.panels = panels;
        this.gradient = gradient;
        List<Tile> all = new ArrayList<>();
        int elements = Math.max(SMALLEST, Math.min(LARGEST, panels.size() / TILES));
        for (Node node : nodes) {
            Slice weight = node.weight();
            if (weight != null && (node.kind() == Kind.DENSE || node.kind() == Kind.HEADS)) {
                for (int block = 0; block < weight.blocks(); block++) {
                    addMatrix(all, node, weight, block, elements);
                }
            } else {
                addVectors(all, node, weight, Part.VECTOR, panels.weightAt(node));
            }
            addVectors(all, node, node.bias(), Part.BIAS, panels.biasAt(node));
            addEmbedding(all, node);
        }
        tiles = all.toArray(Tile[]::new);
        order = new int[tiles.length];
        shares = new int[threads + 1];
        share(threads);
    }

    /** Gives each thread a share of every slice, always the same: what it wrote there is still in its cache, and a wide layer's panels are its own in phase 1, too. */
    private void share(int threads) {
        int next = 0;
        for (int thread = 0; thread < threads; thread++) {
            for (int first = 0; first < tiles.length; ) {
                int end = first;
                while (end < tiles.length && tiles[end].slice.equals(tiles[first].slice)) {
                    end++;
                }
                int count = end - first;
                int from = first + (int) ((long) count * thread / threads);
                int to = first + (int) ((long) count * (thread + 1) / threads);
                for (int tile : byRows(from, to)) {
                    order[next++] = tile;
                }
                first = end;
            }
            shares[thread + 1] = next;
        }
    }

    /** Tiles from to, the panels of the same rows one after the other: these columns of H are then in the cache, and Delta lies in longer pieces. */
    private int[] byRows(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingInt(tile -> tiles[tile].iFrom))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public int firstPiece(int thread, int threads) {
        return shares[thread];
    }

    private void addMatrix(List<Tile> all, Node node, Slice weight, int block, int elements) {
        int at = panels.weightAt(node) + block * ParameterPanels.blockSize(weight);
        if (ParameterPanels.narrow(weight)) {
            int end = at + ParameterPanels.blockSize(weight);
            all.add(new Tile(node, weight, Part.NARROW_MATRIX, block, 0, 0, 0, at, end));
            return;
        }
        for (int panel = 0; panel < Panels.count(weight.columns()); panel++) {
            int width = Panels.width(weight.columns(), panel);
            int start = at + Panels.start(weight.rows(), panel);
            int step = Math.max(1, elements / width / KERNEL_ROWS) * KERNEL_ROWS;
            for (int i = 0; i < weight.rows(); i += step) {
                int end = Math.min(weight.rows(), i + step);
                all.add(new Tile(
                        node, weight, Part.MATRIX, block, panel, i, end, start + i * width, start + end * width));
            }
        }
    }

    private static void addVectors(List<Tile> all, Node node, @Nullable Slice slice, Part part, int start) {
        for (int row = 0; slice != null && row < slice.rows(); row++) {
            int at = start + row * Panels.padded(slice.columns());
            all.add(new Tile(node, slice, part, row, 0, 0, 1, at, at + Panels.padded(slice.columns())));
        }
    }

    private void addEmbedding(List<Tile> all, Node node) {
        for (int p = 0; p < node.parts().size(); p++) {
            List<Slice> slices = node.parts().get(p).slices();
            for (int s = 0; s < slices.size(); s++) {
                Slice slice = slices.get(s);
                int at = panels.offset(slice);
                int[] ends = layers.part(p).pieceEnds(s);
                for (int piece = 0; piece < ends.length; piece++) {
                    all.add(new Tile(node, slice, Part.EMBEDDING, p, s, piece, 0, at, ends[piece]));
                    at = ends[piece];
                }
                if (ends.length == 0) {
                    int end = at + Panels.padded(slice.size());
                    all.add(new Tile(node, slice, Part.EMBEDDING, p, s, -1, 0, at, end));
                }
            }
        }
    }

    /** Makes the next run compute the gradient of a batch of so many rows. */
    void compute(int batchRows, TileListener onTile) {
        rows = batchRows;
        listener = onTile;
        compute = true;
    }

    /** Makes the next run only visit the tiles. */
    void visit(TileListener onTile) {
        listener = onTile;
        compute = false;
    }

    @Override
    public int pieces() {
        return tiles.length;
    }

    @Override
    public void run(int piece) {
        int number = order[piece];
        Tile tile = tiles[number];
        if (compute) {
            compute(tile);
        }
        listener.complete(number, tile.slice, tile.from, tile.to);
    }

    private void compute(Tile tile) {
        Node node = tile.node;
        switch (tile.part) {
            case MATRIX ->
                layers.matrices()
                        .gradient(node, tile.block, tile.panel, tile.iFrom, tile.iTo, rows, gradient, tile.from);
            case NARROW_MATRIX -> layers.matrices().narrowGradient(node, tile.block, rows, gradient, tile.from);
            case VECTOR -> layers.vectorGradient(node, tile.block, rows, gradient, tile.from);
            case BIAS -> layers.biasGradient(node, tile.block, rows, gradient, tile.from);
            case EMBEDDING -> layers.part(tile.block).gradient(tile.panel, tile.iFrom, rows, gradient);
        }
    }

    /** Refreshes the transposed weights of a tile after its weights changed, if the node hands its delta on. */
    void refresh(int number, int firstTrainable) {
        Tile tile = tiles[number];
        if (tile.part == Part.MATRIX && tile.node.index() > firstTrainable) {
            layers.matrices().transpose(tile.node, tile.block, tile.panel, tile.iFrom, tile.iTo);
        }
    }
}
