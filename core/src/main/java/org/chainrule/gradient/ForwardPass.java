package org.chainrule.gradient;

import java.util.List;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The forward pass [2] of a trained float32 network, on one thread and in memory of its own: what prediction needs and no more. The same kernels in the same
 * order as in training, so one row, a batch and training's forward pass agree bit for bit. Not safe for concurrent use; it allocates in the constructor only.
 */
public final class ForwardPass {
    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final BatchWorkspace space;
    private final BatchLayers layers;
    private final float[] statistics;
    private final int outputs;

    /**
     * A forward pass.
     *
     * @param network    the specification
     * @param likelihood output activation
     * @param kernels    inner loops
     * @param parameters flat parameters, read at every pass
     * @param statistics running statistics, read at every pass
     * @param capacity   most rows of a batch
     */
    public ForwardPass(
            Network network,
            Likelihood likelihood,
            Kernels kernels,
            float[] parameters,
            float[] statistics,
            int capacity) {
        NetworkPlan plan = new NetworkPlan(network);
        this.nodes = plan.nodes();
        this.likelihood = likelihood;
        this.outputs = network.outputs();
        this.statistics = statistics;
        this.space = new BatchWorkspace(plan, likelihood.targets(outputs), capacity, false);
        this.layers = new BatchLayers(kernels, space, parameters);
    }

    /**
     * x of the batch, to be filled by the caller.
     *
     * @return [capacity x n(0)], not a copy
     */
    public float[] inputs() {
        return space.values[0];
    }

    /**
     * Predicts: o = o(z(L)) [2] for the rows that stand in {@link #inputs()}.
     *
     * @param rows    rows of the batch, at most the capacity
     * @param results [rows x n(L)] from {@code start} on, overwritten
     * @param start   first element of the results
     */
    public void run(int rows, float[] results, int start) {
        for (int k = 0; k < nodes.size(); k++) {
            Node node = nodes.get(k);
            if (node.kind() == Kind.BATCH_NORMALIZATION) {
                BatchNormalizations.columnStatistics(node, space, statistics, rows, 0, node.inputs());
            }
            layers.forward(node, 0, rows);
        }
        float[] z = space.values[nodes.size()];
        for (int n = 0; n < rows; n++) {
            likelihood.output(z, n * outputs, results, start + n * outputs, outputs);
        }
    }
}
