package org.chainrule.spark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.cluster.SampleRows;
import org.chainrule.spark.cluster.SparkHome;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.spark.fit.ClusterResult;
import org.chainrule.spark.fit.ClusterSettings;
import org.chainrule.spark.fit.ClusterTraining;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.RoundModel;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.Rounds;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;

/**
 * The planner's prediction against the median round that follows. Of each cluster and network the costs are measured before one training, of four shards; the others, with other
 * numbers of shards and steps, are predicted from these costs alone (column "from 4 shards") and, as a user sees it, from a measurement of their own.
 */
public final class PlannerBench {
    private static final int ROWS = 24_000;
    private static final int ROUNDS = 14;

    /** Rows a shard and step, everywhere: the cost of a step depends on them. */
    private static final int STEP_ROWS = 50;

    private static final List<List<Integer>> NETWORKS = List.of(List.of(32), List.of(256, 256), List.of(512, 512, 512));

    private record Way(int shards, int steps) {
        Rounds rounds() {
            return steps == 0 ? new Rounds.Synchronous() : new Rounds.LocalSteps(steps, 1, 0);
        }

        @Override
        public String toString() {
            return shards + " shards, " + (steps == 0 ? "synchronous" : steps + " steps");
        }
    }

    private static final Way FITTED = new Way(4, 12);
    private static final List<Way> OTHERS =
            List.of(new Way(2, 4), new Way(2, 60), new Way(8, 6), new Way(8, 30), new Way(16, 10), new Way(4, 60));

    private record Measured(PlanReport plan, double round) {}

    private PlannerBench() {}

    /**
     * Measures and prints.
     *
     * @param arguments {@code --quick} for one cluster and one network
     */
    public static void main(String[] arguments) {
        boolean quick = arguments.length > 0 && arguments[0].equals("--quick");
        List<String> masters = quick ? List.of("local[2]") : List.of("local[1]", "local[2]", "local-cluster[2,1,1024]");
        List<List<Integer>> networks = quick ? NETWORKS.subList(1, 2) : NETWORKS;
        System.out.println("cluster\tnetwork\ttraining\tmeasured ms\tfrom 4 shards ms\tratio\town ms\tratio");
        List<Double> errors = new ArrayList<>();
        for (String master : masters) {
            SparkSession spark = session(master);
            Dataset<Row> rows = SampleRows.of(spark, ROWS, 4).drop("weight").cache();
            for (List<Integer> network : networks) {
                for (Way way : OTHERS) {
                    fit(rows, network, way); // the virtual machine compiles: later trainings are faster than the first
                }
                RoundModel model = fit(rows, network, FITTED).plan().model();
                for (Way way : OTHERS) {
                    errors.add(row(master, network, way, model, fit(rows, network, way)));
                }
            }
            spark.stop();
        }
        long within = errors.stream().filter(e -> e <= 0.2).count();
        System.out.printf(
                Locale.ROOT,
                "%d of %d within 20 %% from the costs of another training; median error %.0f %%%n",
                within,
                errors.size(),
                100 * median(errors));
    }

    private static double row(String master, List<Integer> network, Way way, RoundModel model, Measured found) {
        double other = model.round(
                        found.plan().workload(),
                        model.measured().executors(),
                        found.plan().workload().stepsPerRound())
                .total();
        double own = found.plan().roundSeconds();
        System.out.printf(
                Locale.ROOT,
                "%s\t%s\t%s\t%.1f\t%.1f\t%.2f\t%.1f\t%.2f%n",
                master,
                network,
                way,
                1e3 * found.round(),
                1e3 * other,
                other / found.round(),
                1e3 * own,
                own / found.round());
        return Math.abs(other / found.round() - 1);
    }

    private static SparkSession session(String master) {
        return master.startsWith("local[")
                ? LocalSpark.session(Integer.parseInt(master.substring(6, master.length() - 1)))
                : SparkHome.prepare().session(master).getOrCreate();
    }

    private static Measured fit(Dataset<Row> rows, List<Integer> network, Way way) {
        int perEpoch = ROWS / way.shards() / STEP_ROWS;
        int roundsPerEpoch = way.steps() == 0 ? perEpoch : Math.max(1, perEpoch / way.steps());
        TrainOptions options = TrainOptions.builder("label")
                .preset("fast")
                .hiddenLayers(network)
                .validationFraction(0)
                .batchSize(STEP_ROWS * way.shards())
                .epochs(Math.max(1, (ROUNDS + roundsPerEpoch - 1) / roundsPerEpoch))
                .seed(7)
                .build();
        RoundClock clock = new RoundClock();
        ClusterResult result = ClusterTraining.fit(
                rows,
                new ClusterColumns(null, List.of(), "label", null, null, null, 0.0, 7),
                options,
                ClusterSettings.defaults().withShards(way.shards()).withRounds(way.rounds()),
                () -> clock.rounds() > ROUNDS,
                clock);
        PlanReport plan = result.plan();
        if (plan == null) {
            throw new IllegalStateException("no plan was made");
        }
        return new Measured(
                plan, median(clock.seconds().subList(2, clock.seconds().size())));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** Time from the end of a round to the end of the next. */
    private static final class RoundClock implements TrainingListener {
        private final List<Double> seconds = new ArrayList<>();
        private long last = -1;

        @Override
        public void on(TrainingEvent event) {
            if (event instanceof TrainingEvent.StepFinished) {
                long now = System.nanoTime();
                if (last >= 0) {
                    seconds.add((now - last) * 1e-9);
                }
                last = now;
            }
        }

        @Override
        public boolean hearsSteps() {
            return true;
        }

        int rounds() {
            return seconds.size();
        }

        List<Double> seconds() {
            return seconds;
        }
    }
}
