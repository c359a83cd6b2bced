package org.chainrule.spark.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chainrule.optim.OptimizerState;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.RoundState;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardTask;
import org.chainrule.train.TrainedNetwork;

/** Tasks of a training as its rounds will bring them, from the start's weights, to be tried out. */
final class TrialTasks {
    private final Rounds rounds;
    private final RoundState from;

    TrialTasks(ShardProgram program) {
        TrainedNetwork start = program.start();
        float[] parameters = Objects.requireNonNull(start.floatParameters());
        float[] statistics = Objects.requireNonNull(start.floatStatistics());
        this.rounds = rounds(program);
        OptimizerState state = rounds instanceof Rounds.LocalSteps
                ? OptimizerState.floats(program.configuration().optimizer(), parameters.length)
                : null;
        this.from = state == null
                ? new RoundState(parameters, statistics, new float[0][], new double[0], 0)
                : new RoundState(parameters, statistics, state.floatVectors(), state.scalars(), 0);
    }

    /**
     * How a training really runs: local steps with their number; a single shard, which has nobody to meet, takes an epoch at once unless a number was asked for.
     *
     * @param program of the training
     * @return the way
     */
    static Rounds rounds(ShardProgram program) {
        Rounds asked = program.rounds();
        boolean single = program.layout().shards() == 1;
        if (asked instanceof Rounds.FullBatch || asked instanceof Rounds.Synchronous && !single) {
            return asked;
        }
        int epochSteps = asked.ofShard(program.configuration(), program.layout())
                .passes()
                .stepsPerEpoch(program.layout().rowsPerShard());
        if (asked instanceof Rounds.LocalSteps local) {
            int steps = single && local.steps() == 0 ? epochSteps : local.stepsOfRound(epochSteps);
            Rounds.LocalSteps chosen = local.chosen(epochSteps);
            return new Rounds.LocalSteps(steps, chosen.outerLearningRate(), chosen.outerMomentum());
        }
        return new Rounds.LocalSteps(epochSteps, 1, 0);
    }

    /** Tasks that are so many steps together. */
    List<ShardTask> of(int steps) {
        if (rounds instanceof Rounds.LocalSteps) {
            return List.of(new ShardTask.Steps(from, 0, steps, 1));
        }
        List<ShardTask> tasks = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            tasks.add(
                    rounds instanceof Rounds.FullBatch
                            ? new ShardTask.FullGradient(from.parameters(), from.statistics())
                            : new ShardTask.Gradient(from.parameters(), from.statistics(), step));
        }
        return tasks;
    }
}
