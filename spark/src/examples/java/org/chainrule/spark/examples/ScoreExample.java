package org.chainrule.spark.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.ChainruleScorer;

/**
 * Any {@code .chainrule} file scores a table, wherever it was trained.
 *
 * <pre>{@code ScoreExample MODEL.chainrule TABLE.csv [OUT.parquet]}</pre>
 */
public final class ScoreExample {
    private ScoreExample() {}

    /**
     * Scores.
     *
     * @param arguments the model, the table, and where the predictions go
     */
    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("expected MODEL.chainrule TABLE.csv [OUT.parquet], found "
                    + arguments.length + " arguments");
        }
        SparkSession spark = Session.of("Chainrule: score");
        Dataset<Row> rows =
                spark.read().option("header", true).option("inferSchema", true).csv(arguments[1]);
        Dataset<Row> scored =
                new ChainruleScorer().setModelFile(arguments[0]).transform(rows);
        scored.show(5);
        if (arguments.length > 2) {
            scored.write().mode("overwrite").parquet(arguments[2]);
        }
        spark.stop();
    }
}
