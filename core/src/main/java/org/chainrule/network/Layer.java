package org.chainrule.network;

/**
 * One step of a network, as a value: it says what is computed, and holds neither weights nor state.
 *
 * <p>The family is closed because the model file lists its members. Weights live in one flat array, addressed by {@link ParameterLayout}.
 */
public sealed interface Layer permits Dense, Activate, Dropout, BatchNormalization, LayerNormalization, Residual {
    /**
     * The width of h(l) for a given width of h(l-1).
     *
     * @param inputs n(l-1), at least 1
     * @return n(l)
     * @throws IllegalArgumentException if the layer cannot follow an output of this width
     */
    int outputs(int inputs);
}
