package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.List;
import org.chainrule.tabular.read.RawTable;

/** Encoded quantities of training rows, of which {@link BinEdges} makes the edges of a piecewise-linear embedding. Immutable. */
public final class EdgeFacts implements Serializable {
    private static final long serialVersionUID = 1;

    private EdgeFacts() {}

    /**
     * Looks at a part.
     *
     * @param encoder   the fitted encoder
     * @param part      a table that has its columns
     * @param rows      its training rows, in order; may be empty
     * @param firstRow  training rows of all parts before this one
     * @param totalRows training rows of all parts together
     * @return the facts
     * @throws org.chainrule.tabular.error.UserException if a column is missing or is not of its kind
     */
    public static EdgeFacts of(Encoder encoder, RawTable part, int[] rows, long firstRow, long totalRows) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow
     * @return the facts of both
     */
    public EdgeFacts then(EdgeFacts next) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The edges of every quantity, as {@link BinEdges#of} gives them for the whole table.
     *
     * @param bins      bins at most, at least 1
     * @param placement where they lie
     * @return a list of ascending edges an input
     * @throws IllegalArgumentException without rows or bins
     */
    public List<List<Double>> edges(int bins, BinEdges.Placement placement) {
        throw new UnsupportedOperationException("helper B");
    }
}
