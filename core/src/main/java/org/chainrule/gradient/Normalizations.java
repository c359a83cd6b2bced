package org.chainrule.gradient;

import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.NormalizationKernels;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * Batch and layer normalisation in float32, on the buffers of a pass: the fast twins of {@link ReferenceNormalization}. The loops are those of {@link
 * NormalizationKernels}; here is only what they are applied to.
 */
final class Normalizations {
    private final NormalizationKernels kernels;
    private final BatchWorkspace space;
    private final ParameterPanels panels;
    private final float[] parameters;
    private final float[] statistics;

    Normalizations(
            Kernels kernels, BatchWorkspace space, ParameterPanels panels, float[] parameters, float[] statistics) {
        this.kernels = kernels.normalizations();
        this.space = space;
        this.panels = panels;
        this.parameters = parameters;
        this.statistics = statistics;
    }

    /** Mean and scale of columns from to: of the batch in training, running in prediction; in training the running ones move. */
    void columnStatistics(Node node, int rows, int from, int to) {
        BatchNormalization layer = (BatchNormalization) node.layer();
        int k = node.index();
        int mean = node.requireMean().offset();
        int variance = node.requireVariance().offset();
        double[] batchMean = space.sums[k];
        double[] batchVariance = space.productSums[k];
        if (space.training) {
            kernels.columnMoments(space.values[k], 0, space.strides[k], rows, from, to, batchMean, batchVariance);
        }
        float momentum = (float) layer.momentum();
        for (int j = from; j < to; j++) {
            if (space.training) {
                space.means[k][j] = (float) batchMean[j];
                space.scales[k][j] = (float) (1 / Math.sqrt(batchVariance[j] + layer.epsilon()));
                statistics[mean + j] += momentum * ((float) batchMean[j] - statistics[mean + j]);
                statistics[variance + j] += momentum * ((float) batchVariance[j] - statistics[variance + j]);
            } else {
                space.means[k][j] = statistics[mean + j];
                space.scales[k][j] = (float) (1 / Math.sqrt(statistics[variance + j] + layer.epsilon()));
            }
        }
    }

    void batchForward(Node node, int from, int to) {
        int k = node.index();
        int stride = space.strides[k];
        kernels.normalizeByColumn(
                space.values[k],
                from * stride,
                stride,
                space.means[k],
                space.scales[k],
                parameters,
                panels.weightAt(node),
                panels.biasAt(node),
                space.values[k + 1],
                from * stride,
                stride,
                to - from,
                node.inputs());
    }

    /** mean(du) and mean(du ⊙ u) of columns from to, with du = dy ⊙ gain; zero in prediction, where mean and scale are constants. */
    void columnDeltas(Node node, int rows, int from, int to) {
        int k = node.index();
        if (!space.training) {
            java.util.Arrays.fill(space.deltaMeans[k], from, to, 0f);
            java.util.Arrays.fill(space.deltaProducts[k], from, to, 0f);
            return;
        }
        kernels.columnDeltas(
                space.values[k],
                0,
                space.strides[k],
                space.deltas[k + 1],
                0,
                space.strides[k],
                space.means[k],
                space.scales[k],
                parameters,
                panels.weightAt(node),
                rows,
                from,
                to,
                space.sums[k],
                space.productSums[k],
                space.deltaMeans[k],
                space.deltaProducts[k]);
    }

    void batchBackward(Node node, int from, int to) {
        int k = node.index();
        int stride = space.strides[k];
        kernels.backwardByColumn(
                space.values[k],
                from * stride,
                stride,
                space.deltas[k + 1],
                from * stride,
                stride,
                space.means[k],
                space.scales[k],
                space.deltaMeans[k],
                space.deltaProducts[k],
                parameters,
                panels.weightAt(node),
                space.deltas[k],
                from * stride,
                stride,
                to - from,
                node.inputs());
    }

    /** Rows count members here: member m of row n is row n times members + m. */
    void layerForward(Node node, int from, int to) {
        int k = node.index();
        int stride = space.memberStrides[k];
        kernels.normalizeByRow(
                space.values[k],
                from * stride,
                stride,
                ((LayerNormalization) node.layer()).epsilon(),
                space.means[k],
                space.scales[k],
                from,
                parameters,
                panels.weightAt(node),
                panels.biasAt(node),
                space.values[k + 1],
                from * stride,
                stride,
                to - from,
                node.inputs());
    }

    void layerBackward(Node node, int from, int to) {
        int k = node.index();
        int stride = space.memberStrides[k];
        kernels.backwardByRow(
                space.values[k],
                from * stride,
                stride,
                space.deltas[k + 1],
                from * stride,
                stride,
                space.means[k],
                space.scales[k],
                from,
                parameters,
                panels.weightAt(node),
                space.deltas[k],
                from * stride,
                stride,
                to - from,
                node.inputs());
    }

    /** dgain: the chain over all rows of dy ⊙ u. */
    void gainGradient(Node node, int rows, float[] gradient) {
        int k = node.index();
        int stride = space.memberStrides[k];
        float[] x = space.values[k];
        float[] dy = space.deltas[k + 1];
        int width = node.inputs();
        int at = panels.weightAt(node);
        if (node.kind() == Kind.BATCH_NORMALIZATION) {
            kernels.gainGradientByColumn(
                    x, 0, stride, dy, 0, stride, space.means[k], space.scales[k], rows, 0, width, gradient, at);
        } else {
            kernels.gainGradientByRow(
                    x, 0, stride, dy, 0, stride, space.means[k], space.scales[k], 0, rows, 0, width, gradient, at);
        }
    }
}
