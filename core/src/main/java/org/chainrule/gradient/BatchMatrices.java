package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.kernel.ProductKernels;
import org.chainrule.kernel.RowKernels;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The products of dense layers, Z = H W + b [2], Delta' = Delta W^T [9] and dW = H^T Delta [6], in float32: of layers whose members share one matrix, so that all
 * of them are one product, and of heads, which have a matrix for each member.
 */
final class BatchMatrices {
    private final ProductKernels products;
    private final ElementwiseKernels elementwise;
    private final RowKernels rowKernels;
    private final BatchWorkspace space;
    private final ParameterPanels panels;
    private final float[] parameters;
    private final float[] zeros = new float[Panels.WIDTH];

    BatchMatrices(Kernels kernels, BatchWorkspace space, ParameterPanels panels, float[] parameters) {
        this.products = kernels.products();
        this.elementwise = kernels.elementwise();
        this.rowKernels = kernels.rows();
        this.space = space;
        this.panels = panels;
        this.parameters = parameters;
    }

    /** Z = H W + b [2] of some rows. */
    void dense(Node node, int from, int to) {
        int panelCount = ParameterPanels.narrow(node.requireWeight()) ? 1 : Panels.count(node.outputs());
        for (int panel = 0; panel < panelCount; panel++) {
            dense(node, panel, from, to);
        }
    }

    /** A panel of columns of Z = H W + b [2] for all members of some rows, which share the weights; all columns of a narrow layer. */
    void dense(Node node, int panel, int from, int to) {
        int k = node.index();
        matrix(
                node,
                panel,
                (to - from) * node.members(),
                from * space.strides[k],
                space.memberStrides[k],
                panels.weightAt(node),
                panels.biasAt(node),
                from * space.strides[k + 1],
                space.memberStrides[k + 1]);
    }

    /** Z_m = H_m W_m + b_m for every member m. */
    void heads(Node node, int from, int to) {
        int k = node.index();
        int panelCount = ParameterPanels.narrow(node.requireWeight()) ? 1 : Panels.count(node.outputs());
        for (int m = 0; m < node.members(); m++) {
            for (int panel = 0; panel < panelCount; panel++) {
                matrix(
                        node,
                        panel,
                        to - from,
                        from * space.strides[k] + m * space.memberStrides[k],
                        space.strides[k],
                        headAt(node, m),
                        panels.biasAt(node) + m * Panels.padded(node.outputs()),
                        from * space.strides[k + 1] + m * space.memberStrides[k + 1],
                        space.strides[k + 1]);
            }
        }
    }

    /** Where the matrix of a member starts. */
    private int headAt(Node node, int member) {
        return panels.weightAt(node) + member * ParameterPanels.blockSize(node.requireWeight());
    }

    /**
     * A panel of columns of Z = H W + b [2]; the chains start from the bias, unless the product is scaled before the bias is added. Its three parts are methods of
     * their own, each small enough for the JIT compiler to inline a kernel whole: a vector that leaves a kernel is an object on the heap.
     */
    private void matrix(Node node, int panel, int rows, int x, int xStride, int weight, int bias, int y, int yStride) {
        boolean scaled = node.productScale() != 1;
        int start = scaled ? -1 : bias;
        if (ParameterPanels.narrow(node.requireWeight())) {
            narrow(node, rows, x, xStride, weight, start, y, yStride);
        } else {
            panel(node, panel, rows, x, xStride, weight, start, y, yStride);
        }
        if (scaled) {
            scaleAndAddBias(node, panel, rows, bias, y, yStride);
        }
    }

    private void narrow(Node node, int rows, int x, int xStride, int weight, int start, int y, int yStride) {
        products.dots(
                rows,
                node.outputs(),
                node.inputs(),
                space.values[node.index()],
                x,
                xStride,
                parameters,
                weight,
                Panels.padded(node.inputs()),
                space.values[node.index() + 1],
                y,
                yStride,
                start < 0 ? zeros : parameters,
                Math.max(0, start));
    }

    private void panel(Node node, int panel, int rows, int x, int xStride, int weight, int start, int y, int yStride) {
        int in = node.inputs();
        int column = panel * Panels.WIDTH;
        int width = Panels.width(node.outputs(), panel);
        products.product(
                rows,
                width,
                in,
                space.values[node.index()],
                x,
                xStride,
                1,
                parameters,
                weight + Panels.start(in, panel),
                width,
                space.values[node.index() + 1],
                y + column,
                yStride,
                start < 0 ? zeros : parameters,
                start < 0 ? 0 : start + column,
                0);
    }

    private void scaleAndAddBias(Node node, int panel, int rows, int bias, int y, int yStride) {
        int column = panel * Panels.WIDTH;
        int width = Panels.width(node.outputs(), panel);
        float scale = (float) node.productScale();
        for (int n = 0; n < rows; n++) {
            rowKernels.scaleAdd(
                    scale,
                    bias < 0 ? zeros : parameters,
                    bias < 0 ? 0 : bias + column,
                    space.values[node.index() + 1],
                    y + n * yStride + column,
                    width);
        }
    }

    /** The delta of what a dense node read [9]. */
    void denseBackward(Node node, int from, int to) {
        int k = node.index();
        int start = from * space.strides[k];
        int rows = (to - from) * node.members();
        matrixBackward(
                node, rows, from * space.strides[k + 1], space.memberStrides[k + 1], 0, start, space.memberStrides[k]);
        if (node.productScale() != 1) {
            elementwise.scale(space.deltas[k], (float) node.productScale(), start, to * space.strides[k]);
        }
    }

    /** The same of heads, member by member. */
    void headsBackward(Node node, int from, int to) {
        int k = node.index();
        for (int m = 0; m < node.members(); m++) {
            matrixBackward(
                    node,
                    to - from,
                    from * space.strides[k + 1] + m * space.memberStrides[k + 1],
                    space.strides[k + 1],
                    m,
                    from * space.strides[k] + m * space.memberStrides[k],
                    space.strides[k]);
        }
    }

    /** Delta' = Delta W^T [9], panel by panel of the transposed weights. */
    private void matrixBackward(Node node, int rows, int dy, int dyStride, int block, int dx, int dxStride) {
        int k = node.index();
        int out = node.outputs();
        int padded = Panels.padded(node.inputs());
        boolean narrow = ParameterPanels.narrow(node.requireWeight());
        int start = narrow ? headAt(node, block) : block * out * padded;
        for (int panel = 0; panel < Panels.count(node.inputs()); panel++) {
            int width = Panels.width(node.inputs(), panel);
            products.product(
                    rows,
                    width,
                    out,
                    space.deltas[k + 1],
                    dy,
                    dyStride,
                    1,
                    narrow ? parameters : space.transposed[k],
                    start + (narrow ? panel * Panels.WIDTH : Panels.start(out, panel)),
                    narrow ? padded : width,
                    space.deltas[k],
                    dx + panel * Panels.WIDTH,
                    dxStride,
                    zeros,
                    0,
                    0);
        }
    }

    /** Rows iFrom to iTo of a panel of dW = H^T Delta [6], each element a chain over all rows of the batch; of one member's matrix where each has its own. */
    void gradient(Node node, int block, int panel, int iFrom, int iTo, int rows, float[] gradient, int at) {
        int k = node.index();
        boolean heads = node.kind() == Kind.HEADS;
        int width = Panels.width(node.outputs(), panel);
        products.product(
                iTo - iFrom,
                width,
                heads ? rows : rows * node.members(),
                space.values[k],
                block * space.memberStrides[k] + iFrom,
                1,
                heads ? space.strides[k] : space.memberStrides[k],
                space.deltas[k + 1],
                block * space.memberStrides[k + 1] + panel * Panels.WIDTH,
                heads ? space.strides[k + 1] : space.memberStrides[k + 1],
                gradient,
                at,
                width,
                zeros,
                0,
                0);
        scaleGradient(node, gradient, at, at + (iTo - iFrom) * width);
    }

    /** dW of a layer in NTK parametrisation. */
    private void scaleGradient(Node node, float[] gradient, int from, int to) {
        if (node.productScale() != 1) {
            elementwise.scale(gradient, (float) node.productScale(), from, to);
        }
    }

    /** All of dW^T = Delta^T H [6] of a narrow layer, or of one member's matrix. */
    void narrowGradient(Node node, int block, int rows, float[] gradient, int at) {
        int k = node.index();
        int in = node.inputs();
        int padded = Panels.padded(in);
        boolean heads = node.kind() == Kind.HEADS;
        for (int panel = 0; panel < Panels.count(in); panel++) {
            products.product(
                    node.outputs(),
                    Panels.width(in, panel),
                    heads ? rows : rows * node.members(),
                    space.deltas[k + 1],
                    block * space.memberStrides[k + 1],
                    1,
                    heads ? space.strides[k + 1] : space.memberStrides[k + 1],
                    space.values[k],
                    block * space.memberStrides[k] + panel * Panels.WIDTH,
                    heads ? space.strides[k] : space.memberStrides[k],
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
        scaleGradient(node, gradient, at, at + node.outputs() * padded);
    }

    /** Rows iFrom to iTo of a panel of W, written into the panels of W^T. */
    void transpose(Node node, int block, int panel, int iFrom, int iTo) {
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
                    headAt(node, block) + Panels.start(in, panel) + i * width,
                    width,
                    space.transposed[node.index()],
                    block * out * Panels.padded(in)
                            + Panels.start(out, target)
                            + column * targetWidth
                            + i
                            - target * Panels.WIDTH,
                    targetWidth);
            i = end;
        }
    }
}
