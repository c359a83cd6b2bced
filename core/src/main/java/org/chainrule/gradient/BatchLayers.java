package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.kernel.ProductKernels;
import org.chainrule.network.Activate;
import org.chainrule.network.Dropout;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The verbs of every layer in float32, for rows from (inclusive) to (exclusive) of the batch: the fast twins of {@link ReferenceLayers}. Rows do not depend
 * on each other here, so any split of the rows gives the same bits.
 */
final class BatchLayers {
    private final ElementwiseKernels elementwise;
    private final ProductKernels products;
    private final Normalizations normalizations;
    private final BatchWorkspace space;
    private final ParameterPanels panels;
    private final float[] parameters;
    private final float[] zeros = new float[Panels.WIDTH];

    BatchLayers(
            Kernels kernels,
            BatchWorkspace space,
            Normalizations normalizations,
            ParameterPanels panels,
            float[] parameters) {
        this.elementwise = kernels.elementwise();
        this.normalizations = normalizations;
        this.products = kernels.products();
        this.space = space;
        this.panels = panels;
        this.parameters = parameters;
    }

    /** What the node writes from what it reads [2]. */
    void forward(Node node, int from, int to) {
        int k = node.index();
        float[] x = space.values[k];
        float[] y = space.values[k + 1];
        int start = from * space.strides[k];
        int length = (to - from) * space.strides[k];
        switch (node.kind()) {
            case DENSE -> dense(node, from, to);
            case ACTIVATE -> elementwise.activate(((Activate) node.layer()).activation(), x, y, start, length);
            case DROPOUT -> dropout(node, x, y, from, to);
            case BATCH_NORMALIZATION -> normalizations.batchForward(node, from, to);
            case LAYER_NORMALIZATION -> normalizations.layerForward(node, from, to);
            case SKIP_START -> System.arraycopy(x, start, y, start, length);
            case SKIP_END -> elementwise.add(x, space.values[node.partner()], y, start, start + length);
        }
    }

    private void dense(Node node, int from, int to) {
        if (ParameterPanels.narrow(node.requireWeight())) {
            narrow(node, from, to);
            return;
        }
        for (int panel = 0; panel < Panels.count(node.outputs()); panel++) {
            dense(node, panel, from, to);
        }
    }

    /** Z = H W + b [2] with the transposed weights of a narrow layer. */
    private void narrow(Node node, int from, int to) {
        int k = node.index();
        int bias = panels.biasAt(node);
        products.dots(
                to - from,
                node.outputs(),
                node.inputs(),
                space.values[k],
                from * space.strides[k],
                space.strides[k],
                parameters,
                panels.weightAt(node),
                Panels.padded(node.inputs()),
                space.values[k + 1],
                from * space.strides[k + 1],
                space.strides[k + 1],
                bias < 0 ? zeros : parameters,
                bias < 0 ? 0 : bias);
    }

    /** A panel of columns of Z = H W + b [2]; the chains start from the bias. */
    void dense(Node node, int panel, int from, int to) {
        int k = node.index();
        int in = node.inputs();
        int xStride = space.strides[k];
        int yStride = space.strides[k + 1];
        int width = Panels.width(node.outputs(), panel);
        int column = panel * Panels.WIDTH;
        int bias = panels.biasAt(node);
        products.product(
                to - from,
                width,
                in,
                space.values[k],
                from * xStride,
                xStride,
                1,
                parameters,
                panels.weightAt(node) + Panels.start(in, panel),
                width,
                space.values[k + 1],
                from * yStride + column,
                yStride,
                bias < 0 ? zeros : parameters,
                bias < 0 ? 0 : bias + column,
                0);
    }

    /** The delta of what the node read from the delta of what it wrote [9]. */
    void backward(Node node, int from, int to) {
        int k = node.index();
        float[] dx = space.deltas[k];
        float[] dy = space.deltas[k + 1];
        int start = from * space.strides[k];
        int length = (to - from) * space.strides[k];
        switch (node.kind()) {
            case DENSE -> denseBackward(node, from, to);
            case ACTIVATE ->
                elementwise.activateBackward(
                        ((Activate) node.layer()).activation(),
                        space.values[k],
                        space.values[k + 1],
                        dy,
                        dx,
                        start,
                        length);
            case DROPOUT -> dropout(node, dy, dx, from, to);
            case BATCH_NORMALIZATION -> normalizations.batchBackward(node, from, to);
            case LAYER_NORMALIZATION -> normalizations.layerBackward(node, from, to);
            case SKIP_START -> elementwise.add(dy, space.deltas[node.partner() + 1], dx, start, start + length);
            case SKIP_END -> System.arraycopy(dy, start, dx, start, length);
        }
    }

    /** Delta' = Delta W^T [9], panel by panel of the transposed weights. */
    private void denseBackward(Node node, int from, int to) {
        int k = node.index();
        int out = node.outputs();
        int xStride = space.strides[k];
        int yStride = space.strides[k + 1];
        boolean narrow = ParameterPanels.narrow(node.requireWeight());
        for (int panel = 0; panel < Panels.count(node.inputs()); panel++) {
            int width = Panels.width(node.inputs(), panel);
            products.product(
                    to - from,
                    width,
                    out,
                    space.deltas[k + 1],
                    from * yStride,
                    yStride,
                    1,
                    narrow ? parameters : space.transposed[k],
                    narrow ? panels.weightAt(node) + panel * Panels.WIDTH : Panels.start(out, panel),
                    narrow ? Panels.padded(node.inputs()) : width,
                    space.deltas[k],
                    from * xStride + panel * Panels.WIDTH,
                    xStride,
                    zeros,
                    0,
                    0);
        }
    }

    /** Rows iFrom to iTo of a panel of dW = H^T Delta [6], each element a chain over all rows of the batch. */
    void gradient(Node node, int panel, int iFrom, int iTo, int rows, float[] gradient) {
        int k = node.index();
        int width = Panels.width(node.outputs(), panel);
        int at = panels.weightAt(node) + Panels.start(node.inputs(), panel) + iFrom * width;
        products.product(
                iTo - iFrom,
                width,
                rows,
                space.values[k],
                iFrom,
                1,
                space.strides[k],
                space.deltas[k + 1],
                panel * Panels.WIDTH,
                space.strides[k + 1],
                gradient,
                at,
                width,
                zeros,
                0,
                0);
    }

    /** All of dW^T = Delta^T H [6] of a narrow layer. */
    void narrowGradient(Node node, int rows, float[] gradient) {
        int k = node.index();
        int in = node.inputs();
        int padded = Panels.padded(in);
        int at = panels.weightAt(node);
        for (int panel = 0; panel < Panels.count(in); panel++) {
            products.product(
                    node.outputs(),
                    Panels.width(in, panel),
                    rows,
                    space.deltas[k + 1],
                    0,
                    1,
                    space.strides[k + 1],
                    space.values[k],
                    panel * Panels.WIDTH,
                    space.strides[k],
                    gradient,
                    at + panel * Panels.WIDTH,
                    padded,
                    zeros,
                    0,
                    0);
        }
        // An activation need not be 0 where its argument is, so the padding of H may hold anything
        for (int j = 0; j < node.outputs(); j++) {
            Arrays.fill(gradient, at + j * padded + in, at + (j + 1) * padded, 0f);
        }
    }

    /** Rows iFrom to iTo of a panel of W, written into the panels of W^T. */
    void transpose(Node node, int panel, int iFrom, int iTo) {
        int in = node.inputs();
        int out = node.outputs();
        int width = Panels.width(out, panel);
        int column = panel * Panels.WIDTH;
        for (int i = iFrom; i < iTo; ) {
            int target = i / Panels.WIDTH;
            int end = Math.min(iTo, (target + 1) * Panels.WIDTH);
            int targetWidth = Panels.width(in, target);
            products.transpose(
                    end - i,
                    Math.min(width, out - column),
                    parameters,
                    panels.weightAt(node) + Panels.start(in, panel) + i * width,
                    width,
                    space.transposed[node.index()],
                    Panels.start(out, target) + column * targetWidth + i - target * Panels.WIDTH,
                    targetWidth);
            i = end;
        }
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
        for (int n = from; n < to; n++) {
            long index = DropoutMask.index(n, 0, node.inputs());
            elementwise.dropout(key, index, threshold, scale, x, n * stride, y, n * stride, node.inputs());
        }
    }
}
