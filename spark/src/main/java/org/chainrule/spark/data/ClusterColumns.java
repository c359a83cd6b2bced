package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a DataFrame a training reads, and how rows that validate are chosen.
 *
 * @param featuresCol            a vector column, or null for columns by name
 * @param inputCols              the features by name; empty for every column that is nothing else. Empty with a vector column
 * @param labelCol               what is to be predicted
 * @param weightCol              the weight of each row, or null
 * @param validationIndicatorCol true where a row validates, or null
 * @param orderCol               numbers, dates or text that order the rows, or null for an order by content
 * @param validationFraction     the share of rows that validate, in [0, 1), if no column says so; 0 for none
 * @param seed                   chooses them
 */
public record ClusterColumns(
        @Nullable String featuresCol,
        List<String> inputCols,
        String labelCol,
        @Nullable String weightCol,
        @Nullable String validationIndicatorCol,
        @Nullable String orderCol,
        double validationFraction,
        long seed)
        implements Serializable {
    /** Copies the list and checks what can be checked without the data. */
    public ClusterColumns {
        inputCols = List.copyOf(inputCols);
        if (!(validationFraction >= 0 && validationFraction < 1)) {
            throw UserException.usage("validationFraction should be at least 0 and less than 1, found "
                    + validationFraction + "; 0 trains without validation");
        }
        if (featuresCol != null && !inputCols.isEmpty()) {
            throw UserException.usage(
                    "features are either the vector column featuresCol or the columns inputCols, found both;"
                            + " set one of them");
        }
    }
}
