package org.chainrule.spark.checkpoint;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.chainrule.optim.Optimizer;
import org.chainrule.tabular.checkpoint.Cadence;
import org.chainrule.tabular.checkpoint.StoreKeeper;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the states of one training in a directory of any file system that Hadoop knows, and takes up what it finds there. Written beside the training by a thread of its
 * own, whole or not at all; the last two are kept.
 */
public final class ClusterKeeper implements TrainingKeeper, AutoCloseable {
    private final StoreKeeper keeper;
    private final ExecutorService writer;

    private ClusterKeeper(StoreKeeper keeper, ExecutorService writer) {
        this.keeper = keeper;
        this.writer = writer;
    }

    /**
     * Opens the directory of a training, which is made if it is absent; a state of the same training in it is where the new one goes on.
     *
     * @param directory   path or address: {@code /data/run}, {@code hdfs://...}, {@code s3a://...}
     * @param hadoop      the session's ({@code spark.sessionState().newHadoopConf()} or the context's)
     * @param everyRounds rounds between two states, at least 1
     * @param every       time between two states at least; zero goes by the rounds alone
     * @param fingerprint all that decides the steps, by name: fingerprints of the shards, settings, number of shards, versions
     * @param rule        the update rule
     * @return to be closed when the training is over
     * @throws UserException if the directory holds another training, or cannot be used
     */
    public static ClusterKeeper open(
            String directory,
            Configuration hadoop,
            int everyRounds,
            Duration every,
            Map<String, String> fingerprint,
            Optimizer rule) {
        if (everyRounds < 1 || every.isNegative()) {
            throw UserException.usage("expected at least one round between two checkpoints, found "
                    + (everyRounds < 1 ? String.valueOf(everyRounds) : every.toString())
                    + "; set checkpointInterval to 1 or more");
        }
        HadoopStore store = HadoopStore.open(directory, hadoop);
        Cadence cadence = new Cadence(everyRounds, 0, every);
        ExecutorService writer = StoreKeeper.writer();
        boolean opened = false;
        try {
            ClusterKeeper opening =
                    new ClusterKeeper(StoreKeeper.of(store, fingerprint, rule, cadence, writer), writer);
            opened = true;
            return opening;
        } finally {
            if (!opened) {
                writer.shutdown();
            }
        }
    }

    @Override
    public @Nullable TrainingState resumed() {
        return keeper.resumed();
    }

    @Override
    public boolean due(boolean epochEnded) {
        return keeper.due(epochEnded);
    }

    @Override
    public void keep(TrainingState state, boolean last) {
        keeper.keep(state, last);
    }

    @Override
    public @Nullable String warning() {
        return keeper.warning();
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(1, TimeUnit.HOURS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
