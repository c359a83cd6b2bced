package org.chainrule.spark.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the ways of scoring a DataFrame cost, in CPU time of tasks a row. The CPU time of the process would count compiling and collecting, which on a busy machine are several times the
 * costs of small networks.
 */
public final class ScoreCosts {
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;
    private static final int REPEATS = 8;

    /** Rows that a measurement takes at least. */
    private static final long ROWS = 260_000;

    private final AtomicLong nanos = new AtomicLong();

    private ScoreCosts(SparkSession spark) {
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                nanos.addAndGet(end.taskMetrics().executorCpuTime());
            }
        });
    }

    /**
     * Measures.
     *
     * @param words some of letter, mnist, adult, adult-raw
     * @throws IOException if the data cannot be read
     */
    public static void main(String[] words) throws IOException {
        SparkSession spark = PeerData.session();
        ScoreCosts costs = new ScoreCosts(spark);
        for (String name : words) {
            costs.measure(
                    PeerData.read(name, spark, Path.of(System.getProperty("chainrule.shared", "../shared")), false));
        }
        spark.stop();
    }

    private void measure(PeerData data) {
        var theirs = data.pipeline(new MultilayerPerceptronClassifier()
                        .setLayers(data.layers())
                        .setMaxIter(1))
                .fit(data.train());
        var ours = data.ours().setEpochs(1).fit(data.train());
        Dataset<Row> many = data.many(Math.min(data.repeats(), REPEATS));
        long rows = many.count();
        Map<String, Dataset<Row>> ways = new LinkedHashMap<>();
        ways.put("read", many);
        ways.put("mlpc all", data.all(theirs.transform(many)));
        ways.put("mlpc prediction", theirs.transform(many).select("prediction"));
        ways.put("ours all", data.all(ours.transform(many)));
        ways.put("ours prediction", ours.transform(many).select("prediction"));
        MapPartitionsFunction<Row, Row> same = r -> r;
        ways.put("the same rows through mapPartitions", many.mapPartitions(same, Encoders.row(many.schema())));
        if (!data.isRaw()) {
            ways.put("a UDF that returns a constant struct", constants(many, data.layers()[data.layers().length - 1]));
        }
        FlatMapFunction<Iterator<Row>, Row> handed = r -> r;
        ways.put(
                "the same rows through javaRDD()",
                many.sparkSession().createDataFrame(many.javaRDD().mapPartitions(handed), many.schema()));
        Map<String, double[]> micros = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int r = round;
            ways.forEach((name, way) -> {
                double cost = cpu(way, rows);
                if (r >= 0) {
                    micros.computeIfAbsent(name, x -> new double[ROUNDS])[r] = cost;
                }
            });
        }
        System.out.println(data.name() + " " + Arrays.toString(data.layers()) + " rows " + rows);
        micros.forEach((name, all) -> {
            Arrays.sort(all);
            System.out.printf(
                    Locale.ROOT,
                    "  %-40s %7.2f us   (%.2f to %.2f)%n",
                    name,
                    all[all.length / 2],
                    all[0],
                    all[all.length - 1]);
        });
        many.unpersist();
    }

    private static Dataset<Row> constants(Dataset<Row> many, int classes) {
        Vector v = Vectors.dense(new double[classes]);
        StructType type = new StructType()
                .add("raw", SQLDataTypes.VectorType(), false)
                .add("probability", SQLDataTypes.VectorType(), false)
                .add("prediction", DataTypes.DoubleType, false);
        Row constant = RowFactory.create(v, v, 1.0);
        UDF1<Vector, Row> struct = x -> constant;
        Column udf =
                functions.udf(struct, type).asNonNullable().asNondeterministic().apply(functions.col("features"));
        return many.withColumn("s", udf).select("label", "features", "s.raw", "s.probability", "s.prediction");
    }

    /** Microseconds a row. */
    private double cpu(Dataset<Row> table, long rows) {
        long times = Math.max(1, ROWS / rows);
        settle(table);
        nanos.set(0);
        for (int i = 0; i < times; i++) {
            table.write().format("noop").mode("overwrite").save();
        }
        settle(table);
        return nanos.get() / 1e3 / rows / times;
    }

    /** Waits until the listener has heard of all tasks. */
    private static void settle(Dataset<Row> table) {
        try {
            table.sparkSession().sparkContext().listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new IllegalStateException("Spark's listeners lag behind", e);
        }
    }
}
