package org.chainrule.spark.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Which columns are read: those that an estimator learns from, and those that its model predicts from.
 *
 * @param <S> what setters return
 */
public interface InputParams<S> extends Params {
    /**
     * Column of vectors, dense or sparse. Neither this nor inputCols: the column "features" if there is one of vectors, else all columns that have no other part.
     *
     * @return the parameter
     */
    default Param<String> featuresCol() {
        return Options.text(this, "featuresCol", "Column of vectors, dense or sparse. Neither this nor inputCols: the column \"features\" if there is one of vectors, else all columns that have no other part.", Rule.NAME);
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
     * Columns of numbers, texts, dates and booleans, with missing values (null), as they are: they are encoded by what the training rows show. Excludes featuresCol.
     *
     * @return the parameter
     */
    default StringArrayParam inputCols() {
        return Options.texts(this, "inputCols", "Columns of numbers, texts, dates and booleans, with missing values (null), as they are: they are encoded by what the training rows show. Excludes featuresCol.", Rule.NAMES);
    }

    /**
     * Raw columns.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String[] getInputCols() {
        return getOrDefault(inputCols());
    }

    /**
     * Sets raw columns, see {@link #inputCols}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setInputCols(String[] value) {
        return Options.set(this, inputCols(), value);
    }

    /**
     * What predicting does with texts that training never saw: keep (they are like a rare value) or error.
     *
     * @return the parameter
     */
    default Param<String> handleInvalid() {
        return Options.text(this, "handleInvalid", "What predicting does with texts that training never saw: keep (they are like a rare value) or error.", Rule.HANDLING);
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
