package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.List;

/**
 * How the rows of the selected DataFrame are read: first the features (a vector, or a column each), then the label, then the weight, the validation indicator and the order if there
 * are any.
 *
 * @param cells       features, label and weight as cells, in this order
 * @param elements    elements of the vector column; -1 for columns by name
 * @param vectorCol   its name; empty for columns by name
 * @param label       which cell is the label
 * @param weighted    whether the last cell is a weight
 * @param indicator   where in the row the indicator is; -1 for none
 * @param order       where in the row the order is; -1 for none
 * @param orderByText whether the order is one of text
 * @param fraction    share of validation rows without an indicator
 * @param seed        chooses them
 */
record RowFormat(
        List<Cell> cells,
        int elements,
        String vectorCol,
        int label,
        boolean weighted,
        int indicator,
        int order,
        boolean orderByText,
        double fraction,
        long seed)
        implements Serializable {
    /** What tables of this kind are called in messages. */
    static final String DESCRIPTION = "the DataFrame";

    /**
     * One column of cells.
     *
     * @param name    of the column, or of the vector's element
     * @param kind    what its cells are
     * @param sqlType the type's name in a profile
     */
    record Cell(String name, CellKind kind, String sqlType) implements Serializable {}

    /** Position in the row of a cell that is no element of a vector. */
    int position(int cell) {
        return elements < 0 ? cell : cell - elements + 1;
    }

    /** The first cell that is a column of its own. */
    int firstColumn() {
        return Math.max(0, elements);
    }
}
