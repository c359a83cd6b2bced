package org.chainrule.gradient;

import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/**
 * Which units a dropout layer keeps: a pure function of (seed, step, layer, row of the batch, unit), so both engines and any number of threads see the same
 * mask.
 */
final class DropoutMask {
    private static final long LAYERS = 1L << 12;

    private DropoutMask() {}

    /**
     * The key of the generator of one layer at one step.
     *
     * @param seed  the training's seed
     * @param step  the training step, from 0
     * @param layer index of the dropout node
     * @return the key
     */
    static long key(long seed, long step, int layer) {
        return CounterRandom.key(seed, Stream.DROPOUT, step * LAYERS + layer);
    }

    /**
     * The bound that a unit's 16 random bits must reach to be kept: the rate in steps of 1 / 65536.
     *
     * @param rate probability that a unit is dropped
     * @return the bound
     */
    static int threshold(double rate) {
        return (int) Math.round(rate * 65536);
    }

    /**
     * Whether a unit is kept. Four neighbours share the 64 bits of one draw.
     *
     * @param key       of the layer at this step
     * @param index     row of the batch times width plus unit
     * @param threshold of the rate
     * @return true if it is kept
     */
    static boolean keeps(long key, long index, int threshold) {
        long bits = CounterRandom.bits(key, index >> 2);
        return (int) (bits >>> ((index & 3) << 4) & 0xffff) >= threshold;
    }

    /**
     * y = x ⊙ mask / (1 - rate) for elements from (inclusive) to (exclusive): forward and backward alike.
     *
     * @param key   of the layer at this step
     * @param rate  probability that a unit is dropped
     * @param x     read
     * @param y     overwritten; may be x
     * @param from  first element
     * @param to    last element + 1
     */
    static void apply(long key, double rate, float[] x, float[] y, int from, int to) {
        int threshold = threshold(rate);
        float scale = (float) (1 / (1 - rate));
        int e = from;
        for (; e < to && (e & 3) != 0; e++) {
            y[e] = keeps(key, e, threshold) ? x[e] * scale : 0f;
        }
        for (; e + 4 <= to; e += 4) {
            long bits = CounterRandom.bits(key, e >> 2);
            y[e] = masked(x[e] * scale, (int) bits & 0xffff, threshold);
            y[e + 1] = masked(x[e + 1] * scale, (int) (bits >>> 16) & 0xffff, threshold);
            y[e + 2] = masked(x[e + 2] * scale, (int) (bits >>> 32) & 0xffff, threshold);
            y[e + 3] = masked(x[e + 3] * scale, (int) (bits >>> 48) & 0xffff, threshold);
        }
        for (; e < to; e++) {
            y[e] = keeps(key, e, threshold) ? x[e] * scale : 0f;
        }
    }

    /** The value if random reaches the threshold, else 0, without a branch that the processor could only guess. */
    private static float masked(float value, int random, int threshold) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ((threshold - 1 - random) >> 31));
    }
}
