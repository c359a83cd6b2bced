package org.chainrule.studio.problem;

import org.chainrule.network.Activation;

/**
 * A hidden layer as the settings write it, {@code 4:tanh}.
 *
 * @param width      units, from 1
 * @param activation phi
 */
public record HiddenLayer(int width, Activation activation) {
    @Override
    public String toString() {
        return width + ":" + activation.spec();
    }
}
