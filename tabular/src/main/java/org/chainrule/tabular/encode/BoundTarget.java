package org.chainrule.tabular.encode;

import java.util.Arrays;

/**
 * A {@link TargetEncoding} prepared for one column of one table; safe to use from several threads, allocates nothing.
 */
@FunctionalInterface
public interface BoundTarget {
    /**
     * Encodes one cell.
     *
     * @param row row of the column, from 0
     * @return the target as the likelihood sees it; NaN if the cell is missing
     * @throws org.chainrule.tabular.error.UserException if the cell has a class that training did not see
     */
    double encode(int row);

    /**
     * The rows that have a target.
     *
     * @param rows row numbers
     * @return those whose target is not missing, in the same order
     * @throws org.chainrule.tabular.error.UserException if a row has a class that training did not see
     */
    default int[] present(int[] rows) {
        return Arrays.stream(rows).filter(row -> !Double.isNaN(encode(row))).toArray();
    }
}
