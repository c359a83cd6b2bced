package org.chainrule.spark.cluster;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.data.ClusterColumns;

/** A table of made-up rows, the same on every cluster: numbers, a text column with two scripts, missing cells, weights, two classes. By integers alone. */
public final class SampleRows {
    private SampleRows() {}

    /**
     * The table.
     *
     * @param spark      where
     * @param rows       how many
     * @param partitions in how many parts
     * @return columns a to f, colour, weight and label
     */
    public static Dataset<Row> of(SparkSession spark, long rows, int partitions) {
        return spark.range(0, rows, 1, partitions)
                .selectExpr(
                        "(id * 7919 % 1009) / 1009.0D AS a",
                        "if(id % 17 = 3, NULL, (id * 104729 % 2003) / 2003.0D) AS b",
                        "CAST(id * 31 % 13 AS INT) AS c",
                        "(id * id * 13 % 4001) / 4001.0D AS d",
                        "(id * 15485863 % 9973) / 9973.0D AS e",
                        "(id * 611953 % 5003) / 5003.0D AS f",
                        "element_at(array('red', 'grün', 'синий', NULL), CAST(id * 11 % 4 + 1 AS INT)) AS colour",
                        "1.0D + (id % 3) AS weight",
                        "if((id * 7919 % 1009) * 2003 + (id * 104729 % 2003) * 1009 + (id * 11 % 4) * 300000"
                                + " > 2200000, 'yes', 'no') AS label");
    }

    /**
     * What the columns are.
     *
     * @return with a fifth of the rows to validate on
     */
    public static ClusterColumns columns() {
        return new ClusterColumns(null, java.util.List.of(), "label", "weight", null, null, 0.2, 7);
    }
}
