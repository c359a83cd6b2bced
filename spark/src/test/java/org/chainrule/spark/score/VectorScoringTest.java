package org.chainrule.spark.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorScoringTest {
    private static final int WIDTH = 5;
    private static final ScoreColumns COLUMNS =
            ScoreColumns.of("prediction").withFeatures("features").withClasses("probability", "", "");

    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static Model model;
    private static final List<double[]> ROWS = new ArrayList<>();
    private static Predictions expected;

    @BeforeAll
    static void begin() throws IOException {
        spark = LocalSpark.session(2);
        SplittableRandom random = new SplittableRandom(3);
        // f2 is the same in all rows, so the model does not read it; one value in four is 0.
        StringBuilder csv = new StringBuilder("f0,f1,f2,f3,f4,y\n");
        List<Map<String, Double>> maps = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            double[] row = new double[WIDTH];
            Map<String, Double> map = new LinkedHashMap<>();
            for (int i = 0; i < WIDTH; i++) {
                row[i] = i == 2 ? 1 : random.nextInt(4) == 0 ? 0 : random.nextDouble();
                csv.append(row[i]).append(',');
                map.put("f" + i, row[i]);
            }
            csv.append(row[0] > row[4] ? "a" : "b").append('\n');
            ROWS.add(row);
            maps.add(map);
        }
        Path file = Files.writeString(folder.resolve("numbers.csv"), csv);
        TrainOptions options =
                TrainOptions.of("y").toBuilder().preset("plain").epochs(2).build();
        model = Chainrule.train(Table.read(file), options);
        expected = model.predict(maps);
    }

    private static Dataset<Row> frame(List<Vector> vectors) {
        StructType type = new StructType().add("features", SQLDataTypes.VectorType());
        return spark.createDataFrame(
                vectors.stream().map(vector -> RowFactory.create(vector)).toList(), type);
    }

    private static void assertScores(Dataset<Row> frame) {
        List<Row> found = ScoringTest.scored(frame, model, COLUMNS);
        assertEquals(ROWS.size(), found.size());
        for (int n = 0; n < ROWS.size(); n++) {
            assertArrayEquals(expected.probabilities()[n], ScoringTest.vector(found.get(n), "probability"));
        }
    }

    @Test
    void aConstantColumnIsNotRead() {
        assertEquals(WIDTH - 1, model.inputColumns().size());
    }

    @Test
    void denseAndSparseVectorsScoreAlike() {
        assertScores(frame(ROWS.stream().map(Vectors::dense).toList()));
        assertScores(frame(
                ROWS.stream().map(row -> (Vector) Vectors.dense(row).toSparse()).toList()));
    }

    /** Each element of the vectors as a column. */
    private static Dataset<Row> columns() {
        StructType type = new StructType();
        for (int i = 0; i < WIDTH; i++) {
            type = type.add("f" + i, "double");
        }
        return spark.createDataFrame(
                ROWS.stream()
                        .map(row -> RowFactory.create(row[0], row[1], row[2], row[3], row[4]))
                        .toList(),
                type);
    }

    @Test
    void namesOfElementsCountAndNotTheirOrder() {
        Dataset<Row> columns = columns();
        assertScores(new VectorAssembler()
                .setInputCols(new String[] {"f4", "f3", "f1", "f0"})
                .setOutputCol("features")
                .transform(columns));
        Dataset<Row> few = new VectorAssembler()
                .setInputCols(new String[] {"f3", "f1", "f0"})
                .setOutputCol("features")
                .transform(columns);
        String error = ScoringTest.refusal(few, model, COLUMNS);
        assertTrue(error.contains("no element \"f4\""), error);
    }

    @Test
    void sparseVectorsInAnotherOrderAmongDenseOnes() {
        Dataset<Row> columns = columns();
        Dataset<Row> turned = new VectorAssembler()
                .setInputCols(new String[] {"f4", "f0", "f1", "f3"})
                .setOutputCol("features")
                .transform(columns);
        StructField field = turned.schema().apply("features");
        List<Row> rows = new ArrayList<>();
        for (Row row : turned.select("features").collectAsList()) {
            Vector vector = row.getAs(0);
            rows.add(RowFactory.create(rows.size() % 3 == 0 ? vector.toDense() : vector.toSparse()));
        }
        assertScores(spark.createDataFrame(rows, new StructType().add(field)));
    }

    @Test
    void allOutputsOfOneRowAndOfEmptyPartitions() {
        ScoreColumns all = COLUMNS.withClasses("probability", "raw", "label");
        Dataset<Row> one = frame(List.of(Vectors.dense(ROWS.get(4)))).repartition(7);
        Row found = ScoringTest.scored(one, model, all).get(0);
        assertArrayEquals(expected.probabilities()[4], ScoringTest.vector(found, "probability"));
        assertArrayEquals(expected.unscaledProbabilities()[4], ScoringTest.vector(found, "raw"));
        assertEquals(expected.label(4), found.getAs("label"));
        Dataset<Row> none = frame(List.of(Vectors.dense(ROWS.get(4)))).where("false");
        assertEquals(0, ScoringTest.scored(none, model, all).size());
    }

    @Test
    void withoutCalibrationBothVectorsAreTheSameNumbers() {
        Model plain = new Model(model.contents().with((Uncertainty) null));
        ScoreColumns all = COLUMNS.withClasses("probability", "raw", "");
        List<Row> found =
                ScoringTest.scored(frame(ROWS.stream().map(Vectors::dense).toList()), plain, all);
        for (int n = 0; n < ROWS.size(); n++) {
            assertArrayEquals(expected.unscaledProbabilities()[n], ScoringTest.vector(found.get(n), "probability"));
            assertArrayEquals(expected.unscaledProbabilities()[n], ScoringTest.vector(found.get(n), "raw"));
        }
    }

    @Test
    void whatIsWrongWithAVectorIsSaid() {
        List<Vector> vectors = new ArrayList<>(ROWS.stream().map(Vectors::dense).toList());
        vectors.set(17, null); // a null
        String error = ScoringTest.refusalOfARow(frame(vectors), model, COLUMNS);
        assertTrue(error.contains("\"features\" has a row without a vector"), error);
        vectors.set(17, Vectors.dense(new double[WIDTH + 1]));
        error = ScoringTest.refusalOfARow(frame(vectors), model, COLUMNS);
        assertTrue(error.contains("5 elements") && error.contains("found 6"), error);
        vectors.set(17, Vectors.dense(1, 2, 3, Double.POSITIVE_INFINITY, 5));
        error = ScoringTest.refusalOfARow(frame(vectors), model, COLUMNS);
        assertTrue(error.contains("\"f3\"") && error.contains("finite"), error);
        vectors.set(17, Vectors.dense(1, Double.NaN, 3, 4, 5));
        assertEquals(
                ROWS.size(), ScoringTest.scored(frame(vectors), model, COLUMNS).size());
    }
}
