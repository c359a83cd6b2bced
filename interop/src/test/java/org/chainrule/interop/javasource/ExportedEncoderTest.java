package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.testing.Shared;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every encoding of columns and targets, with cells of every kind and names of any text, gives the bits of the encoder as Java source. */
class ExportedEncoderTest {
    private static final List<Object> NUMBERS = Arrays.asList(
            0, -0.0, 1, 1.4, 2, 3, 7, 7.5, 0.1, 0.30000000000000004, -1, -2, 1e9, -3e38, 3.4e38, 1e-300, " 12.5\t", "1e3",
            "-.5", "NA", "", "?", null, Double.NaN, true, 5L, new BigDecimal("2.0"), 1.5f);
    private static final List<Object> TEXTS = Arrays.asList(
            "yes", "n\u00e9\u0000in", "a", "b", " b\r\n", "\"quoted\"", "\ud83d\ude00", "\ud83d", "\u00e4", "p", "q", "r\ud83d\ude00", "s",
            "t", "x", "y", "Null", "null", "None", null, "NA", "never seen", "\u00a0a", 3, 3.0, 2.5, true, 1L, "x".repeat(500), "level 17",
            "level\\u0031", "3");
    private static final List<Object> DATES = Arrays.asList(
            LocalDate.of(2024, 2, 29), LocalDateTime.of(1969, 12, 31, 23, 59, 59, 123_456_789), "2024-05-31",
            "2024-05-31T08:15", "31.05.2024 7:05:09.25", "5/31/2024", "2024/1/1 00:00:00+02:00", null, "NA", "",
            LocalDate.of(9999, 12, 31), LocalDate.of(1, 1, 1), "0001-01-01");

    @TempDir
    private Path dir;

    private static List<String> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> i % 7 == 0 ? "level\\u00" + (30 + i % 60) + i : "level " + i).toList();
    }

    private static List<ColumnEncoding> encodings() {
        List<Double> knots = IntStream.range(0, 40).mapToObj(i -> (i < 5 ? 4 : i) * 0.3 - 4).toList();
        List<String> many = many(60);
        List<Double> means = IntStream.range(0, 60).mapToObj(i -> i / 7.0).toList();
        return List.of(
                new ScaledNumeric("scaled", 1.5, 0.1, 1.4, 3, true),
                new ScaledNumeric("constant", 1.5, 0, 1.4, 0, false),
                new RobustNumeric("robust", -2, 1e-9, 0, false),
                new RobustNumeric("robust clipped", 0.7, 0.25, 3, true),
                new QuantileNumeric("quantile", List.of(-1.0, 0.0, 0.30000000000000004, 7.0), 0, true),
                new QuantileNumeric("many knots", knots, 0.2, false),
                new QuantileNumeric("one knot", List.of(2.0, 2.0), 2, true),
                new TwoLevels("two", List.of("yes", "n\u00e9\u0000in"), true),
                new TwoLevels("two, never missing", List.of("a", "b"), false),
                new TwoLevels("one", List.of("a"), true),
                new TwoLevels("none", List.of("a"), false),
                new OneHot("hot", List.of("a", "", "\"quoted\"", "\ud83d\ude00", "3", "true"), false),
                new OneHot("hot, missing", List.of("a", "3.5", "2.5"), true),
                new OneHot("many", many, true),
                new ScaledOneHot("scaledHot", List.of("\u00e4", "b"), true, List.of(-1.0), List.of(0.5), 3),
                new ScaledOneHot("scaledHot3", List.of("a", "b", "p"), true, List.of(0.0, 1.0, 0.0), List.of(0.5, 2.0, 0.0), 3),
                new ScaledOneHot("scaledHot1", List.of("a"), false, List.of(1.0), List.of(0.5), 0),
                new CategoryCodes("codes", List.of("p", "q", "r\ud83d\ude00")),
                new TargetMeans("means", List.of("s", "t"), List.of(0.5, 0.25), List.of(0.1, 0.2, 0.3, 0.4), List.of(0.0, 0.1),
                        List.of(1.0, 0.0), 3, 2.5, 4, -1),
                new TargetMeans("many means", many, List.of(0.5), means, List.of(0.3), List.of(1.5), 0, 2.5, 4, -1),
                new Hashed("hashed", 3, -7, List.of("x", "y"), List.of(0.5, -0.25), -1, true),
                new Hashed("hashed, never missing", 5, 1, many, means, -1, false),
                new CodeLevels("code", new ScaledNumeric("code", 2, 1, 2, 0, false), List.of(0.0, 1.0, 2.0, 3.0)),
                new PiecewiseLinear("bins", new RobustNumeric("bins", 2, 0.5, 3, true), List.of(-1.0, 0.1, 1.4, 7.5)),
                new PiecewiseLinear("many bins", new RobustNumeric("many bins", 2, 0.5, 0, false), List.of(-3.0, -2.0, -1.0, 0.0,
                        0.1, 0.2, 0.3, 0.4, 1.0, 2.0, 3.0, 7.0, 8.0, 9.0)),
                new DateParts("date", 1.6e9, 1e-8, List.of("YEAR_SIN", "YEAR_COS", "MONTH", "WEEK_SIN", "WEEK_COS", "DAY_SIN", "DAY_COS"), true),
                new DateParts("date only", 1.6e9, 0, List.of(), false));
    }

    private static Model model(List<ColumnEncoding> encodings, TargetEncoding target, Likelihood likelihood, int outputs) {
        int width = new Encoder(encodings).width();
        Network network = Network.of(width, new Dense(8), new Activate(Activation.TANH), new Dense(outputs));
        return HandMade.model(encodings, target, HandMade.trained(network, likelihood, Precision.FLOAT32));
    }

    private static List<Map<String, Object>> rows(Model model, int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Map<String, Object> row = new HashMap<>();
            for (int c = 0; c < model.inputColumns().size(); c++) {
                var column = model.inputColumns().get(c);
                List<Object> cells = column.text() ? TEXTS : column.kind().isDate() ? DATES : NUMBERS;
                row.put(column.name(), cells.get((n + 5 * c) % cells.size()));
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void everyEncoding() {
        Model model = model(encodings(), new ClassTarget("y", List.of("A", "b\"", "\u00e7\ud83d\ude00\\u000a")), new Categorical(0), 3);
        Compiled.of(dir, JavaExport.source(model, "p", "Every")).assertSame(model, rows(model, 120));
    }

    @Test
    void eachEncodingAloneCompiles() {
        List<Model> models = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        for (ColumnEncoding encoding : encodings()) {
            Model model = model(List.of(encoding), new ValueTarget("y", 3, 2), new Gaussian(), 1);
            models.add(model);
            sources.add(JavaExport.source(model, "p", "Alone" + models.size()));
        }
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows(models.get(i), 40));
        }
    }

    @Test
    void everyTarget() {
        List<ColumnEncoding> x = List.of(new RobustNumeric("x", 0, 1, 0, false));
        double none = Double.NEGATIVE_INFINITY;
        double infinite = Double.POSITIVE_INFINITY;
        List<TargetCurve> curves = List.of(
                TargetCurve.none(),
                new TargetCurve(TargetTransform.LOG, 0, 1, List.of()),
                new TargetCurve(TargetTransform.ASINH, 2.5, 0.3, List.of()),
                new TargetCurve(TargetTransform.QUANTILE, 0, 1, List.of(-2.0, 0.0, 0.0, 1.0, 5.0, 90.0)),
                new TargetCurve(TargetTransform.QUANTILE, 0, 1, List.of(1.0)));
        List<Model> models = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        for (TargetCurve curve : curves) {
            List<ValueTarget> targets = List.of(
                    new ValueTarget("y", 0.5, 1.5, curve, none, infinite), new ValueTarget("y", 0, 1, curve, -1.5, 3));
            for (ValueTarget target : targets) {
                for (Likelihood likelihood : List.of(new Gaussian(), new GaussianWithVariance(), new Quantile(List.of(0.1, 0.4, 0.8)))) {
                    models.add(model(x, target, likelihood, likelihood.outputs(1)));
                    sources.add(JavaExport.source(models.get(models.size() - 1), "p", "Target" + models.size()));
                }
            }
        }
        List<Map<String, Double>> rows = IntStream.range(-40, 41).mapToObj(i -> Map.of("x", i * Math.abs(i) / 9.0)).toList();
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows);
        }
    }

    @Test
    void naughtyTextAsColumnsLevelsAndClasses() throws IOException {
        LinkedHashSet<String> texts = new LinkedHashSet<>(List.of("class", "int", "set", "of", "wait", "a b", "a_b", "aB", "A B", "\\u0022+\"", "*/", "\u2028",
                "\\", "\"\"\"", "a\"", "1", "$", "_", "x\u200by", "\u0131", "\udc00\ud800", "value", "text", "number"));
        try (var json = new JsonFactory().createParser(Shared.path("conformance/text/blns.json").toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(json.getText());
                }
            }
        }
        List<String> all = List.copyOf(texts);
        List<String> cells = all.stream().map(text -> text.strip()).filter(text -> !text.isEmpty()).distinct().toList();
        List<ColumnEncoding> encodings = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            encodings.add(
                    i % 3 == 0
                            ? new ScaledNumeric(all.get(i), i, 0.01, i, 0, false)
                            : new OneHot(all.get(i), cells.subList(i % 400, i % 400 + (i % 3 == 1 ? 5 : 30)), true));
        }
        Model model = model(encodings, new ClassTarget("the target", all), new Categorical(0), all.size());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                row.put(all.get(i), i % 3 == 0 ? (Object) (n * i) : cells.get((i % 400 + n) % cells.size()));
            }
            rows.add(row);
        }
        Compiled.of(dir, JavaExport.source(model, "p", "Naughty")).assertSame(model, rows);
        assertTrue(all.size() > 500, "the list is there");
    }

    @Test
    void wrongCellsAreRefusedWithTheColumn() {
        Model model = model(encodings(), new ValueTarget("y", 0, 1), new Gaussian(), 1);
        Compiled compiled = Compiled.of(dir, JavaExport.source(model, "", "Refusing"));
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("scaled", "many");
        wrong.put("code", 1e39);
        wrong.put("bins", Double.POSITIVE_INFINITY);
        wrong.put("hot", List.of());
        wrong.put("date", "31/05/2024");
        wrong.put("date only", 5);
        wrong.forEach((column, value) -> {
            Map<String, Object> row = Map.of(column, value);
            assertThrows(UserException.class, () -> model.predict(row), column);
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> compiled.row(row))
                    .getMessage());
            assertTrue(message.startsWith("column " + column + ": expected "), message);
        });
        assertEquals(model.predict(Map.of("scaled", " 7 ", "other", "x")).value(), compiled.call("value", compiled.row(Map.of("scaled", " 7 ", "other", "x"))));
    }
}
