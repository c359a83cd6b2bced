package org.chainrule.spark.fit;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.chainrule.network.ParameterLayout;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.Planner;
import org.chainrule.spark.plan.RanRound;
import org.chainrule.spark.plan.StepPatience;
import org.chainrule.spark.plan.StepTimer;
import org.chainrule.spark.plan.StepTimes;
import org.chainrule.spark.plan.Workload;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardTask;
import org.chainrule.train.TrainingConfiguration;

/** What the planner asks of a training: how much there is to do, and how long some of it takes. */
final class ClusterPlan {
    /** Of weights and state from one round to the next: taken apart, placed, and taken for the next task. */
    private static final int COPIES = 3;

    private ClusterPlan() {}

    /** Predicts. */
    static PlanReport of(JavaSparkContext context, ShardProgram program, SparkShards shards, int epochs) {
        TrialTasks trials = new TrialTasks(program);
        StepTimer timer = new StepTimer() {
            @Override
            public void idle() {
                shards.time(0, new StepPatience(1, 1, 0));
            }

            @Override
            public List<StepTimes> steps(int tasks, StepPatience patience) {
                return shards.time(tasks, patience);
            }

            @Override
            public RanRound round(int steps) {
                return trial(shards, trials.of(steps).get(0), steps);
            }
        };
        return Planner.plan(context, workload(program, shards, epochs), timer);
    }

    /** A round as it will be, with its broadcast, its job and the mean; and what the driver does between two rounds, which is to copy. */
    private static RanRound trial(SparkShards shards, ShardTask task, int steps) {
        long before = shards.computedNanos();
        long begin = System.nanoTime();
        ShardAnswer mean = shards.trial(task);
        float[] next = mean.floats();
        for (int n = 0; n < COPIES && next != null; n++) {
            next = next.clone();
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;
        double computed = (shards.computedNanos() - before) * 1e-9;
        return new RanRound(steps, seconds, computed / shards.layout().shards());
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
