package org.chainrule.gradient;

import java.util.Arrays;
import java.util.Objects;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.jspecify.annotations.Nullable;

/**
 * The reference engine's forward pass [2] one node at a time, over as many rows as the caller has and with memory for no more than a few: for those who look at
 * the rows between two nodes. In prediction mode, where rows do not depend on each other.
 */
public final class NodeForward {
    private static final int PIECE_ROWS = 64;

    private final NetworkPlan plan;
    private final double[] parameters;
    private final double[] statistics;

    /**
     * A pass that has not begun.
     *
     * @param plan       the network
     * @param parameters flat parameters, read anew at every node
     * @param statistics running statistics, read
     */
    public NodeForward(NetworkPlan plan, double[] parameters, double[] statistics) {
        this.plan = plan;
        this.parameters = parameters;
        this.statistics = statistics;
    }

    /**
     * What a node writes.
     *
     * @param node    the node
     * @param buffers [rows x width] each; the one that the node reads must be there, for the end of a residual block the one that its start read, too
     * @param rows    rows of the buffers
     * @return buffer node.index() + 1
     */
    public double[] run(Node node, double[] @Nullable [] buffers, int rows) {
        int width = width(node.index() + 1);
        double[] written = new double[rows * width];
        ReferencePass pass = new ReferencePass(plan, parameters, statistics, PIECE_ROWS, Mode.PREDICTION);
        for (int from = 0; from < rows; from += PIECE_ROWS) {
            int count = Math.min(PIECE_ROWS, rows - from);
            if (count < pass.rows) {
                pass = new ReferencePass(plan, parameters, statistics, count, Mode.PREDICTION);
            }
            load(buffers, node.index(), from, pass);
            if (node.kind() == Kind.SKIP_END) {
                load(buffers, node.partner(), from, pass);
            }
            Arrays.fill(pass.values[node.index() + 1], 0);
            ReferenceLayers.forward(node, pass);
            System.arraycopy(pass.values[node.index() + 1], 0, written, from * width, count * width);
        }
        return written;
    }

    private void load(double[] @Nullable [] buffers, int buffer, int from, ReferencePass pass) {
        int width = width(buffer);
        double[] all = Objects.requireNonNull(buffers[buffer], "a buffer that the node reads");
        System.arraycopy(all, from * width, pass.values[buffer], 0, pass.rows * width);
    }

    private int width(int buffer) {
        return plan.width(buffer) * plan.members(buffer);
    }
}
