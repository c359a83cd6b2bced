package org.chainrule.spark;

import static org.chainrule.spark.param.Defaults.orNull;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.spark.param.EstimatorParams;
import org.jspecify.annotations.Nullable;

/** Which columns of a table an estimator learns from. */
final class Inputs {
    private static final String USUAL = "features";

    private Inputs() {}

    static ClusterColumns columns(EstimatorParams<?> of, StructType table) {
        String[] names = orNull(of, of.inputCols());
        return new ClusterColumns(
                vector(of, table),
                names == null ? List.of() : Arrays.asList(names),
                of.getLabelCol(),
                orNull(of, of.weightCol()),
                orNull(of, of.validationIndicatorCol()),
                orNull(of, of.orderCol()),
                of.getValidationFraction(),
                of.getSeed());
    }

    /** The column of vectors; null for columns by name. */
    private static @Nullable String vector(EstimatorParams<?> of, StructType table) {
        if (of.isSet(of.featuresCol()) || of.isSet(of.inputCols())) {
            return orNull(of, of.featuresCol());
        }
        for (StructField column : table.fields()) {
            if (column.name().equals(USUAL) && column.dataType().equals(SQLDataTypes.VectorType())) {
                return USUAL;
            }
        }
        return null;
    }
}
