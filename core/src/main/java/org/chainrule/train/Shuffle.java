package org.chainrule.train;

import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/** The order of the rows in an epoch: a Fisher-Yates shuffle of 0..n-1 that depends on (seed, epoch) alone, so any epoch can be resumed. */
final class Shuffle {
    private Shuffle() {}

    /**
     * Writes the order of an epoch.
     *
     * @param order [n], overwritten with a permutation of 0..n-1
     * @param seed  the training's seed
     * @param epoch from 1
     */
    static void fill(int[] order, long seed, int epoch) {
        CounterRandom random = CounterRandom.of(seed, Stream.SHUFFLE, epoch);
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
        for (int n = order.length - 1; n > 0; n--) {
            int other = random.below(n, n + 1);
            int swapped = order[n];
            order[n] = order[other];
            order[other] = swapped;
        }
    }
}
