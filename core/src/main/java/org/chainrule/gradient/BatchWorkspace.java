package org.chainrule.gradient;

import org.chainrule.kernel.Panels;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * All memory that the batched engine touches in a pass, allocated once: buffer k is what node k reads and node k - 1 wrote, rows of {@code strides[k]} numbers
 * in which the members of an ensemble lie {@code memberStrides[k]} apart,
 * and beside it the deltas, the constants of the normalisations, and the transposed weights. Where a node can work in place, both its buffers are one array:
 * half the memory to go through.
 */
final class BatchWorkspace {
    final float[][] values;
    final float[][] deltas;
    final int[] strides;
    final int[] memberStrides;
    final int capacity;
    /** phi(z) of each parametric activation; empty for all other nodes. */
    final float[][] activated;

    final float[] costs;
    /** Per normalisation node: mean and 1 / sqrt(variance + epsilon) of each column (batch) or row (layer). */
    final float[][] means;

    final float[][] scales;
    /** Per normalisation node, backward: mean(du) and mean(du ⊙ u) of each column. */
    final float[][] deltaMeans;

    final float[][] deltaProducts;
    /** Double sums of each column, while batch normalisation adds up. */
    final double[][] sums;

    final double[][] productSums;
    /** W(l)^T in panels, of each dense node whose delta is handed on; empty for the others. */
    final float[][] transposed;

    /** The {@link Mode} of the pass that runs, taken apart: a record for every step would be garbage. */
    boolean training;

    long seed;
    long step;
    double dropoutFactor = 1;

    /**
     * Memory for batches. Buffer 0 is the batch itself.
     *
     * @param plan     the network
     * @param capacity most rows of a batch
     * @param training whether deltas are needed
     */
    BatchWorkspace(NetworkPlan plan, int capacity, boolean training) {
        int nodes = plan.nodes().size();
        values = new float[nodes + 1][];
        deltas = new float[nodes + 1][];
        strides = new int[nodes + 1];
        memberStrides = new int[nodes + 1];
        activated = new float[nodes][];
        this.capacity = capacity;
        values[0] = new float[0];
        deltas[0] = new float[0];
        for (int k = 0; k <= nodes; k++) {
            memberStrides[k] = Panels.stride(plan.width(k));
            strides[k] = plan.members(k) * memberStrides[k];
            if (k > 0) {
                Node writer = plan.nodes().get(k - 1);
                values[k] = k > 1 && inPlace(writer) ? values[k - 1] : floats(capacity, strides[k]);
                deltas[k] = k > 1 && keepsDelta(writer) ? deltas[k - 1] : floats(training ? capacity : 0, strides[k]);
            }
        }
        costs = new float[capacity * plan.members(nodes)];
        means = new float[nodes][];
        scales = new float[nodes][];
        deltaMeans = new float[nodes][];
        deltaProducts = new float[nodes][];
        sums = new double[nodes][];
        productSums = new double[nodes][];
        transposed = new float[nodes][];
        for (Node node : plan.nodes()) {
            int k = node.index();
            boolean columns = node.kind() == Kind.BATCH_NORMALIZATION;
            int width = Panels.padded(node.inputs());
            int groups = columns ? width : node.kind() == Kind.LAYER_NORMALIZATION ? capacity * node.members() : 0;
            means[k] = new float[groups];
            scales[k] = new float[groups];
            deltaMeans[k] = new float[columns ? groups : 0];
            deltaProducts[k] = new float[columns ? groups : 0];
            sums[k] = new double[columns ? groups : 0];
            productSums[k] = new double[columns ? groups : 0];
            boolean matrix = node.kind() == Kind.DENSE || node.kind() == Kind.HEADS;
            boolean handsOn = training && matrix && !ParameterPanels.narrow(node.requireWeight());
            transposed[k] = handsOn ? floats(node.requireWeight().blocks() * node.outputs(), width) : new float[0];
            activated[k] = floats(node.kind() == Kind.PARAMETRIC_ACTIVATE ? capacity : 0, strides[k]);
        }
    }

    /** Whether what the node writes may replace what it reads: dropout, and ReLU, whose derivative can be told from h as well as from z. */
    private static boolean inPlace(Node node) {
        return node.kind() == Kind.DROPOUT
                || (node.layer() instanceof Activate activate
                        && activate.activation().kind() == Activation.Kind.RELU);
    }

    /** Whether the delta of what the node reads may replace that of what it writes, which nobody else needs. */
    private static boolean keepsDelta(Node node) {
        return node.kind() == Kind.DROPOUT || node.kind() == Kind.ACTIVATE;
    }

    void mode(boolean isTraining, long maskSeed, long maskStep, double factor) {
        training = isTraining;
        seed = maskSeed;
        step = maskStep;
        dropoutFactor = factor;
    }

    /** An array of rows. */
    static float[] floats(int rows, int width) {
        long size = (long) rows * width;
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("a batch of " + rows + " rows of width " + width
                    + " does not fit one array of 2^31 numbers; use a smaller batchSize");
        }
        return new float[(int) size];
    }
}
