package org.chainrule.spark.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * How the weights are trained.
 *
 * @param <S> what setters return
 */
public interface TrainingParams<S> extends Params {
    /**
     * sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw or nadam, with parameters as in adamw(beta2=0.95), or lbfgs, which is rounds = lbfgs; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default Param<String> optimizer() {
        return Options.text(
                this,
                "optimizer",
                "sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw or nadam, with parameters as in adamw(beta2=0.95), or lbfgs, which is rounds = lbfgs; unset leaves it to the preset.",
                Rule.OPTIMIZER);
    }

    /**
     * The update rule.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getOptimizer() {
        return getOrDefault(optimizer());
    }

    /**
     * Sets the update rule, see {@link #optimizer}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setOptimizer(String value) {
        return Options.set(this, optimizer(), value);
    }

    /**
     * Base learning rate; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default DoubleParam learningRate() {
        return Options.number(
                this, "learningRate", "Base learning rate; unset leaves it to the preset.", Rule.POSITIVE);
    }

    /**
     * The base learning rate.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getLearningRate() {
        return (double) getOrDefault(learningRate());
    }

    /**
     * Sets the base learning rate, see {@link #learningRate}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setLearningRate(double value) {
        return Options.set(this, learningRate(), value);
    }

    /**
     * Of the learning rate: constant, cosine, flat-cos, coslog4, step(0.5,10), exponential(0.95), one-cycle, plateau(0.5,5) or warmup(0.05,cosine); unset leaves it to the preset.
     *
     * @return the parameter
     */
    default Param<String> schedule() {
        return Options.text(
                this,
                "schedule",
                "Of the learning rate: constant, cosine, flat-cos, coslog4, step(0.5,10), exponential(0.95), one-cycle, plateau(0.5,5) or warmup(0.05,cosine); unset leaves it to the preset.",
                Rule.SCHEDULE);
    }

    /**
     * The schedule of the learning rate.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getSchedule() {
        return getOrDefault(schedule());
    }

    /**
     * Sets the schedule of the learning rate, see {@link #schedule}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setSchedule(String value) {
        return Options.set(this, schedule(), value);
    }

    /**
     * Rows of a step; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default IntParam batchSize() {
        return Options.whole(this, "batchSize", "Rows of a step; unset leaves it to the preset.", Rule.COUNT);
    }

    /**
     * Rows of a step.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int getBatchSize() {
        return (int) getOrDefault(batchSize());
    }

    /**
     * Sets rows of a step, see {@link #batchSize}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setBatchSize(int value) {
        return Options.set(this, batchSize(), value);
    }

    /**
     * Passes over the training rows, at most; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default IntParam epochs() {
        return Options.whole(
                this, "epochs", "Passes over the training rows, at most; unset leaves it to the preset.", Rule.COUNT);
    }

    /**
     * Passes over the training rows.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int getEpochs() {
        return (int) getOrDefault(epochs());
    }

    /**
     * Sets passes over the training rows, see {@link #epochs}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setEpochs(int value) {
        return Options.set(this, epochs(), value);
    }

    /**
     * Epochs without improvement on the validation rows before training stops; 0 never stops early; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default IntParam patience() {
        return Options.whole(
                this,
                "patience",
                "Epochs without improvement on the validation rows before training stops; 0 never stops early; unset leaves it to the preset.",
                Rule.COUNT_OR_ZERO);
    }

    /**
     * Epochs without improvement.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int getPatience() {
        return (int) getOrDefault(patience());
    }

    /**
     * Sets epochs without improvement, see {@link #patience}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setPatience(int value) {
        return Options.set(this, patience(), value);
    }

    /**
     * Bound on the training time in seconds; unset: none. A training that it ends has other weights on another cluster.
     *
     * @return the parameter
     */
    default DoubleParam timeLimit() {
        return Options.number(
                this,
                "timeLimit",
                "Bound on the training time in seconds; unset: none. A training that it ends has other weights on another cluster.",
                Rule.POSITIVE);
    }

    /**
     * Seconds that a training may take.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getTimeLimit() {
        return (double) getOrDefault(timeLimit());
    }

    /**
     * Sets seconds that a training may take, see {@link #timeLimit}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setTimeLimit(double value) {
        return Options.set(this, timeLimit(), value);
    }
}
