package org.chainrule.gradient;

import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dropout;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The three verbs of every layer, in plain double precision: {@code forward} [2], {@code backward} [9], {@code gradient} [6].
 * x is what a node read, y what it wrote; dx and dy are the derivatives of the cost with respect to them. All are [rows x width] row-major.
 */
final class ReferenceLayers {
    private ReferenceLayers() {}

    static void forward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        switch (node.kind()) {
            case DENSE -> denseForward(node, pass.parameters, x, y, pass.rows);
            case ACTIVATE -> {
                Activation phi = ((Activate) node.layer()).activation();
                for (int e = 0; e < x.length; e++) {
                    y[e] = phi.value(x[e]); // h = phi(z) [2]
                }
            }
            case DROPOUT -> dropout(node, pass, x, y);
            case BATCH_NORMALIZATION, LAYER_NORMALIZATION -> ReferenceNormalization.forward(node, pass);
            case SKIP_START -> System.arraycopy(x, 0, y, 0, x.length);
            case SKIP_END -> {
                double[] skipped = pass.values[node.partner()];
                for (int e = 0; e < x.length; e++) {
                    y[e] = x[e] + skipped[e];
                }
            }
        }
    }

    /** dx from dy, without touching the parameters. */
    static void backward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        double[] dx = pass.deltas[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        switch (node.kind()) {
            case DENSE -> denseBackward(node, pass.parameters, dy, dx, pass.rows);
            case ACTIVATE -> {
                Activation phi = ((Activate) node.layer()).activation();
                for (int e = 0; e < dx.length; e++) {
                    dx[e] = dy[e] * phi.derivative(x[e], y[e]); // ⊙ phi'(z) [5, 9]
                }
            }
            case DROPOUT -> dropout(node, pass, dy, dx);
            case BATCH_NORMALIZATION, LAYER_NORMALIZATION -> ReferenceNormalization.backward(node, pass);
            case SKIP_START -> {
                double[] skipped = pass.deltas[node.partner() + 1];
                for (int e = 0; e < dx.length; e++) {
                    dx[e] = dy[e] + skipped[e]; // the delta comes back both ways
                }
            }
            case SKIP_END -> System.arraycopy(dy, 0, dx, 0, dx.length);
        }
    }

    /** The gradient of the node's parameters; the flat gradient is zero before. */
    static void gradient(Node node, ReferencePass pass, double[] gradient) {
        switch (node.kind()) {
            case DENSE -> denseGradient(node, pass, gradient);
            case BATCH_NORMALIZATION, LAYER_NORMALIZATION -> ReferenceNormalization.gradient(node, pass, gradient);
            default -> {
                // no parameters
            }
        }
    }

    /** Z = H W + b [2]. */
    private static void denseForward(Node node, double[] parameters, double[] x, double[] y, int rows) {
        int in = node.inputs();
        int out = node.outputs();
        int w = node.requireWeight().offset();
        for (int n = 0; n < rows; n++) {
            for (int j = 0; j < out; j++) {
                double z = node.bias() == null ? 0 : parameters[node.bias().offset() + j];
                for (int i = 0; i < in; i++) {
                    z = Math.fma(x[n * in + i], parameters[w + i * out + j], z);
                }
                y[n * out + j] = z;
            }
        }
    }

    /** Delta(l-1) = Delta(l) W(l)^T, the part of [9] before phi'. */
    private static void denseBackward(Node node, double[] parameters, double[] dy, double[] dx, int rows) {
        int in = node.inputs();
        int out = node.outputs();
        int w = node.requireWeight().offset();
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < in; i++) {
                double s = 0;
                for (int j = 0; j < out; j++) {
                    s = Math.fma(dy[n * out + j], parameters[w + i * out + j], s);
                }
                dx[n * in + i] = s;
            }
        }
    }

    /** dW = H^T Delta [6], db = sum of the rows of Delta. */
    private static void denseGradient(Node node, ReferencePass pass, double[] gradient) {
        double[] x = pass.values[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        int in = node.inputs();
        int out = node.outputs();
        int w = node.requireWeight().offset();
        for (int n = 0; n < pass.rows; n++) {
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < out; j++) {
                    gradient[w + i * out + j] = Math.fma(x[n * in + i], dy[n * out + j], gradient[w + i * out + j]);
                }
            }
        }
        if (node.bias() != null) {
            addRows(dy, pass.rows, out, gradient, node.bias().offset());
        }
    }

    static void addRows(double[] matrix, int rows, int columns, double[] sums, int start) {
        for (int n = 0; n < rows; n++) {
            for (int j = 0; j < columns; j++) {
                sums[start + j] += matrix[n * columns + j];
            }
        }
    }

    /** The same linear map both ways: element e is scaled by 1 / (1 - rate) if its unit is kept, else 0. */
    private static void dropout(Node node, ReferencePass pass, double[] from, double[] to) {
        double rate = ((Dropout) node.layer()).rate() * pass.mode.dropoutFactor();
        if (!pass.mode.training()) {
            System.arraycopy(from, 0, to, 0, from.length);
            return;
        }
        long key = DropoutMask.key(pass.mode.seed(), pass.mode.step(), node.index());
        int threshold = DropoutMask.threshold(rate);
        double scale = 1 / (1 - rate);
        int width = node.inputs();
        for (int e = 0; e < from.length; e++) {
            long index = DropoutMask.index(e / width, e % width, width);
            to[e] = DropoutMask.keeps(key, index, threshold) ? from[e] * scale : 0;
        }
    }
}
