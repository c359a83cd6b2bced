package org.chainrule.interop.javasource;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
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
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.Precision;

/** Encodings of every kind, and cells of every kind for them. */
final class EveryEncoding {
    private static final List<Object> NUMBERS = Arrays.asList(
            0,
            -0.0,
            1,
            1.4,
            2,
            3,
            7,
            7.5,
            0.1,
            0.30000000000000004,
            -1,
            -2,
            1e9,
            -3e38,
            3.4e38,
            1e-300,
            " 12.5\t",
            "1e3",
            "-.5",
            "NA",
            "",
            "?",
            null,
            Double.NaN,
            true,
            5L,
            new BigDecimal("2.0"),
            1.5f);
    private static final List<Object> TEXTS = Arrays.asList(
            "yes",
            "n\u00e9\u0000in",
            "a",
            "b",
            " b\r\n",
            "\"quoted\"",
            "\ud83d\ude00",
            "\ud83d",
            "\u00e4",
            "p",
            "q",
            "r\ud83d\ude00",
            "s",
            "t",
            "x",
            "y",
            "Null",
            "null",
            "None",
            null,
            "NA",
            "never seen",
            "\u00a0a",
            3,
            3.0,
            2.5,
            true,
            1L,
            "x".repeat(500),
            "level 17",
            "level\\u0031",
            "3");
    private static final List<Object> DATES = Arrays.asList(
            LocalDate.of(2024, 2, 29),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 123_456_789),
            "2024-05-31",
            "2024-05-31T08:15",
            "31.05.2024 7:05:09.25",
            "5/31/2024",
            "2024/1/1 00:00:00+02:00",
            null,
            "NA",
            "",
            LocalDate.of(9999, 12, 31),
            LocalDate.of(1, 1, 1),
            "0001-01-01");

    private EveryEncoding() {}

    private static List<String> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 7 == 0 ? "level\\u00" + (30 + i % 60) + i : "level " + i)
                .toList();
    }

    /** At least one encoding of every kind. */
    static List<ColumnEncoding> encodings() {
        List<Double> knots =
                IntStream.range(0, 40).mapToObj(i -> (i < 5 ? 4 : i) * 0.3 - 4).toList();
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
                new ScaledOneHot(
                        "scaledHot3", List.of("a", "b", "p"), true, List.of(0.0, 1.0, 0.0), List.of(0.5, 2.0, 0.0), 3),
                new ScaledOneHot("scaledHot1", List.of("a"), false, List.of(1.0), List.of(0.5), 0),
                new CategoryCodes("codes", List.of("p", "q", "r\ud83d\ude00")),
                new TargetMeans(
                        "means",
                        List.of("s", "t"),
                        List.of(0.5, 0.25),
                        List.of(0.1, 0.2, 0.3, 0.4),
                        List.of(0.0, 0.1),
                        List.of(1.0, 0.0),
                        3,
                        2.5,
                        4,
                        -1),
                new TargetMeans("many means", many, List.of(0.5), means, List.of(0.3), List.of(1.5), 0, 2.5, 4, -1),
                new Hashed("hashed", 3, -7, List.of("x", "y"), List.of(0.5, -0.25), -1, true),
                new Hashed("hashed, never missing", 5, 1, many, means, -1, false),
                new CodeLevels("code", new ScaledNumeric("code", 2, 1, 2, 0, false), List.of(0.0, 1.0, 2.0, 3.0)),
                new PiecewiseLinear("bins", new RobustNumeric("bins", 2, 0.5, 3, true), List.of(-1.0, 0.1, 1.4, 7.5)),
                new PiecewiseLinear(
                        "many bins",
                        new RobustNumeric("many bins", 2, 0.5, 0, false),
                        List.of(-3.0, -2.0, -1.0, 0.0, 0.1, 0.2, 0.3, 0.4, 1.0, 2.0, 3.0, 7.0, 8.0, 9.0)),
                new DateParts(
                        "date",
                        1.6e9,
                        1e-8,
                        List.of("YEAR_SIN", "YEAR_COS", "MONTH", "WEEK_SIN", "WEEK_COS", "DAY_SIN", "DAY_COS"),
                        true),
                new DateParts("date only", 1.6e9, 0, List.of(), false));
    }

    /** A small network behind some encodings. */
    static Model model(List<ColumnEncoding> encodings, TargetEncoding target, Likelihood likelihood, int outputs) {
        int width = new Encoder(encodings).width();
        Network network = Network.of(width, new Dense(8), new Activate(Activation.TANH), new Dense(outputs));
        return HandMade.model(encodings, target, HandMade.trained(network, likelihood, Precision.FLOAT32));
    }

    /** Rows in which every kind of cell meets every column. */
    static List<Map<String, Object>> rows(Model model, int count) {
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
}
