package org.chainrule.train;

import java.time.Duration;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.schedule.LearningRateSchedule;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained. Weights depend on this record (its time limit and thread count aside), the data and the version of Chainrule, and on nothing else.
 *
 * @param optimizer    the update rule
 * @param learningRate mu, before the schedule
 * @param schedule     factor on mu over time
 * @param epochs       passes over the training rows, at most
 * @param batchSize    rows of a step; more than there are means all of them
 * @param patience     epochs without improvement on the validation rows before training stops; 0 never stops early
 * @param clipping     bound on the gradient
 * @param l1           weight of sum abs(w) in the cost, weight matrices only
 * @param l2           weight of 1/2 sum w^2 in the cost, weight matrices only
 * @param precision    which engine
 * @param threads      threads that work on a step; 0 chooses by a cost model
 * @param seed         where all randomness comes from
 * @param timeLimit    wall-clock bound, null for none
 * @param lbfgs        trains full batch by L-BFGS instead of the optimizer, one iteration an epoch; null for mini-batches
 */
public record TrainingConfiguration(
        Optimizer optimizer,
        double learningRate,
        LearningRateSchedule schedule,
        int epochs,
        int batchSize,
        int patience,
        Clipping clipping,
        double l1,
        double l2,
        Precision precision,
        int threads,
        long seed,
        @Nullable Duration timeLimit,
        @Nullable LBfgs lbfgs) {

    /** Checks the ranges. */
    public TrainingConfiguration {
        require(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                "learningRate must be positive and finite, found " + learningRate);
        require(epochs >= 1, "epochs must be at least 1, found " + epochs);
        require(batchSize >= 1, "batchSize must be at least 1, found " + batchSize);
        require(patience >= 0, "patience must be 0 (never stop early) or more, found " + patience);
        require(l1 >= 0 && l2 >= 0, "l1 and l2 must not be negative, found " + l1 + " and " + l2);
        require(threads >= 0 && threads <= 1024, "threads must be 0 (automatic) to 1024, found " + threads);
    }

    /**
     * The usual configuration: constant rate, batches of 32, no early stopping, no penalties, float32, automatic threads.
     *
     * @param optimizer    the update rule
     * @param learningRate mu
     * @param epochs       passes over the training rows
     * @param seed         where all randomness comes from
     * @return the configuration
     */
    public static TrainingConfiguration of(Optimizer optimizer, double learningRate, int epochs, long seed) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                (step, total, perEpoch) -> 1,
                epochs,
                32,
                0,
                Clipping.NONE,
                0,
                0,
                Precision.FLOAT32,
                0,
                seed,
                null,
                null);
    }

    /**
     * The same with batches of another size.
     *
     * @param rows rows of a step
     * @return a changed copy
     */
    public TrainingConfiguration withBatchSize(int rows) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                rows,
                patience,
                clipping,
                l1,
                l2,
                precision,
                threads,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same with another learning-rate schedule.
     *
     * @param factor the schedule
     * @return a changed copy
     */
    public TrainingConfiguration withSchedule(LearningRateSchedule factor) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                factor,
                epochs,
                batchSize,
                patience,
                clipping,
                l1,
                l2,
                precision,
                threads,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same with early stopping.
     *
     * @param patienceEpochs epochs without improvement before training stops; 0 never stops early
     * @return a changed copy
     */
    public TrainingConfiguration withPatience(int patienceEpochs) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patienceEpochs,
                clipping,
                l1,
                l2,
                precision,
                threads,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same in another precision.
     *
     * @param engine which engine
     * @return a changed copy
     */
    public TrainingConfiguration withPrecision(Precision engine) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patience,
                clipping,
                l1,
                l2,
                engine,
                threads,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same on another number of threads.
     *
     * @param count threads; 0 chooses by a cost model
     * @return a changed copy
     */
    public TrainingConfiguration withThreads(int count) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patience,
                clipping,
                l1,
                l2,
                precision,
                count,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same with a bound on the gradient.
     *
     * @param bound the clipping
     * @return a changed copy
     */
    public TrainingConfiguration withClipping(Clipping bound) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patience,
                bound,
                l1,
                l2,
                precision,
                threads,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same with penalties on the weight matrices.
     *
     * @param absolute l1
     * @param squared  l2
     * @return a changed copy
     */
    public TrainingConfiguration withPenalties(double absolute, double squared) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patience,
                clipping,
                absolute,
                squared,
                precision,
                threads,
                seed,
                timeLimit,
                lbfgs);
    }

    /**
     * The same with full-batch L-BFGS instead of mini-batches.
     *
     * @param method the method; its iterations are bounded by the epochs
     * @return a changed copy
     */
    public TrainingConfiguration withLBfgs(LBfgs method) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patience,
                clipping,
                l1,
                l2,
                precision,
                threads,
                seed,
                timeLimit,
                method);
    }

    /**
     * The same with a wall-clock bound.
     *
     * @param limit the bound
     * @return a changed copy
     */
    public TrainingConfiguration withTimeLimit(Duration limit) {
        return new TrainingConfiguration(
                optimizer,
                learningRate,
                schedule,
                epochs,
                batchSize,
                patience,
                clipping,
                l1,
                l2,
                precision,
                threads,
                seed,
                limit,
                lbfgs);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
