package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.ScoreKind;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;

class UncertaintyTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final List<String> CLASSES = List.of("a", "b,\"c\"", "é");

    private static ConformalScores scores(ScoreKind kind, int rows) {
        return ConformalScores.of(
                kind, IntStream.rangeClosed(1, rows).mapToDouble(i -> i / 10.0).toArray());
    }

    private static ModelContents with(ModelContents c, Uncertainty uncertainty) {
        return c.with(uncertainty);
    }

    private static Uncertainty uncertainty(ScoreKind kind, int rows, double temperature) {
        return new Uncertainty(Uncertainty.Source.VALIDATION, temperature, scores(kind, rows));
    }

    private static Model fake(ModelContents contents, double... factors) {
        return new Model(contents, () -> (x, rows, o) -> {
            for (int e = 0; e < rows * factors.length; e++) {
                o[e] = x[e / factors.length] * factors[e % factors.length];
            }
        });
    }

    @Test
    void survivesTheModelFile() {
        for (Uncertainty expected : List.of(
                uncertainty(ScoreKind.OTHER_CLASSES, 0, 1),
                uncertainty(ScoreKind.OTHER_CLASSES, 7, 1.7),
                new Uncertainty(
                        Uncertainty.Source.OUT_OF_FOLD,
                        0.3,
                        ConformalScores.of(ScoreKind.OTHER_CLASSES, new double[] {INFINITY, 1e-300, -0.0, 0.1 + 0.2})),
                uncertainty(ScoreKind.OTHER_CLASSES, 123_456, 32))) {
            byte[] bytes = Models.bytes(with(Models.classifier(CLASSES, new Categorical(0)), expected));
            ModelContents found = ModelFile.read(bytes, "m.chainrule");
            assertEquals(expected, found.uncertainty());
            assertArrayEquals(bytes, Models.bytes(found));
        }
        byte[] without = Models.bytes(Models.classifier(CLASSES, new Categorical(0)));
        assertNull(ModelFile.read(without, "m.chainrule").uncertainty(), "a file of an earlier version");
        assertTrue(!new String(without, StandardCharsets.ISO_8859_1).contains("uncertainty"));
    }

    @Test
    void whatCannotBeIsRefusedWhenAFileIsRead() {
        for (String text : List.of(
                "{}",
                "{\"source\":\"TEST\",\"temperature\":1,\"kind\":\"RESIDUAL\",\"rows\":1,\"scores\":[1]}",
                "{\"source\":\"VALIDATION\",\"temperature\":0,\"kind\":\"OTHER_CLASSES\",\"rows\":1,\"scores\":[1]}",
                "{\"source\":\"VALIDATION\",\"temperature\":\"NaN\",\"kind\":\"OTHER_CLASSES\",\"rows\":1,\"scores\":[1]}",
                "{\"source\":\"VALIDATION\",\"temperature\":2,\"kind\":\"RESIDUAL\",\"rows\":1,\"scores\":[1]}",
                "{\"source\":\"VALIDATION\",\"temperature\":1,\"kind\":\"RESIDUAL\",\"rows\":2,\"scores\":[1]}",
                "{\"source\":\"VALIDATION\",\"temperature\":1,\"kind\":\"RESIDUAL\",\"rows\":2,\"scores\":[2,1]}",
                "{\"source\":\"VALIDATION\",\"temperature\":1,\"kind\":\"RESIDUAL\",\"rows\":1,\"scores\":[\"NaN\"]}",
                "{\"source\":\"VALIDATION\",\"temperature\":1,\"kind\":\"RESIDUAL\",\"rows\":-1,\"scores\":[]}",
                "{\"source\":\"VALIDATION\",\"temperature\":1,\"kind\":\"RESIDUAL\",\"rows\":1,\"scores\":[1],\"more\":1}")) {
            UserException e = assertThrows(
                    UserException.class, () -> UncertaintyJson.read(Fields.of(Json.parse(text), "x")), text);
            assertEquals(1, String.valueOf(e.getMessage()).lines().count(), text);
        }
        for (Likelihood likelihood :
                List.of(new Gaussian(), new GaussianWithVariance(), new Quantile(List.of(0.1, 0.9)), new Poisson())) {
            ModelContents contents = Models.regression(likelihood);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> with(contents, uncertainty(ScoreKind.OTHER_CLASSES, 3, 1)),
                    likelihood.name());
        }
    }

    @Test
    void intervalsOfEveryKind() {
        Map<String, Object> row = Map.of("x", 1);
        Prediction plain = fake(with(Models.regression(new Gaussian()), uncertainty(ScoreKind.RESIDUAL, 9, 1)), 3)
                .predict(row);
        // 10 + 2 * 3, and the ninth score of 0.1 to 0.9
        assertEquals(new Interval(16 - 0.9, 16 + 0.9), plain.interval(0.9));
        assertEquals(new Interval(-INFINITY, INFINITY), plain.interval(0.91));
        assertEquals(1, plain.interval(0.5).width(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> plain.interval(1));
        assertThrows(IllegalStateException.class, () -> plain.set(0.9));
        Prediction single = fake(
                        with(Models.regression(new Quantile(List.of(0.5))), uncertainty(ScoreKind.RESIDUAL, 9, 1)), 3)
                .predict(row);
        assertEquals(plain.interval(0.9), single.interval(0.9));
        Prediction spread = fake(
                        with(
                                Models.regression(new GaussianWithVariance()),
                                uncertainty(ScoreKind.SCALED_RESIDUAL, 9, 1)),
                        3,
                        0)
                .predict(row);
        // the standard deviation is 2 exp(0)
        assertEquals(new Interval(16 - 1.8, 16 + 1.8), spread.interval(0.9));
        Prediction band = fake(
                        with(
                                Models.regression(new Quantile(List.of(0.1, 0.5, 0.9))),
                                uncertainty(ScoreKind.QUANTILE_BAND, 9, 1)),
                        -1,
                        0,
                        2)
                .predict(row);
        assertEquals(new Interval(8 - 0.9, 14 + 0.9), band.interval(0.9));
    }

    @Test
    void setsHoldTheProbableClassesAfterScaling() {
        ModelContents contents = with(
                Models.classifier(CLASSES, new Categorical(0)),
                new Uncertainty(Uncertainty.Source.VALIDATION, 2, scores(ScoreKind.OTHER_CLASSES, 9)));
        Model model = fake(contents, 0.64, 0.04, 0.32);
        Prediction prediction = model.predict(Map.of("x", 1));
        double sum = 0.8 + 0.2 + Math.sqrt(0.32);
        assertEquals(0.8 / sum, prediction.probability("a"), 1e-12);
        assertEquals("a", prediction.label());
        // Sets go by the probabilities before scaling: all others have 0.36, 0.68 and 0.96.
        assertEquals(List.of("a", "é"), prediction.set(0.9));
        assertEquals(List.of("a"), prediction.set(0.4));
        assertEquals(List.of(), prediction.set(0.3));
        assertEquals(List.of("a", "é", "b,\"c\""), prediction.set(0.95), "too few rows: all classes");
        assertThrows(IllegalStateException.class, () -> prediction.interval(0.9));
        Predictions all = model.predict(List.of(Map.of("x", 1)));
        for (double coverage : new double[] {0.1, 0.5, 0.8, 0.9, 0.99}) {
            assertEquals(prediction.set(coverage), all.set(0, coverage));
        }
        assertArrayEquals(new double[] {0.64, 0.04, 0.32}, all.unscaledProbabilities()[0], 0);
    }

    @Test
    void aModelWithoutCalibrationSaysSo() {
        Prediction value = fake(Models.regression(new Gaussian()), 1).predict(Map.of("x", 1));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> value.interval(0.9));
        assertTrue(String.valueOf(e.getMessage()).contains("train it again with validation rows"), e.getMessage());
        Prediction label =
                fake(Models.classifier(CLASSES, new Categorical(0)), 1, 0, 0).predict(Map.of("x", 1));
        assertThrows(IllegalStateException.class, () -> label.set(0.9));
    }

    @Test
    void isFoundFromPlainArrays() {
        double[][] values = {{1}, {2}, {3}, {4}};
        Predictions predictions = Predictions.of(new Gaussian(), new ValueTarget("t", 10, 2), values);
        double[] targets = {12.5, 14, 15, 100};
        Uncertainty found =
                Uncertainty.of(Uncertainty.Source.OUT_OF_FOLD, predictions, targets, new double[] {1, 1, 2, 0});
        assertEquals(
                new Uncertainty(
                        Uncertainty.Source.OUT_OF_FOLD,
                        1,
                        new ConformalScores(ScoreKind.RESIDUAL, 3, List.of(0.0, 0.5, 1.0))),
                found);
        double[][] p = {{0.9, 0.05, 0.05}, {0.2, 0.7, 0.1}, {0.1, 0.1, 0.8}, {0.5, 0.3, 0.2}};
        double[] ones = new double[4];
        Arrays.fill(ones, 1);
        Predictions classes = Predictions.of(new Categorical(0), new ClassTarget("t", CLASSES), p);
        Uncertainty ofClasses = Uncertainty.of(Uncertainty.Source.VALIDATION, classes, new double[] {0, 1, 2, 0}, ones);
        assertTrue(ofClasses.temperature() < 1);
        assertEquals(4, ofClasses.scores().rows());
        Predictions scaled = classes.with(ofClasses);
        assertThrows(
                IllegalArgumentException.class,
                () -> Uncertainty.of(Uncertainty.Source.VALIDATION, scaled, new double[] {0, 1, 2, 0}, ones));
    }
}
