package org.chainrule.tabular.recipe;

import org.chainrule.tabular.encode.BinEdges.Placement;

/**
 * How a network embeds quantities.
 *
 * @param kind  which family
 * @param bins  bins of each quantity, of {@code PIECEWISE_LINEAR}
 * @param placement where their edges lie
 * @param width numbers that each quantity becomes
 */
public record NumericEmbedding(Kind kind, int bins, Placement placement, int width) {
    /** Families. */
    public enum Kind {
        /** A quantity is one number. */
        NONE,
        /** PBLD: cosines of trainable frequencies and phases, and the number itself. */
        PERIODIC,
        /** Piecewise-linear in bins at the training quantiles. */
        PIECEWISE_LINEAR
    }

    /** Quantities as they are. */
    public static final NumericEmbedding NONE = new NumericEmbedding(Kind.NONE, 0, Placement.ROWS, 1);

    /** The embedding of RealMLP: 16 frequencies, 3 numbers. */
    public static final NumericEmbedding PBLD = new NumericEmbedding(Kind.PERIODIC, 0, Placement.ROWS, 3);

    /**
     * The embedding of TabM.
     *
     * @param bins      bins of each quantity
     * @param placement where their edges lie
     * @param width     numbers that each quantity becomes
     * @return the embedding
     */
    public static NumericEmbedding piecewiseLinear(int bins, Placement placement, int width) {
        return new NumericEmbedding(Kind.PIECEWISE_LINEAR, bins, placement, width);
    }
}
