package org.chainrule.network;

import java.util.ArrayList;
import java.util.Collections;
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
        /** H = Z + alpha ⊙ (phi(Z) - Z). */
        PARAMETRIC_ACTIVATE,
        /** Y = X ⊙ s + b, with a row of s and b for each member; makes several members out of one. */
        SCALE,
        /** Embeds columns. */
        EMBED,
        /** Z_m = H_m W_m + b_m for every member m. */
        HEADS,
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
     * A part of an {@link Kind#EMBED} node.
     *
     * @param embedding what it computes
     * @param output    first column that it writes
     * @param slices    its parameters, in the order of the layout: frequency, phase (if any), weight, bias; or weight, bias, bins; or table
     */
    public record Part(Embedding embedding, int output, List<Slice> slices) {}

    /**
     * One node. A {@link BatchEnsemble} becomes a {@link Kind#SCALE} by r, a {@link Kind#DENSE} and a {@link Kind#SCALE} by s with the bias. A row of a buffer
     * behind an ensemble holds its members side by side.
     *
     * @param index      its place; it reads buffer {@code index} and writes buffer {@code index + 1}
     * @param kind       what it computes
     * @param layer      the layer that it came from
     * @param inputs     width of what it reads, of each member
     * @param outputs    width of what it writes, of each member
     * @param members    members of what it writes; it reads as many, but for the first scale of an ensemble, which reads one
     * @param weight     its matrix, the gain of a normalisation, the factor of a scale, alpha; null if it has none
     * @param bias       its bias, or the shift of a normalisation; null if it has none
     * @param mean       the running mean of a batch normalisation, in the array of statistics; else null
     * @param variance   the running variance of a batch normalisation, in the array of statistics; else null
     * @param partner    the other end of a residual block; -1 for all other kinds
     * @param parts      the parts of an embedding; empty for all other kinds
     */
    public record Node(
            int index,
            Kind kind,
            Layer layer,
            int inputs,
            int outputs,
            int members,
            @Nullable Slice weight,
            @Nullable Slice bias,
            @Nullable Slice mean,
            @Nullable Slice variance,
            int partner,
            List<Part> parts) {
        /**
         * What a dense node multiplies its product by.
         *
         * @return 1, or 1 / sqrt(inputs) in NTK parametrisation
         */
        public double productScale() {
            return layer instanceof Dense dense ? dense.productScale(inputs) : 1;
        }

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

        private Node withPartner(int other) {
            return new Node(index, kind, layer, inputs, outputs, members, weight, bias, mean, variance, other, parts);
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
    private final List<Node> unmodifiable = Collections.unmodifiableList(nodes);
    private final Iterator<Slice> parameters;
    private final Iterator<Slice> statistics;
    private int members = 1;

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
                node(Kind.DENSE, layer, width, outputs, parameters.next(), dense.bias() ? parameters.next() : null);
            } else if (layer instanceof Activate) {
                node(Kind.ACTIVATE, layer, width, outputs, null, null);
            } else if (layer instanceof ParametricActivate) {
                node(Kind.PARAMETRIC_ACTIVATE, layer, width, outputs, parameters.next(), null);
            } else if (layer instanceof Dropout) {
                node(Kind.DROPOUT, layer, width, outputs, null, null);
            } else if (layer instanceof Scale) {
                node(Kind.SCALE, layer, width, outputs, parameters.next(), null);
            } else if (layer instanceof BatchEnsemble ensemble) {
                members = ensemble.members();
                node(Kind.SCALE, layer, width, width, parameters.next(), null);
                node(Kind.DENSE, layer, width, outputs, parameters.next(), null);
                node(Kind.SCALE, layer, outputs, outputs, parameters.next(), parameters.next());
            } else if (layer instanceof SeparateHeads) {
                node(Kind.HEADS, layer, width, outputs, parameters.next(), parameters.next());
            } else if (layer instanceof Embed embed) {
                nodes.add(new Node(
                        nodes.size(),
                        Kind.EMBED,
                        layer,
                        width,
                        outputs,
                        members,
                        null,
                        null,
                        null,
                        null,
                        -1,
                        parts(embed)));
            } else if (layer instanceof BatchNormalization) {
                batchNormalization(layer, width);
            } else if (layer instanceof LayerNormalization) {
                node(Kind.LAYER_NORMALIZATION, layer, width, outputs, parameters.next(), parameters.next());
            } else if (layer instanceof Residual residual) {
                int start = nodes.size();
                skip(Kind.SKIP_START, residual, width, -1);
                add(residual.body(), width);
                skip(Kind.SKIP_END, residual, width, start);
                nodes.set(start, nodes.get(start).withPartner(nodes.size() - 1));
            }
            width = outputs;
        }
    }

    private void batchNormalization(Layer layer, int width) {
        Slice gain = parameters.next();
        Slice shift = parameters.next();
        nodes.add(new Node(
                nodes.size(),
                Kind.BATCH_NORMALIZATION,
                layer,
                width,
                width,
                members,
                gain,
                shift,
                statistics.next(),
                statistics.next(),
                -1,
                List.of()));
    }

    private List<Part> parts(Embed embed) {
        List<Part> parts = new ArrayList<>();
        int output = 0;
        for (Embedding embedding : embed.parts()) {
            List<Slice> slices = new ArrayList<>();
            while (slices.size() < count(embedding)) {
                slices.add(parameters.next());
            }
            parts.add(new Part(embedding, output, List.copyOf(slices)));
            output += embedding.outputs();
        }
        return List.copyOf(parts);
    }

    /** Parameter slices of an embedding. */
    private static int count(Embedding embedding) {
        if (embedding instanceof Embedding.Periodic periodic) {
            return periodic.phase() ? 4 : 3;
        }
        return embedding instanceof Embedding.PiecewiseLinear ? 3 : embedding instanceof Embedding.Lookup ? 1 : 0;
    }

    private void skip(Kind kind, Layer layer, int width, int partner) {
        nodes.add(
                new Node(nodes.size(), kind, layer, width, width, members, null, null, null, null, partner, List.of()));
    }

    private void node(Kind kind, Layer layer, int inputs, int outputs, @Nullable Slice weight, @Nullable Slice bias) {
        nodes.add(
                new Node(nodes.size(), kind, layer, inputs, outputs, members, weight, bias, null, null, -1, List.of()));
    }

    /**
     * The nodes, in the order of the forward pass.
     *
     * @return an unmodifiable list
     */
    public List<Node> nodes() {
        return unmodifiable;
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
     * The width of buffer k, of each member.
     *
     * @param k 0 for x, nodes().size() for z(L)
     * @return the width
     */
    public int width(int k) {
        return k == 0 ? inputs : nodes.get(k - 1).outputs();
    }

    /**
     * The members of a row of buffer k, which lie side by side.
     *
     * @param k 0 for x, nodes().size() for z(L)
     * @return 1 before an ensemble
     */
    public int members(int k) {
        return k == 0 ? 1 : nodes.get(k - 1).members();
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
