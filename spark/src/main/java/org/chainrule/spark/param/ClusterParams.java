package org.chainrule.spark.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * How shards of the rows train together. The number of shards is part of the result; the number of executors is not.
 *
 * @param <S> what setters return
 */
public interface ClusterParams<S> extends Params {
    /**
     * Parts that the rows are cut into, at least as many as there are cores to be used; 0 chooses by the number of rows. With one the weights are those of a training on one machine.
     *
     * @return the parameter
     */
    default IntParam numShards() {
        return Options.whole(
                this,
                "numShards",
                "Parts that the rows are cut into, at least as many as there are cores to be used; 0 chooses by the number of rows. With one the weights are those of a training on one machine.",
                Rule.COUNT_OR_ZERO);
    }

    /**
     * Parts of the rows.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int getNumShards() {
        return (int) getOrDefault(numShards());
    }

    /**
     * Sets parts of the rows, see {@link #numShards}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setNumShards(int value) {
        return Options.set(this, numShards(), value);
    }

    /**
     * How shards train together: localSteps (each takes steps of its own, then the mean), synchronous (every step is one on all shards) or lbfgs (full batch).
     *
     * @return the parameter
     */
    default Param<String> rounds() {
        return Options.text(
                this,
                "rounds",
                "How shards train together: localSteps (each takes steps of its own, then the mean), synchronous (every step is one on all shards) or lbfgs (full batch).",
                Rule.ROUNDS);
    }

    /**
     * How shards train together.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getRounds() {
        return getOrDefault(rounds());
    }

    /**
     * Sets how shards train together, see {@link #rounds}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setRounds(String value) {
        return Options.set(this, rounds(), value);
    }

    /**
     * Steps of a round, for rounds = localSteps; 0 chooses.
     *
     * @return the parameter
     */
    default IntParam localSteps() {
        return Options.whole(
                this, "localSteps", "Steps of a round, for rounds = localSteps; 0 chooses.", Rule.COUNT_OR_ZERO);
    }

    /**
     * Steps of a round.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int getLocalSteps() {
        return (int) getOrDefault(localSteps());
    }

    /**
     * Sets steps of a round, see {@link #localSteps}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setLocalSteps(int value) {
        return Options.set(this, localSteps(), value);
    }

    /**
     * Step from the start of a round towards the mean of its ends, for rounds = localSteps; 1 with outerMomentum 0 is plain averaging, as rounds of fewer than 8 steps do where neither is set.
     *
     * @return the parameter
     */
    default DoubleParam outerLearningRate() {
        return Options.number(
                this,
                "outerLearningRate",
                "Step from the start of a round towards the mean of its ends, for rounds = localSteps; 1 with outerMomentum 0 is plain averaging, as rounds of fewer than 8 steps do where neither is set.",
                Rule.POSITIVE);
    }

    /**
     * The outer learning rate.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getOuterLearningRate() {
        return (double) getOrDefault(outerLearningRate());
    }

    /**
     * Sets the outer learning rate, see {@link #outerLearningRate}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setOuterLearningRate(double value) {
        return Options.set(this, outerLearningRate(), value);
    }

    /**
     * Momentum of Nesterov's step towards the mean, for rounds = localSteps.
     *
     * @return the parameter
     */
    default DoubleParam outerMomentum() {
        return Options.number(
                this,
                "outerMomentum",
                "Momentum of Nesterov's step towards the mean, for rounds = localSteps.",
                Rule.SHARE);
    }

    /**
     * The outer momentum.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getOuterMomentum() {
        return (double) getOrDefault(outerMomentum());
    }

    /**
     * Sets the outer momentum, see {@link #outerMomentum}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setOuterMomentum(double value) {
        return Options.set(this, outerMomentum(), value);
    }

    /**
     * Folder, on any file system of Hadoop, where a training keeps its state: fitting again after the driver died goes on from there. Unset keeps nothing.
     *
     * @return the parameter
     */
    default Param<String> checkpointDir() {
        return Options.text(
                this,
                "checkpointDir",
                "Folder, on any file system of Hadoop, where a training keeps its state: fitting again after the driver died goes on from there. Unset keeps nothing.",
                Rule.NAME);
    }

    /**
     * Where the state is kept.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getCheckpointDir() {
        return getOrDefault(checkpointDir());
    }

    /**
     * Sets where the state is kept, see {@link #checkpointDir}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setCheckpointDir(String value) {
        return Options.set(this, checkpointDir(), value);
    }

    /**
     * Rounds between two states.
     *
     * @return the parameter
     */
    default IntParam checkpointInterval() {
        return Options.whole(this, "checkpointInterval", "Rounds between two states.", Rule.COUNT);
    }

    /**
     * Rounds between two states.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int getCheckpointInterval() {
        return (int) getOrDefault(checkpointInterval());
    }

    /**
     * Sets rounds between two states, see {@link #checkpointInterval}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setCheckpointInterval(int value) {
        return Options.set(this, checkpointInterval(), value);
    }

    /**
     * Whether the cost of the training is measured, predicted and logged before it begins, which takes a few small jobs.
     *
     * @return the parameter
     */
    default BooleanParam plan() {
        return Options.flag(
                this,
                "plan",
                "Whether the cost of the training is measured, predicted and logged before it begins, which takes a few small jobs.",
                Rule.ANY);
    }

    /**
     * Whether the cost is predicted before the training.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default boolean getPlan() {
        return (boolean) getOrDefault(plan());
    }

    /**
     * Sets whether the cost is predicted before the training, see {@link #plan}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setPlan(boolean value) {
        return Options.set(this, plan(), value);
    }
}
