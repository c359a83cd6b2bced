package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.ScoreKind;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fast way for single rows against {@link Model#predict(Map)}, which goes through tables. */
class RowPredictorTest {
    private static final int ROWS = 300;

    private static final List<Object> NUMBERS = Arrays.asList(
            null,
            1,
            2L,
            3.0,
            2.5f,
            -1e30,
            0.1,
            -0.0,
            Double.NaN,
            Float.NaN,
            true,
            false,
            "1",
            " 2.0\t",
            "3e-2",
            "NA",
            "",
            "+.5",
            (byte) 7,
            new BigDecimal("0.30000000000000004"),
            new StringBuilder(" -12.5 "));
    private static final List<Object> TEXTS = Arrays.asList(
            null,
            "yes",
            "né\u0000in",
            "a",
            "",
            "\"quoted\"",
            "😀",
            "ä",
            "b",
            "p",
            "q",
            "r😀",
            "s",
            "t",
            "x",
            "y",
            " x ",
            "x\n",
            "\u000bx",
            "X",
            "NA",
            "N/A",
            " NaN",
            "nan",
            "?",
            "null",
            "NULL",
            "None",
            "none",
            "unseen",
            "höher",
            "\ud83d",
            "\udc00x",
            "日本語",
            "\u0000",
            "  ",
            "inner blank",
            true,
            1,
            1.0,
            2.5,
            1e15,
            1e17,
            12345678901234567L,
            Float.NaN,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            new BigDecimal("7.0"),
            TimeUnit.DAYS,
            new StringBuilder("y "),
            'x' + "");
    private static final List<Object> DATES = Arrays.asList(
            null,
            "",
            "2026-01-31 12:30:05",
            " 31.1.2026",
            "1/31/2026",
            LocalDate.of(1999, 12, 31),
            LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123456789),
            "NA",
            new StringBuilder("2024-05-31T08:15"));

    /** Row n of any model here: values by chance, some of them absent. */
    private static Map<String, Object> row(Model model, int n) {
        CounterRandom random = CounterRandom.of(11, CounterRandom.Stream.SAMPLE, n);
        Map<String, Object> row = new HashMap<>();
        List<ColumnSchema> columns = model.inputColumns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnSchema column = columns.get(i);
            List<Object> values = column.kind().isDate() ? DATES : column.text() ? TEXTS : NUMBERS;
            if (i == 0 || random.uniform(2 * i) > 0.05) {
                row.put(column.name(), values.get((int) (random.uniform(2 * i + 1) * values.size())));
            }
        }
        row.put("dropped", "what no model reads");
        return row;
    }

    private static @Nullable Object[] cells(Model model, Map<String, Object> row) {
        return model.inputColumns().stream()
                .map(column -> row.get(column.name()))
                .toArray();
    }

    /** What {@link Model#predict(Map)} says, in the order of the predictor's outputs. */
    private static double[] expected(Model model, Map<String, ?> row) {
        Prediction prediction = model.predict(row);
        if (prediction instanceof Prediction.OfClass classes) {
            return classes.probabilities().values().stream().mapToDouble(p -> p).toArray();
        }
        if (!prediction.quantiles().isEmpty()) {
            return prediction.quantiles().values().stream().mapToDouble(q -> q).toArray();
        }
        return Double.isNaN(prediction.standardDeviation())
                ? new double[] {prediction.value()}
                : new double[] {prediction.value(), prediction.standardDeviation()};
    }

    private static void assertSame(Model model) {
        RowPredictor predictor = model.predictor();
        RowScratch scratch = predictor.newScratch();
        int width = predictor.outputs();
        Object[][] rows = new Object[ROWS][];
        List<Map<String, Object>> maps = new ArrayList<>();
        double[] all = new double[ROWS * width];
        for (int n = 0; n < ROWS; n++) {
            Map<String, Object> row = row(model, n);
            maps.add(row);
            rows[n] = cells(model, row);
            double[] expected = expected(model, row);
            System.arraycopy(expected, 0, all, n * width, width);
            double[] out = new double[width];
            predictor.predict(row, out, scratch);
            assertArrayEquals(expected, out, 0, () -> "by names " + row);
            predictor.predict(rows[n], out, scratch);
            assertArrayEquals(expected, out, 0, () -> "in order " + row);
            for (int i = 0; i < rows[n].length; i++) {
                setTyped(scratch, i, rows[n][i]);
            }
            Arrays.fill(out, -1);
            predictor.predict(scratch, out);
            assertArrayEquals(expected, out, 0, () -> "cell by cell " + row);
            assertEquals(model.predict(row), predictor.predict(row));
        }
        double[] out = new double[ROWS * width + 3];
        predictor.predict(rows, ROWS, out, scratch);
        assertArrayEquals(all, Arrays.copyOf(out, all.length), 0);
        Predictions predictions = predictor.predict(maps);
        for (int n = 0; n < ROWS; n++) {
            assertEquals(model.predict(maps.get(n)), predictions.get(n));
        }
    }

    private static void setTyped(RowScratch scratch, int column, @Nullable Object value) {
        if (value instanceof Double number) {
            scratch.set(column, number.doubleValue());
        } else if (value instanceof Integer number) {
            scratch.set(column, number.intValue());
        } else if (value instanceof Long number) {
            scratch.set(column, number.longValue());
        } else if (value instanceof CharSequence text) {
            StringBuilder changing = new StringBuilder(text);
            scratch.set(column, changing);
            changing.setLength(0);
            changing.append("something else");
        } else if (value == null) {
            scratch.setMissing(column);
        } else {
            scratch.set(column, value);
        }
    }

    @Test
    void everyEncodingAndLayerGivesTheSameBits() {
        for (Precision precision : Precision.values()) {
            assertSame(new Model(Models.every(precision)));
            assertSame(new Model(Models.recipe(precision)));
        }
    }

    private static List<ModelContents> everyLikelihood() {
        List<ModelContents> all = new ArrayList<>();
        for (Likelihood likelihood : List.of(
                new Gaussian(),
                new GaussianWithVariance(),
                new Quantile(List.of(0.1, 0.5, 0.9)),
                new Quantile(List.of(0.25)))) {
            all.add(Models.regression(likelihood));
        }
        all.add(Models.classifier(List.of("no", "yes"), new Bernoulli()));
        all.add(Models.classifier(List.of("no", "yes"), new Categorical(0)));
        all.add(Models.classifier(List.of("a", "b", "ç😀"), new Categorical(0)));
        return all;
    }

    @Test
    void everyLikelihoodGivesTheSameBits() {
        for (ModelContents contents : everyLikelihood()) {
            assertSame(new Model(contents));
            assertSame(new Model(several(contents)));
        }
        assertEquals(
                List.of("quantile_0.1", "quantile_0.5", "quantile_0.9"),
                new Model(everyLikelihood().get(2)).predictor().outputNames());
        assertEquals(
                List.of("value", "standard_deviation"),
                new Model(everyLikelihood().get(1)).predictor().outputNames());
        assertEquals(
                List.of("a", "b", "ç😀"),
                new Model(everyLikelihood().get(6)).predictor().outputNames());
    }

    @Test
    void temperatureGivesTheSameBits() {
        for (int classifier = 4; classifier < 7; classifier++) {
            for (double temperature : new double[] {0.4, 1, 1.7}) {
                ModelContents contents = everyLikelihood().get(classifier);
                Uncertainty known = new Uncertainty(
                        Uncertainty.Source.VALIDATION,
                        temperature,
                        new ConformalScores(ScoreKind.OTHER_CLASSES, 3, List.of(0.1, 0.2, 0.9)));
                assertSame(new Model(contents.with(known)));
                assertSame(new Model(several(contents).with(known)));
            }
        }
    }

    /** Three members, of which two share an encoder and the third knows other texts. */
    static ModelContents several(ModelContents one) {
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < 3; m++) {
            List<ColumnEncoding> encodings = new ArrayList<>();
            for (ColumnEncoding encoding : one.encoder().columns()) {
                encodings.add(m == 1 ? other(encoding) : encoding);
            }
            members.add(new Member(
                    new Encoder(encodings),
                    one.target() instanceof ValueTarget ? new ValueTarget(Models.TARGET, 10 + m, 2 + m) : one.target(),
                    one.network(),
                    m == 0 ? 0.5 : 0.25,
                    new MemberTraining("fast", m, 8, 2, Map.of("seed", "7"), 3, 2, "COMPLETED", 0)));
        }
        return new ModelContents(
                one.schema(), one.task(), members, one.validation(), one.test(), one.history(), one.provenance(), null);
    }

    private static ColumnEncoding other(ColumnEncoding encoding) {
        if (encoding instanceof Hashed hashed) {
            return new Hashed(hashed.column(), hashed.buckets(), 99, List.of("unseen"), List.of(2.0), -1, true);
        }
        if (encoding instanceof OneHot hot) {
            return new OneHot(hot.column(), List.of("y", "x", "höher", "b"), hot.missing());
        }
        return encoding instanceof TwoLevels two ? new TwoLevels(two.column(), List.of("a", "yes"), true) : encoding;
    }

    @Test
    void membersOfOtherLevelsGiveTheSameBits() {
        assertSame(new Model(several(Models.every(Precision.FLOAT32))));
        assertSame(new Model(several(Models.recipe(Precision.FLOAT64))));
    }

    @Test
    void rowsOfNumbers() {
        Model model = new Model(Models.regression(new Gaussian()));
        RowPredictor predictor = model.predictor();
        RowScratch scratch = predictor.newScratch();
        double[] out = new double[5];
        predictor.predict(new double[] {1, Double.NaN, -3, 4, 5}, 5, out, scratch);
        double[] one = new double[1];
        predictor.predict(new double[] {-3}, one, scratch);
        assertEquals(model.predict(Map.of("x", -3)).value(), one[0]);
        assertEquals(one[0], out[2]);
        Map<String, Object> missing = new HashMap<>();
        missing.put("x", null);
        assertEquals(model.predict(missing).value(), out[1]);
    }

    private static String refusal(Runnable call) {
        return Objects.requireNonNull(
                assertThrows(UserException.class, call::run).getMessage());
    }

    @Test
    void rowsOfNumbersInArraysOfTheirOwn() {
        for (ModelContents contents : everyLikelihood()) {
            for (ModelContents each : List.of(contents, several(contents))) {
                RowPredictor predictor = new Model(each).predictor();
                int outputs = predictor.outputs();
                double[][] rows = new double[600][predictor.columns().size()]; // two batches and a part
                double[] flat = new double[600 * predictor.columns().size()];
                for (int e = 0; e < flat.length; e++) {
                    flat[e] = e % 7 == 0 ? Double.NaN : StrictMath.sin(e) * 5;
                    rows[e / rows[0].length][e % rows[0].length] = flat[e];
                }
                double[] expected = new double[600 * outputs];
                predictor.predict(flat, 600, expected, predictor.newScratch());
                double[] found = new double[600 * outputs];
                RowScratch scratch = predictor.newScratch();
                predictor.predict(rows, 600, found, scratch);
                assertArrayEquals(expected, found);
                double[] one = new double[outputs];
                for (int n = 590; n < 600; n++) {
                    predictor.predict(new double[][] {rows[n]}, 1, one, scratch);
                    assertArrayEquals(Arrays.copyOfRange(expected, n * outputs, (n + 1) * outputs), one);
                }
                predictor.predict(new double[5][], 0, new double[0], scratch);
                rows[3] = new double[rows[0].length + 1];
                assertThrows(IllegalArgumentException.class, () -> predictor.predict(rows, 600, found, scratch));
                rows[3] = new double[rows[0].length];
                rows[3][0] = Double.POSITIVE_INFINITY;
                UserException error =
                        assertThrows(UserException.class, () -> predictor.predict(rows, 600, found, scratch));
                assertTrue(error.getMessage().contains("row 4"), error.getMessage());
            }
        }
    }

    @Test
    void refusesWhatTheModelRefusesInTheSameWords() {
        Model model = new Model(Models.every(Precision.FLOAT32));
        RowPredictor predictor = model.predictor();
        RowScratch scratch = predictor.newScratch();
        double[] out = new double[3];
        List<Map<String, Object>> wrong = new ArrayList<>();
        for (Map.Entry<String, Object> cell : List.<Map.Entry<String, Object>>of(
                Map.entry("robust", "many"),
                Map.entry("robust", 1e300),
                Map.entry("robust", Double.NEGATIVE_INFINITY),
                Map.entry("robust", LocalDate.of(2026, 1, 1)),
                Map.entry("date", "next week"),
                Map.entry("date", 12.5),
                Map.entry("date", true),
                Map.entry("two", List.of("yes")),
                Map.entry("two", 'y'),
                Map.entry("robus", 1),
                Map.entry("Robust", "many"))) {
            Map<String, Object> row = new HashMap<>();
            model.inputColumns().forEach(column -> row.put(column.name(), null));
            row.put(cell.getKey(), cell.getValue());
            if (!predictor.columns().stream().anyMatch(column -> column.name().equals(cell.getKey()))) {
                row.remove("robust");
                row.put("two", List.of());
            }
            wrong.add(row);
        }
        wrong.add(new HashMap<>());
        wrong.add(new HashMap<>(Map.of("no such column", 1)));
        for (Map<String, Object> row : wrong) {
            String expected = refusal(() -> model.predict(row));
            assertEquals(expected, refusal(() -> predictor.predict(row, out, scratch)));
            assertEquals(expected, refusal(() -> predictor.predict(row)));
        }
        assertTrue(refusal(() -> scratch.set(predictor.column("date"), 1.0)).contains("a date such as"));
        assertTrue(refusal(() -> scratch.set(predictor.column("robust"), Double.POSITIVE_INFINITY))
                .contains("finite"));
        assertTrue(refusal(() -> predictor.column("Robust")).contains("did you mean \"robust\""));
        Object[][] rows = new Object[2][predictor.columns().size()];
        rows[1][predictor.column("robust")] = "many";
        assertTrue(refusal(() -> predictor.predict(rows, 2, new double[6], scratch))
                .contains("row 2"));
    }

    @Test
    void refusesWrongCalls() {
        RowPredictor predictor = new Model(Models.every(Precision.FLOAT32)).predictor();
        RowScratch scratch = predictor.newScratch();
        RowScratch foreign =
                new Model(Models.every(Precision.FLOAT32)).predictor().newScratch();
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(foreign, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(scratch, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(new Object[3], new double[3], scratch));
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(new double[3], new double[3], scratch));
        assertThrows(IndexOutOfBoundsException.class, () -> scratch.set(99, 1.0));
    }

    @Test
    void noRowsAreNoPredictions() {
        RowPredictor predictor = new Model(Models.every(Precision.FLOAT32)).predictor();
        predictor.predict(new Object[0][], 0, new double[0], predictor.newScratch());
        assertEquals(0, predictor.predict(List.of()).rows());
    }

    @Test
    void cellsStayUntilTheyAreSetAgain() {
        Model model = new Model(Models.every(Precision.FLOAT32));
        RowPredictor predictor = model.predictor();
        RowScratch scratch = predictor.newScratch();
        double[] first = new double[3];
        double[] second = new double[3];
        predictor.predict(scratch, first);
        Map<String, Object> missing = new HashMap<>();
        model.inputColumns().forEach(column -> missing.put(column.name(), null));
        assertArrayEquals(expected(model, missing), first, 0);
        scratch.set(predictor.column("robust"), 1e9);
        scratch.set(predictor.column("hot"), "a");
        predictor.predict(scratch, second);
        missing.put("robust", 1e9);
        missing.put("hot", "a");
        assertArrayEquals(expected(model, missing), second, 0);
        scratch.clear();
        predictor.predict(scratch, second);
        assertArrayEquals(first, second, 0);
    }
}
