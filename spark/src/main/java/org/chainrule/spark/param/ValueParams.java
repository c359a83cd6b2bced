package org.chainrule.spark.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What only training on numbers has.
 *
 * @param <S> what setters return
 */
public interface ValueParams<S> extends Params {
    /**
     * Of the label, against heavy tails: none, log (of 1 + y), asinh or quantile. Predictions stay in its units.
     *
     * @return the parameter
     */
    default Param<String> targetTransform() {
        return Options.text(
                this,
                "targetTransform",
                "Of the label, against heavy tails: none, log (of 1 + y), asinh or quantile. Predictions stay in its units.",
                Rule.TRANSFORM);
    }

    /**
     * The transform of the label.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getTargetTransform() {
        return getOrDefault(targetTransform());
    }

    /**
     * Sets the transform of the label, see {@link #targetTransform}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setTargetTransform(String value) {
        return Options.set(this, targetTransform(), value);
    }

    /**
     * Whether predictions are kept within the range of the training rows; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default BooleanParam clamp() {
        return Options.flag(
                this,
                "clamp",
                "Whether predictions are kept within the range of the training rows; unset leaves it to the preset.",
                Rule.ANY);
    }

    /**
     * Whether predictions keep within the range of the training rows.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default boolean getClamp() {
        return (boolean) getOrDefault(clamp());
    }

    /**
     * Sets whether predictions keep within the range of the training rows, see {@link #clamp}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setClamp(boolean value) {
        return Options.set(this, clamp(), value);
    }
}
