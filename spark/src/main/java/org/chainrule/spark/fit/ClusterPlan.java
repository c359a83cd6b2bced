package org.chainrule.spark.fit;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.chainrule.network.ParameterLayout;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.Planner;
import org.chainrule.spark.plan.StepPatience;
import org.chainrule.spark.plan.StepTimer;
import org.chainrule.spark.plan.StepTimes;
import org.chainrule.spark.plan.Workload;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.TrainingConfiguration;

/** What the planner asks of a training: how much there is to do, and how long some of it takes. */
final class ClusterPlan {
    private ClusterPlan() {}

    /** Predicts. */
    static PlanReport of(JavaSparkContext context, ShardProgram program, SparkShards shards, int epochs) {
        StepTimer timer = new StepTimer() {
            @Override
            public void idle() {
                shards.time(0, new StepPatience(1, 1, 0));
            }

            @Override
            public List<StepTimes> steps(int tasks, StepPatience patience) {
                return shards.time(tasks, patience);
            }
        };
        return Planner.plan(context, workload(program, shards, epochs), timer);
    }

    static Workload workload(ShardProgram program, SparkShards shards, int epochs) {
        ParameterLayout layout = new ParameterLayout(program.network());
        TrainingConfiguration configuration = program.configuration();
        return Workload.of(
                program.layout(),
                program.network().outputs(),
                shards.partitions(),
                TrialTasks.rounds(program),
                configuration.batchSize(),
                epochs,
                layout.size(),
                layout.statisticsSize(),
                configuration.optimizer().vectors(),
                shards.slices(new TrialTasks(program).of(1).get(0)));
    }
}
