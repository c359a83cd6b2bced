package org.chainrule.spark.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.chainrule.spark.ChainruleClassifier;

/**
 * ChainruleClassifier against Spark's MultilayerPerceptronClassifier on the same DataFrames, the same hidden layers, in local[2].
 *
 * <p>Each peer is first fitted with a growing budget (iterations of L-BFGS; epochs), which finds the budget at which MLPC's log loss on held-out rows is least, and the one at which
 * ours is as small: held-out rows judge both, and nothing is tuned on them but these budgets. Then fits of these budgets take turns, and so do transforms with everything consumed.
 */
public final class Mlpc {
    private static final int[] ITERATIONS = {10, 20, 40, 80, 160, 320};
    private static final int[] EPOCHS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128};
    private static final List<String> DATA = List.of("letter", "mnist", "adult");
    private static final int ROUNDS = 5;

    /** Seconds: no longer fit is tried. */
    private static final double LIMIT = 25;

    private static final double LEAST = 1e-15;
    private static final double LARGE = 1e4;

    private final SparkSession spark;
    private final int rounds;
    private final boolean quick;
    private final PrintWriter tsv;
    private final List<String> table = new ArrayList<>();

    private Mlpc(SparkSession spark, int rounds, boolean quick, PrintWriter tsv) {
        this.spark = spark;
        this.rounds = rounds;
        this.quick = quick;
        this.tsv = tsv;
    }

    /**
     * Measures.
     *
     * @param words {@code [--quick] [--rounds N] [letter] [mnist] [adult]}
     * @throws IOException if the data or the results fail
     */
    public static void main(String[] words) throws IOException {
        List<String> names = new ArrayList<>();
        boolean quick = false;
        int rounds = ROUNDS;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--quick")) {
                quick = true;
            } else if (words[i].equals("--rounds") && i + 1 < words.length && words[i + 1].matches("[1-9][0-9]?")) {
                rounds = Integer.parseInt(words[++i]);
            } else if (DATA.contains(words[i])) {
                names.add(words[i]);
            } else {
                System.err.println("expected [--quick] [--rounds 1 to 99] and some of " + DATA + ", found " + words[i]);
                System.exit(2);
            }
        }
        String root = System.getProperty("chainrule.root", ".");
        String date = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        Path file = Path.of(root, "spark/target/mlpc-" + date + ".tsv");
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("mlpc")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        try (PrintWriter tsv = new PrintWriter(Files.newBufferedWriter(file))) {
            tsv.println("data\twhat\tround\tmlpc\tchainrule");
            Mlpc all = new Mlpc(spark, quick ? 1 : rounds, quick, tsv);
            for (String name : names.isEmpty() ? DATA : names) {
                all.compare(PeerData.read(
                        name, spark, Path.of(System.getProperty("chainrule.shared", "../shared")), all.quick));
            }
            all.table.forEach(System.out::println);
            System.out.println("load average " + loadAverage() + ", figures in " + file.getFileName());
        }
        spark.stop();
    }

    private static double loadAverage() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** A fit, how long it took, and what held-out rows say of it. */
    private record Fit(int budget, double seconds, double loss, Model<?> model) {}

    private void compare(PeerData data) {
        IntFunction<Model<?>> theirs = iterations -> mlpc(data, iterations).fit(data.train());
        IntFunction<Model<?>> ours = epochs -> chainrule(data, epochs).fit(data.train());
        fit(theirs, 2, data); // warm-up
        fit(ours, 1, data);
        Fit best = null;
        for (int iterations : quick ? new int[] {5} : ITERATIONS) {
            Fit fit = fit(theirs, iterations, data);
            say(data.name() + ": mlpc " + iterations + " iterations", fit);
            boolean worse = best != null && fit.loss() > best.loss();
            best = best == null || fit.loss() < best.loss() ? fit : best;
            if (worse || fit.seconds() > LIMIT) {
                break;
            }
        }
        Fit reached = null;
        for (int epochs : EPOCHS) {
            reached = fit(ours, epochs, data);
            say(data.name() + ": chainrule " + epochs + " epochs", reached);
            if (reached.loss() <= best.loss()) {
                break;
            }
        }
        row("data", "what", "MLPC", "Chainrule", "ratio");
        row(data.name(), "held-out log loss", number(best.loss()), number(reached.loss()), "");
        row(data.name(), "budget", best.budget() + " iterations", reached.budget() + " epochs", "");
        times(data, theirs, ours, best.budget(), reached.budget());
        throughput(data, best.model(), reached.model());
        large(data, best.budget(), reached.budget());
    }

    private void times(
            PeerData data, IntFunction<Model<?>> theirs, IntFunction<Model<?>> ours, int iterations, int epochs) {
        double[][] seconds = new double[2][rounds];
        for (int round = 0; round < rounds; round++) {
            seconds[0][round] = fit(theirs, iterations, null).seconds();
            seconds[1][round] = fit(ours, epochs, null).seconds();
            line(data, "fit seconds", round, seconds[0][round], seconds[1][round]);
        }
        row(
                data.name(),
                "seconds to it",
                number(median(seconds[0])),
                number(median(seconds[1])),
                ratios(seconds[0], seconds[1]));
    }

    private void throughput(PeerData data, Model<?> theirs, Model<?> ours) {
        Dataset<Row> many = data.many();
        long rows = many.count();
        List<Dataset<Row>> outputs = List.of(
                many,
                theirs.transform(many),
                ours.transform(many),
                theirs.transform(many).select("prediction"),
                ours.transform(many).select("prediction"));
        double[][] seconds = new double[outputs.size()][rounds];
        outputs.forEach(Mlpc::consume); // warm-up
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < outputs.size(); i++) {
                seconds[i][round] = consume(outputs.get(i));
            }
            line(data, "read only, seconds", round, seconds[0][round], seconds[0][round]);
            line(data, "transform seconds, all outputs", round, seconds[1][round], seconds[2][round]);
            line(data, "transform seconds, prediction", round, seconds[3][round], seconds[4][round]);
        }
        row(
                data.name(),
                "rows/s, all outputs",
                rate(rows, seconds[1]),
                rate(rows, seconds[2]),
                ratios(seconds[1], seconds[2]));
        row(
                data.name(),
                "rows/s, prediction",
                rate(rows, seconds[3]),
                rate(rows, seconds[4]),
                ratios(seconds[3], seconds[4]));
        row(data.name(), "rows/s, reading alone", rate(rows, seconds[0]), rate(rows, seconds[0]), "");
        many.unpersist();
    }

    /** Columns times 1e4, as they come out of a table that nobody scaled. */
    private void large(PeerData data, int iterations, int epochs) {
        UDF1<Vector, Vector> times = v -> {
            double[] x = v.toArray().clone();
            for (int i = 0; i < x.length; i++) {
                x[i] *= LARGE;
            }
            return Vectors.dense(x);
        };
        var udf = functions.udf(times, SQLDataTypes.VectorType());
        PeerData scaled = new PeerData(
                data.name(),
                data.train()
                        .withColumn("features", udf.apply(functions.col("features")))
                        .cache(),
                data.held().withColumn("features", udf.apply(functions.col("features"))),
                data.layers(),
                1);
        row(
                data.name(),
                "log loss, columns x 1e4",
                lossOf(() -> mlpc(scaled, iterations).fit(scaled.train()), scaled),
                lossOf(() -> chainrule(scaled, epochs).fit(scaled.train()), scaled),
                "");
        scaled.train().unpersist();
    }

    private static String lossOf(java.util.function.Supplier<Model<?>> fit, PeerData data) {
        try {
            return number(loss(fit.get(), data.held()));
        } catch (RuntimeException e) {
            return "fails: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static MultilayerPerceptronClassifier mlpc(PeerData data, int iterations) {
        return new MultilayerPerceptronClassifier()
                .setLayers(data.layers())
                .setMaxIter(iterations)
                .setTol(1e-9)
                .setSeed(1);
    }

    private static ChainruleClassifier chainrule(PeerData data, int epochs) {
        return new ChainruleClassifier()
                .setFeaturesCol("features")
                .setPreset("plain")
                .setHiddenLayers(data.hidden())
                .setValidationFraction(0)
                .setNumShards(2)
                .setEpochs(epochs)
                .setSeed(1);
    }

    private static Fit fit(IntFunction<Model<?>> trainer, int budget, PeerData judged) {
        long begin = System.nanoTime();
        Model<?> model = trainer.apply(budget);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Fit(budget, seconds, judged == null ? Double.NaN : loss(model, judged.held()), model);
    }

    private static double loss(Model<?> model, Dataset<Row> held) {
        double sum = 0;
        List<Row> rows = model.transform(held).select("label", "probability").collectAsList();
        for (Row row : rows) {
            double p = row.<Vector>getAs(1).apply((int) row.getDouble(0));
            sum -= StrictMath.log(Double.isNaN(p) ? p : Math.max(LEAST, p));
        }
        return sum / rows.size();
    }

    private static double consume(Dataset<Row> rows) {
        long begin = System.nanoTime();
        rows.write().format("noop").mode("overwrite").save();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The median of the rounds' ratios, and their range. */
    private static String ratios(double[] theirs, double[] ours) {
        double[] ratios = new double[theirs.length];
        Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f to %.1f)",
                median(ratios),
                Arrays.stream(ratios).min().orElse(Double.NaN),
                Arrays.stream(ratios).max().orElse(Double.NaN));
    }

    private static String rate(long rows, double[] seconds) {
        return String.format(Locale.ROOT, "%,.0f", rows / median(seconds));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static void say(String what, Fit fit) {
        System.err.printf(Locale.ROOT, "%s: %.2f s, held-out log loss %.4f%n", what, fit.seconds(), fit.loss());
    }

    private void line(PeerData data, String what, int round, double theirs, double ours) {
        tsv.printf(Locale.ROOT, "%s\t%s\t%d\t%.6f\t%.6f%n", data.name(), what, round + 1, theirs, ours);
        tsv.flush();
    }

    private void row(String... cells) {
        if (cells[0].equals("data") && !table.isEmpty()) {
            return;
        }
        table.add("| " + String.join(" | ", cells) + " |");
        if (cells[0].equals("data")) {
            table.add("|---|---|---|---|---|");
        }
    }
}
