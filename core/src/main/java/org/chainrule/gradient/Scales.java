package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.kernel.RowKernels;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParametricActivate;

/** Scales, the adapters of ensembles, and parametric activations in float32, on the buffers of a pass: what has one parameter for each column. */
final class Scales {
    private final RowKernels kernels;
    private final ElementwiseKernels elementwise;
    private final BatchWorkspace space;
    private final ParameterPanels panels;
    private final float[] parameters;

    Scales(Kernels kernels, BatchWorkspace space, ParameterPanels panels, float[] parameters) {
        this.kernels = kernels.rows();
        this.elementwise = kernels.elementwise();
        this.space = space;
        this.panels = panels;
        this.parameters = parameters;
    }

    /** Where member m of what the node reads stands in a row: one that becomes several is read by all. */
    private int source(Node node, int member) {
        int k = node.index();
        return space.strides[k] == space.memberStrides[k] ? 0 : member * space.memberStrides[k];
    }

    /** The row of the factors that a member reads: a plain scale within an ensemble has one row for all. */
    private static int row(Node node, int member) {
        return node.requireWeight().rows() == 1 ? 0 : member;
    }

    /** y = x ⊙ s + b for every member. */
    void forward(Node node, int from, int to) {
        int k = node.index();
        int width = Panels.padded(node.inputs());
        int factor = panels.weightAt(node);
        int shift = panels.biasAt(node);
        float[] x = space.values[k];
        float[] y = space.values[k + 1];
        for (int n = from; n < to; n++) {
            for (int m = 0; m < node.members(); m++) {
                int xAt = n * space.strides[k] + source(node, m);
                int yAt = n * space.strides[k + 1] + m * space.memberStrides[k + 1];
                int at = factor + row(node, m) * width;
                if (shift < 0) {
                    kernels.multiply(x, xAt, parameters, at, y, yAt, width);
                } else {
                    kernels.multiplyAdd(x, xAt, parameters, at, parameters, shift + m * width, y, yAt, width);
                }
            }
        }
    }

    /** dx = dy ⊙ s; where one member became several, the sum over them. */
    void backward(Node node, int from, int to) {
        int k = node.index();
        int width = Panels.padded(node.inputs());
        int factor = panels.weightAt(node);
        float[] dx = space.deltas[k];
        float[] dy = space.deltas[k + 1];
        boolean expands = space.strides[k] == space.memberStrides[k] && node.members() > 1;
        for (int n = from; n < to; n++) {
            if (expands) {
                Arrays.fill(dx, n * space.strides[k], n * space.strides[k] + width, 0f);
            }
            for (int m = 0; m < node.members(); m++) {
                int xAt = n * space.strides[k] + source(node, m);
                int yAt = n * space.strides[k + 1] + m * space.memberStrides[k + 1];
                int at = factor + row(node, m) * width;
                if (expands) {
                    kernels.addProducts(dy, yAt, parameters, at, dx, xAt, width);
                } else {
                    kernels.multiply(dy, yAt, parameters, at, dx, xAt, width);
                }
            }
        }
    }

    /** ds of a member, or of all where they share it: the chain over all rows of dy ⊙ x. */
    void factorGradient(Node node, int member, int rows, float[] gradient, int at) {
        int k = node.index();
        int width = Panels.padded(node.inputs());
        Arrays.fill(gradient, at, at + width, 0f);
        boolean shared = node.requireWeight().rows() == 1;
        for (int n = 0; n < rows; n++) {
            for (int m = shared ? 0 : member; m < (shared ? node.members() : member + 1); m++) {
                int x = n * space.strides[k] + source(node, m);
                int y = n * space.strides[k + 1] + m * space.memberStrides[k + 1];
                kernels.addProducts(space.deltas[k + 1], y, space.values[k], x, gradient, at, width);
            }
        }
    }

    /** h = z + alpha ⊙ (phi(z) - z); phi(z) is kept for the way back. */
    void activate(Node node, int from, int to) {
        int k = node.index();
        int stride = space.strides[k];
        float[] z = space.values[k];
        float[] f = space.activated[k];
        int width = Panels.padded(node.inputs());
        elementwise.activate(
                ((ParametricActivate) node.layer()).activation(), z, f, from * stride, (to - from) * stride);
        for (int at = from * stride; at < to * stride; at += space.memberStrides[k]) {
            kernels.mix(z, at, f, at, parameters, panels.weightAt(node), space.values[k + 1], at, width);
        }
    }

    /** dz = dh ⊙ alpha ⊙ phi'(z) + dh ⊙ (1 - alpha). */
    void activateBackward(Node node, int from, int to) {
        int k = node.index();
        int stride = space.strides[k];
        float[] dh = space.deltas[k + 1];
        float[] dz = space.deltas[k];
        int width = Panels.padded(node.inputs());
        int alpha = panels.weightAt(node);
        for (int at = from * stride; at < to * stride; at += space.memberStrides[k]) {
            kernels.multiply(dh, at, parameters, alpha, dz, at, width);
        }
        elementwise.activateBackward(
                ((ParametricActivate) node.layer()).activation(),
                space.values[k],
                space.activated[k],
                dz,
                dz,
                from * stride,
                (to - from) * stride);
        for (int at = from * stride; at < to * stride; at += space.memberStrides[k]) {
            kernels.addRest(dh, at, parameters, alpha, dz, at, width);
        }
    }

    /** dalpha: the chain over all rows and members of dh ⊙ (phi(z) - z). */
    void slopeGradient(Node node, int rows, float[] gradient, int at) {
        int k = node.index();
        int width = Panels.padded(node.inputs());
        Arrays.fill(gradient, at, at + width, 0f);
        int end = rows * space.strides[k];
        for (int row = 0; row < end; row += space.memberStrides[k]) {
            kernels.addDifferences(
                    space.deltas[k + 1], row, space.activated[k], row, space.values[k], row, gradient, at, width);
        }
    }
}
