package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
    /** The outputs are the inputs times these, whatever the weights are. */
    private static Model fake(ModelContents contents, double... factors) {
        return new Model(contents, () -> (x, rows, o) -> {
            for (int e = 0; e < rows * factors.length; e++) {
                o[e] = x[e / factors.length] * factors[e % factors.length];
            }
        });
    }

    private static Map<String, Object> row(Object x) {
        Map<String, Object> row = new HashMap<>();
        row.put("x", x);
        return row;
    }

    @Test
    void namesTheMostProbableClass() {
        Model model = fake(Models.classifier(List.of("a", "b", "é"), new Categorical(0)), 0.2, 0.5, 0.3);
        Prediction prediction = model.predict(row(1));
        assertEquals("b", prediction.label());
        assertEquals(
                List.of("a", "b", "é"), List.copyOf(prediction.probabilities().keySet()));
        assertEquals(0.3, prediction.probability("é"));
        assertEquals("b {a=0.2, b=0.5, é=0.3}", prediction.toString());
        assertThrows(IllegalStateException.class, prediction::value);
        assertThrows(IllegalArgumentException.class, () -> prediction.probability("c"));
        assertEquals("a", model.predict(row(0)).label(), "the first of equal classes");
    }

    @Test
    void oneBernoulliOutputIsTwoClasses() {
        Model model = fake(Models.classifier(List.of("no", "yes"), new Bernoulli()), 0.25);
        assertEquals(Map.of("no", 0.75, "yes", 0.25), model.predict(row(1)).probabilities());
        assertEquals("yes", model.predict(row(3)).label());
    }

    @Test
    void valuesComeInTheUnitsOfTheTarget() {
        assertEquals(
                10 + 2 * 1.5,
                fake(Models.regression(new Gaussian()), 0.5).predict(row(3)).value());
        Prediction normal =
                fake(Models.regression(new GaussianWithVariance()), 1, -2).predict(row(1));
        assertEquals(12, normal.value());
        assertEquals(2 * Math.exp(-1), normal.standardDeviation(), 1e-15);
        Prediction quantiles = fake(Models.regression(new Quantile(List.of(0.1, 0.45, 0.9))), -1, 0, 1)
                .predict(row(2));
        assertEquals(10, quantiles.value());
        assertEquals(Map.of(0.1, 6.0, 0.45, 10.0, 0.9, 14.0), quantiles.quantiles());
        assertThrows(IllegalStateException.class, quantiles::label);
        assertThrows(IllegalStateException.class, quantiles::probabilities);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aLoadedModelPredictsTheSameBits(Precision precision, @TempDir Path directory) {
        Model model = new Model(Models.every(precision));
        Path file = directory.resolve("m.chainrule");
        model.save(file);
        Model loaded = Model.load(file);
        assertEquals(model.weightsSha256(), loaded.weightsSha256());
        List<Map<String, Object>> rows =
                IntStream.range(0, 700).mapToObj(ModelTest::everyRow).toList();
        Predictions together = model.predict(RawTables.of(rows, model.inputColumns()));
        for (int n = 0; n < rows.size(); n += 7) {
            assertEquals(together.get(n), loaded.predict(rows.get(n)), "row " + n);
        }
        assertEquals(1, java.util.Arrays.stream(together.probabilities()[5]).sum(), 1e-6);
        assertTrue(together.labels().stream().distinct().count() >= 1);
    }

    private static Map<String, Object> everyRow(int n) {
        Map<String, Object> row = new HashMap<>();
        row.put("scaled", n % 5 == 0 ? null : n * 0.37);
        row.put("robust", (long) n);
        row.put("bins", n % 3 == 0 ? null : n * 0.5);
        row.put("quantile", String.valueOf(n / 100.0));
        row.put("two", n % 2 == 0 ? "yes" : "unseen");
        row.put("hot", List.of("a", "", "\"quoted\"", "😀").get(n % 4));
        row.put("hashed", "level" + n % 13);
        row.put("code", n % 4);
        row.put("date", n % 2 == 0 ? LocalDate.of(2026, 1, 1).plusDays(n) : "2026-01-31 12:30:05");
        row.put("no such column", new Object());
        return row;
    }

    @Test
    void saysWhichCellIsWrong() {
        Model model = new Model(Models.every(Precision.FLOAT32));
        Map<String, Object> wrong = everyRow(1);
        wrong.put("robust", "many");
        String message = String.valueOf(
                assertThrows(UserException.class, () -> model.predict(wrong)).getMessage());
        assertTrue(message.contains("\"robust\"") && message.contains("\"many\""), message);
        Map<String, Object> absent = everyRow(1);
        absent.put("Robust", absent.remove("robust"));
        message = String.valueOf(
                assertThrows(UserException.class, () -> model.predict(absent)).getMessage());
        assertTrue(message.contains("\"robust\"") && message.contains("but \"Robust\""), message);
        Map<String, Object> date = everyRow(1);
        date.put("date", "next week");
        assertThrows(UserException.class, () -> model.predict(date));
        Map<String, Object> list = everyRow(1);
        list.put("two", List.of("yes"));
        assertThrows(UserException.class, () -> model.predict(list));
    }

    @Test
    void absentColumnsAreMissingValues() {
        Model model = new Model(Models.every(Precision.FLOAT32));
        Map<String, Object> absent = everyRow(1);
        Map<String, Object> missing = everyRow(1);
        absent.remove("robust");
        missing.put("robust", null);
        assertEquals(
                model.predict(missing).probabilities(), model.predict(absent).probabilities());
        assertThrows(UserException.class, () -> model.predict(Map.of()));
        assertThrows(UserException.class, () -> model.predict(Map.of("no such column", 1)));
    }

    private static RawTable judged(Model model, List<Map<String, Object>> rows) {
        List<ColumnSchema> columns = new ArrayList<>(model.inputColumns());
        columns.add(new ColumnSchema(Models.TARGET, ColumnKind.TARGET, model.task() == Task.CLASSIFICATION, ""));
        columns.add(new ColumnSchema("weight", ColumnKind.WEIGHT, false, ""));
        return RawTables.of(rows, columns);
    }

    private static Map<String, Object> judged(Object x, Object target, Object weight) {
        Map<String, Object> row = row(x);
        row.put(Models.TARGET, target);
        row.put("weight", weight);
        return row;
    }

    @Test
    void judgesClassesWithWeights() {
        Model model = fake(Models.classifier(List.of("no", "yes"), new Bernoulli()), 1);
        Evaluation evaluation = model.evaluate(judged(
                model,
                List.of(judged(0.9, "yes", 3), judged(0.2, null, 1), judged(0.75, "no", 1), judged(0.125, "no", 0.5))));
        assertEquals(3, evaluation.rows());
        assertEquals(1, evaluation.missingTargets());
        assertArrayEquals(new double[] {1, 0, 0}, evaluation.targets());
        assertArrayEquals(new double[] {3, 1, 0.5}, evaluation.weights());
        assertEquals(3.5 / 4.5, evaluation.metrics().get("accuracy"));
        assertEquals(
                List.of("accuracy", "balancedAccuracy", "logLoss", "auc", "f1", "brier"),
                List.copyOf(evaluation.metrics().keySet()));
        assertEquals(List.of("yes", "yes", "no"), evaluation.predictions().labels());
    }

    @Test
    void judgesValuesInTheirUnits() {
        Model model = fake(Models.regression(new Gaussian()), 1);
        Evaluation evaluation = model.evaluate(judged(model, List.of(judged(0, 13, 1), judged(1, 8.0, 1))));
        assertEquals((3 + 4) / 2.0, evaluation.metrics().get("mae"));
        assertEquals(Math.sqrt((9 + 16) / 2.0), evaluation.metrics().get("rmse"));
        assertArrayEquals(new double[] {13, 8}, evaluation.targets());
        assertArrayEquals(new double[] {10, 12}, evaluation.predictions().values());
    }

    @Test
    void saysWhyItCannotJudge() {
        Model model = fake(Models.classifier(List.of("no", "yes"), new Bernoulli()), 1);
        assertThrows(UserException.class, () -> model.evaluate(judged(model, List.of(judged(1, null, 1)))));
        assertThrows(UserException.class, () -> model.evaluate(judged(model, List.of(judged(1, "maybe", 1)))));
        assertThrows(UserException.class, () -> model.evaluate(RawTables.of(List.of(row(1)), model.inputColumns())));
    }

    @Test
    void judgesAFile(@TempDir Path directory) throws Exception {
        Model model = fake(Models.classifier(List.of("no", "yes"), new Bernoulli()), 1);
        String target = '"' + Models.TARGET.replace("\"", "\"\"") + '"';
        Path file = Files.writeString(
                directory.resolve("t.csv"), "x,other," + target + "\n0.9,1,yes\n0.2,2,no\n0.6,3,no\n");
        Evaluation evaluation = model.evaluate(Table.read(file));
        assertEquals(2.0 / 3, evaluation.metrics().get("accuracy"));
        assertArrayEquals(new double[] {1, 1, 1}, evaluation.weights());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 26})
    void anyNumberOfClasses(int count, @TempDir Path directory) {
        List<String> classes = IntStream.range(0, count)
                .mapToObj(k -> "class " + (char) ('A' + k) + "\n\"é😀")
                .toList();
        Model model = new Model(Models.classifier(classes, new Categorical(0)));
        Path file = directory.resolve("m");
        model.save(file);
        Model loaded = Model.load(file);
        assertEquals(classes, loaded.classes());
        assertEquals(model.predict(row(0.5)), loaded.predict(row(0.5)));
        assertEquals(count, loaded.predict(row(0.5)).probabilities().size());
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Likelihood categorical = new Categorical(0);
        assertThrows(IllegalArgumentException.class, () -> Models.classifier(List.of("one"), categorical));
        assertThrows(IllegalArgumentException.class, () -> Models.classifier(List.of("a", "b", "c"), new Bernoulli()));
        assertThrows(IllegalArgumentException.class, () -> Models.classifier(List.of("a", "b"), new Gaussian()));
        assertThrows(IllegalArgumentException.class, () -> Models.regression(categorical));
    }

    @Test
    void saysWhatItIs() {
        Model model = new Model(Models.every(Precision.FLOAT32));
        assertEquals(Task.CLASSIFICATION, model.task());
        assertEquals(Models.TARGET, model.target());
        assertEquals(
                Models.encodings().stream().map(ColumnEncoding::column).toList(),
                model.inputColumns().stream().map(ColumnSchema::name).toList());
        assertEquals(0.1 + 0.2, model.validation().get("logLoss"));
        assertEquals(Map.of(), model.test());
        assertEquals(2, model.history().epochs().size());
        assertEquals(-5, model.provenance().seed());
        assertTrue(
                model.toString().lines().count() == 1 && model.toString().contains("CLASSIFICATION"), model.toString());
    }

    @Test
    void threadsShareAModel() throws Exception {
        Model model = new Model(Models.every(Precision.FLOAT32));
        List<Map<String, Object>> rows =
                IntStream.range(0, 200).mapToObj(ModelTest::everyRow).toList();
        List<Prediction> alone = rows.stream().map(model::predict).toList();
        List<Prediction> parallel = rows.parallelStream().map(model::predict).toList();
        assertEquals(alone, parallel);
    }
}
