package org.chainrule.spark.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Which columns of the training table are what.
 *
 * @param <S> what setters return
 */
public interface TableParams<S> extends Params {
    /**
     * Columns of numbers, texts, dates and booleans, with missing values (null), as they are: they are encoded by what the training rows show. Excludes featuresCol.
     *
     * @return the parameter
     */
    default StringArrayParam inputCols() {
        return Options.texts(
                this,
                "inputCols",
                "Columns of numbers, texts, dates and booleans, with missing values (null), as they are: they are encoded by what the training rows show. Excludes featuresCol.",
                Rule.NAMES);
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
     * Column to be predicted: numbers, and for classes also texts and booleans; never null.
     *
     * @return the parameter
     */
    default Param<String> labelCol() {
        return Options.text(
                this,
                "labelCol",
                "Column to be predicted: numbers, and for classes also texts and booleans; never null.",
                Rule.NAME);
    }

    /**
     * The label.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getLabelCol() {
        return getOrDefault(labelCol());
    }

    /**
     * Sets the label, see {@link #labelCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setLabelCol(String value) {
        return Options.set(this, labelCol(), value);
    }

    /**
     * Column of row weights, numbers from 0; unset: every row counts alike.
     *
     * @return the parameter
     */
    default Param<String> weightCol() {
        return Options.text(
                this, "weightCol", "Column of row weights, numbers from 0; unset: every row counts alike.", Rule.NAME);
    }

    /**
     * The weight of a row.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getWeightCol() {
        return getOrDefault(weightCol());
    }

    /**
     * Sets the weight of a row, see {@link #weightCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setWeightCol(String value) {
        return Options.set(this, weightCol(), value);
    }

    /**
     * Column of booleans: true for the rows that only validate; unset: they are drawn, see validationFraction.
     *
     * @return the parameter
     */
    default Param<String> validationIndicatorCol() {
        return Options.text(
                this,
                "validationIndicatorCol",
                "Column of booleans: true for the rows that only validate; unset: they are drawn, see validationFraction.",
                Rule.NAME);
    }

    /**
     * Which rows validate.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getValidationIndicatorCol() {
        return getOrDefault(validationIndicatorCol());
    }

    /**
     * Sets which rows validate, see {@link #validationIndicatorCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setValidationIndicatorCol(String value) {
        return Options.set(this, validationIndicatorCol(), value);
    }

    /**
     * Share of the rows to validate on where validationIndicatorCol is unset; 0 trains on all rows, for all epochs.
     *
     * @return the parameter
     */
    default DoubleParam validationFraction() {
        return Options.number(
                this,
                "validationFraction",
                "Share of the rows to validate on where validationIndicatorCol is unset; 0 trains on all rows, for all epochs.",
                Rule.SHARE);
    }

    /**
     * The share that validates.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getValidationFraction() {
        return (double) getOrDefault(validationFraction());
    }

    /**
     * Sets the share that validates, see {@link #validationFraction}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setValidationFraction(double value) {
        return Options.set(this, validationFraction(), value);
    }

    /**
     * Column of numbers, dates or texts that orders the rows before they are shuffled by seed; unset: they are ordered by their cells, so that no order of the input matters.
     *
     * @return the parameter
     */
    default Param<String> orderCol() {
        return Options.text(
                this,
                "orderCol",
                "Column of numbers, dates or texts that orders the rows before they are shuffled by seed; unset: they are ordered by their cells, so that no order of the input matters.",
                Rule.NAME);
    }

    /**
     * The order of the rows.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getOrderCol() {
        return getOrDefault(orderCol());
    }

    /**
     * Sets the order of the rows, see {@link #orderCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setOrderCol(String value) {
        return Options.set(this, orderCol(), value);
    }

    /**
     * Seed of all randomness.
     *
     * @return the parameter
     */
    default LongParam seed() {
        return Options.big(this, "seed", "Seed of all randomness.", Rule.ANY);
    }

    /**
     * The seed.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    /**
     * Sets the seed, see {@link #seed}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setSeed(long value) {
        return Options.set(this, seed(), value);
    }
}
