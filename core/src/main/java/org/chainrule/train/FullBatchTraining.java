package org.chainrule.train;

import org.chainrule.optim.LBfgs;
import org.chainrule.train.TrainingEvent.StopReason;

/** Training by L-BFGS: every iteration sees all rows, and counts as an epoch in events and history. */
final class FullBatchTraining {
    private final TrainingEngine engine;
    private final TrainingProblem problem;
    private final TrainingConfiguration configuration;
    private final Trainer trainer;
    private StopReason reason = StopReason.COMPLETED;
    private long iterationStarted = System.nanoTime();

    private FullBatchTraining(
            TrainingEngine engine, TrainingProblem problem, TrainingConfiguration configuration, Trainer trainer) {
        this.engine = engine;
        this.problem = problem;
        this.configuration = configuration;
        this.trainer = trainer;
    }

    /**
     * Trains.
     *
     * @param engine        at its starting point
     * @param problem       what, and on what
     * @param configuration its {@code lbfgs} is present
     * @param trainer       keeps history and the best iteration, tells the listeners
     * @param method        the method
     * @return the result
     */
    static TrainingResult run(
            TrainingEngine engine,
            TrainingProblem problem,
            TrainingConfiguration configuration,
            Trainer trainer,
            LBfgs method) {
        return new FullBatchTraining(engine, problem, configuration, trainer).minimize(method);
    }

    private TrainingResult minimize(LBfgs method) {
        LBfgs bounded = new LBfgs(method.history(), configuration.epochs(), method.gradientTolerance());
        double[] start = engine.point();
        LBfgs.Result found = bounded.minimize(
                (point, gradient) -> engine.fullBatch(problem.training(), point, gradient), start, this::after);
        if (found.status() == LBfgs.Status.NOT_FINITE) {
            throw trainer.diverged("the cost or its gradient is not finite at iteration " + found.iterations());
        }
        boolean ranOut = found.status() == LBfgs.Status.MAX_ITERATIONS || found.status() == LBfgs.Status.STOPPED;
        if (found.iterations() == 0) {
            trainer.finishEpoch(engine, 1, found.cost(), 1, rowsPerSecond());
        }
        return trainer.result(engine, ranOut ? reason : StopReason.CONVERGED);
    }

    /** False stops. */
    private boolean after(int iteration, double cost, double gradientNorm, double[] point) {
        engine.place(point);
        trainer.finishEpoch(engine, iteration, cost, 1, rowsPerSecond());
        iterationStarted = System.nanoTime();
        reason = trainer.interruption();
        if (reason == StopReason.COMPLETED && problem.validation() != null && trainer.outOfPatience(iteration)) {
            reason = StopReason.EARLY_STOPPED;
        }
        return reason == StopReason.COMPLETED;
    }

    private double rowsPerSecond() {
        return problem.training().rows() / Math.max(1e-9, (System.nanoTime() - iterationStarted) / 1e9);
    }
}
