package org.chainrule.spark;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.EstimatorParams;
import org.chainrule.spark.param.IntervalParams;
import org.chainrule.spark.param.ProbabilityParams;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/** What a table becomes by an estimator's model, as far as can be said without one. */
final class Schemas {
    private Schemas() {}

    static StructType classes(StructType table, EstimatorParams<?> of, ProbabilityParams<?> outputs) {
        StructType added = add(table, of.getPredictionCol(), DataTypes.DoubleType);
        added = add(added, outputs.getProbabilityCol(), SQLDataTypes.VectorType());
        added = add(added, outputs.getRawPredictionCol(), SQLDataTypes.VectorType());
        return add(added, outputs.getPredictedLabelCol(), DataTypes.StringType);
    }

    static StructType values(StructType table, EstimatorParams<?> of, IntervalParams<?> outputs) {
        StructType added = add(table, of.getPredictionCol(), DataTypes.DoubleType);
        added = add(added, outputs.getStandardDeviationCol(), DataTypes.DoubleType);
        added = add(added, outputs.getQuantilesCol(), SQLDataTypes.VectorType());
        return add(added, outputs.getIntervalCol(), SQLDataTypes.VectorType());
    }

    private static StructType add(StructType table, String name, DataType type) {
        if (name.isEmpty()) {
            return table;
        }
        if (Arrays.asList(table.fieldNames()).contains(name)) {
            throw UserException.usage("a column " + Display.text(name)
                    + " is there already; drop it, or choose another name for the output");
        }
        return table.add(name, type);
    }
}
