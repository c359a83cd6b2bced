package org.chainrule.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one parameter as a picture [2]: the few elements of the network that are worth drawing, at most {@value #MOST} however large it is. A batch is
 * drawn by its row (and an ensemble by its member) with the largest |h_i delta_j|.
 *
 * <p>Contributions are exact: (d unit/dw) (d target/d unit) (dJ/d target) is the sum over all paths of the chain through an edge, listed or not. What leaves a
 * unit adds up to what comes to it.
 *
 * @param row          the row that is drawn, from 0
 * @param rows         rows that were explained
 * @param member       the member that is drawn, from 0
 * @param contribution what the drawn chain adds to the gradient, h_i delta_j; shares are of it
 * @param cost         J of all rows
 * @param columns      from the inputs to the outputs; J stands to the right of them
 * @param edges        what is drawn between units; those to J have {@value #COST} as their end
 */
public record ChainPicture(
        int row, int rows, int member, double contribution, double cost, List<Column> columns, List<Edge> edges) {
    /** Most drawn elements: units, edges and J. */
    public static final int MOST = 60;

    /** The id of J. */
    public static final String COST = "J";

    /** Copies the lists. */
    public ChainPicture {
        columns = List.copyOf(columns);
        edges = List.copyOf(edges);
    }

    /** What a unit or an edge is to the chain. */
    public enum Role {
        /** Unit i, which the weight multiplies; the constant 1 of a bias. */
        SOURCE,
        /** Unit j, which the parameter feeds. */
        TARGET,
        /** On one of the strongest paths. */
        PATH,
        /** An output o_k. */
        OUTPUT,
        /** Drawn as context. */
        OTHER,
        /** Stands for units that are not drawn. */
        MORE,
        /** The weight itself. */
        WEIGHT
    }

    /**
     * Units that stand side by side: what a layer hands on, h(l).
     *
     * @param title such as {@code h(1)}, {@code o}, or {@code 3 layers} for a run of layers that is folded into one element
     * @param units in the order of their numbers; the last may stand for more
     */
    public record Column(String title, List<Unit> units) {
        /** Copies the list. */
        public Column {
            units = List.copyOf(units);
        }
    }

    /**
     * A drawn unit.
     *
     * @param id           of this picture
     * @param label        such as {@code h_3(1)} or {@code o_2}
     * @param member       member of the ensemble, from 0
     * @param index        which unit, from 0; -1 if it stands for more
     * @param value        h, o; not a number if it stands for more
     * @param before       the symbol of what the layer wrote, {@code z_3(1)}; null if that is what it hands on
     * @param z            its value, or that of the unit itself
     * @param slope        phi'(z): d value/d z by all that is elementwise in between; not known before the target
     * @param delta        dJ/dz, times the row's share of the weights; not a number for inputs and for more
     * @param contribution what all paths of the chain through the unit add to the gradient
     * @param role         what it is to the chain
     * @param count        units that it stands for, 1 for itself
     */
    public record Unit(
            String id,
            String label,
            int member,
            int index,
            double value,
            @Nullable String before,
            double z,
            double slope,
            double delta,
            double contribution,
            Role role,
            int count) {}

    /**
     * A drawn edge.
     *
     * @param from         id of a unit
     * @param to           id of a unit, or {@value #COST}
     * @param weight       w_jk or another local derivative, delta_k(L) on the way to J; not a number where the edge stands for several
     * @param contribution what all paths of the chain along the edge add to the gradient
     * @param skip         whether it is the way around a residual block
     * @param role         {@code WEIGHT}, {@code PATH} or {@code OTHER}
     */
    public record Edge(String from, String to, double weight, double contribution, boolean skip, Role role) {}

    /**
     * The number of drawn elements.
     *
     * @return units, edges and J, at most {@value #MOST}
     */
    public int elements() {
        return columns.stream().mapToInt(column -> column.units().size()).sum() + edges.size() + 1;
    }

    /**
     * Part of the drawn chain's contribution.
     *
     * @param part a contribution of a unit or an edge
     * @return part / contribution; not a number if that is 0
     */
    public double share(double part) {
        return contribution == 0 ? Double.NaN : part / contribution;
    }
}
