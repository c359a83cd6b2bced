package org.chainrule.gradient;

import org.chainrule.network.NetworkPlan;

/**
 * What one pass of the reference engine leaves behind: every h and z on the way forward, every delta on the way back.
 * Buffer 0 is x, node k writes buffer k + 1, the last buffer is z(L); all are [rows x members x width] row-major, with one member before a batch ensemble.
 */
public final class ReferencePass {
    final int rows;
    final Mode mode;
    final double[] parameters;
    final double[] statistics;
    private final NetworkPlan plan;
    final double[][] values;
    final double[][] deltas;

    ReferencePass(NetworkPlan plan, double[] parameters, double[] statistics, int rows, Mode mode) {
        this.plan = plan;
        this.rows = rows;
        this.mode = mode;
        this.parameters = parameters;
        this.statistics = statistics;
        int nodes = plan.nodes().size();
        values = new double[nodes + 1][];
        deltas = new double[nodes + 1][];
        for (int k = 0; k <= nodes; k++) {
            values[k] = new double[rows(k) * plan.width(k)];
            deltas[k] = new double[rows(k) * plan.width(k)];
        }
    }

    /** The same values seen by node k alone, with deltas of its own: dy behind it, room for dx before it. */
    private ReferencePass(ReferencePass pass, int k, double[] dy) {
        plan = pass.plan;
        rows = pass.rows;
        mode = pass.mode;
        parameters = pass.parameters;
        statistics = pass.statistics;
        values = pass.values;
        deltas = new double[values.length][];
        deltas[k] = new double[values[k].length];
        deltas[k + 1] = dy;
    }

    ReferencePass at(int k, double[] dy) {
        return new ReferencePass(this, k, dy);
    }

    /**
     * The number of rows.
     *
     * @return rows of the batch
     */
    public int rows() {
        return rows;
    }

    /** Rows of a buffer when each member of a row counts as one. */
    int rows(int buffer) {
        return rows * plan.members(buffer);
    }

    /**
     * The values of a buffer: x, some z(l), some h(l).
     *
     * @param buffer 0 for x, k + 1 for what node k wrote
     * @return [rows x members x width], not a copy
     */
    public double[] values(int buffer) {
        return values[buffer];
    }

    /**
     * dJ/d(value) of a buffer, after the backward pass; of a pre-activation it is delta(l) times the row's share of the weights.
     *
     * @param buffer as for {@link #values}
     * @return [rows x members x width], not a copy
     */
    public double[] deltas(int buffer) {
        return deltas[buffer];
    }
}
