package org.chainrule.train;

import org.jspecify.annotations.Nullable;

/**
 * The weighted mean of the shards' answers: sum over s of weight(s) x(s) / sum of weight(s), added in double in the order of the shards and rounded once. Elements do not
 * know of each other, so a range of them may be averaged elsewhere ({@link #ShardMean(int, int)}) with the same bits. A single answer is its own mean, bit for bit.
 */
public final class ShardMean {
    private final int from;
    private final double[] sum;
    private double weight;
    private double cost;
    private int answers;
    private double[] scalars = {};
    private @Nullable String nonFinite;
    private @Nullable ShardAnswer single;

    /**
     * Averages a range of the numbers.
     *
     * @param from first element, inclusive
     * @param to   last, exclusive
     */
    public ShardMean(int from, int to) {
        this.from = from;
        this.sum = new double[to - from];
    }

    /**
     * Adds the next shard's answer, whole; call it in the order of the shards.
     *
     * @param answer with as many numbers as every other
     */
    public void add(ShardAnswer answer) {
        throw new UnsupportedOperationException("helper A");
    }

    /**
     * The mean.
     *
     * @return floats if the answers were floats
     */
    public ShardAnswer mean() {
        throw new UnsupportedOperationException("helper A");
    }
}
