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
import org.apache.spark.ml.Pipeline;
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
    private static final int[] ITERATIONS = {10, 20, 40, 80, 160, 320, 640};
    private static final int[] EPOCHS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128};
    private static final List<String> DATA = List.of("letter", "mnist", "adult", "adult-raw");
    private static final int ROUNDS = 5;

    /** Seconds: no fit is tried that would take longer, unless somebody says otherwise. */
    private static final int LIMIT = 15;

    private static final double LEAST = 1e-15;
    private static final double LARGE = 1e4;

    private final SparkSession spark;
    private final int rounds;
    private final int limit;
    private final int[] iterations;
    private final MlpcTable table;

    private Mlpc(SparkSession spark, int rounds, int limit, int[] iterations, MlpcTable table) {
        this.spark = spark;
        this.rounds = rounds;
        this.limit = limit;
        this.iterations = iterations;
        this.table = table;
    }

    /**
     * Measures.
     *
     * @param words {@code [--quick] [--rounds N] [--limit SECONDS] [--from ITERATIONS] [letter] [mnist] [adult] [adult-raw]}
     * @throws IOException if the data or the results fail
     */
    public static void main(String[] words) throws IOException {
        List<String> names = new ArrayList<>();
        boolean quick = false;
        int rounds = ROUNDS;
        int limit = LIMIT;
        int from = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--quick")) {
                quick = true;
            } else if (words[i].equals("--rounds") && i + 1 < words.length && words[i + 1].matches("[1-9][0-9]?")) {
                rounds = Integer.parseInt(words[++i]);
            } else if (words[i].equals("--limit") && i + 1 < words.length && words[i + 1].matches("[1-9][0-9]{0,3}")) {
                limit = Integer.parseInt(words[++i]);
            } else if (words[i].equals("--from") && i + 1 < words.length && words[i + 1].matches("[1-9][0-9]{0,3}")) {
                from = Integer.parseInt(words[++i]);
            } else if (DATA.contains(words[i])) {
                names.add(words[i]);
            } else {
                System.err.println(
                        "expected [--quick] [--rounds 1 to 99] [--limit SECONDS of a fit] [--from ITERATIONS of MLPC's first fit] and some of "
                                + DATA + ", found " + words[i]);
                System.exit(2);
            }
        }
        String root = System.getProperty("chainrule.root", ".");
        String date = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        Path file = Path.of(root, "spark/target/mlpc-" + date + ".tsv");
        SparkSession spark = PeerData.session();
        try (PrintWriter tsv = new PrintWriter(Files.newBufferedWriter(file))) {
            MlpcTable table = new MlpcTable(tsv);
            int first = from;
            int[] iterations = quick
                    ? new int[] {5}
                    : Arrays.stream(ITERATIONS).filter(n -> n >= first).toArray();
            Mlpc all = new Mlpc(spark, quick ? 1 : rounds, limit, iterations, table);
            for (String name : names.isEmpty() ? DATA : names) {
                all.compare(PeerData.read(
                        name, spark, Path.of(System.getProperty("chainrule.shared", "../shared")), quick));
            }
            table.print();
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
        Search their = search(data, "mlpc", theirs, iterations, Double.NEGATIVE_INFINITY);
        Fit best = their.best();
        Search our = search(data, "chainrule", ours, EPOCHS, best.loss());
        Fit reached = our.best();
        boolean missed = !(reached.loss() <= best.loss());
        table.add(
                data.name(),
                "held-out log loss",
                MlpcTable.number(best.loss()),
                MlpcTable.number(reached.loss()),
                missed ? "**not reached**" : "reached");
        table.add(
                data.name(),
                "budget",
                best.budget() + " iterations: " + their.end(),
                reached.budget() + " epochs: " + (missed ? our.end() : "the first as good"),
                "");
        String what = missed ? "seconds (**log loss not reached**)" : "seconds to it";
        times(data, what, theirs, ours, best.budget(), reached.budget());
        throughput(data, best.model(), reached.model());
        if (!data.isRaw()) {
            large(data, best.budget(), reached.budget());
        }
    }

    /** What growing budgets came to: the best fit, and why no larger one was tried. */
    private record Search(Fit best, String end) {}

    /** Fits of growing budgets until one is good enough or worse than the one before, or the next would take too long. */
    private Search search(PeerData data, String peer, IntFunction<Model<?>> trainer, int[] budgets, double enough) {
        Fit best = null;
        for (int i = 0; i < budgets.length; i++) {
            Fit fit = fit(trainer, budgets[i], data);
            say(data.name() + ": " + peer + " " + budgets[i], fit);
            boolean worse = best != null && fit.loss() > best.loss();
            best = best == null || fit.loss() < best.loss() ? fit : best;
            if (best.loss() <= enough) {
                return new Search(best, "good enough");
            }
            if (worse && enough == Double.NEGATIVE_INFINITY) {
                return new Search(best, "its best, " + budgets[i] + " are worse");
            }
            if (i + 1 < budgets.length && fit.seconds() * budgets[i + 1] / budgets[i] > limit) {
                return new Search(best, "stopped by time" + (best == fit ? ", its loss still fell" : ""));
            }
        }
        return new Search(best, "the largest that is tried");
    }

    private void times(
            PeerData data,
            String what,
            IntFunction<Model<?>> theirs,
            IntFunction<Model<?>> ours,
            int iterations,
            int epochs) {
        double[][] seconds = new double[2][rounds];
        for (int round = 0; round < rounds; round++) {
            seconds[0][round] = fit(theirs, iterations, null).seconds();
            seconds[1][round] = fit(ours, epochs, null).seconds();
            table.round(data.name(), "fit seconds", round, seconds[0][round], seconds[1][round]);
        }
        table.add(
                data.name(),
                what,
                MlpcTable.number(MlpcTable.median(seconds[0])),
                MlpcTable.number(MlpcTable.median(seconds[1])),
                MlpcTable.ratios(seconds[0], seconds[1]));
    }

    private void throughput(PeerData data, Model<?> theirs, Model<?> ours) {
        Dataset<Row> many = data.many(data.repeats());
        long rows = many.count();
        List<Dataset<Row>> outputs = List.of(
                many,
                data.all(theirs.transform(many)),
                data.all(ours.transform(many)),
                theirs.transform(many).select("prediction"),
                ours.transform(many).select("prediction"));
        double[][] seconds = new double[outputs.size()][rounds];
        outputs.forEach(Mlpc::consume); // warm-up
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < outputs.size(); i++) {
                seconds[i][round] = consume(outputs.get(i));
            }
            table.round(data.name(), "read only, seconds", round, seconds[0][round], seconds[0][round]);
            table.round(data.name(), "transform seconds, all outputs", round, seconds[1][round], seconds[2][round]);
            table.round(data.name(), "transform seconds, prediction", round, seconds[3][round], seconds[4][round]);
        }
        table.rates(data.name(), "all outputs", rows, seconds[0], seconds[1], seconds[2]);
        table.rates(data.name(), "prediction", rows, seconds[0], seconds[3], seconds[4]);
        String reading = MlpcTable.rate(rows, seconds[0]);
        table.add(data.name(), "rows/s, reading alone", reading, reading, "");
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
                List.of(),
                data.train()
                        .withColumn("features", udf.apply(functions.col("features")))
                        .cache(),
                data.held().withColumn("features", udf.apply(functions.col("features"))),
                data.layers(),
                1);
        table.add(
                data.name(),
                "log loss, columns x 1e4",
                lossOf(() -> mlpc(scaled, iterations).fit(scaled.train()), scaled),
                lossOf(() -> chainrule(scaled, epochs).fit(scaled.train()), scaled),
                "");
        scaled.train().unpersist();
    }

    private static String lossOf(java.util.function.Supplier<Model<?>> fit, PeerData data) {
        try {
            return MlpcTable.number(loss(fit.get(), data.held()));
        } catch (RuntimeException e) {
            return "fails: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static Pipeline mlpc(PeerData data, int iterations) {
        return data.pipeline(new MultilayerPerceptronClassifier()
                .setLayers(data.layers())
                .setMaxIter(iterations)
                .setTol(1e-9)
                .setSeed(1));
    }

    private static ChainruleClassifier chainrule(PeerData data, int epochs) {
        return data.ours().setNumShards(2).setEpochs(epochs);
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

    private static void say(String what, Fit fit) {
        System.err.printf(Locale.ROOT, "%s: %.2f s, held-out log loss %.4f%n", what, fit.seconds(), fit.loss());
    }
}
