package org.chainrule.spark.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.chainrule.spark.plan.Medians;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.RoundModel;
import org.chainrule.spark.plan.RoundTime;
import org.chainrule.spark.plan.Workload;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.Rounds;

/**
 * The planner's prediction against the median of the rounds that follow. On each cluster the planner plans trainings of a few networks; from these plans some constants are taken
 * ({@link StepFit}), and other networks with other numbers of rows, shards and steps are predicted by them from their sizes alone (column "constants"). As a user sees it, each is also
 * predicted by the plan that was made before it (column "own"), from rounds of one step and of as many as a twentieth of the training allows.
 */
public final class PlannerBench {
    private static final int ROUNDS = 12;

    /** The first rounds are not counted. */
    private static final int COLD = 2;

    /** A training has so many rounds, of which only some are taken: what the planner may take for its trials is a part of the whole. */
    private static final int PLANNED = 100;

    private static final int STEP_ROWS = 64;
    private static final List<String> MASTERS = List.of("local[1]", "local[2]", "local-cluster[2,1,1024]");

    /** A training: rows, hidden layers, shards, and what a round should take, about, so that it can be measured. */
    private record Case(int rows, List<Integer> network, int shards, double seconds) {
        List<Integer> widths(Workload work) {
            List<Integer> widths = new ArrayList<>(List.of(work.layout().inputs()));
            widths.addAll(network);
            widths.add(work.outputs());
            return widths;
        }
    }

    private static final List<Case> FITTED = List.of(
            new Case(65_536, List.of(128), 4, 0.1),
            new Case(65_536, List.of(256, 256), 8, 0.3),
            new Case(32_768, List.of(256, 256), 2, 0.2),
            new Case(65_536, List.of(512, 512), 8, 0.4),
            new Case(32_768, List.of(512, 512), 2, 0.3));

    private static final List<List<Integer>> OTHERS =
            List.of(List.of(192, 192), List.of(256, 256, 256), List.of(384, 384));

    private static final List<Case> WAYS = List.of(
            new Case(65_536, List.of(), 4, 0.3),
            new Case(16_384, List.of(), 2, 0.15),
            new Case(131_072, List.of(), 16, 0.5));

    private record Measured(Case training, PlanReport plan, double round, String load) {}

    private final SparkSession spark;
    private final String master;
    private final RoundAccount account;
    private final int repeats;
    private final Map<Integer, Dataset<Row>> tables = new TreeMap<>();
    private final Map<Case, Integer> known = new LinkedHashMap<>();

    private PlannerBench(SparkSession spark, String master, int repeats) {
        this.repeats = repeats;
        this.spark = spark;
        this.master = master;
        this.account = RoundAccount.of(spark.sparkContext());
    }

    /**
     * Measures and prints, and writes {@code planner.tsv} and {@code planner.md}.
     *
     * @param arguments {@code --quick} for local[2] and one network; {@code --master MASTER} for one cluster; {@code --repeats N}; {@code --out DIRECTORY}
     * @throws IOException if the files cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        check(given);
        boolean quick = given.contains("--quick");
        String only = after(given, "--master", quick ? "local[2]" : "");
        int repeats = Integer.parseInt(after(given, "--repeats", "1"));
        Path directory = Path.of(after(given, "--out", "spark/target"));
        long begin = System.nanoTime();
        String before = load();
        List<PlannerTable.Line> lines = new ArrayList<>();
        for (String master : only.isEmpty() ? MASTERS : List.of(only)) {
            try (SparkSession spark = session(master)) {
                lines.addAll(new PlannerBench(spark, master, repeats).run(quick ? OTHERS.subList(0, 1) : OTHERS));
            }
        }
        String busy = String.format(
                Locale.ROOT,
                "Took %.0f s; load average %s before and %s after, on %d processors.",
                (System.nanoTime() - begin) * 1e-9,
                before,
                load(),
                Runtime.getRuntime().availableProcessors());
        String table = PlannerTable.each(lines) + "\n" + PlannerTable.summary(lines) + "\n" + busy + "\n";
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("planner.tsv"), PlannerTable.tsv(lines));
        Files.writeString(directory.resolve("planner.md"), table);
        System.out.println(table);
    }

    private static void check(List<String> given) {
        for (int i = 0; i < given.size(); i++) {
            boolean named = List.of("--master", "--repeats", "--out").contains(given.get(i)) && i + 1 < given.size();
            boolean wrong = named
                    ? given.get(i).equals("--repeats") && !given.get(i + 1).matches("[1-9][0-9]?")
                    : !given.get(i).equals("--quick");
            if (wrong) {
                System.err.println("expected [--quick] [--master MASTER] [--repeats 1 to 99] [--out DIRECTORY], found "
                        + String.join(" ", given.subList(i, given.size())));
                System.exit(2);
            }
            i += named ? 1 : 0;
        }
    }

    private static String after(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 || at + 1 == given.size() ? otherwise : given.get(at + 1);
    }

    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", load);
    }

    private static SparkSession session(String master) {
        return master.startsWith("local[")
                ? LocalSpark.session(Integer.parseInt(master.substring(6, master.length() - 1)))
                : SparkHome.prepare().session(master).getOrCreate();
    }

    /** The fitted are planned before and after the others, because other work on the machine comes and goes. */
    private List<PlannerTable.Line> run(List<List<Integer>> others) {
        StepFit rough = new StepFit();
        for (Case training : FITTED) {
            learn(rough, fit(training, 50, ROUNDS)); // warms
        }
        StepFit fit = new StepFit();
        Workload like = plan(rough, fit);
        Map<Case, List<Measured>> found = new LinkedHashMap<>();
        for (int n = 0; n < repeats; n++) {
            for (List<Integer> network : others) {
                judge(network, fit, like, found);
            }
            plan(fit, fit);
        }
        System.out.println(master + ": " + fit);
        return found.values().stream().map(all -> line(all, fit)).toList();
    }

    private void judge(List<Integer> network, StepFit fit, Workload like, Map<Case, List<Measured>> found) {
        for (Case way : WAYS) {
            Case training = new Case(way.rows(), network, way.shards(), way.seconds());
            if (way.equals(WAYS.get(0)) && !found.containsKey(training)) {
                fit(training, 50, ROUNDS); // warms
            }
            found.computeIfAbsent(training, t -> new ArrayList<>())
                    .add(fit(training, steps(fit, training, like), ROUNDS));
        }
    }

    private Workload plan(StepFit known, StepFit fit) {
        List<Measured> all = new ArrayList<>();
        for (Case training : FITTED) {
            Workload like = all.isEmpty()
                    ? fit(training, 50, COLD).plan().workload()
                    : all.get(0).plan().workload();
            all.add(fit(training, steps(known, training, like), ROUNDS));
        }
        all.forEach(one -> learn(fit, one));
        return all.get(0).plan().workload();
    }

    private static void learn(StepFit fit, Measured one) {
        fit.add(one.training().widths(one.plan().workload()), one.plan());
    }

    /** Of a round, so that it takes about as long as it should; the same when it is repeated. */
    private int steps(StepFit fit, Case training, Workload like) {
        return known.computeIfAbsent(training, t -> chosenSteps(fit, t, like));
    }

    private int chosenSteps(StepFit fit, Case training, Workload like) {
        double step = fit.step(training.widths(like), like);
        double shards =
                Math.max(1, (double) training.shards() / spark.sparkContext().defaultParallelism());
        int most = training.rows() / STEP_ROWS / training.shards();
        return (int) Math.max(4, Math.min(most, training.seconds() / shards / step));
    }

    /** The middle of the repeats; a plan is compared with the rounds that followed it. */
    private PlannerTable.Line line(List<Measured> repeats, StepFit fit) {
        Measured one = repeats.get(0);
        Workload work = one.plan().workload();
        double constants =
                fit.round(one.training().widths(work), work, one.plan().model().measured());
        double round = Medians.of(repeats.stream().map(Measured::round).toList());
        return new PlannerTable.Line(
                master,
                one.training().rows(),
                one.training().network(),
                work.layout().shards(),
                work.stepsPerRound(),
                round,
                constants / round,
                Medians.of(repeats.stream()
                        .map(m -> m.plan().roundSeconds() / m.round())
                        .toList()),
                repeats.stream().map(Measured::load).collect(Collectors.joining(", ")));
    }

    private Dataset<Row> table(int rows) {
        return tables.computeIfAbsent(
                rows, n -> SampleRows.of(spark, n, 4).drop("weight").cache());
    }

    private Measured fit(Case training, int steps, int rounds) {
        int shards = training.shards();
        int epochSteps = training.rows() / shards / STEP_ROWS;
        TrainOptions options = TrainOptions.builder("label")
                .preset("fast")
                .hiddenLayers(training.network())
                .validationFraction(0)
                .batchSize(STEP_ROWS * shards)
                .epochs((PLANNED * steps + epochSteps - 1) / epochSteps)
                .seed(7)
                .build();
        RoundClock clock = new RoundClock(Math.min(steps, epochSteps));
        ClusterResult result = ClusterTraining.fit(
                table(training.rows()),
                new ClusterColumns(null, List.of(), "label", null, null, null, 0.0, 7),
                options,
                ClusterSettings.defaults().withShards(shards).withRounds(new Rounds.LocalSteps(steps, 1, 0)),
                () -> clock.rounds() >= rounds,
                clock);
        PlanReport plan = result.plan();
        if (plan == null) {
            throw new IllegalStateException("no plan was made");
        }
        PlanReport first = plan.first();
        List<Double> seconds = clock.seconds();
        double round = Medians.of(seconds.subList(Math.min(COLD, seconds.size() - 1), seconds.size()));
        Measured measured = new Measured(training, first == null ? plan : first, round, load());
        print(measured);
        return measured;
    }

    private void print(Measured one) {
        RoundModel model = one.plan().model();
        Workload work = one.plan().workload();
        RoundTime parts = model.round(work, model.measured().executors(), work.stepsPerRound());
        System.out.printf(
                Locale.ROOT,
                "%s %d rows %s %d shards %d steps: measured %.1f ms, planned %.1f (steps %.1f, jobs %.1f, down %.1f, up %.1f,"
                        + " driver %.1f; step %.3f, shard %.2f): %.2f; load %s%n  %s%n",
                master,
                one.training().rows(),
                one.training().network(),
                work.layout().shards(),
                work.stepsPerRound(),
                1e3 * one.round(),
                1e3 * parts.total(),
                1e3 * parts.steps(),
                1e3 * parts.jobs(),
                1e3 * parts.down(),
                1e3 * parts.up(),
                1e3 * parts.driver(),
                1e3 * model.steps().stepSeconds(),
                1e3 * model.steps().shardSeconds(),
                parts.total() / one.round(),
                one.load(),
                account.taken());
    }
}
