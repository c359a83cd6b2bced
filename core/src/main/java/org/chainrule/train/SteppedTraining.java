package org.chainrule.train;

import org.chainrule.gradient.Mode;
import org.chainrule.optim.OptimizerState;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StepFinished;

/**
 * A training by mini-batches, one step at a time: the loop that {@link Trainer} runs, for those who want to stop within it, look, go back, or change a weight.
 * Equal problems and configurations give the same bits, whoever drives the loop. One thread at a time.
 *
 * <pre>{@code
 * while (!training.finished()) {
 *     training.advance();
 *     if (training.epochComplete()) {
 *         training.finishEpoch();
 *     }
 * }
 * }</pre>
 */
public final class SteppedTraining implements AutoCloseable {
    private final TrainingEngine engine;
    private final StepPlan plan;
    private final EpochJudge judge;
    private final Plateau plateau;
    private final EpochSoFar sums;
    private boolean begun;
    private boolean complete; // the last step ended an epoch that was not judged yet
    private long step;

    /** A training whose engine has the rows, or knows who has. */
    SteppedTraining(TrainingEngine engine, StepPlan plan, EpochJudge judge, Plateau plateau, EpochSoFar sums) {
        this.engine = engine;
        this.plan = plan;
        this.judge = judge;
        this.plateau = plateau;
        this.sums = sums;
    }

    /**
     * Draws the weights, and stands before the first step.
     *
     * @param problem       what, and on what
     * @param configuration how; its time limit is for the caller to keep
     * @return the training
     * @throws IllegalArgumentException if the configuration asks for L-BFGS, which knows no steps, or for another precision than that of the start
     */
    public static SteppedTraining start(TrainingProblem problem, TrainingConfiguration configuration) {
        if (configuration.lbfgs() != null) {
            throw new IllegalArgumentException("L-BFGS trains on all rows at once and has no steps of mini-batches; "
                    + "use Trainer.train, or another optimizer");
        }
        long started = System.nanoTime();
        TrainingEngine engine = TrainingEngine.start(problem, configuration, TrainingEngine.SCORING_ROWS);
        StepPlan plan = new StepPlan(configuration, problem.training().rows());
        EpochSoFar sums = new EpochSoFar(plan.batchSize, problem.training().rows());
        EpochJudge judge = new EpochJudge(TrainingExtent.of(problem), configuration, engine.snapshot(), started);
        return new SteppedTraining(engine, plan, judge, new Plateau(configuration.schedule()), sums);
    }

    /**
     * Whether nothing is left to do: all epochs were taken, or patience is out.
     *
     * @return true at the end
     */
    public boolean finished() {
        return !complete && stepInEpoch() == 0 && (step == plan.totalSteps || judge.outOfPatience(epoch() - 1));
    }

    /**
     * Steps taken.
     *
     * @return 0 before the first
     */
    public long step() {
        return step;
    }

    /**
     * The epoch of the next step.
     *
     * @return from 1; one more than there are after the last step
     */
    public int epoch() {
        return plan.epoch(step);
    }

    /**
     * Steps taken of the epoch of the next step.
     *
     * @return 0 at its beginning
     */
    public int stepInEpoch() {
        return plan.inEpoch(step);
    }

    /**
     * Steps of an epoch.
     *
     * @return at least 1
     */
    public int stepsPerEpoch() {
        return plan.stepsPerEpoch;
    }

    /**
     * The rows of the next step's batch.
     *
     * @return their numbers in the training data, in the order of the batch; after the last step, of the step that would follow
     */
    public int[] nextRows() {
        return plan.rows(step);
    }

    /**
     * How the next step treats dropout and batch normalisation, for the reference engine.
     *
     * @return its mode
     */
    public Mode nextMode() {
        return plan.mode(step);
    }

    /**
     * mu of the next step.
     *
     * @return the learning rate after its schedule
     */
    public double nextLearningRate() {
        return plan.learningRate(step) * plateau.factor();
    }

    /**
     * The factor of the next step on the decoupled weight decay.
     *
     * @return 1 without a schedule
     */
    public double nextDecayFactor() {
        return plan.decayFactor(step);
    }

    /**
     * One training step: forward, backward, penalties, clipping, update.
     *
     * @return epoch and number of the step, its cost before the update, and mu
     * @throws TrainingDivergedException if the loss or a weight becomes infinite or NaN
     * @throws IllegalStateException     if an epoch is complete and waits for {@link #finishEpoch}, or nothing is left to do
     */
    public StepFinished advance() {
        return account(takeStep());
    }

    /** The account of the step that was just taken, or of the last of several. */
    StepFinished account(double loss) {
        return new StepFinished(plan.epoch(step - 1), plan.inEpoch(step - 1) + 1, loss, sums.learningRate());
    }

    /** {@link #advance} without an object for the account: one step, or as many as the engine takes together. */
    double takeStep() {
        if (complete || step == plan.totalSteps) {
            throw new IllegalStateException(
                    complete ? "the epoch is complete: finishEpoch comes first" : "all epochs were taken");
        }
        if (!begun) {
            beginEpoch();
        }
        int together = engine.roundSteps(stepInEpoch(), plan.stepsPerEpoch);
        int steps = Math.max(1, together);
        double learningRate = plan.learningRate(step + steps - 1) * plateau.factor();
        double loss = together == 0
                ? engine.step(step, learningRate, plan.decayFactor(step), plan.dropoutFactor(step))
                : engine.round(step, steps, plateau.factor());
        judge.checkFinite(engine, loss, epoch(), stepInEpoch() + 1);
        sums.add(loss, engine.batchWeight(), learningRate);
        step += steps;
        complete = stepInEpoch() == 0;
        return loss;
    }

    private void beginEpoch() {
        sums.begin(stepInEpoch());
        engine.startEpoch(plan, step);
        begun = true;
    }

    /**
     * Whether the last step ended an epoch that waits for {@link #finishEpoch}.
     *
     * @return true between the two
     */
    public boolean epochComplete() {
        return complete;
    }

    /**
     * Ends an epoch: the validation rows are judged, and the weights kept if they are the best so far.
     *
     * @return the epoch's account
     * @throws IllegalStateException if no epoch is complete
     */
    public EpochFinished finishEpoch() {
        if (!complete) {
            throw new IllegalStateException(
                    "no epoch is complete: step " + stepInEpoch() + " of " + plan.stepsPerEpoch);
        }
        EpochFinished event = judgeEpoch(epoch() - 1, plan.stepsPerEpoch);
        begun = false;
        complete = false;
        sums.clear();
        return event;
    }

    /** Ends an epoch that was broken off, so that there is a judgement at all. */
    EpochFinished finishPart() {
        return judgeEpoch(epoch(), stepInEpoch());
    }

    private EpochFinished judgeEpoch(int epoch, int steps) {
        EpochFinished event = judge.judge(engine, epoch, sums.loss(), sums.learningRate(), sums.rowsPerSecond(steps));
        plateau.after(event.best());
        return event;
    }

    /**
     * The weights as they stand.
     *
     * @return a copy
     */
    public TrainedNetwork network() {
        return engine.snapshot();
    }

    /**
     * What the update rule remembers.
     *
     * @return a copy, its vectors laid out as the flat parameters are
     */
    public OptimizerState optimizerState() {
        return engine.optimizerState();
    }

    /**
     * All that the following steps depend on.
     *
     * @return a value, which later steps do not change
     */
    public Checkpoint checkpoint() {
        return new Checkpoint(
                step,
                engine.snapshot(),
                engine.optimizerState(),
                plateau.state(),
                judge.best(),
                sums.lossSum(),
                sums.weightSum(),
                sums.learningRate(),
                judge.lastFiniteLoss(),
                complete,
                engine.outerMomentum());
    }

    /**
     * Goes back, or on, to a checkpoint. The steps that follow give the same bits as those that followed it before.
     *
     * @param checkpoint of a training of the same problem and configuration
     */
    public void restore(Checkpoint checkpoint) {
        engine.abandonEpoch();
        begun = false;
        step = checkpoint.step();
        engine.restore(checkpoint.network());
        engine.restore(checkpoint.optimizerState());
        engine.restoreOuter(checkpoint.outerMomentum());
        plateau.restore(checkpoint.plateau());
        judge.restore(checkpoint);
        sums.restore(checkpoint);
        complete = checkpoint.epochComplete();
    }

    /**
     * Changes the weights by hand; what the update rule remembers stays.
     *
     * @param parameters flat, rounded to the training's precision
     */
    public void place(double[] parameters) {
        engine.place(parameters);
    }

    /**
     * The threads that work on a step.
     *
     * @return at least 1
     */
    public int threads() {
        return engine.threads();
    }

    /**
     * The kernels that work on a step.
     *
     * @return their name, for provenance
     */
    public String kernel() {
        return engine.kernel();
    }

    TrainingEngine engine() {
        return engine;
    }

    EpochJudge judge() {
        return judge;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        engine.close();
    }
}
