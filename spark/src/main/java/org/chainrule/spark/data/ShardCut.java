package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How ranks are cut into shards, and shards laid on partitions: shard s of S has the ranks from floor(s n / S) to floor((s + 1) n / S), partition p of P the shards from floor(p S / P)
 * on. A partition is sent every range of hashes that holds one of its ranks; a range at a border goes to both sides, each of which sorts it and takes its part.
 */
final class ShardCut implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int shards;
    private final int partitions;
    private final long rows;

    /** Per partition: the first range of hashes, the one after the last, rows before the first, rows within, their sum. */
    private final int[] from;

    private final int[] to;
    private final long[] before;
    private final long[] within;
    private final long[] sums;

    ShardCut(HashCounts counts, int shards, int partitions) {
        this.shards = shards;
        this.partitions = partitions;
        long[] start = counts.before();
        rows = start[HashCounts.BUCKETS];
        from = new int[partitions];
        to = new int[partitions];
        before = new long[partitions];
        within = new long[partitions];
        sums = new long[partitions];
        for (int p = 0; p < partitions; p++) {
            long first = first(firstShard(p));
            long end = first(firstShard(p + 1));
            if (first < end) {
                from[p] = range(start, first);
                to[p] = range(start, end - 1) + 1;
            } else {
                from[p] = p == 0 ? 0 : from[p - 1];
                to[p] = from[p];
            }
            before[p] = start[from[p]];
            within[p] = start[to[p]] - start[from[p]];
            sums[p] = counts.sum(from[p], to[p]);
        }
    }

    /** The range of hashes that holds a rank. */
    private static int range(long[] start, long rank) {
        int low = 0;
        int high = HashCounts.BUCKETS - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start[middle + 1] > rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Rows of all shards. */
    long rows() {
        return rows;
    }

    int partitions() {
        return partitions;
    }

    /** The rank where a shard begins; that of one beyond the last gives the number of rows. */
    long first(int shard) {
        return rows / shards * shard + rows % shards * shard / shards;
    }

    /** The first shard of a partition; that of one beyond the last gives the number of shards. */
    int firstShard(int partition) {
        return (int) ((long) partition * shards / partitions);
    }

    /** The first partition that wants each range of hashes, as an array by range. */
    int[] firstPartitions() {
        int[] first = new int[HashCounts.BUCKETS];
        Arrays.fill(first, partitions);
        for (int p = partitions - 1; p >= 0; p--) {
            Arrays.fill(first, from[p], to[p], p);
        }
        return first;
    }

    /** Whether a partition wants a range. */
    boolean wants(int partition, int range) {
        return partition < partitions && from[partition] <= range && range < to[partition];
    }

    /** Whether a partition begins behind a range, so that no later one wants it. */
    boolean beyond(int partition, int range) {
        return partition >= partitions || from[partition] > range;
    }

    /** Rank of the first row that is sent to a partition. */
    long before(int partition) {
        return before[partition];
    }

    /** Rows that are sent to a partition. */
    long within(int partition) {
        return within[partition];
    }

    /** {@link HashCounts#sum} of the rows that are sent to a partition. */
    long sum(int partition) {
        return sums[partition];
    }
}
