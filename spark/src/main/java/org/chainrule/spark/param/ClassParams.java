package org.chainrule.spark.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;

/**
 * What only training classes has.
 *
 * @param <S> what setters return
 */
public interface ClassParams<S> extends Params {
    /**
     * Whether every class counts alike, whatever its share of the rows.
     *
     * @return the parameter
     */
    default BooleanParam classWeights() {
        return Options.flag(
                this, "classWeights", "Whether every class counts alike, whatever its share of the rows.", Rule.ANY);
    }

    /**
     * Whether every class counts alike.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default boolean getClassWeights() {
        return (boolean) getOrDefault(classWeights());
    }

    /**
     * Sets whether every class counts alike, see {@link #classWeights}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setClassWeights(boolean value) {
        return Options.set(this, classWeights(), value);
    }

    /**
     * Label smoothing of a categorical likelihood; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default DoubleParam labelSmoothing() {
        return Options.number(
                this,
                "labelSmoothing",
                "Label smoothing of a categorical likelihood; unset leaves it to the preset.",
                Rule.SHARE);
    }

    /**
     * Label smoothing.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getLabelSmoothing() {
        return (double) getOrDefault(labelSmoothing());
    }

    /**
     * Sets label smoothing, see {@link #labelSmoothing}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setLabelSmoothing(double value) {
        return Options.set(this, labelSmoothing(), value);
    }
}
