package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.read.RawTable;

/** Encoded quantities of training rows, of which {@link BinEdges} makes the edges of a piecewise-linear embedding. Immutable. */
public final class EdgeFacts implements Serializable {
    private static final long serialVersionUID = 1;

    /** The encoded numbers, [quantity][part]. */
    private final PackedNumbers[][] quantities;

    private EdgeFacts(PackedNumbers[][] quantities) {
        this.quantities = quantities;
    }

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
        PartRows at = new PartRows(rows, firstRow, totalRows);
        double[] values = new double[at.picks(BinEdges.SAMPLE)];
        List<BinEdges.Quantity> wanted = BinEdges.quantities(encoder.bind(part));
        PackedNumbers[][] quantities = new PackedNumbers[wanted.size()][];
        for (int q = 0; q < quantities.length; q++) {
            int n = wanted.get(q).picked(at, values);
            quantities[q] = new PackedNumbers[] {PackedNumbers.of(values, n)};
        }
        return new EdgeFacts(quantities);
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow
     * @return the facts of both
     */
    public EdgeFacts then(EdgeFacts next) {
        if (next.quantities.length != quantities.length) {
            throw new IllegalArgumentException(
                    "expected facts of " + quantities.length + " inputs, found " + next.quantities.length);
        }
        PackedNumbers[][] both = new PackedNumbers[quantities.length][];
        for (int q = 0; q < both.length; q++) {
            both[q] = Arrays.copyOf(quantities[q], quantities[q].length + next.quantities[q].length);
            System.arraycopy(next.quantities[q], 0, both[q], quantities[q].length, next.quantities[q].length);
        }
        return new EdgeFacts(both);
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
        List<List<Double>> edges = new ArrayList<>();
        for (PackedNumbers[] parts : quantities) {
            int n = Arrays.stream(parts).mapToInt(PackedNumbers::size).sum();
            if (n == 0 || bins < 1) {
                throw new IllegalArgumentException(
                        "edges need at least one training row and one bin, found " + n + " rows, " + bins + " bins");
            }
            double[] values = new double[n];
            int at = 0;
            for (PackedNumbers part : parts) {
                at = part.copyTo(values, at);
            }
            edges.add(BinEdges.of(values, n, bins, placement));
        }
        return List.copyOf(edges);
    }
}
