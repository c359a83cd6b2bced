package org.chainrule.train;

import org.chainrule.data.Dataset;
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/** What the trainer asks of an engine: take a step, judge rows, save and restore weights. One for each precision; they share no code on purpose. */
sealed interface TrainingEngine extends AutoCloseable permits Float32Engine, Float64Engine {
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
        int rows = problem.training().rows();
        int capacity = Math.max(configuration.passes().batchRows(rows), Math.min(most, rows));
        // before there is an engine, whose threads would have to be ended if this fails
        double[] drawn = start == null && DataDrivenInitialization.isAskedFor(problem.network())
                ? DataDrivenInitialization.parameters(problem.network(), problem.training(), configuration.seed())
                : null;
        TrainingEngine engine = configuration.precision() == Precision.FLOAT32
                ? new Float32Engine(problem.network(), problem.likelihood(), configuration, capacity, start)
                : new Float64Engine(problem.network(), problem.likelihood(), configuration, capacity, start);
        if (drawn != null) {
            engine.place(drawn);
        }
        return engine;
    }

    /**
     * Begins an epoch: the following steps take its batches one after the other.
     *
     * @param data      training rows, the same in every epoch
     * @param order     row numbers, not to be changed before the epoch's last step
     * @param batchSize rows of a batch; the last one may be smaller
     */
    void startEpoch(Dataset data, int[] order, int batchSize);

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
     * Outputs and mean cost of all rows of a data set, in prediction mode.
     *
     * @param data the rows
     * @return outputs, targets, weights and the weighted mean cost
     */
    Scores score(Dataset data);

    /**
     * Cost and gradient over all rows of a data set at a point, for full-batch optimisers, penalties included; rows count by their weights.
     *
     * @param data     the rows
     * @param point    flat parameters
     * @param gradient overwritten
     * @return the cost
     */
    double fullBatch(Dataset data, double[] point, double[] gradient);

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
    record Scores(double[][] outputs, double[] targets, double[] weights, double cost) {}
}
