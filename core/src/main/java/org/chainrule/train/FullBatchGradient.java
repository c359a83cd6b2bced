package org.chainrule.train;

import java.util.Arrays;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * Cost and gradient over all rows of a data set, piece after piece through the batched engine: the gradients of the pieces, each weighted by its rows, are added in
 * double in the order of the pieces, tile by tile on the engine's threads, while the next piece is gathered.
 */
final class FullBatchGradient {
    private final BatchBackpropagation engine;
    private final TeamFeed feed;
    private final int[] order;
    private final int capacity;
    private final double[] sum;
    private double weightSum;
    private final BatchBackpropagation.TileListener onTile = this::add;

    FullBatchGradient(BatchBackpropagation engine, Dataset data, int capacity) {
        this.engine = engine;
        this.feed = new TeamFeed(engine, data, capacity);
        this.order = new int[data.rows()];
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
        this.capacity = capacity;
        this.sum = new double[engine.panels().size()];
    }

    /**
     * The weighted mean over all rows at the engine's parameters.
     *
     * @param seed     of the dropout masks
     * @param gradient [parameters], overwritten
     * @return the mean cost, 0 if all weights are 0
     */
    double evaluate(long seed, double[] gradient) {
        Arrays.fill(sum, 0);
        feed.startEpoch(order, capacity);
        double cost = 0;
        double total = 0;
        for (int from = 0; from < order.length; from += capacity) {
            Batch batch = feed.next();
            double mean = engine.forwardBackward(batch, seed, 0);
            engine.gradients(batch, onTile, feed);
            cost += engine.weightSum() * mean;
            total += engine.weightSum();
        }
        weightSum = total;
        engine.panels().unpack(sum, gradient);
        for (int e = 0; e < gradient.length; e++) {
            gradient[e] /= total == 0 ? 1 : total;
        }
        return total == 0 ? 0 : cost / total;
    }

    /** Sum of the weights of all rows, after {@link #evaluate}. */
    double weightSum() {
        return weightSum;
    }

    private void add(int tile, Slice slice, int from, int to) {
        double weight = engine.weightSum();
        float[] g = engine.gradient();
        for (int e = from; e < to; e++) {
            sum[e] = Math.fma(weight, g[e], sum[e]);
        }
    }
}
