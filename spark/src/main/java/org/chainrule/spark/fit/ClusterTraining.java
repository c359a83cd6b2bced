package org.chainrule.spark.fit;

import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.TrainingListener;

/** From a DataFrame to a model, by rounds of ordinary Spark jobs. The weights depend on rows, options, seed and number of shards, and on nothing else. */
public final class ClusterTraining {
    private ClusterTraining() {}

    /**
     * Trains.
     *
     * @param rows      the table
     * @param columns   which columns of it are what
     * @param options   as for a training on one machine
     * @param settings  how it is spread
     * @param listeners hear of every training event, on the calling thread
     * @return the model and an account of it
     * @throws org.chainrule.tabular.error.UserException if the table, an option or a setting does not fit, a job fails, the calling thread is interrupted, or the training diverges
     */
    public static ClusterResult fit(
            Dataset<Row> rows,
            ClusterColumns columns,
            TrainOptions options,
            ClusterSettings settings,
            TrainingListener... listeners) {
        return fit(rows, columns, options, settings, () -> false, listeners);
    }

    /**
     * Trains until somebody asks for the end.
     *
     * @param rows          the table
     * @param columns       which columns of it are what
     * @param options       as for a training on one machine
     * @param settings      how it is spread
     * @param stopRequested asked before every round; true ends the training with the best weights so far
     * @param listeners     hear of every training event, on the calling thread
     * @return the model and an account of it
     * @throws org.chainrule.tabular.error.UserException if the table, an option or a setting does not fit, a job fails, the calling thread is interrupted, or the training diverges
     */
    public static ClusterResult fit(
            Dataset<Row> rows,
            ClusterColumns columns,
            TrainOptions options,
            ClusterSettings settings,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        try (ClusterJobs jobs = new ClusterJobs(context)) {
            return new ClusterFit(context, jobs, columns, options, settings).run(rows, stopRequested, listeners);
        }
    }
}
