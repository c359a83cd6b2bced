package org.chainrule.spark.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What predicting reads, and so does training.
 *
 * @param <S> what setters return
 */
public interface InputParams<S> extends Params {
    /**
     * Column of vectors, dense or sparse. Unset, columns are read by their names; an estimator without inputCols takes the column "features" if there is one of vectors, else all columns that have no other part.
     *
     * @return the parameter
     */
    default Param<String> featuresCol() {
        return Options.text(
                this,
                "featuresCol",
                "Column of vectors, dense or sparse. Unset, columns are read by their names; an estimator without inputCols takes the column \"features\" if there is one of vectors, else all columns that have no other part.",
                Rule.NAME);
    }

    /**
     * The column of vectors.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getFeaturesCol() {
        return getOrDefault(featuresCol());
    }

    /**
     * Sets the column of vectors, see {@link #featuresCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setFeaturesCol(String value) {
        return Options.set(this, featuresCol(), value);
    }

    /**
     * What predicting does with texts that training never saw: keep (they are like a rare value) or error.
     *
     * @return the parameter
     */
    default Param<String> handleInvalid() {
        return Options.text(
                this,
                "handleInvalid",
                "What predicting does with texts that training never saw: keep (they are like a rare value) or error.",
                Rule.HANDLING);
    }

    /**
     * How unseen texts are treated.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getHandleInvalid() {
        return getOrDefault(handleInvalid());
    }

    /**
     * Sets how unseen texts are treated, see {@link #handleInvalid}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setHandleInvalid(String value) {
        return Options.set(this, handleInvalid(), value);
    }
}
