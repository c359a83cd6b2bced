package org.chainrule.network;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A network unrolled into a straight line of nodes, which is what the engines walk: node k reads buffer k and writes buffer k + 1, and buffer 0 is x.
 * A residual block becomes a {@link Kind#SKIP_START} and a {@link Kind#SKIP_END} around its body.
 */
public final class NetworkPlan {
    /** What a node computes. */
    public enum Kind {
        /** Z = H W + b. */
        DENSE,
        /** H = phi(Z). */
        ACTIVATE,
        /** H' = H ⊙ M / (1 - rate). */
        DROPOUT,
        /** Normalises columns. */
        BATCH_NORMALIZATION,
        /** Normalises rows. */
        LAYER_NORMALIZATION,
        /** Passes its input on and remembers it. */
        SKIP_START,
        /** Adds what its partner remembered. */
        SKIP_END
    }

    /**
     * One node.
     *
     * @param index      its place; it reads buffer {@code index} and writes buffer {@code index + 1}
     * @param kind       what it computes
     * @param layer      the layer that it came from
     * @param inputs     width of what it reads
     * @param outputs    width of what it writes
     * @param weight     its matrix, or the gain of a normalisation; null if it has none
     * @param bias       its bias, or the shift of a normalisation; null if it has none
     * @param mean       the running mean of a batch normalisation, in the array of statistics; else null
     * @param variance   the running variance of a batch normalisation, in the array of statistics; else null
     * @param partner    the other end of a residual block; -1 for all other kinds
     */
    public record Node(
            int index,
            Kind kind,
            Layer layer,
            int inputs,
            int outputs,
            @Nullable Slice weight,
            @Nullable Slice bias,
            @Nullable Slice mean,
            @Nullable Slice variance,
            int partner) {
        /**
         * The matrix or gain of a node that has one.
         *
         * @return the slice
         * @throws IllegalStateException if the node has none
         */
        public Slice requireWeight() {
            return require(weight);
        }

        /**
         * The bias or shift of a node that has one.
         *
         * @return the slice
         * @throws IllegalStateException if the node has none
         */
        public Slice requireBias() {
            return require(bias);
        }

        /**
         * The running mean of a batch normalisation.
         *
         * @return the slice
         * @throws IllegalStateException if the node has none
         */
        public Slice requireMean() {
            return require(mean);
        }

        /**
         * The running variance of a batch normalisation.
         *
         * @return the slice
         * @throws IllegalStateException if the node has none
         */
        public Slice requireVariance() {
            return require(variance);
        }

        private Slice require(@Nullable Slice slice) {
            if (slice == null) {
                throw new IllegalStateException("node " + index + " (" + kind + ") has no such parameter");
            }
            return slice;
        }

        /**
         * A name for messages: the name of the parameter without its last part ({@code dense.2}), else the kind.
         *
         * @return the name
         */
        public String displayName() {
            return weight == null
                    ? kind.name().toLowerCase(java.util.Locale.ROOT) + " (node " + index + ")"
                    : weight.name().substring(0, weight.name().lastIndexOf('.'));
        }
    }

    private final int inputs;
    private final ParameterLayout layout;
    private final List<Node> nodes = new ArrayList<>();
    private final Iterator<Slice> parameters;
    private final Iterator<Slice> statistics;

    /**
     * Unrolls a network.
     *
     * @param network the specification
     */
    public NetworkPlan(Network network) {
        inputs = network.inputs();
        layout = new ParameterLayout(network);
        parameters = layout.parameters().iterator();
        statistics = layout.statistics().iterator();
        add(network.layers(), network.inputs());
    }

    private void add(List<Layer> layers, int inputs) {
        int width = inputs;
        for (Layer layer : layers) {
            int outputs = layer.outputs(width);
            if (layer instanceof Dense dense) {
                Slice weight = parameters.next();
                node(
                        Kind.DENSE,
                        layer,
                        width,
                        outputs,
                        weight,
                        dense.bias() ? parameters.next() : null,
                        null,
                        null,
                        -1);
            } else if (layer instanceof Activate) {
                node(Kind.ACTIVATE, layer, width, outputs, null, null, null, null, -1);
            } else if (layer instanceof Dropout) {
                node(Kind.DROPOUT, layer, width, outputs, null, null, null, null, -1);
            } else if (layer instanceof BatchNormalization) {
                Slice gain = parameters.next();
                Slice shift = parameters.next();
                Slice mean = statistics.next();
                node(Kind.BATCH_NORMALIZATION, layer, width, outputs, gain, shift, mean, statistics.next(), -1);
            } else if (layer instanceof LayerNormalization) {
                Slice gain = parameters.next();
                node(Kind.LAYER_NORMALIZATION, layer, width, outputs, gain, parameters.next(), null, null, -1);
            } else if (layer instanceof Residual residual) {
                int start = nodes.size();
                node(Kind.SKIP_START, layer, width, width, null, null, null, null, -1);
                add(residual.body(), width);
                Node opened = nodes.get(start);
                nodes.set(
                        start,
                        new Node(start, opened.kind(), layer, width, width, null, null, null, null, nodes.size()));
                node(Kind.SKIP_END, layer, width, outputs, null, null, null, null, start);
            }
            width = outputs;
        }
    }

    private void node(
            Kind kind,
            Layer layer,
            int inputs,
            int outputs,
            @Nullable Slice weight,
            @Nullable Slice bias,
            @Nullable Slice mean,
            @Nullable Slice variance,
            int partner) {
        nodes.add(new Node(nodes.size(), kind, layer, inputs, outputs, weight, bias, mean, variance, partner));
    }

    /**
     * The nodes, in the order of the forward pass.
     *
     * @return an unmodifiable list
     */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Where the parameters lie.
     *
     * @return the layout
     */
    public ParameterLayout layout() {
        return layout;
    }

    /**
     * The width of buffer k.
     *
     * @param k 0 for x, nodes().size() for z(L)
     * @return the width
     */
    public int width(int k) {
        return k == 0 ? inputs : nodes.get(k - 1).outputs();
    }

    /**
     * Whether the network has batch normalisation, the one layer in which the rows of a batch depend on each other.
     *
     * @return true if so
     */
    public boolean couplesRows() {
        return nodes.stream().anyMatch(node -> node.kind() == Kind.BATCH_NORMALIZATION);
    }
}
