package org.chainrule.gradient;

import org.chainrule.kernel.Kernels;
import org.chainrule.network.Activate;
import org.chainrule.network.Dropout;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The verbs of every layer in float32, for rows from (inclusive) to (exclusive) of the batch: the fast twins of {@link ReferenceLayers}. Rows do not depend
 * on each other here, so any split of the rows gives the same bits.
 */
final class BatchLayers {
    private final Kernels kernels;
    private final BatchWorkspace space;
    private final float[] parameters;

    BatchLayers(Kernels kernels, BatchWorkspace space, float[] parameters) {
        this.kernels = kernels;
        this.space = space;
        this.parameters = parameters;
    }

    /** What the node writes from what it reads [2]. */
    void forward(Node node, int from, int to) {
        int in = node.inputs();
        int out = node.outputs();
        float[] x = space.values[node.index()];
        float[] y = space.values[node.index() + 1];
        switch (node.kind()) {
            case DENSE ->
                kernels.product(
                        x,
                        from * in,
                        in,
                        parameters,
                        node.requireWeight().offset(),
                        y,
                        from * out,
                        out,
                        to - from,
                        in,
                        out,
                        parameters,
                        node.bias() == null ? -1 : node.bias().offset());
            case ACTIVATE ->
                kernels.activate(((Activate) node.layer()).activation(), x, y, from * in, (to - from) * in);
            case DROPOUT -> dropout(node, x, y, from, to);
            case BATCH_NORMALIZATION -> BatchNormalizations.batchForward(node, space, parameters, from, to);
            case LAYER_NORMALIZATION -> BatchNormalizations.layerForward(node, space, parameters, from, to);
            case SKIP_START -> System.arraycopy(x, from * in, y, from * in, (to - from) * in);
            case SKIP_END -> add(x, space.values[node.partner()], y, from * in, to * in);
        }
    }

    /** The delta of what the node read from the delta of what it wrote [9]. */
    void backward(Node node, int from, int to) {
        int in = node.inputs();
        int out = node.outputs();
        float[] dx = space.deltas[node.index()];
        float[] dy = space.deltas[node.index() + 1];
        switch (node.kind()) {
            case DENSE ->
                kernels.product(
                        dy,
                        from * out,
                        out,
                        space.transposed[node.index()],
                        0,
                        dx,
                        from * in,
                        in,
                        to - from,
                        out,
                        in,
                        dy,
                        -1);
            case ACTIVATE ->
                kernels.activateBackward(
                        ((Activate) node.layer()).activation(),
                        space.values[node.index()],
                        space.values[node.index() + 1],
                        dy,
                        dx,
                        from * in,
                        (to - from) * in);
            case DROPOUT -> dropout(node, dy, dx, from, to);
            case BATCH_NORMALIZATION -> BatchNormalizations.batchBackward(node, space, parameters, from, to);
            case LAYER_NORMALIZATION -> BatchNormalizations.layerBackward(node, space, parameters, from, to);
            case SKIP_START -> add(dy, space.deltas[node.partner() + 1], dx, from * in, to * in);
            case SKIP_END -> System.arraycopy(dy, from * in, dx, from * in, (to - from) * in);
        }
    }

    private static void add(float[] a, float[] b, float[] sum, int from, int to) {
        for (int e = from; e < to; e++) {
            sum[e] = a[e] + b[e];
        }
    }

    private void dropout(Node node, float[] x, float[] y, int from, int to) {
        int width = node.inputs();
        if (!space.training) {
            System.arraycopy(x, from * width, y, from * width, (to - from) * width);
            return;
        }
        long key = DropoutMask.key(space.seed, space.step, node.index());
        DropoutMask.apply(key, ((Dropout) node.layer()).rate(), x, y, from * width, to * width);
    }
}
