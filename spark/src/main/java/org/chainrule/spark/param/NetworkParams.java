package org.chainrule.spark.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The network, and where its weights begin.
 *
 * @param <S> what setters return
 */
public interface NetworkParams<S> extends Params {
    /**
     * Recipe: default, fast, realmlp, realmlp-s, tabm or plain (no tricks). It decides whatever else is unset.
     *
     * @return the parameter
     */
    default Param<String> preset() {
        return Options.text(
                this,
                "preset",
                "Recipe: default, fast, realmlp, realmlp-s, tabm or plain (no tricks). It decides whatever else is unset.",
                Rule.PRESET);
    }

    /**
     * The recipe.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getPreset() {
        return getOrDefault(preset());
    }

    /**
     * Sets the recipe, see {@link #preset}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setPreset(String value) {
        return Options.set(this, preset(), value);
    }

    /**
     * Widths of the hidden layers, such as [256, 128]; none for a linear model; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default IntArrayParam hiddenLayers() {
        return Options.wholes(
                this,
                "hiddenLayers",
                "Widths of the hidden layers, such as [256, 128]; none for a linear model; unset leaves it to the preset.",
                Rule.WIDTHS);
    }

    /**
     * Widths of the hidden layers.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default int[] getHiddenLayers() {
        return getOrDefault(hiddenLayers());
    }

    /**
     * Sets widths of the hidden layers, see {@link #hiddenLayers}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setHiddenLayers(int[] value) {
        return Options.set(this, hiddenLayers(), value);
    }

    /**
     * One for all hidden layers, or one a layer: relu, leaky_relu(0.01), elu, selu, gelu, silu, mish, softplus, tanh, logistic or identity; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default StringArrayParam activations() {
        return Options.texts(
                this,
                "activations",
                "One for all hidden layers, or one a layer: relu, leaky_relu(0.01), elu, selu, gelu, silu, mish, softplus, tanh, logistic or identity; unset leaves it to the preset.",
                Rule.ACTIVATIONS);
    }

    /**
     * Activations of the hidden layers.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String[] getActivations() {
        return getOrDefault(activations());
    }

    /**
     * Sets activations of the hidden layers, see {@link #activations}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setActivations(String[] value) {
        return Options.set(this, activations(), value);
    }

    /**
     * Dropout rate of the hidden layers; unset leaves it to the preset.
     *
     * @return the parameter
     */
    default DoubleParam dropout() {
        return Options.number(
                this, "dropout", "Dropout rate of the hidden layers; unset leaves it to the preset.", Rule.SHARE);
    }

    /**
     * The dropout rate.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default double getDropout() {
        return (double) getOrDefault(dropout());
    }

    /**
     * Sets the dropout rate, see {@link #dropout}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setDropout(double value) {
        return Options.set(this, dropout(), value);
    }

    /**
     * categorical, bernoulli, gaussian, gaussian-variance, laplace, huber(1), quantile(0.1,0.5,0.9) or poisson; unset leaves it to the task.
     *
     * @return the parameter
     */
    default Param<String> likelihood() {
        return Options.text(
                this,
                "likelihood",
                "categorical, bernoulli, gaussian, gaussian-variance, laplace, huber(1), quantile(0.1,0.5,0.9) or poisson; unset leaves it to the task.",
                Rule.LIKELIHOOD);
    }

    /**
     * The likelihood.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getLikelihood() {
        return getOrDefault(likelihood());
    }

    /**
     * Sets the likelihood, see {@link #likelihood}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setLikelihood(String value) {
        return Options.set(this, likelihood(), value);
    }

    /**
     * Path of a .chainrule file to start from (warm start): it says columns, encoding and network; the other parameters say how it is trained on.
     *
     * @return the parameter
     */
    default Param<String> initialModel() {
        return Options.text(
                this,
                "initialModel",
                "Path of a .chainrule file to start from (warm start): it says columns, encoding and network; the other parameters say how it is trained on.",
                Rule.NAME);
    }

    /**
     * The model to start from.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getInitialModel() {
        return getOrDefault(initialModel());
    }

    /**
     * Sets the model to start from, see {@link #initialModel}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setInitialModel(String value) {
        return Options.set(this, initialModel(), value);
    }
}
