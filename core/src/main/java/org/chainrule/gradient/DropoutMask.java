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
     * Whether a unit is kept.
     *
     * @param key   of the layer at this step
     * @param index row of the batch times width plus unit
     * @param rate  probability that a unit is dropped
     * @return true if it is kept
     */
    static boolean keeps(long key, long index, double rate) {
        return CounterRandom.uniform(key, index) >= rate;
    }
}
