package org.chainrule.network;

/**
 * The elementwise activation h(l) = phi(z(l)) [2].
 *
 * @param activation phi
 */
public record Activate(Activation activation) implements Layer {
    @Override
    public int outputs(int inputs) {
        return inputs;
    }
}
