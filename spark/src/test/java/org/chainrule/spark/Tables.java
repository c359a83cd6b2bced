package org.chainrule.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small tables for tests of estimators. */
final class Tables {
    private Tables() {}

    /** A file of the folder examples, types inferred, empty cells null. */
    static Dataset<Row> example(String name) {
        Path root = Path.of(System.getProperty("chainrule.root", ".."));
        return SparkSession.active()
                .read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(root.resolve("examples").resolve(name).toString());
    }

    /** Three classes by the direction of a vector of four, every other one sparse; w is a weight, v says who validates, y is a number. */
    static Dataset<Row> vectors(int rows) {
        List<Row> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double[] x = {
                (i * 7 % 11) - 5, i % 3 == 0 ? 0 : (i * 5 % 13) - 6, (i * 3 % 7) - 3, 1e4 * ((i * 11 % 17) - 8)
            };
            double label = x[0] + x[2] > 2 ? 2 : x[3] > 0 ? 1 : 0;
            Vector vector = Vectors.dense(x);
            table.add(RowFactory.create(
                    i % 2 == 0 ? vector : vector.toSparse(),
                    label,
                    3 * x[0] - x[1] + x[3] / 1e4,
                    1.0 + i % 2,
                    i % 5 == 0));
        }
        return SparkSession.active()
                .createDataFrame(
                        table,
                        new StructType()
                                .add("features", SQLDataTypes.VectorType())
                                .add("label", DataTypes.DoubleType)
                                .add("y", DataTypes.DoubleType)
                                .add("w", DataTypes.DoubleType)
                                .add("v", DataTypes.BooleanType));
    }
}
