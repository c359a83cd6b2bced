package org.chainrule.network;

/**
 * An activation that each unit may mix with the identity: h = z + alpha ⊙ (phi(z) - z), with a trainable alpha a unit that starts at 1. Its derivatives are
 * dh/dz = 1 + alpha (phi'(z) - 1) and dh/dalpha = phi(z) - z. Source: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default".
 *
 * @param activation phi
 */
public record ParametricActivate(Activation activation) implements Layer {
    @Override
    public int outputs(int inputs) {
        return inputs;
    }
}
