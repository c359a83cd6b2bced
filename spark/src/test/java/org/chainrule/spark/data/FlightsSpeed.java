package org.chainrule.spark.data;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.testing.Shared;

/** How long profile and shards of three million rows take, beside reading them: by hand, not a test. */
final class FlightsSpeed {
    private FlightsSpeed() {}

    public static void main(String[] arguments) {
        SparkSession spark = LocalSpark.session(2);
        String file = Shared.path("data/flights_3m/flights-3m.parquet").toString();
        Dataset<Row> rows = spark.read().parquet(file);
        rows.printSchema();
        int shards = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        for (int round = 0; round < 3; round++) {
            time("count", () -> rows.agg(Map.of(
                            "delay", "sum", "distance", "sum", "date", "max", "origin", "max", "destination", "max"))
                    .collectAsList());
            time("rdd", () -> rows.toJavaRDD().filter(row -> row.get(0) == null).count());
            ClusterTable table =
                    ClusterTable.of(rows, new ClusterColumns(null, List.of(), "delay", null, null, null, 0.2, 42));
            TableProfile profile = time("profile", table::profile);
            List<ColumnSchema> columns = SchemaInference.infer(profile, "delay", null, List.of(), null, null)
                    .schema()
                    .columns();
            if (round == 0) {
                profile.columns().forEach(System.out::println);
                columns.forEach(System.out::println);
            }
            ShardedRows sharded = table.shards(columns, shards, 0);
            List<String> digests = time("shards", sharded::fingerprints);
            System.out.println(digests.get(0) + " " + sharded.trainingRows() + " " + sharded.validationRows());
            time("again", sharded::fingerprints);
            sharded.close();
        }
        spark.stop();
    }

    private static <T> T time(String what, Supplier<T> job) {
        long start = System.nanoTime();
        long cpu = cpu();
        T result = job.get();
        System.out.printf("%s %.2f s, %.2f s of CPU%n", what, (System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
        return result;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
