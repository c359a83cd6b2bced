package org.chainrule.spark.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What a regressor says beside the value, where its likelihood has it.
 *
 * @param <S> what setters return
 */
public interface IntervalParams<S> extends Params {
    /**
     * Column of predicted standard deviations, for likelihood gaussian-variance; unset or empty leaves it out.
     *
     * @return the parameter
     */
    default Param<String> standardDeviationCol() {
        return Options.text(
                this,
                "standardDeviationCol",
                "Column of predicted standard deviations, for likelihood gaussian-variance; unset or empty leaves it out.",
                Rule.COLUMN);
    }

    /**
     * The column of standard deviations.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getStandardDeviationCol() {
        return getOrDefault(standardDeviationCol());
    }

    /**
     * Sets the column of standard deviations, see {@link #standardDeviationCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setStandardDeviationCol(String value) {
        return Options.set(this, standardDeviationCol(), value);
    }

    /**
     * Column of predicted quantiles, vectors in the order of the levels, for likelihood quantile(...); unset or empty leaves it out.
     *
     * @return the parameter
     */
    default Param<String> quantilesCol() {
        return Options.text(
                this,
                "quantilesCol",
                "Column of predicted quantiles, vectors in the order of the levels, for likelihood quantile(...); unset or empty leaves it out.",
                Rule.COLUMN);
    }

    /**
     * The column of quantiles.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getQuantilesCol() {
        return getOrDefault(quantilesCol());
    }

    /**
     * Sets the column of quantiles, see {@link #quantilesCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setQuantilesCol(String value) {
        return Options.set(this, quantilesCol(), value);
    }

    /**
     * Column of vectors of two, the interval that holds the value with probability coverage, of models that were validated; unset or empty leaves it out.
     *
     * @return the parameter
     */
    default Param<String> intervalCol() {
        return Options.text(
                this,
                "intervalCol",
                "Column of vectors of two, the interval that holds the value with probability coverage, of models that were validated; unset or empty leaves it out.",
                Rule.COLUMN);
    }

    /**
     * The column of intervals.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getIntervalCol() {
        return getOrDefault(intervalCol());
    }

    /**
     * Sets the column of intervals, see {@link #intervalCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setIntervalCol(String value) {
        return Options.set(this, intervalCol(), value);
    }

    /**
     * With which probability intervals hold the value.
     *
     * @return the parameter
     */
    default DoubleParam coverage() {
        return Options.number(this, "coverage", "With which probability intervals hold the value.", Rule.LEVEL);
    }

    /**
     * The coverage of intervals.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getCoverage() {
        return (double) getOrDefault(coverage());
    }

    /**
     * Sets the coverage of intervals, see {@link #coverage}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setCoverage(double value) {
        return Options.set(this, coverage(), value);
    }
}
