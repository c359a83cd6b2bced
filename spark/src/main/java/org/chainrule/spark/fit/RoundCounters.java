package org.chainrule.spark.fit;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardTask;

/**
 * What Spark's UI shows of a round, stage by stage. A task that was tried twice may count twice: nothing depends on these numbers.
 *
 * @param steps of all shards
 * @param rows  through steps of all shards
 * @param nanos that cores computed
 * @param loss  mean of the shards' costs
 */
record RoundCounters(LongAccumulator steps, LongAccumulator rows, LongAccumulator nanos, MeanLoss loss)
        implements Serializable {
    static RoundCounters of(JavaSparkContext context) {
        MeanLoss loss = new MeanLoss();
        context.sc().register(loss, "chainrule loss");
        return new RoundCounters(
                context.sc().longAccumulator("chainrule steps"),
                context.sc().longAccumulator("chainrule rows"),
                context.sc().longAccumulator("chainrule nanoseconds"),
                loss);
    }

    void count(ShardTask task, int shard, ShardLayout layout, int batchRows, ShardAnswer answer, long computed) {
        nanos.add(computed);
        int own = layout.rowsOf(shard);
        if (task instanceof ShardTask.Steps many) {
            steps.add(many.steps());
            rows.add((long) many.steps() * Math.min(own, batchRows));
        } else {
            steps.add(1);
            rows.add(task instanceof ShardTask.Gradient ? Math.min(own, batchRows) : own);
        }
        loss.add(new double[] {answer.weight() * answer.cost(), answer.weight()});
    }
}
