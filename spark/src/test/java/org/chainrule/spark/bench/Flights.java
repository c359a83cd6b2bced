package org.chainrule.spark.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.spark.fit.ClusterResult;
import org.chainrule.spark.fit.ClusterSettings;
import org.chainrule.spark.fit.ClusterTraining;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;

/**
 * The wall time of a fit in local[2] against that of a training on one machine with two threads, on three million flights: {@code spark/run flights [--rounds N] [--shards N]
 * [--epochs N] [--hidden A,B]}. Both in this process, one after the other, several times; the ratio is that of the medians.
 */
public final class Flights {
    private final String file = Path.of(System.getProperty("chainrule.shared"), "data/flights_3m/flights-3m.parquet")
            .toString();
    private final TrainOptions options;
    private final int shards;

    private Flights(TrainOptions options, int shards) {
        this.options = options;
        this.shards = shards;
    }

    /**
     * Measures.
     *
     * @param arguments options
     */
    public static void main(String[] arguments) {
        int rounds = 3;
        int shards = 0;
        var options = TrainOptions.builder("delay").preset("fast").epochs(3).seed(1);
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--shards" -> shards = Integer.parseInt(value);
                case "--epochs" -> options.epochs(Integer.parseInt(value));
                case "--hidden" ->
                    options.hiddenLayers(List.of(value.split(",")).stream()
                            .map(Integer::valueOf)
                            .toList());
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        new Flights(options.build(), shards).run(rounds);
    }

    private void run(int rounds) {
        SparkSession spark = LocalSpark.session(2);
        List<Double> here = new ArrayList<>();
        List<Double> cluster = new ArrayList<>();
        System.out.printf("%-8s %14s %14s %14s %14s%n", "round", "one machine", "validation", "local[2]", "validation");
        for (int round = 0; round < rounds; round++) {
            long started = System.nanoTime();
            Model model = Chainrule.train(Table.of(file), options);
            here.add(seconds(started));
            started = System.nanoTime();
            ClusterResult result = fit(spark);
            cluster.add(seconds(started));
            System.out.printf(
                    "%-8d %14.1f %14s %14.1f %14s%n",
                    round + 1,
                    here.get(round),
                    model.validation(),
                    cluster.get(round),
                    result.model().validation());
        }
        double ratio = median(cluster) / median(here);
        System.out.printf(
                "medians: one machine %.1f s, local[2] %.1f s, ratio %.2f (at most 1.5)%n",
                median(here), median(cluster), ratio);
        spark.stop();
        System.exit(ratio <= 1.5 ? 0 : 1);
    }

    private ClusterResult fit(SparkSession spark) {
        Dataset<Row> rows = spark.read().parquet(file);
        return ClusterTraining.fit(
                rows,
                new ClusterColumns(null, List.of(), "delay", null, null, null, 0.2, options.seed()),
                options,
                ClusterSettings.defaults().withShards(shards));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
