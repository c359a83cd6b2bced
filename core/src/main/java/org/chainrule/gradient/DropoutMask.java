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
        return (long) row * ((width + 3) / 4 * 4L) + unit;
    }
}
