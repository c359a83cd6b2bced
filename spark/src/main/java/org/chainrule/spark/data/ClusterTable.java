package org.chainrule.spark.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * A DataFrame as a table: its columns checked by name and type, described by {@link #profile}, and its rows as {@link #shards}. Results depend on the rows alone, not on how they are
 * partitioned or ordered: rows are put in the order of a hash of their cells, and rows with equal cells are interchangeable.
 */
public final class ClusterTable {
    /** More tallies than these are added on the cluster first, since each may take some megabytes. */
    private static final int COLLECTED_TALLIES = 32;

    private final RowFormat format;
    private final ClusterColumns columns;
    private final JavaRDD<Row> rows;
    private final int parallelism;
    private @Nullable TableTally tally;

    private ClusterTable(TableColumns.Found found, int parallelism) {
        format = found.format();
        columns = found.columns();
        rows = found.rows().toJavaRDD();
        this.parallelism = parallelism;
    }

    /**
     * Checks names and types; looks at no row but at one to know the length of a vector.
     *
     * @param rows    a DataFrame that gives the same rows whenever it is asked
     * @param columns which columns
     * @return the table
     * @throws UserException if a column is absent, ambiguous or of a type that cannot be read
     */
    public static ClusterTable of(Dataset<Row> rows, ClusterColumns columns) {
        int parallelism = rows.sparkSession().sparkContext().defaultParallelism();
        return new ClusterTable(TableColumns.find(rows, columns), Math.max(1, parallelism));
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
     * partitioning. Of a quantity with fractions that has very many distinct values, their number is only known to be that large.
     *
     * @return the figures
     * @throws UserException if there are no rows, a label, weight or order is missing, or the vectors have different lengths
     */
    public TableProfile profile() {
        TableTally all = tally();
        List<ColumnTally> tallies = all.columns();
        int[] many = IntStream.range(0, tallies.size())
                .filter(i -> tallies.get(i).distinct().more())
                .filter(i -> tallies.get(i).distinctMatters() || i == format.label())
                .toArray();
        boolean[] byNumber = new boolean[many.length];
        for (int i = 0; i < many.length; i++) {
            byNumber[i] = tallies.get(many[i]).byNumber();
        }
        Map<Integer, Long> exact = many.length == 0
                ? Map.of()
                : ClusterErrors.run(() -> DistinctCount.of(rows, format, many, byNumber, parallelism));
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            long distinct =
                    exact.getOrDefault(i, (long) tallies.get(i).distinct().size());
            profiles.add(tallies.get(i).profile(all.trainingRows(), distinct));
        }
        return new TableProfile(RowFormat.DESCRIPTION, all.trainingRows(), false, profiles);
    }

    /** One pass over all rows, once. */
    private TableTally tally() {
        TableTally known = tally;
        if (known == null) {
            known = ClusterErrors.run(this::count);
            check(known);
            tally = known;
        }
        return known;
    }

    private TableTally count() {
        RowFormat by = format;
        JavaRDD<TableTally> tallies =
                rows.mapPartitions(part -> List.of(TableTally.of(by, part)).iterator());
        if (tallies.getNumPartitions() > COLLECTED_TALLIES) {
            tallies = tallies.mapPartitionsWithIndex(
                            (index, part) -> List.of(new Tuple2<>(index % COLLECTED_TALLIES, part.next()))
                                    .iterator(),
                            false)
                    .mapToPair(pair -> pair)
                    .reduceByKey(new GivenPartition(COLLECTED_TALLIES), TableTally::add)
                    .values();
        }
        return tallies.collect().stream().reduce(new TableTally(format), TableTally::add);
    }

    private void check(TableTally found) {
        long all = found.trainingRows() + found.validationRows();
        if (all == 0) {
            throw UserException.data(RowFormat.DESCRIPTION + ": there are no rows; expected at least one");
        }
        missing(found.missingLabels(), all, "label", columns.labelCol());
        missing(found.missingWeights(), all, "weight", columns.weightCol());
        missing(found.missingOrders(), all, "order", columns.orderCol());
        if (found.trainingRows() == 0) {
            throw UserException.data(
                    RowFormat.DESCRIPTION + ": all of its " + all + " rows validate; leave some to train on");
        }
    }

    private static void missing(long count, long all, String role, @Nullable String column) {
        if (count > 0 && column != null) {
            throw UserException.data(
                    RowFormat.DESCRIPTION + ": " + role + " column \"" + Display.text(column)
                            + "\" has no value in " + count + " of " + all
                            + " rows; fill it in, or remove them with na().drop (null, NaN and the texts NA, N/A, ?, null and None are missing)");
        }
    }

    /**
     * Training rows.
     *
     * @return how many
     */
    public long trainingRows() {
        return tally().trainingRows();
    }

    /**
     * Validation rows.
     *
     * @return how many
     */
    public long validationRows() {
        return tally().validationRows();
    }

    /**
     * Cuts the rows into shards: of n rows shard s of S has the ranks from floor(s n / S) to floor((s + 1) n / S) in the order of a hash of the cells, each shard then sorted by the
     * order column, if there is one. Training and validation rows are cut alike.
     *
     * @param load       which columns, and as what
     * @param numShards  how many, at most as many as training rows
     * @param partitions most partitions of the result; 0 for as many as the cluster runs tasks
     * @return the rows, persisted once they have been computed
     * @throws UserException if there are more shards than rows, or as {@link #profile}
     */
    public ShardedRows shards(List<ColumnSchema> load, int numShards, int partitions) {
        TableTally all = tally();
        if (numShards < 1) {
            throw UserException.usage("numShards should be at least 1, found " + numShards + "; set it to 1 or more");
        }
        if (numShards > all.trainingRows()) {
            throw UserException.data("numShards should be at most the number of training rows, found " + numShards
                    + " shards for " + all.trainingRows() + " rows; use fewer shards");
        }
        LoadPlan plan = LoadPlan.of(format, load);
        int parts = Math.min(numShards, partitions < 1 ? parallelism : partitions);
        ShardCut training = new ShardCut(all.training(), numShards, parts);
        ShardCut validation = new ShardCut(all.validation(), numShards, parts);
        RowFormat by = format;
        boolean ordered = by.order() >= 0;
        JavaPairRDD<Integer, Chunk> sent = rows.mapPartitionsToPair(
                        part -> new ChunkWriter(by, plan, training, validation, part))
                .partitionBy(new GivenPartition(parts));
        JavaRDD<ShardRows> shards = sent.mapPartitionsWithIndex(
                        (index, part) -> new ShardBuilder(plan, ordered, training, validation, index).build(part), true)
                .setName("shards")
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new ShardedRows(shards, numShards, all.trainingRows(), all.validationRows());
    }
}
