package org.chainrule.spark.data;

import java.io.Serializable;

/** How many rows have a hash in each of {@value #BUCKETS} equal ranges, and a sum over them that tells whether they are the same rows later. */
final class HashCounts implements Serializable {
    /** Ranges. */
    static final int BUCKETS = 1 << 14;

    private static final long serialVersionUID = 1L;
    private static final int SHIFT = Long.SIZE - 14;

    private final long[] rows = new long[BUCKETS];
    private final long[] sums = new long[BUCKETS];

    /** The range of a hash; ascending with its first half as a signed number. */
    static int bucket(long high) {
        return (int) ((high ^ Long.MIN_VALUE) >>> SHIFT);
    }

    /** What a row adds to the sum. */
    static long sum(long high, long low) {
        return (high ^ low >>> 32) * 0x9e3779b97f4a7c15L + low;
    }

    /** Adds a row. */
    void add(long high, long low) {
        int bucket = bucket(high);
        rows[bucket]++;
        sums[bucket] += sum(high, low);
    }

    /** Adds another part. */
    void add(HashCounts other) {
        for (int i = 0; i < BUCKETS; i++) {
            rows[i] += other.rows[i];
            sums[i] += other.sums[i];
        }
    }

    /** Rows in the ranges before one; {@link #BUCKETS} gives all. */
    long[] before() {
        long[] before = new long[BUCKETS + 1];
        for (int i = 0; i < BUCKETS; i++) {
            before[i + 1] = before[i] + rows[i];
        }
        return before;
    }

    /** The sum over some ranges. */
    long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += sums[i];
        }
        return sum;
    }
}
