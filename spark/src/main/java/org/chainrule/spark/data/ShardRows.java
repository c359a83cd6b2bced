package org.chainrule.spark.data;

import java.io.Serializable;
import org.chainrule.tabular.read.RawTable;

/** The rows of one shard in their canonical order, packed. Immutable. */
public final class ShardRows implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Which shard. */
    private final int shard;

    /** Rank of its first training row. */
    private final long firstRow;

    ShardRows(int shard, long firstRow) {
        this.shard = shard;
        this.firstRow = firstRow;
    }

    /**
     * Which shard.
     *
     * @return from 0
     */
    public int shard() {
        return shard;
    }

    /**
     * Where the shard begins among all training rows.
     *
     * @return the rank of its first training row, from 0
     */
    public long firstRow() {
        return firstRow;
    }

    /**
     * The training rows.
     *
     * @return at least one
     */
    public RawTable training() {
        throw new UnsupportedOperationException("helper D");
    }

    /**
     * The validation rows.
     *
     * @return maybe none
     */
    public RawTable validation() {
        throw new UnsupportedOperationException("helper D");
    }

    /**
     * SHA-256 over all cells, computed when the shard was built.
     *
     * @return 64 hexadecimal digits
     */
    public String fingerprint() {
        throw new UnsupportedOperationException("helper D");
    }

    /**
     * What to say when a shard is not what it was.
     *
     * @param shard    from 0
     * @param expected its first fingerprint
     * @param found    the other
     * @return one line
     */
    public static String changed(int shard, String expected, String found) {
        return "the rows of shard " + shard + " changed between rounds: expected " + expected + ", found " + found
                + "; cache or checkpoint the input";
    }
}
