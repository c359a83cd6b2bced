package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.read.RawTable;

/** Encoded quantities of training rows, of which {@link BinEdges} makes the edges of a piecewise-linear embedding. Immutable. */
public final class EdgeFacts implements Serializable {
    private static final long serialVersionUID = 1;

    /** The encoded numbers of every quantity, part by part. */
    private final ArrayList<ArrayList<PackedNumbers>> quantities;

    private EdgeFacts(ArrayList<ArrayList<PackedNumbers>> quantities) {
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
        ArrayList<ArrayList<PackedNumbers>> quantities = new ArrayList<>();
        for (BinEdges.Quantity quantity : BinEdges.quantities(encoder.bind(part))) {
            int n = quantity.picked(at, values);
            quantities.add(new ArrayList<>(List.of(PackedNumbers.of(values, n))));
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
        if (next.quantities.size() != quantities.size()) {
            throw new IllegalArgumentException(
                    "expected facts of " + quantities.size() + " inputs, found " + next.quantities.size());
        }
        ArrayList<ArrayList<PackedNumbers>> both = new ArrayList<>();
        for (int q = 0; q < quantities.size(); q++) {
            ArrayList<PackedNumbers> parts = new ArrayList<>(quantities.get(q));
            parts.addAll(next.quantities.get(q));
            both.add(parts);
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
        for (List<PackedNumbers> parts : quantities) {
            int n = parts.stream().mapToInt(PackedNumbers::size).sum();
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
