package org.chainrule.spark.score;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Adds predictions to a table. */
public final class Scoring {
    private Scoring() {}

    /** The table with the columns added. */
    public static Dataset<Row> score(Dataset<?> table, ModelHandle model, ScoreColumns columns) {
        throw new UnsupportedOperationException("not yet");
    }

    /** The schema of the table with the columns added, or a refusal. */
    public static StructType schema(StructType table, ModelHandle model, ScoreColumns columns) {
        throw new UnsupportedOperationException("not yet");
    }
}
