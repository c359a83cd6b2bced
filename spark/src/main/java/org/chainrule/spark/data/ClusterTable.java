package org.chainrule.spark.data;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnSchema;

/** A DataFrame as a table: its columns checked by name and type, described by {@link #profile}, and its rows as {@link #shards}. */
public final class ClusterTable {
    private final ClusterColumns columns;

    private ClusterTable(ClusterColumns columns) {
        this.columns = columns;
    }

    /**
     * Checks names and types; looks at no row.
     *
     * @param rows    a DataFrame that gives the same rows whenever it is asked
     * @param columns which columns
     * @return the table
     * @throws org.chainrule.tabular.error.UserException if a column is absent, ambiguous or of a type that cannot be read
     */
    public static ClusterTable of(Dataset<Row> rows, ClusterColumns columns) {
        return new ClusterTable(columns);
    }

    /**
     * The columns with their names as the DataFrame spells them; never without features by name unless there is a vector column.
     *
     * @return the columns
     */
    public ClusterColumns columns() {
        return columns;
    }

    /**
     * Describes the training rows: features in their order, label, weight. One job, and a second for columns with many distinct values; the same for every
     * partitioning.
     *
     * @return the figures
     * @throws org.chainrule.tabular.error.UserException if there are no rows, a label is missing, or the vectors have different lengths
     */
    public TableProfile profile() {
        throw new UnsupportedOperationException("helper D");
    }

    /**
     * Cuts the rows into shards.
     *
     * @param load       which columns, and as what
     * @param numShards  how many, at most as many as training rows
     * @param partitions most partitions of the result; 0 for as many as the cluster runs tasks
     * @return the rows, persisted once they have been computed
     * @throws org.chainrule.tabular.error.UserException if there are more shards than rows
     */
    public ShardedRows shards(List<ColumnSchema> load, int numShards, int partitions) {
        throw new UnsupportedOperationException("helper D");
    }
}
