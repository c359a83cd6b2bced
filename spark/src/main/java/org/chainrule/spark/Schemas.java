package org.chainrule.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.data.ClusterTable;
import org.chainrule.spark.param.EstimatorParams;
import org.chainrule.spark.param.IntervalParams;
import org.chainrule.spark.param.ProbabilityParams;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/** What a table becomes by an estimator's model, as far as can be said without one, and whether it can be learned from: a pipeline asks before its first stage runs. */
final class Schemas {
    private Schemas() {}

    static StructType classes(StructType table, EstimatorParams<?> of, ProbabilityParams<?> outputs) {
        check(table, of);
        StructType added = add(table, outputs.getRawPredictionCol(), SQLDataTypes.VectorType());
        added = add(added, outputs.getProbabilityCol(), SQLDataTypes.VectorType());
        added = add(added, of.getPredictionCol(), DataTypes.DoubleType);
        return add(added, outputs.getPredictedLabelCol(), DataTypes.StringType);
    }

    static StructType values(StructType table, EstimatorParams<?> of, IntervalParams<?> outputs) {
        check(table, of);
        StructType added = add(table, of.getPredictionCol(), DataTypes.DoubleType);
        added = add(added, outputs.getStandardDeviationCol(), DataTypes.DoubleType);
        added = add(added, outputs.getQuantilesCol(), SQLDataTypes.VectorType());
        return add(added, outputs.getIntervalCol(), SQLDataTypes.VectorType());
    }

    /** The checks are those of a training, on a table of this schema with one row, whose vectors have one element where nothing says how many they have. */
    private static void check(StructType schema, EstimatorParams<?> of) {
        StructField[] fields = Arrays.stream(schema.fields())
                .map(field -> new StructField(field.name(), field.dataType(), true, field.metadata()))
                .toArray(StructField[]::new);
        Row row = RowFactory.create(Arrays.stream(fields)
                .map(field -> field.dataType().equals(SQLDataTypes.VectorType()) ? Vectors.dense(0) : null)
                .toArray());
        Dataset<Row> table = ModelPath.session().createDataFrame(List.of(row), new StructType(fields));
        ClusterTable.of(table, Inputs.columns(of, schema));
    }

    private static StructType add(StructType table, String name, DataType type) {
        if (name.isEmpty()) {
            return table;
        }
        for (String taken : table.fieldNames()) {
            if (taken.equalsIgnoreCase(name)) {
                throw UserException.usage("the model is to add a column \"" + Display.text(name)
                        + "\", which is there already; name another one, or drop the old one");
            }
        }
        return table.add(new StructField(name, type, false, Metadata.empty()));
    }
}
