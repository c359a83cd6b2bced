package org.chainrule.tabular.encode;

import java.io.Serializable;
import org.chainrule.tabular.read.RawColumn;

/**
 * How the column to be predicted becomes the number that a likelihood sees, and back. A record of plain values,
 * fitted on training rows.
 */
public sealed interface TargetEncoding extends Serializable permits ClassTarget, ValueTarget {
    /**
     * The column to be predicted.
     *
     * @return its name in the table
     */
    String column();

    /**
     * Prepares for one table.
     *
     * @param column the column {@link #column()} of a table
     * @return the prepared encoding
     * @throws org.chainrule.tabular.error.UserException if the column cannot be a target of this kind
     */
    BoundTarget bind(RawColumn column);

    /**
     * Encodes one cell without preparation; for many rows use {@link #bind}.
     *
     * @param column the column {@link #column()} of a table
     * @param row    row of the column, from 0
     * @return the target as the likelihood sees it; NaN if the cell is missing
     * @throws org.chainrule.tabular.error.UserException if the cell has a class that training did not see
     */
    default double encode(RawColumn column, int row) {
        return bind(column).encode(row);
    }

    /**
     * The way back, prepared for many numbers.
     *
     * @return the decoder
     */
    Decoder decoder();

    /**
     * A prediction in the units of the column, without preparation; for many use {@link #decoder}.
     *
     * @param encoded a number as the likelihood gives it
     * @return the number in the units of the column
     */
    default double decode(double encoded) {
        return decoder().decode(encoded);
    }

    /** From numbers as the likelihood sees them to the units of the column; class indices stay what they are. */
    interface Decoder {
        /**
         * The inverse of {@link BoundTarget#encode}, for targets.
         *
         * @param encoded a target
         * @return the number in the units of the column
         */
        double exact(double encoded);

        /**
         * A prediction: {@link #exact}, kept within the bounds of the target if there are any.
         *
         * @param encoded a number as the likelihood gives it
         * @return the number in the units of the column
         */
        double decode(double encoded);

        /**
         * A standard deviation in the units of the column: of a curve, half the way between its values a deviation below
         * and above the centre.
         *
         * @param center    the number that is predicted, as the likelihood gives it
         * @param deviation its standard deviation, as the likelihood gives it
         * @return not negative
         */
        double deviation(double center, double deviation);
    }
}
