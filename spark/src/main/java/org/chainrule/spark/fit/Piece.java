package org.chainrule.spark.fit;

import java.util.Arrays;
import org.chainrule.train.ShardAnswer;

/** Answers cut into slices, to be averaged apart from each other. A key is slice and shard: sorted by it, a slice's pieces come in the order of the shards. */
final class Piece {
    private Piece() {}

    static long key(int slice, int shard) {
        return (long) slice << 32 | shard;
    }

    static int slice(long key) {
        return (int) (key >>> 32);
    }

    /** Where a slice of some numbers begins. */
    static int first(int numbers, int slice, int slices) {
        return Math.toIntExact((long) numbers * slice / slices);
    }

    /** A part of an answer; all else is as in the whole. */
    static ShardAnswer of(ShardAnswer whole, int slice, int slices) {
        int from = first(whole.size(), slice, slices);
        int to = first(whole.size(), slice + 1, slices);
        float[] floats = whole.floats();
        double[] doubles = whole.doubles();
        return new ShardAnswer(
                floats == null ? null : Arrays.copyOfRange(floats, from, to),
                doubles == null ? null : Arrays.copyOfRange(doubles, from, to),
                whole.weight(),
                whole.cost(),
                whole.scalars(),
                whole.nonFinite());
    }
}
