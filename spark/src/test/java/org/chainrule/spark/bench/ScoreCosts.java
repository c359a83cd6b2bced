package org.chainrule.spark.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
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
import org.chainrule.spark.ChainruleClassifier;

/** What the ways of scoring a DataFrame cost, in process CPU time a row. */
public final class ScoreCosts {
    private static final int ROUNDS = 5;

    private ScoreCosts() {}

    /**
     * Measures.
     *
     * @param words some of letter, mnist, adult
     * @throws IOException if the data cannot be read
     */
    public static void main(String[] words) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("costs")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        for (String name : words) {
            measure(PeerData.read(name, spark, Path.of(System.getProperty("chainrule.shared", "../shared")), false));
        }
        spark.stop();
    }

    private static void measure(PeerData data) {
        var theirs = new MultilayerPerceptronClassifier()
                .setLayers(data.layers())
                .setMaxIter(1)
                .fit(data.train());
        var ours = new ChainruleClassifier()
                .setFeaturesCol("features")
                .setPreset("plain")
                .setHiddenLayers(data.hidden())
                .setValidationFraction(0)
                .setEpochs(1)
                .setSeed(1)
                .fit(data.train());
        Dataset<Row> many = data.many();
        long rows = many.count();
        int k = data.layers()[data.layers().length - 1];
        Map<String, Dataset<Row>> ways = new LinkedHashMap<>();
        ways.put("read", many);
        ways.put("mlpc all", theirs.transform(many));
        ways.put("mlpc prediction", theirs.transform(many).select("prediction"));
        ways.put("ours all", ours.transform(many));
        ways.put("ours prediction", ours.transform(many).select("prediction"));
        MapPartitionsFunction<Row, Row> same = r -> r;
        ways.put("the same rows through mapPartitions", many.mapPartitions(same, Encoders.row(many.schema())));
        Vector v = Vectors.dense(new double[k]);
        StructType type = new StructType()
                .add("raw", SQLDataTypes.VectorType(), false)
                .add("probability", SQLDataTypes.VectorType(), false)
                .add("prediction", DataTypes.DoubleType, false);
        Row constant = RowFactory.create(v, v, 1.0);
        UDF1<Vector, Row> struct = x -> constant;
        Column udf =
                functions.udf(struct, type).asNonNullable().asNondeterministic().apply(functions.col("features"));
        ways.put(
                "a UDF that returns a constant struct",
                many.withColumn("s", udf).select("label", "features", "s.raw", "s.probability", "s.prediction"));
        UDF1<Vector, Vector> vec = x -> v;
        UDF1<Vector, Double> num = x -> x.size() + 1.0;
        FlatMapFunction<Iterator<Row>, Row> handed = r -> r;
        ways.put(
                "the same rows through javaRDD()",
                many.sparkSession().createDataFrame(many.javaRDD().mapPartitions(handed), many.schema()));
        Map<String, double[]> micros = new LinkedHashMap<>();
        ways.values().forEach(ScoreCosts::cpu);
        for (int round = 0; round < ROUNDS; round++) {
            int r = round;
            ways.forEach((name, way) -> micros.computeIfAbsent(name, x -> new double[ROUNDS])[r] = cpu(way) / rows);
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

    private static double cpu(Dataset<Row> rows) {
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = os.getProcessCpuTime();
        rows.write().format("noop").mode("overwrite").save();
        return (os.getProcessCpuTime() - before) / 1e3;
    }
}
