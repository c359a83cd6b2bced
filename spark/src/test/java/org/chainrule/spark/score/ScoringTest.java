package org.chainrule.spark.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Interval;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringTest {
    private static final ScoreColumns CLASSES =
            ScoreColumns.of("prediction").withClasses("probability", "rawPrediction", "label");
    /** What is trained on and most often scored. */
    private static final MixedTable TABLE = new MixedTable(260, 7);

    /** More rows than a batch has. */
    private static final MixedTable MANY = new MixedTable(1300, 8);

    @TempDir
    private static Path folder;

    private static Path csv;
    private static SparkSession spark;
    private static Model plain;

    @BeforeAll
    static void begin() throws IOException {
        csv = TABLE.csv(folder);
        spark = LocalSpark.session(2);
        plain = MixedTable.model(csv, "class", "plain", null);
    }

    static double[] vector(Row row, String column) {
        return row.<Vector>getAs(column).toArray();
    }

    static List<Row> scored(Dataset<Row> frame, Model model, ScoreColumns columns) {
        return Scoring.score(frame, ModelHandle.of(model), columns).collectAsList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "plain", "realmlp-s", "tabm"})
    void classesAreThoseOfTheModel(String preset) {
        Model model = preset.equals("plain") ? plain : MixedTable.model(csv, "class", preset, null);
        Predictions expected = model.predict(TABLE.maps());
        Dataset<Row> frame = TABLE.frame(spark);
        List<Row> found = scored(preset.equals("plain") ? frame.repartition(3) : frame, model, CLASSES);
        assertEquals(TABLE.rows(), found.size());
        for (Row row : found) {
            int n = row.getInt(0);
            assertArrayEquals(expected.probabilities()[n], vector(row, "probability"));
            assertArrayEquals(expected.unscaledProbabilities()[n], vector(row, "rawPrediction"));
            assertEquals(expected.classIndex(n), row.<Double>getAs("prediction"));
            assertEquals(expected.label(n), row.getAs("label"));
        }
    }

    @Test
    void calibrationIsAmongWhatIsTested() {
        assertNotEquals(1, plain.contents().uncertainty().temperature());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian", "gaussian-variance", "quantile(0.1,0.5,0.9)"})
    void valuesAreThoseOfTheModel(String likelihood) {
        Model model = MixedTable.model(csv, "value", "plain", likelihood);
        boolean variance = likelihood.contains("variance");
        boolean quantiles = likelihood.contains("quantile");
        ScoreColumns columns = ScoreColumns.of("prediction")
                .withClasses("", "raw", "")
                .withValues(variance ? "deviation" : "", quantiles ? "quantiles" : "", "interval", 0.8);
        Predictions expected = model.predict(MANY.maps());
        // One partition of two batches.
        List<Row> found = scored(MANY.frame(spark).coalesce(1), model, columns);
        assertEquals(MANY.rows(), found.size());
        for (int n = 0; n < found.size(); n++) {
            Row row = found.get(n);
            assertEquals(expected.value(n), row.<Double>getAs("prediction"));
            Interval interval = expected.interval(n, 0.8);
            assertArrayEquals(new double[] {interval.lower(), interval.upper()}, vector(row, "interval"));
            if (variance) {
                assertEquals(expected.standardDeviations()[n], row.<Double>getAs("deviation"));
            }
            if (quantiles) {
                assertArrayEquals(expected.quantiles()[n], vector(row, "quantiles"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model-1", "model-2", "model-3"})
    void filesOfEarlierReleasesScoreAlike(String file) {
        Model model = Model.load(Path.of("../tabular/src/test/resources/fixtures/0.1.0/" + file + ".chainrule"));
        StructType type = new StructType();
        for (var column : model.inputColumns()) {
            type = type.add(column.name(), DataTypes.StringType);
        }
        List<Row> rows =
                List.of(RowFactory.create(new Object[type.size()]), RowFactory.create(new Object[type.size()]));
        Predictions expected = model.predict(List.of(allMissing(type), allMissing(type)));
        List<Row> found = scored(
                spark.createDataFrame(rows, type), model, ScoreColumns.of("p").withClasses("", "raw", ""));
        assertEquals(2, found.size());
        if (expected.classes().isEmpty()) {
            assertEquals(expected.value(1), found.get(1).<Double>getAs("p"));
        } else {
            assertArrayEquals(expected.unscaledProbabilities()[1], vector(found.get(1), "raw"));
        }
    }

    private static Map<String, Object> allMissing(StructType type) {
        Map<String, Object> row = new java.util.HashMap<>();
        Arrays.stream(type.fieldNames()).forEach(name -> row.put(name, null));
        return row;
    }

    @Test
    void classesThatAreNumbersArePredictedAsNumbers() {
        Model model = MixedTable.model(csv, "number", "plain", null);
        List<Row> found = scored(TABLE.frame(spark), model, ScoreColumns.of("prediction"));
        Predictions expected = model.predict(TABLE.maps());
        for (int n = 0; n < found.size(); n++) {
            assertEquals(Double.parseDouble(expected.label(n)), found.get(n).<Double>getAs("prediction"));
        }
        assertEquals(List.of("3", "12"), model.classes());
    }

    @Test
    void columnsRowsAndTheirOrderStay() {
        Metadata note = new MetadataBuilder().putString("note", "kept").build();
        Dataset<Row> frame = TABLE.frame(spark)
                .withColumn("old", functions.expr("date'1582-10-01'"))
                .withColumn("at", functions.expr("timestamp'0001-02-03 04:05:06.789012'"))
                .withColumn("list", functions.expr("array(id, null)"))
                .withColumn("twice", functions.lit("a"))
                .withColumn("nested", functions.expr("struct(colour as `b.c`, day)"))
                .withColumn("id", functions.col("id").as("id", note));
        Dataset<Row> result = Scoring.score(frame, ModelHandle.of(plain), CLASSES);
        assertEquals(note, result.schema().apply("id").metadata());
        assertEquals(Scoring.schema(frame.schema(), ModelHandle.of(plain), CLASSES), result.schema());
        Dataset<Row> kept = result.drop("prediction", "probability", "rawPrediction", "label");
        assertEquals(frame.schema(), kept.schema());
        assertEquals(
                frame.selectExpr("cast(old as string)", "unix_micros(at)", "*").collectAsList(),
                kept.selectExpr("cast(old as string)", "unix_micros(at)", "*").collectAsList());
    }

    @Test
    void tablesMayBeScoredTwiceCachedEmptyAndInSql() {
        Dataset<Row> frame = TABLE.frame(spark).cache();
        ModelHandle handle = ModelHandle.of(plain);
        Dataset<Row> once = Scoring.score(frame, handle, ScoreColumns.of("a")).cache();
        Dataset<Row> twice = Scoring.score(once, handle, ScoreColumns.of("b").withClasses("", "", "word"));
        assertEquals(TABLE.rows(), twice.where("a = b").count());
        twice.createOrReplaceTempView("scored");
        assertEquals(3, spark.sql("select distinct word from scored").count());
        assertEquals(List.of("b"), List.of(twice.select("b").columns()));
        assertEquals(0, Scoring.score(frame.limit(0), handle, CLASSES).count());
        assertEquals(
                frame.columns().length,
                Scoring.score(frame, handle, ScoreColumns.of("")).columns().length);
        once.unpersist();
        frame.unpersist();
    }

    @Test
    void namesMayDifferByCaseAndNumbersMayBeText() {
        Dataset<Row> frame = TABLE.frame(spark)
                .withColumnRenamed("colour", "COLOUR")
                .withColumn("my size", functions.expr("cast(`my size` as string)"))
                .withColumn("größe.cm", functions.expr("cast(`größe.cm` as decimal(20,6))"))
                .withColumn("day", functions.expr("cast(day as string)"));
        Predictions expected = plain.predict(TABLE.maps());
        List<Row> found = scored(frame, plain, CLASSES);
        for (int n = 0; n < found.size(); n++) {
            assertArrayEquals(expected.probabilities()[n], vector(found.get(n), "probability"));
        }
    }

    static String refusal(Dataset<Row> frame, Model model, ScoreColumns columns) {
        UserException error = assertThrows(UserException.class, () -> scored(frame, model, columns));
        assertTrue(error.getMessage().lines().count() == 1, error.getMessage());
        return error.getMessage();
    }

    /** What a task had to say of a row, behind Spark's wrapping. */
    static String refusalOfARow(Dataset<Row> frame, Model model, ScoreColumns columns) {
        Throwable error = assertThrows(Exception.class, () -> scored(frame, model, columns));
        while (!(error instanceof UserException)) {
            error = Objects.requireNonNull(error.getCause());
        }
        return Objects.requireNonNull(error.getMessage());
    }

    @Test
    void whatATableLacksIsSaid() {
        Dataset<Row> frame = TABLE.frame(spark);
        assertTrue(refusal(frame.withColumnRenamed("colour", "color"), plain, CLASSES)
                .contains("no column \"colour\""));
        assertTrue(refusal(frame.withColumnRenamed("colour", "color"), plain, CLASSES)
                .contains("\"color\""));
        assertTrue(refusal(frame.withColumn("prediction", functions.lit(1)), plain, CLASSES)
                .contains("\"prediction\" already"));
        assertTrue(refusal(frame.withColumn("my size", functions.expr("array(1)")), plain, CLASSES)
                .contains("should hold numbers but its type is array<int>"));
        assertTrue(refusal(frame, plain, ScoreColumns.of("p").withFeatures("colour"))
                .contains("should hold vectors"));
        assertTrue(refusal(frame, plain, ScoreColumns.of("p").withValues("", "q", "", 0.9))
                .contains("a model of quantiles"));
        assertThrows(UserException.class, () -> CLASSES.withValues("", "", "i", 1.5));
    }

    @Test
    void textsThatTrainingDidNotSeeAreScoredOrRefused() {
        Dataset<Row> frame = TABLE.frame(spark).withColumn("colour", functions.expr("if(id = 190, 'türkis', colour)"));
        assertEquals(TABLE.rows(), scored(frame, plain, CLASSES).size());
        String error = refusalOfARow(frame, plain, CLASSES.withRefuseUnseen(true));
        assertTrue(error.contains("\"türkis\"") && error.contains("\"colour\""), error);
        assertEquals(
                TABLE.rows(),
                scored(TABLE.frame(spark), plain, CLASSES.withRefuseUnseen(true))
                        .size());
    }

    @Test
    void wordsInAColumnOfNumbersAreNamed() {
        Dataset<Row> frame = TABLE.frame(spark).withColumn("größe.cm", functions.expr("if(id = 240, 'breit', '1')"));
        String error = refusalOfARow(frame, plain, CLASSES);
        assertTrue(error.contains("\"breit\"") && error.contains("\"größe.cm\""), error);
    }

    @Test
    void aHandleGoesThroughSerializationAndSharesItsModel() throws IOException, ClassNotFoundException {
        ModelHandle handle = ModelHandle.of(plain);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(handle);
        }
        ModelHandle copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (ModelHandle) in.readObject();
        }
        assertEquals(plain.weightsSha256(), copy.model().weightsSha256());
        assertSame(copy.model(), copy.model());
        assertSame(copy.uncalibrated(), copy.uncalibrated());
        assertSame(handle.on(spark.sparkContext()), handle.on(spark.sparkContext()));
        assertThrows(
                UserException.class, () -> ModelHandle.of(new byte[] {1, 2, 3}).model());
    }
}
