package org.chainrule.spark.score;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.chainrule.tabular.error.UserException;

/**
 * Adds the predictions of a model to a table, in batches on the executors: a network is made once an executor, and its tasks share it. The numbers are those of
 * {@code Model.predict}, bit for bit, for every partitioning. Columns and the order of rows stay.
 *
 * <p>A null is a missing value; a text that training did not see is what it is to the model, unless it is to be refused. Rows pass through the scoring as a whole, so Spark reads all
 * columns of the table for a result of few: select first what is needed. Filters behind it do not move before it.
 */
public final class Scoring {
    private Scoring() {}

    /**
     * The table with predictions.
     *
     * @param table   any table with what the model reads, batch or streaming
     * @param model   the model
     * @param columns what is read and added
     * @return the table with further columns behind its own; nothing is computed yet
     * @throws UserException if a column is absent or cannot be what the model reads, the model cannot give what is asked for, or a name is taken. What is wrong with a row is found
     *                       when rows are computed, and Spark wraps it then
     */
    public static Dataset<Row> score(Dataset<?> table, ModelHandle model, ScoreColumns columns) {
        ScorePlan plan = ScorePlan.of(table.schema(), model.model(), columns);
        if (plan.outputs().isEmpty()) {
            return table.toDF();
        }
        Broadcast<ModelHandle> sent = model.on(table.sparkSession().sparkContext());
        MapPartitionsFunction<Row, Row> scoring =
                rows -> new ScoredRows(rows, sent.value(), plan, columns, TaskContext.getPartitionId());
        return table.toDF(plan.names())
                .select(plan.read())
                .mapPartitions(scoring, Encoders.row(plan.made()))
                .select(plan.written());
    }

    /**
     * The schema of a table with predictions.
     *
     * @param table   the schema of the table
     * @param model   the model
     * @param columns what is read and added
     * @return the schema that {@link #score} gives
     * @throws UserException as {@link #score}
     */
    public static StructType schema(StructType table, ModelHandle model, ScoreColumns columns) {
        return ScorePlan.of(table, model.model(), columns).schema();
    }
}
