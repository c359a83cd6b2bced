package org.chainrule.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.chainrule.optim.LBfgs;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;

/**
 * Trains a network: epochs of mini-batches in an order drawn from (seed, epoch), the update rule of the configuration after every batch, and after every
 * epoch a look at the validation rows. The weights of the best epoch are kept; without validation rows those of the last.
 *
 * <p>Start here: {@code Trainer.train(new TrainingProblem(network, likelihood, data), configuration)}.
 */
public final class Trainer {
    /** Rows that are judged together when a batch is smaller. */
    private static final int SCORING_ROWS = 256;

    /** Rows that go through together when a step needs all of them. */
    private static final int FULL_BATCH_ROWS = 1024;

    private final TrainingProblem problem;
    private final TrainingConfiguration configuration;
    private final BooleanSupplier stopRequested;
    private final TrainingListener[] listeners;
    private final List<EpochFinished> history = new ArrayList<>();
    private final BestEpoch best;
    private final int rows;
    private final int batchSize;
    private final int stepsPerEpoch;
    private final long started = System.nanoTime();
    private double lastFiniteLoss = Double.NaN;

    private Trainer(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            BooleanSupplier stopRequested,
            TrainingListener[] listeners) {
        this.problem = problem;
        this.configuration = configuration;
        this.stopRequested = stopRequested;
        this.listeners = listeners.clone();
        this.rows = problem.training().rows();
        this.batchSize = configuration.passes().batchRows(rows);
        this.stepsPerEpoch = configuration.passes().stepsPerEpoch(rows);
        this.best = new BestEpoch(
                problem.metric() != null && problem.metric().higherIsBetter(),
                configuration.passes().ties());
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
        TrainedNetwork start = problem.start();
        if (start != null && start.precision() != configuration.precision()) {
            throw new IllegalArgumentException("a " + configuration.precision() + " training needs "
                    + configuration.precision() + " weights to start from, found " + start.precision() + "; train in "
                    + start.precision() + " or start afresh");
        }
        Trainer trainer = new Trainer(problem, configuration, stopRequested, listeners);
        int most = configuration.lbfgs() == null ? SCORING_ROWS : FULL_BATCH_ROWS;
        int capacity = Math.max(trainer.batchSize, Math.min(most, trainer.rows));
        try (TrainingEngine engine = configuration.precision() == Precision.FLOAT32
                ? new Float32Engine(problem.network(), problem.likelihood(), configuration, capacity, problem.start())
                : new Float64Engine(
                        problem.network(), problem.likelihood(), configuration, capacity, problem.start())) {
            if (start == null && DataDrivenInitialization.isAskedFor(problem.network())) {
                engine.place(DataDrivenInitialization.parameters(
                        problem.network(), problem.training(), configuration.seed()));
            }
            LBfgs lbfgs = configuration.lbfgs();
            return lbfgs == null ? trainer.miniBatches(engine) : trainer.fullBatch(engine, lbfgs);
        }
    }

    private TrainingResult miniBatches(TrainingEngine engine) {
        emitStarted(engine);
        StopReason reason = StopReason.COMPLETED;
        Rates rates = configuration.rates();
        int[] shuffled = new int[rows];
        long totalSteps = (long) stepsPerEpoch * configuration.epochs();
        Plateau plateau = new Plateau(configuration.schedule());
        best.keep(0, Double.NaN, Double.NaN, engine.snapshot());
        for (int epoch = 1; epoch <= configuration.epochs() && reason == StopReason.COMPLETED; epoch++) {
            Shuffle.fill(shuffled, configuration.seed(), epoch);
            long epochStarted = System.nanoTime();
            engine.startEpoch(problem.training(), used(shuffled), batchSize);
            double lossSum = 0;
            double weightSum = 0;
            double learningRate = 0;
            int steps = 0;
            for (; steps < stepsPerEpoch; steps++) {
                reason = interruption();
                if (reason != StopReason.COMPLETED) {
                    break;
                }
                long step = (long) (epoch - 1) * stepsPerEpoch + steps;
                learningRate = rates.learningRate()
                        * rates.schedule().factor(step, totalSteps, stepsPerEpoch)
                        * plateau.factor();
                double loss = engine.step(
                        step,
                        learningRate,
                        rates.decayFactor(step, totalSteps, stepsPerEpoch),
                        rates.dropoutFactor(step, totalSteps, stepsPerEpoch));
                checkFinite(engine, loss, epoch, steps + 1);
                lossSum += loss * engine.batchWeight();
                weightSum += engine.batchWeight();
                emitStep(epoch, steps + 1, loss, learningRate);
            }
            if (steps > 0 && (steps == stepsPerEpoch || best.epoch() == 0)) {
                double seconds = Math.max(1e-9, (System.nanoTime() - epochStarted) / 1e9);
                int trained = Math.min(rows, steps * batchSize);
                finishEpoch(engine, epoch, weightSum == 0 ? 0 : lossSum / weightSum, learningRate, trained / seconds);
                plateau.after(best.epoch() == epoch);
                if (reason == StopReason.COMPLETED && problem.validation() != null && outOfPatience(epoch)) {
                    reason = StopReason.EARLY_STOPPED;
                }
            }
        }
        return result(engine, reason);
    }

    /** The rows of an epoch, without those of a last batch that is left out. */
    private int[] used(int[] shuffled) {
        long full = (long) stepsPerEpoch * batchSize;
        return full < rows ? Arrays.copyOf(shuffled, (int) full) : shuffled;
    }

    private TrainingResult fullBatch(TrainingEngine engine, LBfgs lbfgs) {
        emitStarted(engine);
        best.keep(0, Double.NaN, Double.NaN, engine.snapshot());
        return FullBatchTraining.run(engine, problem, configuration, this, lbfgs);
    }

    void emitStarted(TrainingEngine engine) {
        var validation = problem.validation();
        emit(new TrainingEvent.Started(
                rows,
                validation == null ? 0 : validation.rows(),
                new org.chainrule.network.ParameterLayout(problem.network()).size(),
                configuration.epochs(),
                stepsPerEpoch,
                engine.threads()));
    }

    /** COMPLETED means: go on. */
    StopReason interruption() {
        if (stopRequested.getAsBoolean()) {
            return StopReason.INTERRUPTED;
        }
        Duration limit = configuration.timeLimit();
        return limit != null && elapsed().compareTo(limit) >= 0 ? StopReason.TIME_LIMIT : StopReason.COMPLETED;
    }

    boolean outOfPatience(int epoch) {
        return configuration.patience() > 0 && epoch - best.epoch() >= configuration.patience();
    }

    private void checkFinite(TrainingEngine engine, double loss, int epoch, int batch) {
        String layer = engine.nonFiniteLayer();
        if (Double.isFinite(loss) && layer == null) {
            lastFiniteLoss = loss;
            return;
        }
        throw diverged("epoch " + epoch + ", batch " + batch + ": "
                + (Double.isFinite(loss)
                        ? "the weights of " + layer + " are not finite"
                        : "the loss is " + loss + ", first seen at " + layer));
    }

    /** What to throw when a number is not finite, with the last good weights. */
    TrainingDivergedException diverged(String where) {
        return new TrainingDivergedException(
                "training diverged in " + where
                        + (Double.isNaN(lastFiniteLoss)
                                ? "; no loss before was finite"
                                : "; the last finite loss was " + (float) lastFiniteLoss)
                        + "; use a smaller learning rate (now " + (float) configuration.learningRate()
                        + ") or clip the gradient, e.g. --learning-rate " + (float) (configuration.learningRate() / 10)
                        + " --clip-norm 1; the weights of "
                        + (best.epoch() == 0 ? "the start" : "epoch " + best.epoch()) + " are kept",
                best.network());
    }

    void finishEpoch(TrainingEngine engine, int epoch, double loss, double learningRate, double rowsPerSecond) {
        double validationLoss = Double.NaN;
        double validationMetric = Double.NaN;
        var validation = problem.validation();
        boolean better = true;
        if (validation != null) {
            TrainingEngine.Scores scores = engine.score(validation);
            validationLoss = scores.cost();
            var metric = problem.metric();
            validationMetric = metric == null
                    ? validationLoss
                    : metric.value(scores.outputs(), scores.targets(), scores.weights());
            better = best.improves(validationMetric, validationLoss);
        }
        if (better) {
            best.keep(epoch, validationMetric, validationLoss, engine.snapshot());
        }
        EpochFinished event = new EpochFinished(
                epoch, loss, validationLoss, validationMetric, learningRate, rowsPerSecond, elapsed(), better);
        history.add(event);
        emit(event);
    }

    TrainingResult result(TrainingEngine engine, StopReason reason) {
        emit(new TrainingEvent.Finished(reason, best.epoch(), elapsed()));
        return new TrainingResult(
                Objects.requireNonNull(best.network()),
                history,
                reason,
                best.epoch(),
                elapsed(),
                engine.threads(),
                engine.kernel());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void emit(TrainingEvent event) {
        for (TrainingListener listener : listeners) {
            listener.on(event);
        }
    }

    private void emitStep(int epoch, int step, double loss, double learningRate) {
        for (TrainingListener listener : listeners) {
            if (listener.hearsSteps()) {
                listener.on(new TrainingEvent.StepFinished(epoch, step, loss, learningRate));
            }
        }
    }
}
