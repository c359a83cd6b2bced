package org.chainrule.explain;

import java.util.Arrays;
import java.util.List;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * The gradient of one parameter row by row, dJ_n/dw. Rows go through together, and h_i delta_j of each row is told apart; where a batch normalisation couples
 * them in training, J_n depends on the whole batch and every row has a backward pass of its own.
 */
final class RowSplit {
    private static final int CHUNK = 256;

    private final ReferenceEngine engine;
    private final double[] parameters;
    private final double[] statistics;
    private final Mode mode;

    RowSplit(ReferenceEngine engine, double[] parameters, double[] statistics, Mode mode) {
        this.engine = engine;
        this.parameters = parameters;
        this.statistics = statistics;
        this.mode = mode;
    }

    /** dJ_n/dw of every row, whatever its weight. */
    double[] gradients(Rows rows, Slice slice, int within) {
        if (mode.training()) { // masks and statistics are those of the whole batch
            return engine.plan().couplesRows() ? coupled(rows, slice, within) : apart(rows, slice, within);
        }
        double[] all = new double[rows.rows()];
        int inputs = engine.plan().width(0);
        int targets = rows.y().length / rows.rows();
        for (int from = 0; from < all.length; from += CHUNK) {
            int count = Math.min(CHUNK, all.length - from);
            double[] x = Arrays.copyOfRange(rows.x(), from * inputs, (from + count) * inputs);
            double[] y = Arrays.copyOfRange(rows.y(), from * targets, (from + count) * targets);
            double[] part = apart(new Rows(x, y, new double[count], count), slice, within);
            System.arraycopy(part, 0, all, from, count);
        }
        return all;
    }

    private double[] apart(Rows rows, Slice slice, int within) {
        int count = rows.rows();
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        ReferencePass pass = engine.forward(parameters, statistics, rows.x(), count, mode);
        engine.backward(pass, rows.y(), ones, new double[parameters.length]);
        Node node = Starts.node(engine, slice);
        List<UnitGraph.Start> starts = new Starts(engine, pass, node, slice, within).list();
        double[] deltas = pass.deltas(node.index() + 1);
        int perRow = deltas.length / count;
        double[] gradients = new double[count];
        for (UnitGraph.Start start : starts) { // the mean's share is taken out again
            gradients[start.element() / perRow] += count * (start.derivative() * deltas[start.element()]);
        }
        return gradients;
    }

    private double[] coupled(Rows rows, Slice slice, int within) {
        int count = rows.rows();
        ReferencePass pass = engine.forward(parameters, statistics, rows.x(), count, mode);
        double[] gradient = new double[parameters.length];
        double[] gradients = new double[count];
        for (int n = 0; n < count; n++) {
            double[] one = new double[count];
            one[n] = 1;
            engine.backward(pass, rows.y(), one, gradient);
            gradients[n] = gradient[slice.offset() + within];
        }
        return gradients;
    }
}
