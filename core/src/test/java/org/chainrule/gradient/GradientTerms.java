package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;

/**
 * The absolute values of the terms whose sum over rows is a gradient: where they cancel, rounding is measured against them. The terms of an ensemble are those of all
 * members.
 */
final class GradientTerms {
    private GradientTerms() {}

    /** sum_n |h_i delta_j| of a matrix, sum_n |u_j delta_j| of a vector that multiplies u. */
    static double[] weight(Node node, ReferencePass pass) {
        Slice slice = node.requireWeight();
        double[] terms = new double[slice.size()];
        double[] x = pass.values(node.index());
        double[] dy = pass.deltas(node.index() + 1);
        int out = node.outputs();
        for (int e = 0; e < dy.length; e++) {
            int j = e % out;
            int member = e / out % node.members();
            if (node.kind() == Kind.DENSE || node.kind() == Kind.HEADS) {
                int block = slice.blocks() == 1 ? 0 : member * slice.rows() * slice.columns();
                for (int i = 0; i < node.inputs(); i++) {
                    terms[block + i * out + j] +=
                            Math.abs(node.productScale() * x[e / out * node.inputs() + i] * dy[e]);
                }
            } else {
                terms[(slice.rows() == 1 ? 0 : member * out) + j] += Math.abs(factor(node, pass, e) * dy[e]);
            }
        }
        return terms;
    }

    /** What a vector multiplies, for element e of what the node wrote. */
    private static double factor(Node node, ReferencePass pass, int e) {
        double[] x = pass.values(node.index());
        double[] y = pass.values(node.index() + 1);
        int j = e % node.outputs();
        return switch (node.kind()) {
            case SCALE -> x[x.length == y.length ? e : e / node.outputs() / node.members() * node.outputs() + j];
            case PARAMETRIC_ACTIVATE ->
                ((ParametricActivate) node.layer()).activation().value(x[e]) - x[e];
            default -> {
                double gain = pass.parameters[node.requireWeight().offset() + j];
                yield (y[e] - pass.parameters[node.requireBias().offset() + j]) / gain;
            }
        };
    }

    /** sum_n |delta_j|. */
    static double[] bias(Node node, ReferencePass pass) {
        Slice slice = node.requireBias();
        double[] terms = new double[slice.size()];
        double[] dy = pass.deltas(node.index() + 1);
        int out = node.outputs();
        for (int e = 0; e < dy.length; e++) {
            terms[(slice.rows() == 1 ? 0 : e / out % node.members() * out) + e % out] += Math.abs(dy[e]);
        }
        return terms;
    }

    /** The absolute values of the gradients of each row alone. */
    static double[] embedding(Node node, Slice slice, ReferencePass pass) {
        double[] terms = new double[slice.size()];
        double[] dy = pass.deltas(node.index() + 1);
        double[] all = dy.clone();
        int width = node.outputs();
        double[] gradient = new double[pass.parameters.length];
        for (int n = 0; n < pass.rows(); n++) {
            Arrays.fill(dy, 0);
            System.arraycopy(all, n * width, dy, n * width, width);
            Arrays.fill(gradient, 0);
            ReferenceEmbeddings.gradient(node, pass, gradient);
            for (int e = 0; e < terms.length; e++) {
                terms[e] += Math.abs(gradient[slice.offset() + e]);
            }
        }
        System.arraycopy(all, 0, dy, 0, all.length);
        return terms;
    }
}
