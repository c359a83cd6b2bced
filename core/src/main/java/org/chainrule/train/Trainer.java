package org.chainrule.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.chainrule.network.ParameterLayout;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network: epochs of mini-batches in an order drawn from (seed, epoch), the update rule of the configuration after every batch, and after every
 * epoch a look at the validation rows. The weights of the best epoch are kept; without validation rows those of the last. {@link SteppedTraining} is the same
 * for those who drive the loop themselves.
 *
 * <p>Start here: {@code Trainer.train(new TrainingProblem(network, likelihood, data), configuration)}.
 */
public final class Trainer {
    private final TrainingExtent extent;
    private final TrainingConfiguration configuration;
    private final BooleanSupplier stopRequested;
    private final TrainingListener[] listeners;
    private final TrainingKeeper keeper;
    private final List<EpochFinished> history = new ArrayList<>();

    Trainer(
            TrainingExtent extent,
            TrainingConfiguration configuration,
            BooleanSupplier stopRequested,
            TrainingKeeper keeper,
            TrainingListener[] listeners) {
        this.extent = extent;
        this.configuration = configuration;
        this.stopRequested = stopRequested;
        this.keeper = keeper;
        this.listeners = listeners.clone();
    }

    /**
     * Trains.
     *
     * @param problem       what, and on what
     * @param configuration how
     * @param listeners     hear of every event, on the calling thread
     * @return the weights of the best epoch, and how it went
     * @throws TrainingDivergedException if a loss or a weight becomes infinite or NaN
     */
    public static TrainingResult train(
            TrainingProblem problem, TrainingConfiguration configuration, TrainingListener... listeners) {
        return train(problem, configuration, () -> false, listeners);
    }

    /**
     * Trains until somebody asks to stop; the best weights so far are kept then.
     *
     * @param problem       what, and on what
     * @param configuration how
     * @param stopRequested asked before every step; true ends the training
     * @param listeners     hear of every event, on the calling thread
     * @return the weights of the best epoch, and how it went
     * @throws TrainingDivergedException if a loss or a weight becomes infinite or NaN
     */
    public static TrainingResult train(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        return train(problem, configuration, stopRequested, TrainingKeeper.NONE, listeners);
    }

    /**
     * Trains, or goes on with a training that was broken off: the weights, the history and the end are then the same as if it had not been.
     *
     * @param problem       what, and on what
     * @param configuration how; its time limit counts the time that was used before
     * @param stopRequested asked before every step; true ends the training
     * @param keeper        says where to go on, and keeps where the training stands
     * @param listeners     hear of every event, on the calling thread; not of the epochs that had ended before
     * @return the weights of the best epoch, and how it went
     * @throws TrainingDivergedException if a loss or a weight becomes infinite or NaN
     */
    public static TrainingResult train(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            BooleanSupplier stopRequested,
            TrainingKeeper keeper,
            TrainingListener... listeners) {
        TrainingExtent extent = TrainingExtent.of(problem);
        Trainer trainer = new Trainer(extent, configuration, stopRequested, keeper, listeners);
        if (configuration.lbfgs() == null) {
            try (SteppedTraining training = SteppedTraining.start(problem, configuration)) {
                return trainer.miniBatches(training);
            }
        }
        long started = System.nanoTime();
        try (TrainingEngine engine = TrainingEngine.start(problem, configuration, TrainingEngine.FULL_BATCH_ROWS)) {
            int steps = configuration.passes().stepsPerEpoch(problem.training().rows());
            return trainer.fullBatch(engine, steps, started);
        }
    }

    /** Trains by L-BFGS, from the engine's weights. */
    TrainingResult fullBatch(TrainingEngine engine, int stepsPerEpoch, long started) {
        EpochJudge judge = new EpochJudge(extent, configuration, engine.snapshot(), started);
        emitStarted(engine, stepsPerEpoch);
        return FullBatchTraining.run(engine, extent, judge, this, configuration);
    }

    /** Trains by mini-batches, from where the training stands or another one stood. */
    TrainingResult miniBatches(SteppedTraining training) {
        emitStarted(training.engine(), training.stepsPerEpoch());
        EpochJudge judge = training.judge();
        TrainingState before = keeper.resumed();
        if (before != null) {
            training.restore(before.checkpoint());
            if (resume(before, judge)) {
                return result(training.engine(), judge, Objects.requireNonNull(before.ended()));
            }
        }
        StopReason reason = StopReason.COMPLETED;
        while (!training.finished()) {
            reason = interruption(judge);
            if (reason != StopReason.COMPLETED) {
                break;
            }
            step(training);
            if (training.epochComplete()) {
                finishEpoch(training.engine(), training.finishEpoch());
            }
            if (!training.finished() && keeper.due(training.stepInEpoch() == 0)) {
                keep(training, null, false);
            }
        }
        if (reason != StopReason.COMPLETED) {
            keep(training, null, true);
            if (training.stepInEpoch() > 0 && judge.best().epoch() == 0) {
                finishEpoch(training.engine(), training.finishPart());
            }
        } else if (judge.outOfPatience(training.epoch() - 1)) {
            reason = StopReason.EARLY_STOPPED;
        }
        if (training.finished()) {
            keep(training, reason, true);
        }
        return result(training.engine(), judge, reason);
    }

    private void keep(SteppedTraining training, @Nullable StopReason ended, boolean last) {
        if (keeper == TrainingKeeper.NONE) {
            return; // a copy of all weights that nobody wants
        }
        keep(new TrainingState(training.checkpoint(), history, training.judge().elapsed(), null, ended), last);
    }

    /** Keeps where the training stands, if anybody does. */
    void keep(TrainingState state, boolean last) {
        keeper.keep(state, last);
        warn();
    }

    private void warn() {
        String warning = keeper.warning();
        if (warning != null) {
            emit(new TrainingEvent.Warned(warning));
        }
    }

    TrainingKeeper keeper() {
        return keeper;
    }

    List<EpochFinished> history() {
        return history;
    }

    /** Goes on after another training; true if that one had ended. */
    boolean resume(TrainingState before, EpochJudge judge) {
        judge.used(before.elapsed());
        history.addAll(before.history());
        boolean ended = before.ended() != null;
        emit(new TrainingEvent.Resumed(
                before.checkpoint().step(), before.history().size(), before.elapsed(), ended));
        return ended;
    }

    private void step(SteppedTraining training) {
        double loss = training.takeStep();
        for (TrainingListener listener : listeners) {
            if (listener.hearsSteps()) {
                listener.on(training.account(loss));
            }
        }
    }

    private void emitStarted(TrainingEngine engine, int stepsPerEpoch) {
        emit(new TrainingEvent.Started(
                extent.rows(),
                extent.validationRows(),
                new ParameterLayout(extent.network()).size(),
                configuration.epochs(),
                stepsPerEpoch,
                engine.threads()));
        warn();
    }

    /** COMPLETED means: go on. */
    StopReason interruption(EpochJudge judge) {
        if (stopRequested.getAsBoolean()) {
            return StopReason.INTERRUPTED;
        }
        Duration limit = configuration.timeLimit();
        return limit != null && judge.elapsed().compareTo(limit) >= 0 ? StopReason.TIME_LIMIT : StopReason.COMPLETED;
    }

    /** Tells of an epoch, after the weights that it ended with. */
    void finishEpoch(TrainingEngine engine, EpochFinished event) {
        history.add(event);
        for (TrainingListener listener : listeners) {
            if (listener.hearsWeights()) {
                listener.on(new TrainingEvent.WeightsChanged(event.epoch(), engine::snapshot));
            }
        }
        emit(event);
    }

    TrainingResult result(TrainingEngine engine, EpochJudge judge, StopReason reason) {
        BestEpoch best = judge.best();
        emit(new TrainingEvent.Finished(reason, best.epoch(), judge.elapsed()));
        return new TrainingResult(
                best.network(),
                best.optimizer(),
                history,
                reason,
                best.epoch(),
                judge.elapsed(),
                engine.threads(),
                engine.kernel());
    }

    private void emit(TrainingEvent event) {
        for (TrainingListener listener : listeners) {
            listener.on(event);
        }
    }
}
