package org.chainrule.spark.cluster;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.fit.ClusterResult;
import org.chainrule.spark.fit.ClusterSettings;
import org.chainrule.spark.fit.ClusterTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.train.Rounds;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** One training, so that clusters can be compared: on {@link SampleRows}, in five shards, which no number of executors divides. */
public final class SampleTraining {
    /** Rows of the table. */
    public static final long ROWS = 20_000;

    private SampleTraining() {}

    /**
     * Trains.
     *
     * @param spark      where
     * @param partitions of the table
     * @param way        {@code localSteps}, {@code synchronous} or {@code lbfgs}
     * @param checkpoint where states are kept, every other round; null keeps none
     * @param listeners  hear of it
     * @return the model
     */
    public static ClusterResult run(
            SparkSession spark,
            int partitions,
            String way,
            @Nullable String checkpoint,
            TrainingListener... listeners) {
        return run(spark, ROWS, partitions, way, checkpoint, listeners);
    }

    /**
     * Trains on fewer rows.
     *
     * @param spark      where
     * @param rows       of the table
     * @param partitions of the table
     * @param way        {@code localSteps}, {@code synchronous} or {@code lbfgs}
     * @param checkpoint where states are kept, every other round; null keeps none
     * @param listeners  hear of it
     * @return the model
     */
    public static ClusterResult run(
            SparkSession spark,
            long rows,
            int partitions,
            String way,
            @Nullable String checkpoint,
            TrainingListener... listeners) {
        return ClusterTraining.fit(
                SampleRows.of(spark, rows, partitions),
                SampleRows.columns(),
                options(way),
                settings(way).withCheckpoint(checkpoint, 2),
                listeners);
    }

    /**
     * What is trained.
     *
     * @param way to train
     * @return the options
     */
    public static TrainOptions options(String way) {
        TrainOptionsBuilder options = TrainOptions.builder("label")
                .preset("fast")
                .weight("weight")
                .hiddenLayers(List.of(48, 32))
                .dropout(0.1)
                .epochs(5)
                .batchSize(way.equals("synchronous") ? 2000 : 320)
                .seed(7);
        if (way.equals("lbfgs")) {
            options.dropout(0.0).optimizer("lbfgs").epochs(12);
        }
        return options.build();
    }

    /**
     * How it is spread.
     *
     * @param way to train
     * @return the settings
     */
    public static ClusterSettings settings(String way) {
        return ClusterSettings.defaults().withShards(5).withRounds(rounds(way)).withPlan(false);
    }

    private static Rounds rounds(String way) {
        return switch (way) {
            case "localSteps" -> new Rounds.LocalSteps(25, 0.9, 0.3);
            case "synchronous" -> new Rounds.Synchronous();
            case "lbfgs" -> new Rounds.FullBatch();
            default -> throw new IllegalArgumentException("expected localSteps, synchronous or lbfgs, found " + way);
        };
    }
}
