package org.chainrule.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.interop.onnx.export.OnnxExport.Exported;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.CategoryCodes;
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
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoding in ONNX Runtime against itself. */
class EncoderFormulasTest {
    private static final List<String> LEVELS = List.of("a", "b", "中", "NA-like", "z z");
    private static final List<String> MANY =
            IntStream.range(0, 120).mapToObj(i -> "level" + i).toList();

    static Stream<Encoder> encoders() {
        List<Double> three = List.of(0.1, 0.2, 0.3);
        List<Encoder> each = new ArrayList<>();
        for (boolean yes : new boolean[] {true, false}) {
            each.add(new Encoder(List.of(new ScaledNumeric("x", 1.5, 0.7, 2, 0, yes))));
            each.add(new Encoder(List.of(new ScaledNumeric("x", 1.5, 0.7, 2, 3, yes))));
            each.add(new Encoder(List.of(new ScaledNumeric("x", 1.5, 0, 2, 0, yes))));
            each.add(new Encoder(List.of(new RobustNumeric("x", -1, 3, 3, yes))));
            each.add(new Encoder(List.of(new RobustNumeric("x", -1, 3, 0, yes))));
            each.add(new Encoder(List.of(quantile("x", yes))));
            each.add(new Encoder(List.of(new QuantileNumeric("x", List.of(4.0, 4.0), 4, yes))));
            each.add(new Encoder(List.of(new TwoLevels("t", List.of("a", "b"), yes))));
            each.add(new Encoder(List.of(new TwoLevels("t", List.of("a"), yes))));
            each.add(new Encoder(List.of(new TwoLevels("t", List.of(), yes))));
            each.add(new Encoder(List.of(new OneHot("t", LEVELS, yes))));
            each.add(new Encoder(List.of(new OneHot("many", MANY, yes))));
            each.add(new Encoder(List.of(new Hashed("many", 32, 5, MANY.subList(0, 90), numbers(90), -0.7, yes))));
            each.add(new Encoder(List.of(new DateParts("d", 1.6e9, 1e-8, parts(), yes))));
            each.add(new Encoder(List.of(new DateParts("d", 1.6e9, 0, List.of(), yes))));
        }
        each.add(new Encoder(
                List.of(new ScaledOneHot("t", LEVELS.subList(0, 3), false, three, List.of(1.0, 0.0, 2.0), 3))));
        each.add(
                new Encoder(List.of(new ScaledOneHot("t", LEVELS.subList(0, 2), true, List.of(0.1), List.of(2.0), 0))));
        each.add(new Encoder(List.of(new ScaledOneHot("t", List.of("a"), true, List.of(0.1), List.of(2.0), 3))));
        each.add(new Encoder(List.of(new ScaledOneHot("many", MANY, false, numbers(120), numbers(120), 3))));
        each.add(new Encoder(List.of(new CategoryCodes("many", MANY))));
        each.add(new Encoder(List.of(new CategoryCodes("t", List.of()))));
        each.add(new Encoder(List.of(means())));
        each.add(new Encoder(List.of(levels())));
        each.add(new Encoder(List.of(bins())));
        each.add(new Encoder(List.of(
                bins(),
                new OneHot("t", LEVELS, true),
                quantile("x", true),
                new DateParts("d", 1.6e9, 1e-8, parts(), true),
                quantile("y", false),
                new RobustNumeric("y", 0.5, 2, 3, true),
                levels(),
                means(),
                new ScaledNumeric("x", 0, 1, 0, 0, false))));
        return each.stream();
    }

    private static List<Double> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> i % 7 * 0.3).toList();
    }

    private static List<String> parts() {
        return List.of("YEAR_SIN", "YEAR_COS", "MONTH", "WEEK_SIN", "WEEK_COS", "DAY_SIN", "DAY_COS");
    }

    private static QuantileNumeric quantile(String column, boolean indicator) {
        List<Double> knots = column.equals("x")
                ? List.of(-2.0, -1.0, -1.0, 0.0, 0.25, 0.5, 0.5, 0.5, 3.0, 3.0)
                : IntStream.range(0, 300)
                        .mapToObj(i -> StrictMath.exp(i / 30.0) - 5)
                        .toList();
        return new QuantileNumeric(column, knots, 0.3, indicator);
    }

    private static ColumnEncoding means() {
        return new TargetMeans(
                "t", LEVELS, List.of(0.4, 0.6), numbers(10), List.of(0.3, 0.1), List.of(2.0, 0.5), 3, 10, 5, 7);
    }

    private static ColumnEncoding levels() {
        return new CodeLevels("y", new ScaledNumeric("y", 1, 1, 1, 0, true), List.of(-1.0, 0.0, 0.25, 3.0));
    }

    private static ColumnEncoding bins() {
        return new PiecewiseLinear("x", new RobustNumeric("x", 0.2, 1, 3, true), List.of(-1.0, 0.0, 0.25, 3.0));
    }

    private static List<Map<String, ?>> rows() {
        double[] numbers = {
            -1e30,
            -2,
            -1.5,
            -1,
            -0.5,
            -0.0,
            0,
            0.1,
            0.25,
            0.3,
            0.5,
            1,
            2,
            2.99999999,
            3,
            3 + 1e-8,
            4,
            1e6,
            3e38,
            Double.NaN
        };
        String[] texts = {"a", "b", "中", "NA-like", "z z", "unseen", "A", "", "NaN", "level7", "level89", "level119"};
        String[] dates = {
            "2020-02-29 23:59:59",
            "2019-03-01",
            "1900-02-28",
            "1900-03-01 12:00",
            "2000-12-31",
            "1970-01-01",
            "1969-12-31 23:00",
            "2100-02-28",
            "2024-07-04 06:30:00.25",
            "2023-01-01",
            "0001-01-01",
            "9999-12-31",
            ""
        };
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("x", numbers[n % numbers.length]);
            row.put("y", numbers[(n * 7 + 3) % numbers.length]);
            row.put("t", texts[n % 9]);
            row.put(
                    "many",
                    texts[n % texts.length].startsWith("level")
                            ? texts[n % texts.length]
                            : n % 5 == 0 ? "" : "level" + n);
            row.put("d", dates[n % dates.length]);
            rows.add(row);
        }
        return rows;
    }

    private static List<ColumnSchema> columns(Encoder encoder) {
        return encoder.columns().stream()
                .map(ColumnEncoding::column)
                .distinct()
                .map(name -> switch (name) {
                    case "t", "many" -> new ColumnSchema(name, ColumnKind.CATEGORICAL, true, "");
                    case "d" -> new ColumnSchema(name, ColumnKind.DATE, false, "");
                    default -> new ColumnSchema(name, ColumnKind.NUMERIC, false, "");
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void encodesTheSame(Encoder encoder) throws Exception {
        List<ColumnSchema> columns = columns(encoder);
        GraphBuilder graph = new GraphBuilder();
        ColumnInputs inputs = new ColumnInputs(graph, columns);
        String x = new EncoderFormulas(graph, inputs).encode(encoder);
        String name = graph.name("x");
        graph.output(name, x, ElementType.FLOAT, List.of(GraphBuilder.ROWS, OnnxValue.Dimension.of(encoder.width())));
        OnnxModel model = new OnnxModel(
                8,
                "test",
                Map.of("", OnnxExport.OPSET, "ai.onnx.ml", OnnxExport.ML_OPSET),
                graph.build("test"),
                Map.of());
        try (RawTable table = RawTables.of(rows(), columns);
                OrtSession session =
                        new OrtSession(new Exported(model, inputs.names(), Map.of("o", name), List.of()))) {
            float[][] found = (float[][]) session.run(table, 0, table.rows()).get("o");
            BoundEncoder bound = encoder.bind(table);
            float[] expected = new float[encoder.width()];
            for (int row = 0; row < table.rows(); row++) {
                bound.encode(row, expected, 0);
                withoutBuckets(encoder, rows().get(row), expected);
                for (int i = 0; i < expected.length; i++) {
                    String where = encoder.featureNames().get(i) + " of " + rows().get(row);
                    assertEquals(expected[i], found[row][i], Math.ulp(expected[i]) + 1e-12, where);
                }
            }
        }
    }

    /** A text that a hashed column does not list has no buckets in ONNX. */
    private static void withoutBuckets(Encoder encoder, Map<String, ?> row, float[] expected) {
        if (encoder.columns().get(0) instanceof Hashed hashed
                && !hashed.levels().contains(String.valueOf(row.get("many")))) {
            java.util.Arrays.fill(expected, 0, hashed.buckets(), 0);
        }
    }

    @Test
    void marksOfMissingValuesAreMissingAndAnUnknownTextIsNot() throws Exception {
        Encoder encoder = new Encoder(List.of(new OneHot("t", List.of("a"), true)));
        GraphBuilder graph = new GraphBuilder();
        ColumnInputs inputs = new ColumnInputs(graph, columns(encoder));
        String x = new EncoderFormulas(graph, inputs).encode(encoder);
        graph.output(graph.name("x"), x, ElementType.FLOAT, List.of(GraphBuilder.ROWS, OnnxValue.Dimension.of(2)));
        OnnxModel model = new OnnxModel(
                8,
                "test",
                Map.of("", OnnxExport.OPSET, "ai.onnx.ml", OnnxExport.ML_OPSET),
                graph.build("test"),
                Map.of());
        try (OrtSession session = new OrtSession(new Exported(model, Map.of("t", "t"), Map.of("o", "x"), List.of()))) {
            List<String> marks = List.of("", "NA", "N/A", "NaN", "nan", "?", "null", "NULL", "None");
            float[][] found =
                    (float[][]) session.run("t", marks.toArray(new String[0])).get("o");
            for (float[] row : found) {
                assertEquals(List.of(0f, 1f), List.of(row[0], row[1]));
            }
            float[][] other =
                    (float[][]) session.run("t", new String[] {"na", "a"}).get("o");
            assertEquals(List.of(0f, 0f, 1f, 0f), List.of(other[0][0], other[0][1], other[1][0], other[1][1]));
        }
    }
}
