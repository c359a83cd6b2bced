package org.chainrule.train;

import java.util.Objects;
import java.util.function.Supplier;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.LBfgsState;
import org.chainrule.optim.Objective;
import org.chainrule.schedule.PlateauState;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;

/** Training by L-BFGS: every iteration sees all rows, and counts as an epoch in events and history. */
final class FullBatchTraining implements LBfgs.Listener {
    private final TrainingEngine engine;
    private final TrainingExtent extent;
    private final EpochJudge judge;
    private final Trainer trainer;
    private final TrainingConfiguration configuration;
    private StopReason reason = StopReason.COMPLETED;
    private long iterationStarted = System.nanoTime();
    private @Nullable Supplier<LBfgsState> state;
    private int iterations;

    private FullBatchTraining(
            TrainingEngine engine,
            TrainingExtent extent,
            EpochJudge judge,
            Trainer trainer,
            TrainingConfiguration configuration) {
        this.engine = engine;
        this.extent = extent;
        this.judge = judge;
        this.trainer = trainer;
        this.configuration = configuration;
    }

    /**
     * Trains.
     *
     * @param engine        at its starting point
     * @param extent        how many rows there are
     * @param judge         keeps the best iteration
     * @param trainer       keeps the history, tells the listeners
     * @param configuration its {@code lbfgs} is present
     * @return the result
     */
    static TrainingResult run(
            TrainingEngine engine,
            TrainingExtent extent,
            EpochJudge judge,
            Trainer trainer,
            TrainingConfiguration configuration) {
        return new FullBatchTraining(engine, extent, judge, trainer, configuration)
                .minimize(Objects.requireNonNull(configuration.lbfgs()));
    }

    private TrainingResult minimize(LBfgs method) {
        LBfgs bounded = new LBfgs(method.history(), configuration.epochs(), method.gradientTolerance());
        Objective cost = (point, gradient) -> engine.fullBatch(point, gradient);
        TrainingState before = trainer.keeper().resumed();
        LBfgs.Result found;
        if (before == null) {
            found = bounded.minimize(cost, engine.point(), this);
        } else {
            engine.restore(before.checkpoint().network());
            judge.restore(before.checkpoint());
            iterations = (int) before.checkpoint().step();
            if (trainer.resume(before, judge)) {
                return trainer.result(engine, judge, Objects.requireNonNull(before.ended()));
            }
            LBfgsState from = before.fullBatch();
            found = from == null ? bounded.minimize(cost, engine.point(), this) : bounded.resume(cost, from, this);
        }
        if (found.status() == LBfgs.Status.NOT_FINITE) {
            throw judge.diverged("the cost or its gradient is not finite at iteration " + found.iterations());
        }
        boolean ranOut = found.status() == LBfgs.Status.MAX_ITERATIONS || found.status() == LBfgs.Status.STOPPED;
        if (found.iterations() == 0) {
            finishIteration(1, found.cost());
        }
        StopReason end = ranOut ? reason : StopReason.CONVERGED;
        if (end != StopReason.INTERRUPTED && end != StopReason.TIME_LIMIT) {
            keep(end, true);
        }
        return trainer.result(engine, judge, end);
    }

    private void keep(@Nullable StopReason ended, boolean last) {
        Checkpoint checkpoint = new Checkpoint(
                iterations,
                engine.snapshot(),
                engine.optimizerState(),
                PlateauState.START,
                judge.best(),
                0,
                0,
                1,
                judge.lastFiniteLoss(),
                false,
                null);
        trainer.keep(
                new TrainingState(
                        checkpoint, trainer.history(), judge.elapsed(), state == null ? null : state.get(), ended),
                last);
    }

    @Override
    public void after(Supplier<LBfgsState> current) {
        state = current;
    }

    /** False stops. */
    @Override
    public boolean proceed(int iteration, double cost, double gradientNorm, double[] point) {
        engine.place(point);
        finishIteration(iteration, cost);
        iterations = iteration;
        iterationStarted = System.nanoTime();
        reason = trainer.interruption(judge);
        if (reason == StopReason.COMPLETED && judge.outOfPatience(iteration)) {
            reason = StopReason.EARLY_STOPPED;
        }
        boolean stopped = reason == StopReason.INTERRUPTED || reason == StopReason.TIME_LIMIT;
        if (trainer.keeper() != TrainingKeeper.NONE
                && (stopped
                        || reason == StopReason.COMPLETED && trainer.keeper().due(true))) {
            keep(null, stopped);
        }
        return reason == StopReason.COMPLETED;
    }

    private void finishIteration(int iteration, double cost) {
        trainer.finishEpoch(engine, judge.judge(engine, iteration, cost, 1, rowsPerSecond()));
    }

    private double rowsPerSecond() {
        return extent.rows() / Math.max(1e-9, (System.nanoTime() - iterationStarted) / 1e9);
    }
}
