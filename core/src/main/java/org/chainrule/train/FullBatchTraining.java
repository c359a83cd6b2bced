package org.chainrule.train;

import java.util.Objects;
import org.chainrule.optim.LBfgs;
import org.chainrule.train.TrainingEvent.StopReason;

/** Training by L-BFGS: every iteration sees all rows, and counts as an epoch in events and history. */
final class FullBatchTraining {
    private final TrainingEngine engine;
    private final TrainingProblem problem;
    private final EpochJudge judge;
    private final Trainer trainer;
    private final TrainingConfiguration configuration;
    private StopReason reason = StopReason.COMPLETED;
    private long iterationStarted = System.nanoTime();

    private FullBatchTraining(
            TrainingEngine engine,
            TrainingProblem problem,
            EpochJudge judge,
            Trainer trainer,
            TrainingConfiguration configuration) {
        this.engine = engine;
        this.problem = problem;
        this.judge = judge;
        this.trainer = trainer;
        this.configuration = configuration;
    }

    /**
     * Trains.
     *
     * @param engine        at its starting point
     * @param problem       what, and on what
     * @param judge         keeps the best iteration
     * @param trainer       keeps the history, tells the listeners
     * @param configuration its {@code lbfgs} is present
     * @return the result
     */
    static TrainingResult run(
            TrainingEngine engine,
            TrainingProblem problem,
            EpochJudge judge,
            Trainer trainer,
            TrainingConfiguration configuration) {
        return new FullBatchTraining(engine, problem, judge, trainer, configuration)
                .minimize(Objects.requireNonNull(configuration.lbfgs()));
    }

    private TrainingResult minimize(LBfgs method) {
        LBfgs bounded = new LBfgs(method.history(), configuration.epochs(), method.gradientTolerance());
        double[] start = engine.point();
        LBfgs.Result found = bounded.minimize(
                (point, gradient) -> engine.fullBatch(problem.training(), point, gradient), start, this::after);
        if (found.status() == LBfgs.Status.NOT_FINITE) {
            throw judge.diverged("the cost or its gradient is not finite at iteration " + found.iterations());
        }
        boolean ranOut = found.status() == LBfgs.Status.MAX_ITERATIONS || found.status() == LBfgs.Status.STOPPED;
        if (found.iterations() == 0) {
            finishIteration(1, found.cost());
        }
        return trainer.result(engine, judge, ranOut ? reason : StopReason.CONVERGED);
    }

    /** False stops. */
    private boolean after(int iteration, double cost, double gradientNorm, double[] point) {
        engine.place(point);
        finishIteration(iteration, cost);
        iterationStarted = System.nanoTime();
        reason = trainer.interruption(judge);
        if (reason == StopReason.COMPLETED && judge.outOfPatience(iteration)) {
            reason = StopReason.EARLY_STOPPED;
        }
        return reason == StopReason.COMPLETED;
    }

    private void finishIteration(int iteration, double cost) {
        trainer.finishEpoch(engine, judge.judge(engine, iteration, cost, 1, rowsPerSecond()));
    }

    private double rowsPerSecond() {
        return problem.training().rows() / Math.max(1e-9, (System.nanoTime() - iterationStarted) / 1e9);
    }
}
