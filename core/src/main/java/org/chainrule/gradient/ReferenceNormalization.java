package org.chainrule.gradient;

import org.chainrule.network.BatchNormalization;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * Batch and layer normalisation in plain double precision: y = gain ⊙ u + shift with u = (x - mean) / sqrt(variance + epsilon).
 *
 * <p>Both normalise groups of elements: a column of the batch, or a row. Through the group's mean and variance every element reaches every other one, and
 * dx = s (du - mean(du) - u mean(du ⊙ u)) with du = dy ⊙ gain and s = 1 / sqrt(variance + epsilon) (Ioffe and Szegedy 2015, section 3). In prediction
 * a batch normalisation uses constants, and dx = s du.
 */
final class ReferenceNormalization {
    private ReferenceNormalization() {}

    /** Where the elements of a group lie: start + k stride for k in [0, count). */
    private record Group(int start, int stride, int count) {
        double mean(double[] x) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += x[start + k * stride];
            }
            return sum / count;
        }

        double variance(double[] x, double mean) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                double d = x[start + k * stride] - mean;
                sum = Math.fma(d, d, sum);
            }
            return sum / count;
        }
    }

    private static boolean perColumn(Node node) {
        return node.kind() == Kind.BATCH_NORMALIZATION;
    }

    private static int groups(Node node, ReferencePass pass) {
        return perColumn(node) ? node.inputs() : pass.rows(node.index());
    }

    private static Group group(Node node, ReferencePass pass, int g) {
        int width = node.inputs();
        return perColumn(node) ? new Group(g, width, pass.rows) : new Group(g * width, 1, width);
    }

    private static double epsilon(Node node) {
        return node.layer() instanceof BatchNormalization batch
                ? batch.epsilon()
                : ((LayerNormalization) node.layer()).epsilon();
    }

    private static boolean usesRunning(Node node, ReferencePass pass) {
        return perColumn(node) && !pass.mode.training();
    }

    private static double mean(Node node, ReferencePass pass, int g) {
        return usesRunning(node, pass)
                ? pass.statistics[node.requireMean().offset() + g]
                : group(node, pass, g).mean(pass.values[node.index()]);
    }

    /** 1 / sqrt(variance + epsilon). */
    private static double scale(Node node, ReferencePass pass, int g, double mean) {
        double variance = usesRunning(node, pass)
                ? pass.statistics[node.requireVariance().offset() + g]
                : group(node, pass, g).variance(pass.values[node.index()], mean);
        return 1 / Math.sqrt(variance + epsilon(node));
    }

    static void forward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        int gain = node.requireWeight().offset();
        int shift = node.requireBias().offset();
        for (int g = 0; g < groups(node, pass); g++) {
            Group group = group(node, pass, g);
            double mean = mean(node, pass, g);
            double scale = scale(node, pass, g, mean);
            for (int k = 0; k < group.count; k++) {
                int e = group.start + k * group.stride;
                int j = e % node.inputs();
                y[e] = Math.fma(pass.parameters[gain + j], (x[e] - mean) * scale, pass.parameters[shift + j]);
            }
        }
    }

    static void backward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] dx = pass.deltas[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        int gain = node.requireWeight().offset();
        for (int g = 0; g < groups(node, pass); g++) {
            Group group = group(node, pass, g);
            double mean = mean(node, pass, g);
            double scale = scale(node, pass, g, mean);
            double meanDu = 0;
            double meanDuU = 0;
            if (!usesRunning(node, pass)) {
                for (int k = 0; k < group.count; k++) {
                    int e = group.start + k * group.stride;
                    double du = dy[e] * pass.parameters[gain + e % node.inputs()];
                    meanDu += du / group.count;
                    meanDuU += du * (x[e] - mean) * scale / group.count;
                }
            }
            for (int k = 0; k < group.count; k++) {
                int e = group.start + k * group.stride;
                double du = dy[e] * pass.parameters[gain + e % node.inputs()];
                dx[e] = scale * (du - meanDu - (x[e] - mean) * scale * meanDuU);
            }
        }
    }

    /** dgain = sum of dy ⊙ u, dshift = sum of dy. */
    static void gradient(Node node, ReferencePass pass, double[] gradient) {
        double[] x = pass.values[node.index()];
        double[] dy = pass.deltas[node.index() + 1];
        int gain = node.requireWeight().offset();
        for (int g = 0; g < groups(node, pass); g++) {
            Group group = group(node, pass, g);
            double mean = mean(node, pass, g);
            double scale = scale(node, pass, g, mean);
            for (int k = 0; k < group.count; k++) {
                int e = group.start + k * group.stride;
                gradient[gain + e % node.inputs()] += dy[e] * (x[e] - mean) * scale;
            }
        }
        ReferenceLayers.addRows(
                dy,
                pass.rows(node.index()),
                node.inputs(),
                gradient,
                node.requireBias().offset());
    }

    static void updateStatistics(Node node, ReferencePass pass, double[] statistics) {
        double momentum = ((BatchNormalization) node.layer()).momentum();
        double[] x = pass.values[node.index()];
        for (int j = 0; j < node.inputs(); j++) {
            Group group = group(node, pass, j);
            double mean = group.mean(x);
            int m = node.requireMean().offset() + j;
            int v = node.requireVariance().offset() + j;
            statistics[m] += momentum * (mean - statistics[m]);
            statistics[v] += momentum * (group.variance(x, mean) - statistics[v]);
        }
    }
}
