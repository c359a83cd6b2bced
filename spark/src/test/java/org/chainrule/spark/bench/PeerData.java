package org.chainrule.spark.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.ChainruleClassifier;

/**
 * A table as MultilayerPerceptronClassifier wants it: labels 0, 1, ... and one vector of standardised inputs, in two partitions, cached.
 *
 * @param name    what it is called
 * @param before  what turns the table into such a one before MultilayerPerceptronClassifier reads it; empty for a table that is one already
 * @param train   what is trained on
 * @param held    what judges, and nothing else
 * @param layers  units of the network, inputs and classes included
 * @param repeats how often the training rows are scored in a measurement of transform: so often that a job's fixed costs, some 100 ms, are a small part
 */
record PeerData(
        String name, List<PipelineStage> before, Dataset<Row> train, Dataset<Row> held, int[] layers, int repeats) {
    private static final int LETTER_TRAIN = 16_000;
    private static final int LETTER_CLASSES = 26;
    private static final int PIXELS = 784;
    private static final int DIGITS = 10;
    private static final int DIGITS_TRAIN = 60_000;
    private static final int DIGITS_HELD = 10_000;
    private static final int QUICK = 2_000;
    private static final int PARTITIONS = 2;
    private static final StructType TYPE = new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);
    private static final List<String> ADULT = List.of(
            "age double",
            "workclass string",
            "fnlwgt double",
            "education string",
            "education_num double",
            "marital string",
            "occupation string",
            "relationship string",
            "race string",
            "sex string",
            "gain double",
            "loss double",
            "hours double",
            "country string",
            "income string");

    /** Two cores of this JVM, for both peers. */
    static SparkSession session() {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("peers")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        return spark;
    }

    static PeerData read(String name, SparkSession spark, Path shared, boolean quick) throws IOException {
        return switch (name) {
            case "letter" -> letter(spark, shared.resolve("data/letter"), quick);
            case "mnist" -> mnist(spark, shared.resolve("data/mnist"), quick);
            case "adult" -> adult(spark, shared.resolve("data/adult"), quick);
            case "adult-raw" -> adultRaw(spark, shared.resolve("data/adult"), quick);
            default ->
                throw new IllegalArgumentException(
                        "expected letter, mnist, adult or adult-raw, found " + name + "; see spark/run list");
        };
    }

    private static PeerData letter(SparkSession spark, Path folder, boolean quick) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("letter-recognition.data"))) {
            String[] parts = line.split(",");
            double[] x = new double[parts.length - 1];
            for (int i = 0; i < x.length; i++) {
                x[i] = Double.parseDouble(parts[i + 1]);
            }
            rows.add(RowFactory.create((double) (parts[0].charAt(0) - 'A'), Vectors.dense(x)));
        }
        int train = quick ? QUICK : LETTER_TRAIN;
        return standardised(
                "letter",
                spark.createDataFrame(rows.subList(0, train), TYPE),
                spark.createDataFrame(rows.subList(LETTER_TRAIN, quick ? LETTER_TRAIN + QUICK : rows.size()), TYPE),
                new int[] {LETTER_CLASSES},
                new int[] {128},
                quick ? 2 : 96);
    }

    private static PeerData mnist(SparkSession spark, Path folder, boolean quick) throws IOException {
        return new PeerData(
                "mnist",
                List.of(),
                cached(digits(spark, folder, "train", quick ? QUICK : DIGITS_TRAIN)),
                cached(digits(spark, folder, "t10k", quick ? QUICK : DIGITS_HELD)),
                new int[] {PIXELS, 64, DIGITS},
                quick ? 1 : 2);
    }

    private static Dataset<Row> digits(SparkSession spark, Path folder, String part, int count) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (DataInputStream images = open(folder.resolve(part + "-images-idx3-ubyte.gz"));
                DataInputStream labels = open(folder.resolve(part + "-labels-idx1-ubyte.gz"))) {
            images.readNBytes(16);
            labels.readNBytes(8);
            for (int n = 0; n < count; n++) {
                byte[] pixels = images.readNBytes(PIXELS);
                double[] x = new double[PIXELS];
                Arrays.setAll(x, i -> (pixels[i] & 0xFF) / 255.0);
                rows.add(RowFactory.create((double) labels.readUnsignedByte(), Vectors.dense(x)));
            }
        }
        return spark.createDataFrame(rows, TYPE);
    }

    private static DataInputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new DataInputStream(new GZIPInputStream(in));
    }

    /** Texts indexed and one-hot, numbers beside them: what Spark's guide does. */
    private static List<PipelineStage> adultStages() {
        List<String> numbers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String column : ADULT.subList(0, ADULT.size() - 1)) {
            String[] words = column.split(" ");
            (words[1].equals("double") ? numbers : texts).add(words[0]);
        }
        String[] indexed = texts.stream().map(name -> name + "_index").toArray(String[]::new);
        String[] hot = texts.stream().map(name -> name + "_hot").toArray(String[]::new);
        numbers.addAll(List.of(hot));
        return List.of(
                new StringIndexer()
                        .setInputCols(texts.toArray(String[]::new))
                        .setOutputCols(indexed)
                        .setHandleInvalid("keep"),
                new OneHotEncoder().setInputCols(indexed).setOutputCols(hot),
                new VectorAssembler()
                        .setInputCols(numbers.toArray(String[]::new))
                        .setOutputCol("assembled"));
    }

    private static StandardScaler scaler(String input, String output) {
        return new StandardScaler().setInputCol(input).setOutputCol(output).setWithMean(true);
    }

    /** The vectors of the pipeline, standardised. */
    private static PeerData adult(SparkSession spark, Path folder, boolean quick) {
        Dataset<Row> train = adultRows(spark, folder.resolve("adult.data"));
        Dataset<Row> held = adultRows(spark, folder.resolve("adult.test"));
        var prepared = new Pipeline()
                .setStages(adultStages().toArray(PipelineStage[]::new))
                .fit(train);
        return standardised(
                "adult",
                some(prepared.transform(train).selectExpr("label", "assembled as features"), quick),
                some(prepared.transform(held).selectExpr("label", "assembled as features"), quick),
                new int[] {2},
                new int[] {32},
                quick ? 1 : 24);
    }

    /** The table as it is read; the pipeline goes before the other classifier, which needs it. */
    private static PeerData adultRaw(SparkSession spark, Path folder, boolean quick) {
        Dataset<Row> train = cached(some(adultRows(spark, folder.resolve("adult.data")), quick));
        List<PipelineStage> stages = new ArrayList<>(adultStages());
        stages.add(scaler("assembled", "features"));
        Row first = new Pipeline()
                .setStages(stages.toArray(PipelineStage[]::new))
                .fit(train)
                .transform(train)
                .first();
        return new PeerData(
                "adult-raw",
                List.copyOf(stages),
                train,
                cached(some(adultRows(spark, folder.resolve("adult.test")), quick)),
                new int[] {first.<Vector>getAs("features").size(), 32, 2},
                quick ? 1 : 24);
    }

    /** The other classifier with what goes before it. */
    Pipeline pipeline(MultilayerPerceptronClassifier classifier) {
        List<PipelineStage> all = new ArrayList<>(before);
        all.add(classifier);
        return new Pipeline().setStages(all.toArray(PipelineStage[]::new));
    }

    /**
     * Ours, which reads columns by their names where there are no vectors. The preset is "plain", like MLPC, but for pixels: "plain" standardises each of them, most of which are
     * nearly always 0, and learns the training rows by heart then.
     */
    ChainruleClassifier ours() {
        boolean pixels = layers[0] == PIXELS;
        ChainruleClassifier ours = new ChainruleClassifier()
                .setPreset(pixels ? "fast" : "plain")
                .setHiddenLayers(hidden())
                .setValidationFraction(pixels ? 0.1 : 0)
                .setSeed(1);
        return isRaw() ? ours : ours.setFeaturesCol("features");
    }

    /** Whether the table is one of columns. */
    boolean isRaw() {
        return !before.isEmpty();
    }

    /** The columns of the table and all that a classifier adds, without those in between. */
    Dataset<Row> all(Dataset<Row> transformed) {
        List<Column> columns = new ArrayList<>();
        for (String name : train.columns()) {
            columns.add(transformed.col(name));
        }
        for (String name : List.of("rawPrediction", "probability", "prediction")) {
            columns.add(transformed.col(name));
        }
        return transformed.select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> some(Dataset<Row> rows, boolean quick) {
        return quick ? rows.limit(QUICK) : rows;
    }

    private static Dataset<Row> adultRows(SparkSession spark, Path file) {
        return spark.read()
                .option("comment", "|")
                .option("ignoreLeadingWhiteSpace", true)
                .schema(String.join(", ", ADULT))
                .csv(file.toString())
                .where("income is not null")
                .withColumn("label", org.apache.spark.sql.functions.expr("double(income like '>50K%')"))
                .drop("income");
    }

    private static PeerData standardised(
            String name, Dataset<Row> train, Dataset<Row> held, int[] classes, int[] hidden, int repeats) {
        var scaler = scaler("features", "scaled").fit(train);
        Dataset<Row> fit = cached(scaler.transform(train).selectExpr("label", "scaled as features"));
        Dataset<Row> judge = cached(scaler.transform(held).selectExpr("label", "scaled as features"));
        int[] layers = new int[hidden.length + 2];
        layers[0] = scaler.mean().size();
        System.arraycopy(hidden, 0, layers, 1, hidden.length);
        layers[layers.length - 1] = classes[0];
        return new PeerData(name, List.of(), fit, judge, layers, repeats);
    }

    private static Dataset<Row> cached(Dataset<Row> rows) {
        Dataset<Row> kept = rows.repartition(PARTITIONS).cache();
        kept.count();
        return kept;
    }

    /** The hidden layers. */
    int[] hidden() {
        return Arrays.copyOfRange(layers, 1, layers.length - 1);
    }

    /** Many rows to be scored: those of training so often. */
    Dataset<Row> many(int times) {
        Dataset<Row> all = train;
        for (int i = 1; i < times; i++) {
            all = all.union(train);
        }
        Dataset<Row> kept = all.coalesce(PARTITIONS).cache();
        kept.count();
        return kept;
    }
}
