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
     * @param index     from {@link #index}
     * @param threshold of the rate
     * @return true if it is kept
     */
    static boolean keeps(long key, long index, int threshold) {
        long bits = CounterRandom.bits(key, index >> 2);
        return (int) (bits >>> ((index & 3) << 4) & 0xffff) >= threshold;
    }

    /**
     * The number of a unit in the mask of a batch. A row takes a multiple of four numbers, so that no draw is shared by two rows.
     *
     * @param row   row of the batch
     * @param unit  column
     * @param width units of the layer
     * @return its index
     */
    static long index(int row, int unit, int width) {
        return (long) row * ((width + 3) / 4 * 4) + unit;
    }

    /**
     * y = x ⊙ mask / (1 - rate) for one row: forward and backward alike.
     *
     * @param key    of the layer at this step
     * @param rate   probability that a unit is dropped
     * @param index  of the row's first unit, a multiple of 4
     * @param x      read
     * @param y      overwritten; may be x
     * @param start  first element of the row, of both
     * @param length units
     */
    static void apply(long key, double rate, long index, float[] x, float[] y, int start, int length) {
        int threshold = threshold(rate);
        float scale = (float) (1 / (1 - rate));
        int j = 0;
        for (; j + 4 <= length; j += 4) {
            int e = start + j;
            long bits = CounterRandom.bits(key, (index + j) >> 2);
            y[e] = masked(x[e] * scale, (int) bits & 0xffff, threshold);
            y[e + 1] = masked(x[e + 1] * scale, (int) (bits >>> 16) & 0xffff, threshold);
            y[e + 2] = masked(x[e + 2] * scale, (int) (bits >>> 32) & 0xffff, threshold);
            y[e + 3] = masked(x[e + 3] * scale, (int) (bits >>> 48) & 0xffff, threshold);
        }
        for (; j < length; j++) {
            y[start + j] = keeps(key, index + j, threshold) ? x[start + j] * scale : 0f;
        }
    }

    /** The value if random reaches the threshold, else 0, without a branch that the processor could only guess. */
    private static float masked(float value, int random, int threshold) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ((threshold - 1 - random) >> 31));
    }
}
