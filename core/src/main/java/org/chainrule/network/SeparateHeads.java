package org.chainrule.network;

/**
 * An affine map for each of k members, nothing shared: z_m = h_m W_m + b_m. The last layer of an ensemble within a network (see {@link BatchEnsemble}). Weights and
 * biases are drawn from U(-a, a) with a = 1 / sqrt(in). Source: Gorishniy, Kotelnikov and Babenko 2025, "TabM".
 *
 * @param units   n(l) of each member
 * @param members k, at least 1
 */
public record SeparateHeads(int units, int members) implements Layer {
    /** Checks the numbers. */
    public SeparateHeads {
        if (units < 1 || members < 1) {
            throw new IllegalArgumentException("separate heads need at least 1 unit and 1 member, found " + units
                    + " units and " + members + " members");
        }
    }

    @Override
    public int outputs(int inputs) {
        return units;
    }

    @Override
    public int members(int before) {
        if (before != members) {
            throw new IllegalArgumentException(
                    "heads of " + members + " members must follow as many members, found " + before);
        }
        return members;
    }
}
