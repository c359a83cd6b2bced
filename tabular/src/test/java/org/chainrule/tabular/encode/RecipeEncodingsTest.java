package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.encode;
import static org.chainrule.tabular.encode.MemoryTable.fit;
import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.chainrule.tabular.encode.MemoryTable.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;

class RecipeEncodingsTest {
    @Test
    void categoriesMatchTheRecipe() throws IOException {
        int cases = 0;
        for (Map<String, Object> vectors : RecipeVectors.cases("onehot_coding")) {
            boolean small = "td_s".equals(vectors.get("variant"));
            EncoderOptions scaled = small ? RecipeEncodings.realMlpSmall() : RecipeEncodings.realMlp();
            EncoderOptions plain = scaled.withCategories(scaled.categories().withCoding(LevelCoding.ZEROS));
            double[] counts = RecipeVectors.vector(vectors.get("codes_per_column_with_missing"));
            double[] oneHot = RecipeVectors.vector(vectors.get("one_hot_columns"));
            double[] widths = RecipeVectors.vector(vectors.get("widths"));
            int first = 0;
            for (int i = 0; i < oneHot.length; i++) {
                double[] codes = RecipeVectors.column(vectors.get("codes"), (int) oneHot[i]);
                MemoryTable.Texts column = levels(codes);
                ScaledOneHot clipped = oneHot(column, codes.length, scaled);
                ScaledOneHot coded = oneHot(column, codes.length, plain);
                assertEquals((int) widths[i], clipped.width());
                for (int k = 0; k < clipped.width(); k++) {
                    close(
                            RecipeVectors.vector(vectors.get("median"))[first],
                            clipped.medians().get(k));
                    close(
                            RecipeVectors.vector(vectors.get("factor"))[first],
                            clipped.factors().get(k));
                    checkColumn(RecipeVectors.column(vectors.get("scaled_clipped"), first), codes, column, clipped, k);
                    checkColumn(RecipeVectors.column(vectors.get("coded"), first), codes, column, coded, k);
                    first++;
                }
            }
            for (double embedded : RecipeVectors.vector(vectors.get("embedding_columns"))) {
                double[] codes = RecipeVectors.column(vectors.get("codes"), (int) embedded);
                MemoryTable.Texts column = levels(codes);
                CategoryCodes encoding = assertInstanceOf(
                        CategoryCodes.class, fit(ColumnKind.CATEGORICAL, column, codes.length, scaled));
                assertEquals((int) counts[(int) embedded], encoding.codes());
                for (int row = 0; row < codes.length; row++) {
                    assertEquals((float) codes[row], encode(encoding, column, row)[0]);
                }
            }
            cases++;
        }
        assertEquals(6, cases);
    }

    private static void checkColumn(
            double[] wanted, double[] codes, MemoryTable.Texts column, ScaledOneHot encoding, int k) {
        for (int row = 0; row < codes.length; row++) {
            close(wanted[row], encoding.number((int) codes[row] - 1, k));
            assertEquals((float) encoding.number((int) codes[row] - 1, k), encode(encoding, column, row)[k]);
        }
    }

    private static ScaledOneHot oneHot(MemoryTable.Texts column, int rows, EncoderOptions options) {
        return assertInstanceOf(ScaledOneHot.class, fit(ColumnKind.CATEGORICAL, column, rows, options));
    }

    /** Code 1 is the first level in the order of code points; 0 is missing. */
    private static MemoryTable.Texts levels(double[] codes) {
        return texts(
                "c",
                Arrays.stream(codes)
                        .mapToObj(code -> code == 0 ? null : String.valueOf((char) ('a' + (int) code)))
                        .toArray(String[]::new));
    }

    private static void close(double wanted, double found) {
        assertEquals(wanted, found, 1e-10 + 1e-9 * Math.abs(wanted));
    }

    @Test
    void unknownLevelsAreAsMissing() {
        EncoderOptions options = RecipeEncodings.realMlp();
        for (String[] training : new String[][] {{"a", "a", null}, {"a", "b", "a", null}, {"a", "b", "c", "a", null}}) {
            String[] all = Arrays.copyOf(training, training.length + 1);
            all[training.length] = "new";
            MemoryTable.Texts column = texts("c", all);
            ColumnEncoding encoding = fit(ColumnKind.CATEGORICAL, column, training.length, options);
            assertArrayEquals(encode(encoding, column, training.length - 1), encode(encoding, column, training.length));
        }
        MemoryTable.Texts constant = texts("c", "a", "a", null, "new");
        ColumnEncoding encoding = fit(ColumnKind.CATEGORICAL, constant, 2, options);
        for (int row = 0; row < 4; row++) {
            assertArrayEquals(new float[] {0}, encode(encoding, constant, row), "constant in training is 0 for ever");
        }
        MemoryTable.Texts absent = texts("c", null, null, "new");
        assertArrayEquals(new float[] {0}, encode(fit(ColumnKind.CATEGORICAL, absent, 2, options), absent, 2));
    }

    @Test
    void rareLevelsShareTheCodeOfUnknown() {
        EncoderOptions options = EncoderOptions.defaults()
                .withLevels(2, 8)
                .withCategories(CategoryOptions.defaults().withManyLevels(ManyLevels.CODES, 2));
        MemoryTable.Texts column = texts("c", "z", "z", "b", "a", "b", "ü", null, "new");
        CategoryCodes codes = (CategoryCodes) fit(ColumnKind.CATEGORICAL, column, 7, options);
        assertEquals(List.of("b", "z"), codes.levels());
        assertEquals(3, codes.codes());
        float[] wanted = {2, 2, 1, 0, 1, 0, 0, 0};
        for (int row = 0; row < wanted.length; row++) {
            assertEquals(wanted[row], encode(codes, column, row)[0]);
        }
    }

    @Test
    void numbersThatMayBeCodesAreQuantitiesOfTheRecipes() {
        MemoryTable.Numbers column = numbers("x", 1, 2, 3, 1, 2, 3);
        assertInstanceOf(RobustNumeric.class, fit(ColumnKind.CODE, column, 6, RecipeEncodings.realMlp()));
        assertInstanceOf(QuantileNumeric.class, fit(ColumnKind.CODE, column, 6, RecipeEncodings.tabM()));
    }

    @Test
    void tabMKeepsBothLevelsAndDropsConstants() {
        MemoryTable table = new MemoryTable(4)
                .with(ColumnKind.CATEGORICAL, texts("two", "a", "b", "a", "b"))
                .with(ColumnKind.NUMERIC, numbers("constant", 5, 5, 5, 7))
                .with(ColumnKind.NUMERIC, numbers("half", 5, Double.NaN, 5, 7))
                .with(ColumnKind.CATEGORICAL, texts("one", "a", "a", "a", "b"))
                .with(ColumnKind.DATE, numbers("date", 0, 0, 0, 1e8))
                .with(ColumnKind.NUMERIC, numbers("absent", Double.NaN, Double.NaN, Double.NaN, 1));
        Encoder encoder = Encoder.fit(table, table.schema(), new int[] {0, 1, 2}, RecipeEncodings.tabM());
        assertEquals(List.of("two=a", "two=b", "half", "half (missing)"), encoder.featureNames());
        float[] out = new float[4];
        encoder.bind(table).encode(1, out, 0);
        assertArrayEquals(new float[] {0, 1, 0, 1}, out);

        MemoryTable constants = new MemoryTable(2)
                .with(ColumnKind.NUMERIC, numbers("a", 1, 1))
                .with(ColumnKind.NUMERIC, numbers("b", 2, 2));
        Encoder last = Encoder.fit(constants, constants.schema(), new int[] {0, 1}, RecipeEncodings.tabM());
        assertEquals(List.of("a"), last.featureNames(), "a network needs an input");
    }

    @Test
    void noiseIsOnlyInTheKnotsAndDeterministic() {
        EncoderOptions noisy = RecipeEncodings.tabM();
        EncoderOptions quiet = noisy.withFitting(0, true);
        double[] values = new double[900];
        Arrays.setAll(values, i -> i % 3);
        MemoryTable.Numbers column = numbers("x", values);
        QuantileNumeric first = (QuantileNumeric) fit(ColumnKind.NUMERIC, column, 900, noisy);
        assertEquals(first, fit(ColumnKind.NUMERIC, column, 900, noisy));
        QuantileNumeric exact = (QuantileNumeric) fit(ColumnKind.NUMERIC, column, 900, quiet);
        assertNotEquals(exact.knots(), first.knots());
        assertEquals(1, first.fill(), "the median is of the values themselves");
        for (int i = 0; i < first.knots().size(); i++) {
            assertEquals(exact.knots().get(i), first.knots().get(i), 1e-4);
        }
        assertNotEquals(
                first.knots(), ((QuantileNumeric) fit(ColumnKind.NUMERIC, numbers("y", values), 900, noisy)).knots());
        double[] constant = new double[50];
        QuantileNumeric still = (QuantileNumeric) fit(ColumnKind.NUMERIC, numbers("x", constant), 50, noisy);
        assertTrue(still.isConstant(), "noise does not make a constant column vary");
        Arrays.setAll(values, i -> i * 1e-12);
        QuantileNumeric tiny = (QuantileNumeric) fit(ColumnKind.NUMERIC, numbers("x", values), 900, noisy);
        assertEquals(0, tiny.function().apply(450e-12), 0.1, "a narrow column is not drowned");
        assertEquals(5.199337582605575, tiny.function().apply(1), 1e-9);
        assertEquals(-5.199337582605575, tiny.function().apply(-1), 1e-9);
    }

    @Test
    void optionsAreTextAndBack() {
        for (EncoderOptions options : List.of(
                EncoderOptions.defaults(),
                RecipeEncodings.realMlp(),
                RecipeEncodings.realMlpSmall(),
                RecipeEncodings.tabM(),
                EncoderOptions.defaults()
                        .withBins(7)
                        .withCategories(new CategoryOptions(LevelCoding.ZEROS, ManyLevels.CODES, 17, 3, 2.5, false)))) {
            assertEquals(options, EncoderOptions.parse(options.spec()));
        }
        String before = "robust(clip=3,missingIndicators=false,collapseTwoLevels=true,maxOneHotLevels=255,"
                + "hashBuckets=128,hashSeed=0,maxQuantiles=1000,bins=5)";
        assertEquals(
                EncoderOptions.defaults()
                        .withNumeric(NumericTransform.ROBUST, 3)
                        .withMissingIndicators(false)
                        .withBins(5),
                EncoderOptions.parse(before),
                "files of the first version");
        String spec = RecipeEncodings.tabM().spec();
        for (String wrong : List.of(
                spec.replace("coding=slots", "coding=slot"),
                spec.replace("maxCodes=4096", "maxCodes=0"),
                spec.replace("folds=5", "folds=1"),
                spec.replace("noise=", "noises="))) {
            assertThrows(IllegalArgumentException.class, () -> EncoderOptions.parse(wrong), wrong);
        }
    }
}
