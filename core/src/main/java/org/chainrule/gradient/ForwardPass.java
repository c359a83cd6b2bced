package org.chainrule.gradient;

import java.util.List;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The forward pass [2] of a trained float32 network, on one thread and in memory of its own: what prediction needs and no more. The same kernels in the same
 * order as in training, so one row, a batch and training's forward pass agree bit for bit. The weights are only read and may be shared; the pass itself is not
 * safe for concurrent use. It allocates in the constructor only.
 */
public final class ForwardPass {
    private final NetworkPlan plan;
    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final Batch batch;
    private final BatchWorkspace space;
    private final BatchLayers layers;
    private final Normalizations normalizations;
    private final ElementwiseKernels elementwise;
    private final float[] memberOutputs;

    /**
     * A forward pass.
     *
     * @param plan       the network
     * @param likelihood output activation
     * @param kernels    inner loops
     * @param panels     layout of the parameters
     * @param parameters packed parameters, read at every pass
     * @param statistics running statistics, read at every pass
     * @param capacity   most rows of a batch
     */
    public ForwardPass(
            NetworkPlan plan,
            Likelihood likelihood,
            Kernels kernels,
            ParameterPanels panels,
            float[] parameters,
            float[] statistics,
            int capacity) {
        this.nodes = plan.nodes();
        this.likelihood = likelihood;
        this.plan = plan;
        int last = nodes.size();
        this.memberOutputs = new float[plan.members(last) == 1 ? 0 : capacity * plan.width(last)];
        this.batch = new Batch(capacity, plan.width(0), 0);
        this.space = new BatchWorkspace(plan, capacity, false);
        this.space.values[0] = batch.x();
        this.normalizations = new Normalizations(kernels, space, panels, parameters, statistics);
        this.layers = new BatchLayers(plan, kernels, space, normalizations, panels, parameters, false);
        this.elementwise = kernels.elementwise();
    }

    /**
     * The rows to predict, to be filled by the caller.
     *
     * @return x of the batch counts, its targets and weights do not
     */
    public Batch batch() {
        return batch;
    }

    /**
     * Predicts: o = o(z(L)) [2] for the rows that stand in {@link #batch()}.
     *
     * @param rows    rows of the batch, at most the capacity
     * @param results [rows x n(L)], overwritten; the mean over the members of an ensemble
     */
    public void run(int rows, float[] results) {
        for (int k = 0; k < nodes.size(); k++) {
            Node node = nodes.get(k);
            if (node.kind() == Kind.BATCH_NORMALIZATION) {
                normalizations.columnStatistics(node, rows, 0, node.inputs());
            }
            layers.forward(node, 0, rows);
        }
        MemberOutputs.mean(plan, likelihood, elementwise, space, rows, results, memberOutputs);
    }
}
