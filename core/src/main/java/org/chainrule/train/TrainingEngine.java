package org.chainrule.train;

import java.util.List;
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/** What the trainer asks of an engine: take a step, judge rows, save and restore weights. One for each precision; they share no code on purpose. */
sealed interface TrainingEngine extends AutoCloseable permits Float32Engine, Float64Engine, ShardedEngine {
    /** Rows that are judged together when a batch is smaller. */
    int SCORING_ROWS = 256;

    /** Rows that go through together when a step needs all of them. */
    int FULL_BATCH_ROWS = 1024;

    /**
     * The engine of a configuration, at the training's starting point.
     *
     * @param problem       what is trained
     * @param configuration how
     * @param most          rows that go through together, unless a batch has more
     * @return to be closed
     * @throws IllegalArgumentException if the start has another precision
     */
    static TrainingEngine start(TrainingProblem problem, TrainingConfiguration configuration, int most) {
        TrainedNetwork start = problem.start();
        if (start != null && start.precision() != configuration.precision()) {
            throw new IllegalArgumentException("a " + configuration.precision() + " training needs "
                    + configuration.precision() + " weights to start from, found " + start.precision() + "; train in "
                    + start.precision() + " or start afresh");
        }
        int capacity = capacity(configuration, problem.training().rows(), most);
        // before there is an engine, whose threads would have to be ended if this fails
        double[] drawn = start == null && DataDrivenInitialization.isAskedFor(problem.network())
                ? DataDrivenInitialization.parameters(problem.network(), problem.training(), configuration.seed())
                : null;
        TrainingEngine engine = configuration.precision() == Precision.FLOAT32
                ? float32(problem, configuration, capacity)
                : float64(problem, configuration, capacity);
        if (drawn != null) {
            engine.place(drawn);
        }
        return engine;
    }

    private static TrainingEngine float32(TrainingProblem problem, TrainingConfiguration configuration, int capacity) {
        Float32Engine engine =
                new Float32Engine(problem.network(), problem.likelihood(), configuration, capacity, problem.start());
        engine.rows(problem.training(), problem.validation());
        return engine;
    }

    private static TrainingEngine float64(TrainingProblem problem, TrainingConfiguration configuration, int capacity) {
        Float64Engine engine =
                new Float64Engine(problem.network(), problem.likelihood(), configuration, capacity, problem.start());
        engine.rows(problem.training(), problem.validation());
        return engine;
    }

    /**
     * Rows that go through an engine together.
     *
     * @param configuration its batches fit
     * @param rows          training rows
     * @param most          rows, unless a batch has more
     * @return at least 1
     */
    static int capacity(TrainingConfiguration configuration, int rows, int most) {
        return Math.max(configuration.passes().batchRows(rows), Math.min(most, rows));
    }

    /**
     * Begins an epoch, or goes on within one: the following steps take its batches one after the other.
     *
     * @param plan which rows are in them
     * @param step the next step
     */
    default void startEpoch(StepPlan plan, long step) {
        startEpoch(plan.orderFrom(step), plan.batchSize);
    }

    /**
     * Begins an epoch: the following steps take its batches one after the other.
     *
     * @param order     row numbers, not to be changed before the epoch's last step
     * @param batchSize rows of a batch; the last one may be smaller
     */
    void startEpoch(int[] order, int batchSize);

    /**
     * One training step on the epoch's next batch: forward, backward, penalties, clipping, update. If the cost is not finite nothing is updated.
     *
     * @param step          from 0
     * @param learningRate  mu of the step
     * @param decayFactor   on the decoupled weight decay
     * @param dropoutFactor on the dropout rates
     * @return the mean cost of the batch before the update, without penalties
     */
    double step(long step, double learningRate, double decayFactor, double dropoutFactor);

    /**
     * How many steps are taken together, without anybody to look in between.
     *
     * @param taken         steps of the epoch before
     * @param stepsPerEpoch all steps of the epoch
     * @return 0 if the engine takes single steps, by {@link #step}
     */
    default int roundSteps(int taken, int stepsPerEpoch) {
        return 0;
    }

    /**
     * Takes several steps together, at the rates of their plan.
     *
     * @param first         number of the first step
     * @param steps         as {@link #roundSteps} says
     * @param plateauFactor on the learning rate, beside its schedule
     * @return the weighted mean cost of the steps' batches, without penalties
     */
    default double round(long first, int steps, double plateauFactor) {
        throw new UnsupportedOperationException("this engine takes single steps");
    }

    /**
     * The sum of the weights of the rows of the last step.
     *
     * @return by how much the step's cost counts in the epoch's
     */
    double batchWeight();

    /**
     * Where the last step went wrong.
     *
     * @return the layer whose output or weights are not finite; null if all are
     */
    @Nullable
    String nonFiniteLayer();

    /**
     * Where and how the last steps went wrong, if the engine knows more than {@link #nonFiniteLayer}.
     *
     * @return epoch, batch and what was seen there; null if nothing
     */
    default @Nullable String divergence() {
        return null;
    }

    /**
     * Outputs and mean cost of the validation rows, in prediction mode.
     *
     * @return outputs, targets, weights and the weighted mean cost
     */
    Scores score();

    /**
     * Cost and gradient over all training rows at a point, for full-batch optimisers, penalties included; rows count by their weights.
     *
     * @param point    flat parameters
     * @param gradient overwritten
     * @return the cost
     */
    double fullBatch(double[] point, double[] gradient);

    /**
     * The parameters as doubles.
     *
     * @return a copy
     */
    double[] point();

    /**
     * Sets the parameters.
     *
     * @param point flat parameters, read
     */
    void place(double[] point);

    /**
     * A copy of the weights.
     *
     * @return the network as it stands
     */
    TrainedNetwork snapshot();

    /**
     * Puts weights back.
     *
     * @param network a snapshot of the same network
     */
    void restore(TrainedNetwork network);

    /**
     * A copy of what the update rule remembers.
     *
     * @return its vectors laid out as the flat parameters are
     */
    OptimizerState optimizerState();

    /**
     * Puts back what the update rule remembers.
     *
     * @param state of the same rule and network
     */
    void restore(OptimizerState state);

    /**
     * What the common step of several shards remembers beside the update rule.
     *
     * @return a copy; null if nothing
     */
    default double @Nullable [] outerMomentum() {
        return null;
    }

    /**
     * Puts it back.
     *
     * @param momentum what {@link #outerMomentum} gave
     */
    default void restoreOuter(double @Nullable [] momentum) {
        // there is none
    }

    /** Forgets the epoch that was begun, so that another can be begun before its last step. */
    void abandonEpoch();

    /**
     * The threads that work on a step.
     *
     * @return the number
     */
    int threads();

    /**
     * The name of the kernels.
     *
     * @return the name
     */
    String kernel();

    @Override
    void close();

    /**
     * What judging rows gives.
     *
     * @param outputs [rows][n(L)]
     * @param targets [rows], the first target of each row
     * @param weights [rows]
     * @param cost    weighted mean cost
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Scores(double[][] outputs, double[] targets, double[] weights, double cost) {
        /**
         * All shards' rows together, in the order of the shards.
         *
         * @param parts   one a shard
         * @param outputs n(L)
         * @return as if the rows had been judged together
         */
        static Scores of(List<ShardScores> parts, int outputs) {
            int rows = parts.stream().mapToInt(part -> part.targets().length).reduce(0, Math::addExact);
            double[][] o = new double[rows][outputs];
            double[] targets = new double[rows];
            double[] weights = new double[rows];
            double cost = 0;
            double total = 0;
            int row = 0;
            for (ShardScores part : parts) {
                for (int n = 0; n < part.targets().length; n++, row++) {
                    for (int k = 0; k < outputs; k++) {
                        o[row][k] = part.outputs()[n * outputs + k];
                    }
                    targets[row] = part.targets()[n];
                    weights[row] = part.weights()[n];
                }
                cost += part.costSum();
                total += part.weightSum();
            }
            return new Scores(o, targets, weights, total == 0 ? 0 : cost / total);
        }
    }
}
