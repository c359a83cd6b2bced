package org.chainrule.network;

/**
 * A trainable scale y = x ⊙ s, one factor a unit, from 1 on: in front of a network it learns which inputs matter. Source: Holzmueller, Grinsztajn and Steinwart
 * 2024, "Better by default".
 */
public record Scale() implements Layer {
    @Override
    public int outputs(int inputs) {
        return inputs;
    }
}
