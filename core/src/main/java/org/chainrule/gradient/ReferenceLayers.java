package org.chainrule.gradient;

import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dropout;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParametricActivate;

/**
 * The three verbs of every layer, in plain double precision: {@code forward} [2], {@code backward} [9], {@code gradient} [6].
 * x is what a node read, y what it wrote; dx and dy are the derivatives of the cost with respect to them. All are [rows members x width] row-major: behind a
 * batch ensemble each member of a row is a row of its own.
 */
final class ReferenceLayers {
    private ReferenceLayers() {}

    static void forward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        switch (node.kind()) {
            case EMBED -> ReferenceEmbeddings.forward(node, pass);
            case DENSE, HEADS -> ReferenceAffine.productForward(node, pass);
            case SCALE -> ReferenceAffine.scaleForward(node, pass);
            case ACTIVATE -> {
                Activation phi = ((Activate) node.layer()).activation();
                for (int e = 0; e < x.length; e++) {
                    y[e] = phi.value(x[e]); // h = phi(z) [2]
                }
            }
            case PARAMETRIC_ACTIVATE -> {
                Activation phi = ((ParametricActivate) node.layer()).activation();
                for (int e = 0; e < x.length; e++) {
                    y[e] = Math.fma(alpha(node, pass, e), phi.value(x[e]) - x[e], x[e]); // h = z + alpha (phi(z) - z)
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
            case EMBED -> ReferenceEmbeddings.backward(node, pass);
            case DENSE, HEADS -> ReferenceAffine.productBackward(node, pass);
            case SCALE -> ReferenceAffine.scaleBackward(node, pass);
            case ACTIVATE -> {
                Activation phi = ((Activate) node.layer()).activation();
                for (int e = 0; e < dx.length; e++) {
                    dx[e] = dy[e] * phi.derivative(x[e], y[e]); // ⊙ phi'(z) [5, 9]
                }
            }
            case PARAMETRIC_ACTIVATE -> {
                Activation phi = ((ParametricActivate) node.layer()).activation();
                for (int e = 0; e < dx.length; e++) {
                    double slope = phi.derivative(x[e], phi.value(x[e]));
                    dx[e] = dy[e] * Math.fma(alpha(node, pass, e), slope - 1, 1); // dh/dz = 1 + alpha (phi'(z) - 1)
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
            case EMBED -> ReferenceEmbeddings.gradient(node, pass, gradient);
            case DENSE, HEADS -> ReferenceAffine.productGradient(node, pass, gradient);
            case SCALE -> ReferenceAffine.scaleGradient(node, pass, gradient);
            case PARAMETRIC_ACTIVATE -> alphaGradient(node, pass, gradient);
            case BATCH_NORMALIZATION, LAYER_NORMALIZATION -> ReferenceNormalization.gradient(node, pass, gradient);
            default -> {
                // no parameters
            }
        }
    }

    private static double alpha(Node node, ReferencePass pass, int e) {
        return pass.parameters[node.requireWeight().offset() + e % node.outputs()];
    }

    /** dalpha = sum over rows of dy (phi(z) - z). */
    private static void alphaGradient(Node node, ReferencePass pass, double[] gradient) {
        Activation phi = ((ParametricActivate) node.layer()).activation();
        double[] x = pass.values[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        for (int e = 0; e < x.length; e++) {
            int alpha = node.requireWeight().offset() + e % node.outputs();
            gradient[alpha] = Math.fma(dy[e], phi.value(x[e]) - x[e], gradient[alpha]);
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
