package org.chainrule.gradient;

import org.chainrule.network.BatchNormalization;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.NetworkPlan.Node;

/**
 * Batch and layer normalisation in float32: the fast twins of {@link ReferenceNormalization}. Sums over a group are added up in double, in ascending order,
 * whatever the number of threads.
 */
final class BatchNormalizations {
    private BatchNormalizations() {}

    /** Mean and scale of columns from to: of the batch in training, running in prediction; in training the running ones move. */
    static void columnStatistics(Node node, BatchWorkspace space, float[] statistics, int rows, int from, int to) {
        BatchNormalization layer = (BatchNormalization) node.layer();
        int mean = node.requireMean().offset();
        int variance = node.requireVariance().offset();
        float[] means = space.means[node.index()];
        float[] scales = space.scales[node.index()];
        if (space.training) {
            columnMoments(node, space, rows, from, to);
        }
        double[] sums = space.sums[node.index()];
        double[] squares = space.productSums[node.index()];
        float momentum = (float) layer.momentum();
        for (int j = from; j < to; j++) {
            if (space.training) {
                means[j] = (float) sums[j];
                scales[j] = (float) (1 / Math.sqrt(squares[j] + layer.epsilon()));
                statistics[mean + j] += momentum * ((float) sums[j] - statistics[mean + j]);
                statistics[variance + j] += momentum * ((float) squares[j] - statistics[variance + j]);
            } else {
                means[j] = statistics[mean + j];
                scales[j] = (float) (1 / Math.sqrt(statistics[variance + j] + layer.epsilon()));
            }
        }
    }

    /** Leaves mean and biased variance of columns from to in the double sums. */
    private static void columnMoments(Node node, BatchWorkspace space, int rows, int from, int to) {
        int stride = space.strides[node.index()];
        float[] x = space.values[node.index()];
        double[] mean = space.sums[node.index()];
        double[] variance = space.productSums[node.index()];
        java.util.Arrays.fill(mean, from, to, 0);
        java.util.Arrays.fill(variance, from, to, 0);
        for (int n = 0; n < rows; n++) {
            for (int j = from; j < to; j++) {
                mean[j] += x[n * stride + j];
            }
        }
        for (int j = from; j < to; j++) {
            mean[j] /= rows;
        }
        for (int n = 0; n < rows; n++) {
            for (int j = from; j < to; j++) {
                double d = x[n * stride + j] - mean[j];
                variance[j] = Math.fma(d, d, variance[j]);
            }
        }
        for (int j = from; j < to; j++) {
            variance[j] /= rows;
        }
    }

    static void batchForward(
            Node node, BatchWorkspace space, ParameterPanels panels, float[] parameters, int from, int to) {
        int width = node.inputs();
        int stride = space.strides[node.index()];
        float[] x = space.values[node.index()];
        float[] y = space.values[node.index() + 1];
        float[] mean = space.means[node.index()];
        float[] scale = space.scales[node.index()];
        int gain = panels.weightAt(node);
        int shift = panels.biasAt(node);
        for (int n = from; n < to; n++) {
            int p = n * stride;
            for (int j = 0; j < width; j++) {
                y[p + j] = Math.fma(parameters[gain + j], (x[p + j] - mean[j]) * scale[j], parameters[shift + j]);
            }
        }
    }

    /** mean(du) and mean(du ⊙ u) of columns from to, with du = dy ⊙ gain; zero in prediction, where mean and scale are constants. */
    static void columnDeltas(
            Node node, BatchWorkspace space, ParameterPanels panels, float[] parameters, int rows, int from, int to) {
        int stride = space.strides[node.index()];
        float[] x = space.values[node.index()];
        float[] dy = space.deltas[node.index() + 1];
        float[] mean = space.means[node.index()];
        float[] scale = space.scales[node.index()];
        double[] sum = space.sums[node.index()];
        double[] product = space.productSums[node.index()];
        int gain = panels.weightAt(node);
        java.util.Arrays.fill(sum, from, to, 0);
        java.util.Arrays.fill(product, from, to, 0);
        for (int n = 0; n < rows && space.training; n++) {
            for (int j = from; j < to; j++) {
                double du = dy[n * stride + j] * parameters[gain + j];
                double u = (x[n * stride + j] - mean[j]) * scale[j];
                sum[j] += du;
                product[j] = Math.fma(du, u, product[j]);
            }
        }
        for (int j = from; j < to; j++) {
            space.deltaMeans[node.index()][j] = (float) (sum[j] / rows);
            space.deltaProducts[node.index()][j] = (float) (product[j] / rows);
        }
    }

    static void batchBackward(
            Node node, BatchWorkspace space, ParameterPanels panels, float[] parameters, int from, int to) {
        int width = node.inputs();
        int stride = space.strides[node.index()];
        float[] x = space.values[node.index()];
        float[] dx = space.deltas[node.index()];
        float[] dy = space.deltas[node.index() + 1];
        float[] mean = space.means[node.index()];
        float[] scale = space.scales[node.index()];
        float[] meanDu = space.deltaMeans[node.index()];
        float[] meanDuU = space.deltaProducts[node.index()];
        int gain = panels.weightAt(node);
        for (int n = from; n < to; n++) {
            int p = n * stride;
            for (int j = 0; j < width; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                dx[p + j] = scale[j] * (dy[p + j] * parameters[gain + j] - meanDu[j] - u * meanDuU[j]);
            }
        }
    }

    static void layerForward(
            Node node, BatchWorkspace space, ParameterPanels panels, float[] parameters, int from, int to) {
        int width = node.inputs();
        int stride = space.strides[node.index()];
        double epsilon = ((LayerNormalization) node.layer()).epsilon();
        float[] x = space.values[node.index()];
        float[] y = space.values[node.index() + 1];
        int gain = panels.weightAt(node);
        int shift = panels.biasAt(node);
        for (int n = from; n < to; n++) {
            int p = n * stride;
            double mean = 0;
            for (int j = 0; j < width; j++) {
                mean += x[p + j];
            }
            mean /= width;
            double variance = 0;
            for (int j = 0; j < width; j++) {
                double d = x[p + j] - mean;
                variance = Math.fma(d, d, variance);
            }
            float m = (float) mean;
            float scale = (float) (1 / Math.sqrt(variance / width + epsilon));
            space.means[node.index()][n] = m;
            space.scales[node.index()][n] = scale;
            for (int j = 0; j < width; j++) {
                y[p + j] = Math.fma(parameters[gain + j], (x[p + j] - m) * scale, parameters[shift + j]);
            }
        }
    }

    static void layerBackward(
            Node node, BatchWorkspace space, ParameterPanels panels, float[] parameters, int from, int to) {
        int width = node.inputs();
        int stride = space.strides[node.index()];
        float[] x = space.values[node.index()];
        float[] dx = space.deltas[node.index()];
        float[] dy = space.deltas[node.index() + 1];
        int gain = panels.weightAt(node);
        for (int n = from; n < to; n++) {
            int p = n * stride;
            float mean = space.means[node.index()][n];
            float scale = space.scales[node.index()][n];
            double sum = 0;
            double product = 0;
            for (int j = 0; j < width; j++) {
                double du = dy[p + j] * parameters[gain + j];
                sum += du;
                product = Math.fma(du, (x[p + j] - mean) * scale, product);
            }
            float meanDu = (float) (sum / width);
            float meanDuU = (float) (product / width);
            for (int j = 0; j < width; j++) {
                float u = (x[p + j] - mean) * scale;
                dx[p + j] = scale * (dy[p + j] * parameters[gain + j] - meanDu - u * meanDuU);
            }
        }
    }

    /** dgain of columns from to: the chain over all rows of dy ⊙ u. */
    static void gainGradient(
            Node node, BatchWorkspace space, ParameterPanels panels, boolean perColumn, int rows, float[] gradient) {
        int width = node.inputs();
        int stride = space.strides[node.index()];
        float[] x = space.values[node.index()];
        float[] dy = space.deltas[node.index() + 1];
        float[] mean = space.means[node.index()];
        float[] scale = space.scales[node.index()];
        int gain = panels.weightAt(node);
        java.util.Arrays.fill(gradient, gain, gain + width, 0f);
        for (int n = 0; n < rows; n++) {
            int p = n * stride;
            for (int j = 0; j < width; j++) {
                int group = perColumn ? j : n;
                gradient[gain + j] = Math.fma(dy[p + j], (x[p + j] - mean[group]) * scale[group], gradient[gain + j]);
            }
        }
    }
}
