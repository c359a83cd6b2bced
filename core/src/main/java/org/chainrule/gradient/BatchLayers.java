package org.chainrule.gradient;

import java.util.Objects;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.kernel.ProductKernels;
import org.chainrule.network.Activate;
import org.chainrule.network.Dropout;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of every layer in float32, for rows from (inclusive) to (exclusive) of the batch: the fast twins of {@link ReferenceLayers}. Rows do not depend
 * on each other here, so any split of the rows gives the same bits.
 */
final class BatchLayers {
    private final ElementwiseKernels elementwise;
    private final ProductKernels products;
    private final BatchMatrices matrices;
    private final Normalizations normalizations;
    private final Scales scales;
    private final @Nullable Embeddings embeddings;
    private final BatchWorkspace space;

    BatchLayers(
            NetworkPlan plan,
            Kernels kernels,
            BatchWorkspace space,
            Normalizations normalizations,
            ParameterPanels panels,
            float[] parameters,
            boolean training) {
        this.elementwise = kernels.elementwise();
        this.matrices = new BatchMatrices(kernels, space, panels, parameters);
        this.normalizations = normalizations;
        this.scales = new Scales(kernels, space, panels, parameters);
        Node first = plan.nodes().get(0);
        this.embeddings = first.kind() == Kind.EMBED
                ? new Embeddings(first, elementwise, space, panels, parameters, training)
                : null;
        this.products = kernels.products();
        this.space = space;
    }

    /** What the node writes from what it reads [2]. */
    void forward(Node node, int from, int to) {
        int k = node.index();
        float[] x = space.values[k];
        float[] y = space.values[k + 1];
        int start = from * space.strides[k];
        int length = (to - from) * space.strides[k];
        switch (node.kind()) {
            case DENSE -> matrices.dense(node, from, to);
            case HEADS -> matrices.heads(node, from, to);
            case ACTIVATE -> elementwise.activate(((Activate) node.layer()).activation(), x, y, start, length);
            case PARAMETRIC_ACTIVATE -> scales.activate(node, from, to);
            case SCALE -> scales.forward(node, from, to);
            case EMBED -> embeddings().forward(from, to);
            case DROPOUT -> dropout(node, x, y, from, to);
            case BATCH_NORMALIZATION -> normalizations.batchForward(node, from, to);
            case LAYER_NORMALIZATION -> normalizations.layerForward(node, from * node.members(), to * node.members());
            case SKIP_START -> System.arraycopy(x, start, y, start, length);
            case SKIP_END -> elementwise.add(x, space.values[node.partner()], y, start, start + length);
        }
    }

    private Embeddings embeddings() {
        return Objects.requireNonNull(embeddings);
    }

    /** The delta of what the node read from the delta of what it wrote [9]. */
    void backward(Node node, int from, int to) {
        int k = node.index();
        float[] dx = space.deltas[k];
        float[] dy = space.deltas[k + 1];
        int start = from * space.strides[k];
        int length = (to - from) * space.strides[k];
        switch (node.kind()) {
            case DENSE -> matrices.denseBackward(node, from, to);
            case HEADS -> matrices.headsBackward(node, from, to);
            case ACTIVATE ->
                elementwise.activateBackward(
                        ((Activate) node.layer()).activation(),
                        space.values[k],
                        space.values[k + 1],
                        dy,
                        dx,
                        start,
                        length);
            case PARAMETRIC_ACTIVATE -> scales.activateBackward(node, from, to);
            case SCALE -> scales.backward(node, from, to);
            case EMBED -> throw new IllegalStateException("an embedding is the first layer");
            case DROPOUT -> dropout(node, dy, dx, from, to);
            case BATCH_NORMALIZATION -> normalizations.batchBackward(node, from, to);
            case LAYER_NORMALIZATION -> normalizations.layerBackward(node, from * node.members(), to * node.members());
            case SKIP_START -> elementwise.add(dy, space.deltas[node.partner() + 1], dx, start, start + length);
            case SKIP_END -> System.arraycopy(dy, start, dx, start, length);
        }
    }

    /** What of the gradient of the first layer can be done row by row. */
    void firstDeltas(Node node, int from, int to) {
        if (node.kind() == Kind.EMBED) {
            embeddings().backward(from, to);
        }
    }

    /** The gradient of a vector of a scale or a parametric activation; the piece is the member. */
    void vectorGradient(Node node, int member, int rows, float[] gradient, int at) {
        if (node.kind() == Kind.PARAMETRIC_ACTIVATE) {
            scales.slopeGradient(node, rows, gradient, at);
        } else if (node.kind() == Kind.SCALE) {
            scales.factorGradient(node, member, rows, gradient, at);
        } else {
            normalizations.gainGradient(node, rows * node.members(), gradient);
        }
    }

    /** The gradient of a bias or shift: the sums of the columns of Delta, over all members where they share it. */
    void biasGradient(Node node, int member, int rows, float[] gradient, int at) {
        int k = node.index();
        boolean own = node.kind() == Kind.SCALE || node.kind() == Kind.HEADS;
        products.columnSums(
                own ? rows : rows * node.members(),
                Panels.padded(node.outputs()),
                space.deltas[k + 1],
                own ? member * space.memberStrides[k + 1] : 0,
                own ? space.strides[k + 1] : space.memberStrides[k + 1],
                gradient,
                at);
    }

    /** The products of dense layers and heads. */
    BatchMatrices matrices() {
        return matrices;
    }

    /** The parts of the embedding. */
    Embeddings.PartLayer part(int number) {
        return embeddings().part(number);
    }

    private void dropout(Node node, float[] x, float[] y, int from, int to) {
        int stride = space.strides[node.index()];
        if (!space.training) {
            if (x != y) {
                System.arraycopy(x, from * stride, y, from * stride, (to - from) * stride);
            }
            return;
        }
        long key = DropoutMask.key(space.seed, space.step, node.index());
        double rate = ((Dropout) node.layer()).rate() * space.dropoutFactor;
        int threshold = DropoutMask.threshold(rate);
        float scale = (float) (1 / (1 - rate));
        int memberStride = space.memberStrides[node.index()];
        for (int n = from * node.members(); n < to * node.members(); n++) {
            long index = DropoutMask.index(n, 0, node.inputs());
            elementwise.dropout(key, index, threshold, scale, x, n * memberStride, y, n * memberStride, node.inputs());
        }
    }
}
