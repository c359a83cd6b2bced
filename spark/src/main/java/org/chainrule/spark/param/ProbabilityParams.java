package org.chainrule.spark.param;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What a classifier says beside the class. Columns with an empty name are left out and cost nothing.
 *
 * @param <S> what setters return
 */
public interface ProbabilityParams<S> extends Params {
    /**
     * Column of class probabilities, vectors in the order of the classes; an empty name leaves it out.
     *
     * @return the parameter
     */
    default Param<String> probabilityCol() {
        return Options.text(
                this,
                "probabilityCol",
                "Column of class probabilities, vectors in the order of the classes; an empty name leaves it out.",
                Rule.COLUMN);
    }

    /**
     * The column of probabilities.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getProbabilityCol() {
        return getOrDefault(probabilityCol());
    }

    /**
     * Sets the column of probabilities, see {@link #probabilityCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setProbabilityCol(String value) {
        return Options.set(this, probabilityCol(), value);
    }

    /**
     * Column of the network's outputs before they become probabilities, vectors; an empty name leaves it out.
     *
     * @return the parameter
     */
    default Param<String> rawPredictionCol() {
        return Options.text(
                this,
                "rawPredictionCol",
                "Column of the network's outputs before they become probabilities, vectors; an empty name leaves it out.",
                Rule.COLUMN);
    }

    /**
     * The column of raw outputs.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getRawPredictionCol() {
        return getOrDefault(rawPredictionCol());
    }

    /**
     * Sets the column of raw outputs, see {@link #rawPredictionCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setRawPredictionCol(String value) {
        return Options.set(this, rawPredictionCol(), value);
    }

    /**
     * Column of the predicted class as it stands in the training rows, a text; unset or empty leaves it out.
     *
     * @return the parameter
     */
    default Param<String> predictedLabelCol() {
        return Options.text(
                this,
                "predictedLabelCol",
                "Column of the predicted class as it stands in the training rows, a text; unset or empty leaves it out.",
                Rule.COLUMN);
    }

    /**
     * The column of predicted labels.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getPredictedLabelCol() {
        return getOrDefault(predictedLabelCol());
    }

    /**
     * Sets the column of predicted labels, see {@link #predictedLabelCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setPredictedLabelCol(String value) {
        return Options.set(this, predictedLabelCol(), value);
    }

    /**
     * One a class, from 0 on, at most one of them 0: the class with the largest probability / threshold is predicted; unset: the most probable.
     *
     * @return the parameter
     */
    default DoubleArrayParam thresholds() {
        return Options.numbers(
                this,
                "thresholds",
                "One a class, from 0 on, at most one of them 0: the class with the largest probability / threshold is predicted; unset: the most probable.",
                Rule.THRESHOLDS);
    }

    /**
     * Thresholds of the classes.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double[] getThresholds() {
        return getOrDefault(thresholds());
    }

    /**
     * Sets thresholds of the classes, see {@link #thresholds}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setThresholds(double[] value) {
        return Options.set(this, thresholds(), value);
    }
}
