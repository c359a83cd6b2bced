package org.chainrule.train;

import java.io.Serializable;

/**
 * How the rows of a training are cut into shards. The cut depends on the rows and the number of shards, never on who computes with them.
 *
 * @param shards         number of shards, at least 1
 * @param rows           training rows of all shards
 * @param validationRows validation rows of all shards; 0 for none
 * @param inputs         inputs of a row
 * @param targets        targets of a row
 */
public record ShardLayout(int shards, long rows, long validationRows, int inputs, int targets) implements Serializable {
    /** Checks the counts. */
    public ShardLayout {
        if (shards < 1 || rows < shards || validationRows < 0 || inputs < 1 || targets < 1) {
            throw new IllegalArgumentException("every one of " + shards + " shards needs a row, found " + rows
                    + " rows; use at most as many shards as rows");
        }
    }

    /**
     * Rows of shard s: floor((s + 1) rows / shards) - floor(s rows / shards), so that two shards differ by one row at most.
     *
     * @param shard from 0
     * @return training rows, at least 1
     */
    public int rowsOf(int shard) {
        return Math.toIntExact(first(shard + 1) - first(shard));
    }

    /**
     * Where shard s begins among all training rows in their canonical order.
     *
     * @param shard from 0; that of one beyond the last gives the number of rows
     * @return floor(s rows / shards)
     */
    public long first(int shard) {
        return Math.multiplyHigh(rows, shard) == 0 ? rows * shard / shards : overflow();
    }

    /**
     * Rows of the largest shard. A smaller one is filled up with a row of weight 0, so that all take the same number of steps.
     *
     * @return ceil(rows / shards)
     */
    public int rowsPerShard() {
        return Math.toIntExact((rows + shards - 1) / shards);
    }

    private long overflow() {
        throw new IllegalArgumentException("too many rows and shards: " + rows + " x " + shards);
    }
}
