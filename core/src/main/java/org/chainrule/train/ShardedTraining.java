package org.chainrule.train;

import java.util.function.BooleanSupplier;

/**
 * Trains a network on rows that are kept in {@link Shards}: the loop of {@link Trainer} with its early stopping, limits, events and keepers, whose steps are rounds.
 *
 * <p>With one shard the weights are those of {@link Trainer} on the same rows, bit for bit.
 */
public final class ShardedTraining {
    private ShardedTraining() {}

    /**
     * Trains, or goes on with a training that was broken off.
     *
     * @param problem       what
     * @param configuration how; float32
     * @param rounds        how the shards train together
     * @param shards        the rows; not closed
     * @param stopRequested asked before every round; true ends the training
     * @param keeper        says where to go on, and keeps where the training stands
     * @param listeners     hear of every event, on the calling thread
     * @return the weights of the best epoch, and how it went
     * @throws TrainingDivergedException if a loss or a weight becomes infinite or NaN
     * @throws IllegalArgumentException  if the parts do not fit together
     */
    public static TrainingResult train(
            ShardedProblem problem,
            TrainingConfiguration configuration,
            Rounds rounds,
            Shards shards,
            BooleanSupplier stopRequested,
            TrainingKeeper keeper,
            TrainingListener... listeners) {
        check(problem, configuration, rounds, shards.layout());
        ShardLayout layout = shards.layout();
        TrainingExtent extent = new TrainingExtent(
                problem.network(), problem.metric(), layout.rows(), problem.validates() ? layout.validationRows() : 0);
        Trainer trainer = new Trainer(extent, configuration, stopRequested, keeper, listeners);
        TrainingConfiguration ofShard = rounds.ofShard(configuration, layout);
        StepPlan plan = new StepPlan(ofShard, layout.rowsPerShard());
        long started = System.nanoTime();
        ShardedEngine engine = new ShardedEngine(problem, configuration, rounds.chosen(plan.stepsPerEpoch), shards);
        if (rounds instanceof Rounds.FullBatch) {
            try (engine) {
                return trainer.fullBatch(engine, plan.stepsPerEpoch, started);
            }
        }
        EpochSoFar sums = new EpochSoFar((long) plan.batchSize * layout.shards(), layout.rows());
        EpochJudge judge = new EpochJudge(extent, configuration, engine.snapshot(), started);
        Plateau plateau = new Plateau(configuration.schedule());
        try (SteppedTraining training = new SteppedTraining(engine, plan, judge, plateau, sums)) {
            return trainer.miniBatches(training);
        }
    }

    private static void check(
            ShardedProblem problem, TrainingConfiguration configuration, Rounds rounds, ShardLayout layout) {
        require(
                configuration.precision() == Precision.FLOAT32,
                "shards train in FLOAT32, found " + configuration.precision()
                        + "; train in FLOAT32, or on one machine");
        require(
                configuration.lbfgs() != null == rounds instanceof Rounds.FullBatch,
                configuration.lbfgs() == null
                        ? "full-batch rounds are those of L-BFGS, found the optimizer "
                                + configuration.optimizer().name() + "; use the optimizer lbfgs or other rounds"
                        : "L-BFGS trains on all rows at once; use full-batch rounds, or another optimizer");
        int targets = problem.likelihood().targets(problem.network().outputs());
        require(
                layout.inputs() == problem.network().inputs() && layout.targets() == targets,
                "the network expects rows of " + problem.network().inputs() + " inputs and " + targets
                        + " targets, found shards of " + layout.inputs() + " and " + layout.targets());
        require(
                problem.start().network().equals(problem.network())
                        && problem.start().precision() == Precision.FLOAT32,
                "a sharded training starts from FLOAT32 weights of its own network");
        require(
                !problem.validates() || layout.validationRows() > 0,
                "early stopping needs validation rows, and the shards have none");
    }

    private static void require(boolean condition, String message) {
        TrainingConfiguration.require(condition, message);
    }
}
