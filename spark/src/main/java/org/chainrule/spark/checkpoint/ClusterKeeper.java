package org.chainrule.spark.checkpoint;

import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.chainrule.optim.Optimizer;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the states of one training in a directory of any file system that Hadoop knows, and takes up what it finds there. Written beside the training by a thread of its
 * own, whole or not at all; the last two are kept.
 */
public final class ClusterKeeper implements TrainingKeeper, AutoCloseable {
    private ClusterKeeper() {}

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
     * @throws org.chainrule.tabular.error.UserException if the directory holds another training, or cannot be used
     */
    public static ClusterKeeper open(
            String directory,
            Configuration hadoop,
            int everyRounds,
            Duration every,
            Map<String, String> fingerprint,
            Optimizer rule) {
        return new ClusterKeeper();
    }

    @Override
    public @Nullable TrainingState resumed() {
        return null;
    }

    @Override
    public boolean due(boolean epochEnded) {
        return false;
    }

    @Override
    public void keep(TrainingState state, boolean last) {
        // stub
    }

    @Override
    public @Nullable String warning() {
        return null;
    }

    @Override
    public void close() {
        // stub
    }
}
