package org.chainrule.gradient;

import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * All memory that the batched engine touches in a step, allocated once: buffer k is what node k reads and node k - 1 wrote, [capacity x width] row-major,
 * and beside it the deltas, the constants of the normalisations, and the transposed weights.
 */
final class BatchWorkspace {
    final float[][] values;
    final float[][] deltas;
    final float[] targets;
    final float[] weights;
    final double[] costs;
    /** Per normalisation node: mean and 1 / sqrt(variance + epsilon) of each column (batch) or row (layer). */
    final float[][] means;

    final float[][] scales;
    /** Per normalisation node, backward: mean(du) and mean(du ⊙ u) of each column. */
    final float[][] deltaMeans;

    final float[][] deltaProducts;
    /** Double sums of each column, while batch normalisation adds up. */
    final double[][] sums;

    final double[][] productSums;
    /** W(l)^T [out x in] of each dense node whose delta is handed on; empty for the others. */
    final float[][] transposed;

    final int capacity;
    /** The {@link Mode} of the pass that runs, taken apart: a record for every step would be garbage. */
    boolean training;

    long seed;
    long step;

    /**
     * Memory for batches.
     *
     * @param plan     the network
     * @param targets  numbers of y in a row
     * @param capacity most rows of a batch
     * @param training whether deltas are needed
     */
    BatchWorkspace(NetworkPlan plan, int targets, int capacity, boolean training) {
        this.capacity = capacity;
        int nodes = plan.nodes().size();
        values = new float[nodes + 1][];
        deltas = new float[nodes + 1][];
        for (int k = 0; k <= nodes; k++) {
            values[k] = floats(plan, k, capacity, true);
            deltas[k] = floats(plan, k, capacity, training);
        }
        this.targets = new float[Math.multiplyExact(capacity, targets)];
        weights = new float[capacity];
        costs = new double[capacity];
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
            int groups = columns ? node.inputs() : node.kind() == Kind.LAYER_NORMALIZATION ? capacity : 0;
            means[k] = new float[groups];
            scales[k] = new float[groups];
            deltaMeans[k] = new float[columns ? groups : 0];
            deltaProducts[k] = new float[columns ? groups : 0];
            sums[k] = new double[columns ? groups : 0];
            productSums[k] = new double[columns ? groups : 0];
            transposed[k] = new float
                    [training && node.kind() == Kind.DENSE
                            ? node.requireWeight().size()
                            : 0];
        }
    }

    void mode(boolean isTraining, long maskSeed, long maskStep) {
        training = isTraining;
        seed = maskSeed;
        step = maskStep;
    }

    private static float[] floats(NetworkPlan plan, int buffer, int capacity, boolean needed) {
        long size = needed ? (long) capacity * plan.width(buffer) : 0;
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("a batch of " + capacity + " rows of width " + plan.width(buffer)
                    + " does not fit one array of 2^31 numbers; use a smaller batchSize");
        }
        return new float[(int) size];
    }
}
