package org.chainrule.train;

import java.time.Duration;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.schedule.LearningRateSchedule;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained. Weights depend on this record (its time limit and thread count aside), the data and the version of Chainrule, and on nothing else.
 * Begin with {@link #of} and change what should differ.
 *
 * @param optimizer      the update rule
 * @param rates          learning rate, schedules, factors of groups of parameters
 * @param regularization penalties, and a bound on the gradient
 * @param passes         epochs, batches, early stopping
 * @param precision      which engine
 * @param threads        threads that work on a step; 0 chooses by a cost model
 * @param seed           where all randomness comes from
 * @param lbfgs          trains full batch by L-BFGS instead of the optimizer, one iteration an epoch, without schedules; null for mini-batches
 */
public record TrainingConfiguration(
        Optimizer optimizer,
        Rates rates,
        Regularization regularization,
        Passes passes,
        Precision precision,
        int threads,
        long seed,
        @Nullable LBfgs lbfgs) {

    /** Checks the ranges. */
    public TrainingConfiguration {
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
                Rates.constant(learningRate),
                Regularization.NONE,
                Passes.of(epochs),
                Precision.FLOAT32,
                0,
                seed,
                null);
    }

    /**
     * mu, before the schedule.
     *
     * @return the base learning rate
     */
    public double learningRate() {
        return rates.learningRate();
    }

    /**
     * The factor on mu over time.
     *
     * @return the schedule
     */
    public LearningRateSchedule schedule() {
        return rates.schedule();
    }

    /**
     * Passes over the training rows, at most.
     *
     * @return at least 1
     */
    public int epochs() {
        return passes.epochs();
    }

    /**
     * Rows of a step; more than there are means all of them.
     *
     * @return at least 1
     */
    public int batchSize() {
        return passes.batchSize();
    }

    /**
     * Epochs without improvement on the validation rows before training stops.
     *
     * @return 0 never stops early
     */
    public int patience() {
        return passes.patience();
    }

    /**
     * The bound on the gradient.
     *
     * @return the clipping
     */
    public Clipping clipping() {
        return regularization.clipping();
    }

    /**
     * The weight of sum abs(w) in the cost.
     *
     * @return not negative
     */
    public double l1() {
        return regularization.l1();
    }

    /**
     * The weight of 1/2 sum w^2 in the cost.
     *
     * @return not negative
     */
    public double l2() {
        return regularization.l2();
    }

    /**
     * The wall-clock bound.
     *
     * @return null for none
     */
    public @Nullable Duration timeLimit() {
        return passes.timeLimit();
    }

    /**
     * The same with other rates.
     *
     * @param changed learning rate, schedules and groups
     * @return a changed copy
     */
    public TrainingConfiguration withRates(Rates changed) {
        return new TrainingConfiguration(optimizer, changed, regularization, passes, precision, threads, seed, lbfgs);
    }

    /**
     * The same with other penalties and another bound.
     *
     * @param changed penalties and bound
     * @return a changed copy
     */
    public TrainingConfiguration withRegularization(Regularization changed) {
        return new TrainingConfiguration(optimizer, rates, changed, passes, precision, threads, seed, lbfgs);
    }

    /**
     * The same with other passes.
     *
     * @param changed epochs, batches, early stopping
     * @return a changed copy
     */
    public TrainingConfiguration withPasses(Passes changed) {
        return new TrainingConfiguration(optimizer, rates, regularization, changed, precision, threads, seed, lbfgs);
    }

    /**
     * The same with batches of another size.
     *
     * @param rows rows of a step
     * @return a changed copy
     */
    public TrainingConfiguration withBatchSize(int rows) {
        return withPasses(passes.withBatchSize(rows));
    }

    /**
     * The same with or without the rows that do not fill a batch.
     *
     * @param drop whether an epoch leaves them out
     * @return a changed copy
     */
    public TrainingConfiguration withDropLastBatch(boolean drop) {
        return withPasses(passes.withDropLastBatch(drop));
    }

    /**
     * The same with another learning-rate schedule.
     *
     * @param factor the schedule
     * @return a changed copy
     */
    public TrainingConfiguration withSchedule(LearningRateSchedule factor) {
        return withRates(rates.withSchedule(factor));
    }

    /**
     * The same with a schedule of the decoupled weight decay.
     *
     * @param factor the schedule, not {@code plateau}
     * @return a changed copy
     */
    public TrainingConfiguration withWeightDecaySchedule(LearningRateSchedule factor) {
        return withRates(rates.withWeightDecaySchedule(factor));
    }

    /**
     * The same with a schedule of the dropout rates.
     *
     * @param factor the schedule, 0 to 1, not {@code plateau}
     * @return a changed copy
     */
    public TrainingConfiguration withDropoutSchedule(LearningRateSchedule factor) {
        return withRates(rates.withDropoutSchedule(factor));
    }

    /**
     * The same with other factors of groups of parameters.
     *
     * @param factors on learning rate and decay, by role
     * @return a changed copy
     */
    public TrainingConfiguration withGroups(ParameterGroups factors) {
        return withRates(rates.withGroups(factors));
    }

    /**
     * The same with early stopping.
     *
     * @param patienceEpochs epochs without improvement before training stops; 0 never stops early
     * @return a changed copy
     */
    public TrainingConfiguration withPatience(int patienceEpochs) {
        return withPasses(passes.withPatience(patienceEpochs));
    }

    /**
     * The same with another rule for equally good epochs.
     *
     * @param rule which of them is the better one
     * @return a changed copy
     */
    public TrainingConfiguration withTies(Ties rule) {
        return withPasses(passes.withTies(rule));
    }

    /**
     * The same in another precision.
     *
     * @param engine which engine
     * @return a changed copy
     */
    public TrainingConfiguration withPrecision(Precision engine) {
        return new TrainingConfiguration(optimizer, rates, regularization, passes, engine, threads, seed, lbfgs);
    }

    /**
     * The same on another number of threads.
     *
     * @param count threads; 0 chooses by a cost model
     * @return a changed copy
     */
    public TrainingConfiguration withThreads(int count) {
        return new TrainingConfiguration(optimizer, rates, regularization, passes, precision, count, seed, lbfgs);
    }

    /**
     * The same with a bound on the gradient.
     *
     * @param bound the clipping
     * @return a changed copy
     */
    public TrainingConfiguration withClipping(Clipping bound) {
        return withRegularization(new Regularization(l1(), l2(), bound));
    }

    /**
     * The same with penalties on the weight matrices.
     *
     * @param absolute l1
     * @param squared  l2
     * @return a changed copy
     */
    public TrainingConfiguration withPenalties(double absolute, double squared) {
        return withRegularization(new Regularization(absolute, squared, clipping()));
    }

    /**
     * The same with full-batch L-BFGS instead of mini-batches.
     *
     * @param method the method; its iterations are bounded by the epochs
     * @return a changed copy
     */
    public TrainingConfiguration withLBfgs(LBfgs method) {
        return new TrainingConfiguration(optimizer, rates, regularization, passes, precision, threads, seed, method);
    }

    /**
     * The same with a wall-clock bound.
     *
     * @param limit the bound
     * @return a changed copy
     */
    public TrainingConfiguration withTimeLimit(Duration limit) {
        return withPasses(passes.withTimeLimit(limit));
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
