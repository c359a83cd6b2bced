package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.run.ShardQuestion;

/** All shards, on the cluster: contiguous and ascending over the partitions; several may share one. */
public final class ShardedRows implements AutoCloseable {
    private final JavaRDD<ShardRows> rdd;
    private final int shards;
    private final long trainingRows;
    private final long validationRows;

    ShardedRows(JavaRDD<ShardRows> rdd, int shards, long trainingRows, long validationRows) {
        this.rdd = rdd;
        this.shards = shards;
        this.trainingRows = trainingRows;
        this.validationRows = validationRows;
    }

    /**
     * The shards themselves.
     *
     * @return persisted in memory and on disk
     */
    public JavaRDD<ShardRows> rdd() {
        return rdd;
    }

    /**
     * How many.
     *
     * @return at least 1
     */
    public int shards() {
        return shards;
    }

    /**
     * Training rows of all shards.
     *
     * @return at least as many as shards
     */
    public long trainingRows() {
        return trainingRows;
    }

    /**
     * Validation rows of all shards.
     *
     * @return 0 for none
     */
    public long validationRows() {
        return validationRows;
    }

    /**
     * The fingerprint of each shard; builds them if they are not there yet.
     *
     * @return SHA-256 in the order of the shards
     */
    public List<String> fingerprints() {
        return ClusterErrors.run(() -> rdd.map(ShardRows::fingerprint).collect());
    }

    /**
     * Asks every shard.
     *
     * @param question what is asked
     * @return the answers in the order of the shards
     * @throws org.chainrule.tabular.error.UserException what a shard threw
     */
    public List<Serializable> ask(ShardQuestion question) {
        return ClusterErrors.run(() -> rdd.map(shard -> {
                    RawTable validation = shard.validation().rows() == 0 ? null : shard.validation();
                    return question.answer(shard.training(), validation, shard.firstRow());
                })
                .collect());
    }

    /** Lets go of the rows. */
    @Override
    public void close() {
        rdd.unpersist(false);
    }
}
