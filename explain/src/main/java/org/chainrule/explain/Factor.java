package org.chainrule.explain;

import org.chainrule.network.NetworkPlan.Kind;

/**
 * A local derivative of an elementwise node between a pre-activation and the next layer: phi'(z), a dropout mask over 1 - rate, a scale.
 *
 * @param kind       what the node computes
 * @param activation phi as text, such as {@code relu}; empty for nodes without one
 * @param unit       the unit that the node read
 * @param at         what the unit holds, such as z
 * @param value      the derivative
 */
public record Factor(Kind kind, String activation, Unit unit, double at, double value) {
    /**
     * The derivative in the lecture's notation.
     *
     * @return such as {@code phi'(z_3(1))}
     */
    public String symbol() {
        return switch (kind) {
            case ACTIVATE -> "phi'(" + unit.symbol() + ")";
            case DROPOUT -> "mask(" + unit.symbol() + ")";
            case SCALE -> "scale(" + unit.symbol() + ")";
            default -> "d/d" + unit.symbol();
        };
    }
}
