package org.chainrule.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weighted mean of the shards' answers: sum over s of weight(s) x(s) / sum of weight(s), added in double in the order of the shards and rounded once. Elements do not
 * know of each other, so a range of them may be averaged elsewhere ({@link #ShardMean(int, int)}) with the same bits. A single answer is its own mean, bit for bit.
 *
 * <p>A shard of weight 0 has no say, whatever its numbers are; if that holds for all shards, they count alike.
 */
public final class ShardMean {
    private final int from;
    private final double[] sum;
    private double weight;
    private double cost;
    private int answers;
    private boolean floats;
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
     * @throws IllegalArgumentException if it has other numbers or scalars than those before it
     */
    public void add(ShardAnswer answer) {
        if (answers == 0) {
            scalars = answer.scalars();
            floats = answer.floats() != null;
        }
        if (nonFinite == null) {
            nonFinite = answer.nonFinite();
        }
        boolean fits = answer.size() >= from + sum.length && floats == (answer.floats() != null);
        // whoever saw a number that is not finite did not take all steps
        if (!fits || nonFinite == null && !Arrays.equals(scalars, answer.scalars())) {
            throw new IllegalArgumentException(
                    "shard " + answers + " answers with other numbers than the shards before it: "
                            + answer.size() + " numbers, scalars " + Arrays.toString(answer.scalars()) + " instead of "
                            + Arrays.toString(scalars));
        }
        single = answers == 0 ? answer : null;
        answers++;
        if (answer.weight() == 0 && weight > 0) {
            return;
        }
        if (answer.weight() > 0 && weight == 0) {
            Arrays.fill(sum, 0); // those before had no weight
            cost = 0;
        }
        double factor = answer.weight() == 0 ? 1 : answer.weight();
        addTo(answer, factor);
        cost = Math.fma(factor, answer.cost(), cost);
        weight += answer.weight();
    }

    private void addTo(ShardAnswer answer, double factor) {
        float[] f = answer.floats();
        double[] d = answer.doubles();
        for (int e = 0; f != null && e < sum.length; e++) {
            sum[e] = Math.fma(factor, f[from + e], sum[e]);
        }
        for (int e = 0; d != null && e < sum.length; e++) {
            sum[e] = Math.fma(factor, d[from + e], sum[e]);
        }
    }

    /**
     * The mean.
     *
     * @return floats if the answers were floats
     * @throws IllegalStateException if nobody has answered
     */
    public ShardAnswer mean() {
        if (answers == 0) {
            throw new IllegalStateException("the mean of no answers is asked for; add those of all shards first");
        }
        if (single != null) {
            return part(single);
        }
        double total = weight == 0 ? answers : weight;
        float[] f = floats ? new float[sum.length] : null;
        double[] d = floats ? null : new double[sum.length];
        for (int e = 0; e < sum.length; e++) {
            if (f != null) {
                f[e] = (float) (sum[e] / total);
            } else if (d != null) {
                d[e] = sum[e] / total;
            }
        }
        return new ShardAnswer(f, d, weight, cost / total, scalars, nonFinite);
    }

    private ShardAnswer part(ShardAnswer whole) {
        int to = from + sum.length;
        float[] f = whole.floats();
        double[] d = whole.doubles();
        return new ShardAnswer(
                f == null ? null : Arrays.copyOfRange(f, from, to),
                d == null ? null : Arrays.copyOfRange(d, from, to),
                whole.weight(),
                whole.cost(),
                whole.scalars(),
                whole.nonFinite());
    }
}
