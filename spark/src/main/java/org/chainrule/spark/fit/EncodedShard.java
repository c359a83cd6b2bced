package org.chainrule.spark.fit;

import java.io.Serializable;
import org.chainrule.data.Dataset;
import org.chainrule.spark.data.ShardRows;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.ShardWorker;
import org.jspecify.annotations.Nullable;

/**
 * A shard as training reads it. Where it travels, or goes to disk, only its cells do: they are small, and give the same numbers wherever they are encoded. Safe for several
 * tasks at a time, as when one is tried twice.
 */
final class EncodedShard implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ShardRows rows;
    private transient volatile @Nullable Numbers numbers;

    private record Numbers(Dataset training, @Nullable Dataset validation) {}

    EncodedShard(ShardRows rows) {
        this.rows = rows;
    }

    /** Encodes now, so that Spark sees how much memory the shard takes. */
    static EncodedShard of(ShardRows rows, ShardProgram program) {
        EncodedShard shard = new EncodedShard(rows);
        shard.numbers(program);
        return shard;
    }

    int shard() {
        return rows.shard();
    }

    /**
     * What computes with the rows.
     *
     * @param setup   of the training
     * @param threads of a step
     * @param before  a worker of the same task, whose memory may be shared; null for the first
     * @return the worker
     * @throws UserException if the rows are not those that the driver saw first
     */
    ShardWorker worker(ShardSetup setup, int threads, @Nullable ShardWorker before) {
        String expected = setup.fingerprints().get(shard());
        if (!expected.equals(rows.fingerprint())) {
            throw UserException.data(ShardRows.changed(shard(), expected, rows.fingerprint()));
        }
        ShardProgram program = setup.program();
        Numbers encoded = numbers(program);
        return before != null
                ? before.another(shard(), encoded.training(), encoded.validation())
                : new ShardWorker(
                        program.network(),
                        program.likelihood(),
                        program.configuration().withThreads(threads),
                        program.rounds(),
                        program.layout(),
                        shard(),
                        encoded.training(),
                        encoded.validation());
    }

    private Numbers numbers(ShardProgram program) {
        Numbers known = numbers;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = numbers;
            if (known == null) {
                known = new Numbers(
                        program.encodeTraining(rows.training(), rows.firstRow()),
                        program.encodeValidation(rows.validation()));
                numbers = known;
            }
            return known;
        }
    }
}
