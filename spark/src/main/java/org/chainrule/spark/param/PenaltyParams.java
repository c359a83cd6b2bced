package org.chainrule.spark.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;

/**
 * What keeps weights small and steps short.
 *
 * @param <S> what setters return
 */
public interface PenaltyParams<S> extends Params {
    /**
     * Decoupled weight decay (adamw); L2 for other optimizers; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default DoubleParam weightDecay() {
        return Options.number(
                this,
                "weightDecay",
                "Decoupled weight decay (adamw); L2 for other optimizers; unset leaves it to the preset.",
                Rule.NOT_NEGATIVE);
    }

    /**
     * Weight decay.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getWeightDecay() {
        return (double) getOrDefault(weightDecay());
    }

    /**
     * Sets weight decay, see {@link #weightDecay}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setWeightDecay(double value) {
        return Options.set(this, weightDecay(), value);
    }

    /**
     * L1 penalty on the weight matrices.
     *
     * @return the parameter
     */
    default DoubleParam l1() {
        return Options.number(this, "l1", "L1 penalty on the weight matrices.", Rule.NOT_NEGATIVE);
    }

    /**
     * The L1 penalty.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getL1() {
        return (double) getOrDefault(l1());
    }

    /**
     * Sets the L1 penalty, see {@link #l1}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setL1(double value) {
        return Options.set(this, l1(), value);
    }

    /**
     * L2 penalty on the weight matrices.
     *
     * @return the parameter
     */
    default DoubleParam l2() {
        return Options.number(this, "l2", "L2 penalty on the weight matrices.", Rule.NOT_NEGATIVE);
    }

    /**
     * The L2 penalty.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getL2() {
        return (double) getOrDefault(l2());
    }

    /**
     * Sets the L2 penalty, see {@link #l2}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setL2(double value) {
        return Options.set(this, l2(), value);
    }

    /**
     * Bound on the norm of the gradient.
     *
     * @return the parameter
     */
    default DoubleParam clipNorm() {
        return Options.number(this, "clipNorm", "Bound on the norm of the gradient.", Rule.POSITIVE);
    }

    /**
     * Bound on the norm of the gradient.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getClipNorm() {
        return (double) getOrDefault(clipNorm());
    }

    /**
     * Sets bound on the norm of the gradient, see {@link #clipNorm}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setClipNorm(double value) {
        return Options.set(this, clipNorm(), value);
    }

    /**
     * Bound on each element of the gradient.
     *
     * @return the parameter
     */
    default DoubleParam clipValue() {
        return Options.number(this, "clipValue", "Bound on each element of the gradient.", Rule.POSITIVE);
    }

    /**
     * Bound on each element of the gradient.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getClipValue() {
        return (double) getOrDefault(clipValue());
    }

    /**
     * Sets bound on each element of the gradient, see {@link #clipValue}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setClipValue(double value) {
        return Options.set(this, clipValue(), value);
    }
}
