package org.chainrule.spark.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.OptimizerState;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.Planner;
import org.chainrule.spark.plan.StepTimer;
import org.chainrule.spark.plan.Workload;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.RoundState;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardTask;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;

/** What the planner asks of a training: how much there is to do, and how long some of it takes. */
final class ClusterPlan {
    private final ShardProgram program;
    private final SparkShards shards;

    private ClusterPlan(ShardProgram program, SparkShards shards) {
        this.program = program;
        this.shards = shards;
    }

    /** Predicts. */
    static PlanReport of(JavaSparkContext context, ShardProgram program, SparkShards shards, int epochs) {
        ClusterPlan plan = new ClusterPlan(program, shards);
        StepTimer timer = (tasks, steps) -> shards.time(tasks, plan.tasks(steps));
        return Planner.plan(context, plan.workload(epochs), timer);
    }

    private Workload workload(int epochs) {
        ParameterLayout layout = new ParameterLayout(program.network());
        TrainingConfiguration configuration = program.configuration();
        return Workload.of(
                program.layout(),
                program.network().outputs(),
                shards.partitions(),
                rounds(configuration),
                configuration.batchSize(),
                epochs,
                layout.size(),
                layout.statisticsSize(),
                configuration.optimizer().vectors(),
                shards.slices(tasks(1).get(0)));
    }

    /** Local steps with their number. */
    private Rounds rounds(TrainingConfiguration configuration) {
        if (program.rounds() instanceof Rounds.LocalSteps local) {
            int epochSteps = local.ofShard(configuration, program.layout())
                    .passes()
                    .stepsPerEpoch(program.layout().rowsPerShard());
            return new Rounds.LocalSteps(
                    local.stepsOfRound(epochSteps), local.outerLearningRate(), local.outerMomentum());
        }
        return program.rounds();
    }

    /** Tasks that are so many steps together; nothing is sent for none. */
    private List<ShardTask> tasks(int steps) {
        if (steps == 0) {
            return List.of();
        }
        TrainedNetwork start = program.start();
        float[] parameters = Objects.requireNonNull(start.floatParameters());
        float[] statistics = Objects.requireNonNull(start.floatStatistics());
        List<ShardTask> tasks = new ArrayList<>();
        if (program.rounds() instanceof Rounds.LocalSteps) {
            OptimizerState state = OptimizerState.floats(program.configuration().optimizer(), parameters.length);
            RoundState from = new RoundState(parameters, statistics, state.floatVectors(), state.scalars(), 0);
            return List.of(new ShardTask.Steps(from, 0, steps, 1));
        }
        for (int step = 0; step < steps; step++) {
            tasks.add(
                    program.rounds() instanceof Rounds.FullBatch
                            ? new ShardTask.FullGradient(parameters, statistics)
                            : new ShardTask.Gradient(parameters, statistics, step));
        }
        return tasks;
    }
}
