package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The affine layers in plain double precision: Z = c H W + b, with one W for all members (dense, c = 1 or that of NTK) or one for each (heads), and
 * Y = X ⊙ s + b with one row of s and b for all members or one for each. A row of a buffer holds its members side by side, so row n of member m is row
 * n k + m here.
 */
final class ReferenceAffine {
    private ReferenceAffine() {}

    /** Where the matrix of a member starts; all share it if there is but one. */
    private static int matrix(Slice slice, int member) {
        return slice.blocks() == 1 ? slice.offset() : slice.offset() + member * slice.rows() * slice.columns();
    }

    /** Where the row of a member starts; all share it if there is but one. */
    private static int row(Slice slice, int member) {
        return slice.rows() == 1 ? slice.offset() : slice.offset() + member * slice.columns();
    }

    private static double bias(double[] parameters, @Nullable Slice bias, int member, int j) {
        return bias == null ? 0 : parameters[row(bias, member) + j];
    }

    /** Z = c H W + b [2]. */
    static void productForward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] z = pass.values[node.index() + 1];
        int in = node.inputs();
        int out = node.outputs();
        double scale = node.productScale();
        for (int r = 0; r < pass.rows(node.index()); r++) {
            int member = r % node.members();
            int w = matrix(node.requireWeight(), member);
            for (int j = 0; j < out; j++) {
                double b = bias(pass.parameters, node.bias(), member, j);
                double sum = scale == 1 ? b : 0;
                for (int i = 0; i < in; i++) {
                    sum = Math.fma(x[r * in + i], pass.parameters[w + i * out + j], sum);
                }
                z[r * out + j] = scale == 1 ? sum : Math.fma(sum, scale, b);
            }
        }
    }

    /** Delta(l-1) = c Delta(l) W(l)^T, the part of [9] before phi'. */
    static void productBackward(Node node, ReferencePass pass) {
        double[] dx = pass.deltas[node.index()];
        double[] dz = pass.deltas[node.index() + 1];
        int in = node.inputs();
        int out = node.outputs();
        double scale = node.productScale();
        for (int r = 0; r < pass.rows(node.index()); r++) {
            int w = matrix(node.requireWeight(), r % node.members());
            for (int i = 0; i < in; i++) {
                double sum = 0;
                for (int j = 0; j < out; j++) {
                    sum = Math.fma(dz[r * out + j], pass.parameters[w + i * out + j], sum);
                }
                dx[r * in + i] = scale * sum;
            }
        }
    }

    /** dW = c H^T Delta [6], db = sum of the rows of Delta. */
    static void productGradient(Node node, ReferencePass pass, double[] gradient) {
        double[] x = pass.values[node.index()];
        double[] dz = pass.deltas[node.index() + 1];
        int in = node.inputs();
        int out = node.outputs();
        Slice weight = node.requireWeight();
        for (int r = 0; r < pass.rows(node.index()); r++) {
            int w = matrix(weight, r % node.members());
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < out; j++) {
                    gradient[w + i * out + j] = Math.fma(x[r * in + i], dz[r * out + j], gradient[w + i * out + j]);
                }
            }
        }
        for (int e = weight.offset(); e < weight.offset() + weight.size(); e++) {
            gradient[e] *= node.productScale();
        }
        biasGradient(node, pass, gradient);
    }

    /** db = sum of the rows of Delta, in order. */
    private static void biasGradient(Node node, ReferencePass pass, double[] gradient) {
        Slice bias = node.bias();
        if (bias != null) {
            double[] dz = pass.deltas[node.index() + 1];
            int out = node.outputs();
            for (int r = 0; r < pass.rows(node.index() + 1); r++) {
                int b = row(bias, r % node.members());
                for (int j = 0; j < out; j++) {
                    gradient[b + j] += dz[r * out + j];
                }
            }
        }
    }

    /** Where a scale reads what it writes to row r: the same row, or the only member's where one becomes several. */
    private static int source(Node node, ReferencePass pass, int r) {
        return pass.rows(node.index()) == pass.rows(node.index() + 1) ? r : r / node.members();
    }

    /** Y = X ⊙ s + b. */
    static void scaleForward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        int width = node.inputs();
        for (int r = 0; r < pass.rows(node.index() + 1); r++) {
            int from = source(node, pass, r) * width;
            int member = r % node.members();
            int s = row(node.requireWeight(), member);
            for (int j = 0; j < width; j++) {
                y[r * width + j] =
                        Math.fma(x[from + j], pass.parameters[s + j], bias(pass.parameters, node.bias(), member, j));
            }
        }
    }

    /** dX = dY ⊙ s, summed over the members that read the same row. */
    static void scaleBackward(Node node, ReferencePass pass) {
        double[] dx = pass.deltas[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        int width = node.inputs();
        Arrays.fill(dx, 0);
        for (int r = 0; r < pass.rows(node.index() + 1); r++) {
            int to = source(node, pass, r) * width;
            int s = row(node.requireWeight(), r % node.members());
            for (int j = 0; j < width; j++) {
                dx[to + j] = Math.fma(dy[r * width + j], pass.parameters[s + j], dx[to + j]);
            }
        }
    }

    /** ds = sum over rows of dY ⊙ X, db = sum over rows of dY. */
    static void scaleGradient(Node node, ReferencePass pass, double[] gradient) {
        double[] x = pass.values[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        int width = node.inputs();
        for (int r = 0; r < pass.rows(node.index() + 1); r++) {
            int from = source(node, pass, r) * width;
            int s = row(node.requireWeight(), r % node.members());
            for (int j = 0; j < width; j++) {
                gradient[s + j] = Math.fma(dy[r * width + j], x[from + j], gradient[s + j]);
            }
        }
        biasGradient(node, pass, gradient);
    }
}
