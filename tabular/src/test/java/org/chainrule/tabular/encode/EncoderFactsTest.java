package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderFactsTest {
    private static final CounterRandom RANDOM = CounterRandom.of(11, CounterRandom.Stream.SAMPLE, 0);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final int ROWS = 900;

    /** A column of every kind, with all that is awkward in it. */
    private static MemoryTable table() {
        String[] levels = {"é", "z", "Z", "\uD83D\uDE00", "\uFFFD", "", "ja", "nein", "日本", "a b"};
        double[] awkward = {1e300, -1e300, 5e-324, -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, 0.1};
        return new MemoryTable(ROWS)
                .with(ColumnKind.NUMERIC, numbers("normal", i -> 1e6 + RANDOM.normal(i)))
                .with(ColumnKind.NUMERIC, numbers("ties", i -> i % 7 == 0 ? Double.NaN : RANDOM.below(i, 5)))
                .with(ColumnKind.NUMERIC, numbers("awkward", i -> awkward[RANDOM.below(i, awkward.length)]))
                .with(ColumnKind.NUMERIC, numbers("constant", i -> 0.1))
                .with(ColumnKind.NUMERIC, numbers("absent", i -> Double.NaN))
                .with(ColumnKind.NUMERIC, numbers("late", i -> i < 800 ? Double.NaN : i))
                .with(ColumnKind.CODE, numbers("codes", i -> i % 11 == 0 ? -0.0 : RANDOM.below(7L * i, 6)))
                .with(ColumnKind.CODE, numbers("manyCodes", i -> RANDOM.below(9L * i, 400)))
                .with(ColumnKind.DATE, numbers("date", i -> i % 13 == 0 ? Double.NaN : 86_400.0 * RANDOM.below(i, 900)))
                .with(ColumnKind.DATE, numbers("stillDate", i -> 1e9))
                .with(ColumnKind.CALENDAR, numbers("calendar", i -> 3600.0 * i))
                .with(ColumnKind.BOOLEAN, texts("yes", i -> i % 3 == 0 ? null : levels[6 + RANDOM.below(i, 2)]))
                .with(ColumnKind.CATEGORICAL, texts("few", i -> levels[RANDOM.below(3L * i, levels.length)]))
                .with(ColumnKind.CATEGORICAL, texts("many", i -> i % 5 == 0 ? null : "n" + RANDOM.below(i, 200)))
                .with(ColumnKind.CATEGORICAL, texts("empty", i -> null))
                .with(ColumnKind.TARGET, numbers("y", i -> i % 17 == 0 ? Double.NaN : RANDOM.normal(31L * i)));
    }

    private static RawColumn numbers(String name, java.util.function.IntToDoubleFunction value) {
        double[] values = new double[ROWS];
        Arrays.setAll(values, value);
        return MemoryTable.numbers(name, values);
    }

    private static RawColumn texts(String name, java.util.function.IntFunction<String> value) {
        String[] values = new String[ROWS];
        Arrays.setAll(values, value);
        return MemoryTable.texts(name, values);
    }

    private static final TargetEncoding Y = ValueTarget.unscaled("y");

    private static TrainingTarget seen(RawTable table) {
        return new TrainingTarget(Y.bind(table.column("y")), 1);
    }

    @Test
    void aSinglePartIsTheTable() {
        MemoryTable table = table();
        int[] rows = MemoryTable.first(ROWS);
        Parts one = Parts.cut(table, rows, 1, 0);
        for (Map.Entry<String, EncoderOptions> options :
                EncoderGoldenTest.options().entrySet()) {
            Encoder expected = Encoder.fit(table, table.schema(), rows, options.getValue(), seen(table));
            Parts.Fitted found = one.fit(table.schema().features(), options.getValue(), Y, 1);
            assertEquals(expected, found.encoder(), options.getKey());
            assertEncodes(expected.bindTraining(table, rows, seen(table)), one, found, 0);
        }
    }

    /** What is made of quantiles, levels and counts alone is the same, bit for bit; moments differ in the last bits. */
    @ParameterizedTest
    @ValueSource(ints = {2, 13, 150})
    void cutsDoNotMatter(int count) {
        MemoryTable table = table();
        int[] rows = MemoryTable.first(ROWS);
        Parts parts = Parts.cut(table, rows, count, 100L * count);
        for (Map.Entry<String, EncoderOptions> options :
                EncoderGoldenTest.options().entrySet()) {
            Encoder expected = Encoder.fit(table, table.schema(), rows, options.getValue(), seen(table));
            Parts.Fitted found = parts.fit(table.schema().features(), options.getValue(), Y, 1);
            assertNearly(expected, found.encoder());
            for (int c = 0; c < expected.columns().size(); c++) {
                ColumnEncoding column = expected.columns().get(c);
                if (!(column instanceof DateParts
                        || column instanceof TargetMeans
                        || column instanceof ScaledNumeric
                        || column instanceof CodeLevels)) {
                    assertEquals(column, found.encoder().columns().get(c));
                }
            }
            assertEncodes(expected.bindTraining(table, rows, seen(table)), parts, found, 1e-6);
        }
    }

    private static void assertEncodes(BoundEncoder expected, Parts parts, Parts.Fitted found, double tolerance) {
        List<float[]> encoded = parts.encoded(found.encoder(), found.means());
        for (int row = 0; row < encoded.size(); row++) {
            float[] out = new float[expected.width()];
            expected.encode(row, out, 0);
            assertArrayEquals(out, encoded.get(row), (float) tolerance, "row " + row);
        }
    }

    /** All that is no number is equal, numbers to 12 digits. */
    private static void assertNearly(Object expected, Object found) {
        Matcher left = NUMBER.matcher(expected.toString());
        Matcher right = NUMBER.matcher(found.toString());
        assertEquals(left.replaceAll("#"), right.replaceAll("#"));
        left.reset();
        right.reset();
        while (left.find() && right.find()) {
            double wanted = Double.parseDouble(left.group());
            double value = Double.parseDouble(right.group());
            assertTrue(
                    wanted == value || Math.abs(wanted - value) <= 1e-12 * Math.abs(wanted),
                    () -> wanted + " became " + value + " in " + found);
        }
    }

    @Test
    void partsSayTheSameInWhateverTheyAreGrouped() {
        MemoryTable table = table();
        List<ColumnSchema> features = table.schema().features();
        EncoderOptions options = RecipeEncodings.tabM();
        Parts parts = Parts.cut(table, MemoryTable.first(ROWS), 4, 5);
        List<EncoderFacts> facts = new ArrayList<>();
        long first = 0;
        for (MemoryTable part : parts.tables()) {
            facts.add(EncoderFacts.of(part, MemoryTable.first(part.rows()), features, options, first, ROWS));
            first += part.rows();
        }
        EncoderFacts left = facts.get(0).then(facts.get(1)).then(facts.get(2)).then(facts.get(3));
        EncoderFacts pairs = facts.get(0).then(facts.get(1)).then(facts.get(2).then(facts.get(3)));
        assertEquals(ROWS, left.rows());
        assertEquals(Encoder.fit(left, features, options, null), Encoder.fit(pairs, features, options, null));
        assertEquals(129, left.missing("ties"));
        assertEquals(ROWS, left.missing("empty"));
        assertEquals(300, left.missing("yes"));
        RawColumn.Numeric awkward = (RawColumn.Numeric) table.column("awkward");
        long empty = Arrays.stream(MemoryTable.first(ROWS))
                .filter(row -> Double.isNaN(awkward.value(row)))
                .count();
        assertEquals(empty, left.missing("awkward"), "infinite cells are there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "penguins/penguins.json Species",
                "weather/weather.csv temp_max",
                "titanic/titanic_openML.csv survived"
            })
    void realTables(String name) {
        String[] file = name.split(" ", 2);
        EncoderGoldenTest.Loaded loaded = EncoderGoldenTest.Loaded.of(file[0], file[1]);
        List<ColumnSchema> features = loaded.inferred().schema().features();
        int classes = loaded.seen().classes();
        int[] rows = loaded.training();
        Parts one = Parts.cut(loaded.rows(), rows, 1, 0);
        Parts seven = Parts.cut(loaded.rows(), rows, 7, 1);
        for (String preset : List.of("usual", "realmlp", "tabm", "means")) {
            EncoderOptions options = EncoderGoldenTest.options().get(preset);
            Encoder expected = Encoder.fit(loaded.rows(), loaded.inferred().schema(), rows, options, loaded.seen());
            Parts.Fitted single = one.fit(features, options, loaded.labels(), classes);
            boolean means = expected.columns().stream().anyMatch(TargetMeans.class::isInstance);
            if (means) {
                // folds are of row numbers, and a part has its own
                assertNearly(levels(expected), levels(single.encoder()));
            } else {
                assertEquals(expected, single.encoder());
            }
            assertNearly(
                    single.encoder(),
                    seven.fit(features, options, loaded.labels(), classes).encoder());
            EdgeFacts edges = seven.all(
                    (part, some, first, total) -> EdgeFacts.of(single.encoder(), part, some, first, total),
                    EdgeFacts::then);
            MemoryTable whole = one.tables().get(0);
            for (BinEdges.Placement placement : BinEdges.Placement.values()) {
                assertEquals(
                        BinEdges.of(single.encoder(), whole, MemoryTable.first(rows.length), 16, placement),
                        edges.edges(16, placement));
            }
        }
    }

    private static List<Object> levels(Encoder encoder) {
        return encoder.columns().stream()
                .map(column -> column instanceof TargetMeans means ? means.levels() : (Object) column)
                .toList();
    }

    /** Of more rows than are kept for quantiles, parts keep those that the whole keeps. */
    @Test
    void samplesOfManyRowsAreTheSame() {
        int n = NumericSummary.SAMPLE + 777_777;
        RawColumn.Numeric column = new RawColumn.Numeric() {
            @Override
            public String name() {
                return "x";
            }

            @Override
            public double value(int row) {
                return row % 1000 == 17 ? Double.NaN : (row * 2654435761L) >>> 13 & 0xFFFFF;
            }
        };
        double[] scratch = new double[NumericSummary.SAMPLE];
        int[] rows = MemoryTable.first(n);
        NumericFacts whole = NumericFacts.of(column, PartRows.whole(rows), scratch);
        NumericFacts parts = null;
        for (int[] cut : new int[][] {{0, 1}, {1, 2_000_003}, {2_000_003, 2_000_003}, {2_000_003, n}}) {
            PartRows part = new PartRows(Arrays.copyOfRange(rows, cut[0], cut[1]), cut[0], n);
            NumericFacts found = NumericFacts.of(column, part, scratch);
            parts = parts == null ? found : parts.then(found);
        }
        assertEquals(whole.missing(), parts.missing());
        assertEquals(whole.moments().mean(), parts.moments().mean());
        assertEquals(whole.sampled(), parts.sampled());
        assertArrayEquals(sample(whole, scratch), sample(parts, new double[NumericSummary.SAMPLE]));
    }

    private static double[] sample(NumericFacts facts, double[] out) {
        int at = 0;
        for (PackedNumbers part : facts.sample()) {
            at = part.copyTo(out, at);
        }
        return out;
    }

    @Test
    void tooManyTextsAreRefusedInWords() {
        TextFacts facts = new TextFacts("naïve", new String[] {"a", "b", "c"}, new long[] {1, 2, 3}, 0);
        assertEquals(facts, facts.bounded(3));
        UserException refused = assertThrows(UserException.class, () -> facts.bounded(2));
        assertTrue(refused.getMessage().contains("'naïve' has more than 2 different texts"), refused.getMessage());
    }

    @Test
    void refusesWhatDoesNotBelongTogether() {
        MemoryTable table = table();
        List<ColumnSchema> features = table.schema().features();
        int[] rows = MemoryTable.first(ROWS);
        EncoderOptions options = EncoderOptions.defaults();
        EncoderFacts all = EncoderFacts.of(table, rows, features, options, 0, ROWS);
        EncoderFacts some = EncoderFacts.of(table, rows, features.subList(0, 3), options, 0, ROWS);
        EncoderFacts others = EncoderFacts.of(table, rows, features.subList(1, 4), options, 0, ROWS);
        assertThrows(IllegalArgumentException.class, () -> all.then(some));
        assertThrows(IllegalArgumentException.class, () -> some.then(others));
        assertThrows(IllegalArgumentException.class, () -> Encoder.fit(some, features, options, null));
        assertThrows(IllegalArgumentException.class, () -> all.missing("y"));
        EncoderFacts none = EncoderFacts.of(table, new int[0], features, options, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> Encoder.fit(none, features, options, null));
        EncoderOptions means = EncoderGoldenTest.options().get("means");
        EncoderFacts wanting = EncoderFacts.of(table, rows, features, means, 0, ROWS);
        assertThrows(IllegalArgumentException.class, () -> Encoder.fit(wanting, features, means, null));
        MeansWanted wanted = wanting.meansWanted(means, 1);
        assertEquals(2, wanted.columns().size());
        MeanFacts sums = MeanFacts.of(wanted, table, rows, seen(table), 0);
        Encoder encoder = Encoder.fit(wanting, features, means, sums);
        assertThrows(IllegalArgumentException.class, () -> encoder.bindTraining(table, 0, null));
        TrainingTarget classes = new TrainingTarget(row -> row % 4, 4);
        assertThrows(IllegalArgumentException.class, () -> MeanFacts.of(wanted, table, rows, classes, 0));
        UserException absent = assertThrows(
                UserException.class, () -> EncoderFacts.of(new MemoryTable(0), new int[0], features, options, 0, 0));
        assertTrue(absent.getMessage().contains("column 'normal' is missing"), absent.getMessage());
    }
}
