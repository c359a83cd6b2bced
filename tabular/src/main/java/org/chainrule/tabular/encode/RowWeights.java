package org.chainrule.tabular.encode;

import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawColumn.Numeric;
import org.jspecify.annotations.Nullable;

/**
 * How much each row counts: the product of its cell in a weight column and the weight of its class, either of which
 * may be absent.
 *
 * @param column       numbers that are finite and not negative, or null for 1 everywhere
 * @param classWeights a weight a class, or empty for 1 everywhere
 */
public record RowWeights(@Nullable Numeric column, List<Double> classWeights) {
    /** Copies the list. */
    public RowWeights {
        classWeights = List.copyOf(classWeights);
    }

    /**
     * Every row counts 1.
     *
     * @return the weights
     */
    public static RowWeights equal() {
        return new RowWeights(null, List.of());
    }

    /**
     * Weights from a column of the table.
     *
     * @param column the weight column, or null for none
     * @return the weights
     * @throws UserException if the column holds text
     */
    public static RowWeights of(@Nullable RawColumn column) {
        return new RowWeights(column == null ? null : Columns.numeric(column), List.of());
    }

    /**
     * The same, with a weight a class.
     *
     * @param weights a weight a class, such as {@link ClassTarget#balancedWeights}
     * @return new weights
     */
    public RowWeights withClassWeights(List<Double> weights) {
        return new RowWeights(column, weights);
    }

    /**
     * The weight of a row.
     *
     * @param row    row of the table, from 0
     * @param target its encoded target, a class index if there are class weights
     * @return the weight
     * @throws UserException if the cell is missing, negative or infinite
     */
    public double of(int row, double target) {
        double weight = classWeights.isEmpty() ? 1 : classWeights.get((int) target);
        if (column == null) {
            return weight;
        }
        double cell = column.value(row);
        if (!(cell >= 0 && cell < Double.POSITIVE_INFINITY)) {
            throw UserException.data("weight column '" + column.name() + "' must hold finite numbers >= 0, found "
                    + (Double.isNaN(cell) ? "nothing" : Labels.of(cell)) + " in data row " + (row + 1)
                    + "; fill it in or remove the row");
        }
        return weight * cell;
    }
}
