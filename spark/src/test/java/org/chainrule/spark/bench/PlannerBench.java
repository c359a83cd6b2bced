package org.chainrule.spark.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
import org.chainrule.spark.plan.ClusterCosts;
import org.chainrule.spark.plan.Medians;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.RoundModel;
import org.chainrule.spark.plan.StepCosts;
import org.chainrule.spark.plan.Workload;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.Rounds;

/**
 * The planner's prediction against the median round that follows. On each cluster the planner measures before trainings of three networks with four shards; from these a few
 * constants are taken (of a job, a task, a byte, a number averaged; of a step, a multiply-add, a unit: {@link StepFit}), and other networks with other numbers of shards and
 * steps are predicted by them from their sizes alone (column "constants"). As a user sees it, each is also predicted from what the planner measured before it (column "own").
 */
public final class PlannerBench {
    private static final int ROWS = 65_536;
    private static final int ROUNDS = 10;
    /** A training has so many rounds, of which only some are taken. */
    private static final int PLANNED = 100;

    private static final int STEP_ROWS = 64;
    private static final List<String> MASTERS = List.of("local[1]", "local[2]", "local-cluster[2,1,1024]");

    private static final List<List<Integer>> FITTED = List.of(List.of(128), List.of(256, 256), List.of(512, 512));
    private static final List<List<Integer>> OTHERS =
            List.of(List.of(192, 192), List.of(256, 256, 256), List.of(384, 384));

    /** Shards, and what a round of them should take, so that it can be measured. */
    private record Way(int shards, double seconds) {}

    private static final Way FITTED_WAY = new Way(4, 0.25);
    private static final List<Way> WAYS = List.of(new Way(2, 0.15), new Way(4, 0.5), new Way(8, 0.3));

    private record Measured(PlanReport plan, List<Integer> widths, double round) {}

    private record Ratio(
            String master, List<Integer> network, Workload work, double measured, double constants, double own) {}

    private final SparkSession spark;
    private final String master;
    private final Dataset<Row> rows;
    private final RoundAccount account;

    private PlannerBench(SparkSession spark, String master) {
        this.spark = spark;
        this.master = master;
        this.account = RoundAccount.of(spark.sparkContext());
        this.rows = SampleRows.of(spark, ROWS, 4).drop("weight").cache();
    }

    /**
     * Measures and prints, and writes {@code planner.tsv} and {@code planner.md}.
     *
     * @param arguments {@code --quick} for one cluster and one network; {@code --out DIRECTORY}
     * @throws IOException if the files cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        boolean quick = given.contains("--quick");
        int out = given.indexOf("--out");
        Path directory = Path.of(out < 0 || out + 1 == given.size() ? "spark/target" : given.get(out + 1));
        long begin = System.nanoTime();
        String before = load();
        List<Ratio> ratios = new ArrayList<>();
        int only = given.indexOf("--master");
        for (String master : only >= 0 ? List.of(given.get(only + 1)) : quick ? MASTERS.subList(1, 2) : MASTERS) {
            try (SparkSession spark = session(master)) {
                ratios.addAll(new PlannerBench(spark, master).run(quick ? OTHERS.subList(0, 1) : OTHERS));
            }
        }
        String busy = String.format(
                Locale.ROOT,
                "Took %.0f s; load average %s before and %s after, on %d processors.",
                (System.nanoTime() - begin) * 1e-9,
                before,
                load(),
                Runtime.getRuntime().availableProcessors());
        String table = markdown(ratios) + "\n" + busy + "\n";
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("planner.tsv"), tsv(ratios));
        Files.writeString(directory.resolve("planner.md"), table);
        System.out.println(table);
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static SparkSession session(String master) {
        return master.startsWith("local[")
                ? LocalSpark.session(Integer.parseInt(master.substring(6, master.length() - 1)))
                : SparkHome.prepare().session(master).getOrCreate();
    }

    /** The costs are taken before and after the others, because other work on the machine comes and goes. */
    private List<Ratio> run(List<List<Integer>> others) {
        int cores = spark.sparkContext().defaultParallelism();
        StepFit rough = new StepFit();
        for (List<Integer> network : FITTED) {
            Measured warm = fit(network, FITTED_WAY.shards(), 50, 2 * ROUNDS);
            add(rough, warm);
        }
        StepFit fit = new StepFit();
        List<ClusterCosts> costs = new ArrayList<>();
        constants(rough, cores, fit, costs);
        List<Measured> found = new ArrayList<>();
        for (List<Integer> network : others) {
            fit(network, FITTED_WAY.shards(), 50, ROUNDS); // warms
            for (Way way : WAYS) {
                found.add(fit(network, way.shards(), steps(fit, network, way, cores), ROUNDS));
            }
        }
        constants(fit, cores, fit, costs);
        System.out.println(master + ": " + fit + "; " + middle(costs));
        List<Ratio> ratios = new ArrayList<>();
        for (Measured one : found) {
            ratios.add(ratio(one, fit, middle(costs)));
        }
        System.out.print(tsv(ratios));
        return ratios;
    }

    private void constants(StepFit known, int cores, StepFit fit, List<ClusterCosts> costs) {
        for (List<Integer> network : FITTED) {
            Measured one = fit(network, FITTED_WAY.shards(), steps(known, network, FITTED_WAY, cores), ROUNDS);
            add(fit, one);
            costs.add(one.plan().model().costs());
            System.out.printf(
                    Locale.ROOT,
                    "%s fitted %s: measured %.1f ms, own plan %.1f ms, step %.3f ms, shard %.3f ms%n",
                    master,
                    network,
                    1e3 * one.round(),
                    1e3 * one.plan().roundSeconds(),
                    1e3 * one.plan().model().steps().stepSeconds(),
                    1e3 * one.plan().model().steps().shardSeconds());
        }
    }

    private static void add(StepFit fit, Measured one) {
        Workload work = one.plan().workload();
        fit.add(
                one.widths(),
                STEP_ROWS,
                work.upBytes() / Float.BYTES,
                one.plan().model().steps());
    }

    private static int steps(StepFit fit, List<Integer> network, Way way, int cores) {
        List<Integer> widths = new ArrayList<>(List.of(10));
        widths.addAll(network);
        widths.add(1);
        double step = fit.of(widths, STEP_ROWS, 0).stepSeconds();
        double shards = Math.max(1, (double) way.shards() / cores);
        return (int) Math.max(4, Math.min(ROWS / STEP_ROWS / way.shards(), way.seconds() / shards / step));
    }

    private static ClusterCosts middle(List<ClusterCosts> costs) {
        return new ClusterCosts(
                Medians.of(costs.stream().map(ClusterCosts::jobSeconds).toList()),
                Medians.of(costs.stream().map(ClusterCosts::taskSeconds).toList()),
                Medians.of(costs.stream().map(ClusterCosts::downSecondsPerByte).toList()),
                Medians.of(costs.stream().map(ClusterCosts::upSecondsPerByte).toList()),
                Medians.of(
                        costs.stream().map(ClusterCosts::meanSecondsPerNumber).toList()));
    }

    private Ratio ratio(Measured one, StepFit fit, ClusterCosts costs) {
        Workload work = one.plan().workload();
        StepCosts steps = fit.of(one.widths(), STEP_ROWS, work.upBytes() / Float.BYTES);
        RoundModel model = new RoundModel(one.plan().model().measured(), costs, steps);
        double constants = model.round(work, model.measured().executors(), work.stepsPerRound())
                .total();
        List<Integer> network = one.widths().subList(1, one.widths().size() - 1);
        return new Ratio(
                master,
                network,
                work,
                one.round(),
                constants / one.round(),
                one.plan().roundSeconds() / one.round());
    }

    private Measured fit(List<Integer> network, int shards, int steps, int rounds) {
        int epochSteps = ROWS / shards / STEP_ROWS;
        TrainOptions options = TrainOptions.builder("label")
                .preset("fast")
                .hiddenLayers(network)
                .validationFraction(0)
                .batchSize(STEP_ROWS * shards)
                .epochs(Math.max(1, (PLANNED * steps + epochSteps - 1) / epochSteps + 1))
                .seed(7)
                .build();
        RoundClock clock = new RoundClock(Math.min(steps, epochSteps));
        ClusterResult result = ClusterTraining.fit(
                rows,
                new ClusterColumns(null, List.of(), "label", null, null, null, 0.0, 7),
                options,
                ClusterSettings.defaults().withShards(shards).withRounds(new Rounds.LocalSteps(steps, 1, 0)),
                () -> clock.rounds() > rounds,
                clock);
        PlanReport plan = result.plan();
        if (plan == null) {
            throw new IllegalStateException("no plan was made");
        }
        List<Integer> widths = new ArrayList<>(List.of(plan.workload().layout().inputs()));
        widths.addAll(network);
        widths.add(plan.workload().outputs());
        List<Double> seconds = clock.seconds();
        List<Double> warm = seconds.subList(Math.min(2, seconds.size() - 1), seconds.size());
        PlanReport made = plan.first() == null ? plan : plan.first();
        org.chainrule.spark.plan.RoundTime parts =
                made.model().round(made.workload(), made.model().measured().executors(), made.workload().stepsPerRound());
        System.out.printf(
                Locale.ROOT,
                "%s %s %d shards %d steps: measured %.1f (least %.1f), planned %.1f: %.2f; %s %s; %s; load %s%n  %s%n",
                master,
                network,
                shards,
                steps,
                1e3 * Medians.of(warm),
                1e3 * warm.stream().mapToDouble(r -> r).min().orElse(0),
                1e3 * made.roundSeconds(),
                made.roundSeconds() / Medians.of(warm),
                parts,
                made.model().steps(),
                made.model().costs(),
                load(),
                account.taken());
        PlanReport first = plan.first();
        return new Measured(
                first == null ? plan : first,
                widths,
                Medians.of(seconds.subList(Math.min(2, seconds.size() - 1), seconds.size())));
    }

    private static String tsv(List<Ratio> ratios) {
        return ratios.stream()
                .map(r -> String.format(
                        Locale.ROOT,
                        "%s\t%s\t%d\t%d\t%.1f\t%.3f\t%.3f%n",
                        r.master(),
                        r.network(),
                        r.work().layout().shards(),
                        r.work().stepsPerRound(),
                        1e3 * r.measured(),
                        r.constants(),
                        r.own()))
                .collect(Collectors.joining(
                        "", "cluster\tnetwork\tshards\tsteps\tmeasured ms\tconstants/measured\town/measured\n", ""));
    }

    private static String markdown(List<Ratio> ratios) {
        StringBuilder text = new StringBuilder("""
                | cluster | configurations | round, ms | predicted/measured, from constants | within 20 % | from its own measurement | within 20 % |
                |---|---|---|---|---|---|---|
                """);
        Map<String, List<Ratio>> groups = new TreeMap<>(ratios.stream().collect(Collectors.groupingBy(Ratio::master)));
        groups.forEach((cluster, group) -> text.append(line(cluster, group)));
        return text.append(line("all", ratios)).toString();
    }

    private static String line(String cluster, List<Ratio> group) {
        double[] round =
                group.stream().mapToDouble(r -> 1e3 * r.measured()).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f to %.0f | %s | %s |%n",
                cluster,
                group.size(),
                round[0],
                round[round.length - 1],
                cells(group.stream().map(Ratio::constants).sorted().toList()),
                cells(group.stream().map(Ratio::own).sorted().toList()));
    }

    private static String cells(List<Double> ratios) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f) | %d of %d",
                Medians.of(ratios),
                ratios.get(0),
                ratios.get(ratios.size() - 1),
                ratios.stream().filter(r -> r >= 0.8 && r <= 1.2).count(),
                ratios.size());
    }
}
