package org.chainrule.network;

/**
 * One step of a network, as a value: it says what is computed, and holds neither weights nor state.
 *
 * <p>The family is closed because the model file lists its members. Weights live in one flat array, addressed by {@link ParameterLayout}.
 */
public sealed interface Layer
        permits Dense,
                Activate,
                ParametricActivate,
                Dropout,
                BatchNormalization,
                LayerNormalization,
                Residual,
                Scale,
                Embed,
                BatchEnsemble,
                SeparateHeads {
    /**
     * The width of h(l) for a given width of h(l-1).
     *
     * @param inputs n(l-1), at least 1
     * @return n(l)
     * @throws IllegalArgumentException if the layer cannot follow an output of this width
     */
    int outputs(int inputs);

    /**
     * The members that each row has after this layer, see {@link BatchEnsemble}.
     *
     * @param before members before it
     * @return members after it
     * @throws IllegalArgumentException if the layer cannot follow so many members
     */
    default int members(int before) {
        return before;
    }

    /**
     * Members after a layer of an ensemble: it makes one into several, or takes as many as it has.
     *
     * @param before  members before it
     * @param members members of the layer
     * @return members after it
     * @throws IllegalArgumentException if they do not fit
     */
    static int expand(int before, int members) {
        if (before != 1 && before != members) {
            throw new IllegalArgumentException(
                    "a layer of " + members + " members must follow one member or as many, found " + before);
        }
        return members;
    }
}
