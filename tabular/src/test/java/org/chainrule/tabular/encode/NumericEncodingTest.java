package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.encode;
import static org.chainrule.tabular.encode.MemoryTable.fit;
import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumericEncodingTest {
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults();
    private static final EncoderOptions ROBUST = OPTIONS.withNumeric(NumericTransform.ROBUST, 3);
    private static final EncoderOptions QUANTILE = OPTIONS.withNumeric(NumericTransform.QUANTILE_NORMAL, 0);
    private static final double NONE = Double.NaN;

    @Test
    void standardisesAndFillsWithTheMedian() {
        MemoryTable.Numbers column = numbers("x", 1, 2, NONE, 3, 10, NONE);
        ColumnEncoding encoding = fit(ColumnKind.NUMERIC, column, 5, OPTIONS);
        double deviation = Math.sqrt(12.5);
        assertEquals(new ScaledNumeric("x", 4, 1 / deviation, 2.5, 0, true), encoding);
        assertEquals(List.of("x", "x (missing)"), encoding.featureNames());
        assertArrayEquals(new float[] {(float) (-3 / deviation), 0}, encode(encoding, column, 0), 1e-7f);
        assertArrayEquals(new float[] {(float) (-1.5 / deviation), 1}, encode(encoding, column, 5), 1e-7f);
    }

    @Test
    void withoutMissingInTrainingThereIsNoIndicator() {
        MemoryTable.Numbers column = numbers("x", 1, 2, 6, NONE, Double.POSITIVE_INFINITY);
        ColumnEncoding encoding = fit(ColumnKind.NUMERIC, column, 3, OPTIONS);
        assertEquals(1, encoding.width());
        assertArrayEquals(encode(encoding, column, 1), encode(encoding, column, 3));
        assertArrayEquals(encode(encoding, column, 1), encode(encoding, column, 4));
    }

    @ParameterizedTest
    @EnumSource(NumericTransform.class)
    void whatWasConstantOrAbsentInTrainingIsZeroForEver(NumericTransform transform) {
        EncoderOptions options = OPTIONS.withNumeric(transform, 0);
        MemoryTable.Numbers constant = numbers("x", 0.1, 0.1, 0.1, 500, NONE, 1e308, -1e308);
        MemoryTable.Numbers absent = numbers("x", NONE, NONE, NONE, 500, NONE, 1e308, -1e308);
        for (MemoryTable.Numbers column : List.of(constant, absent)) {
            for (int trainingRows : new int[] {1, 3}) {
                ColumnEncoding encoding = fit(ColumnKind.NUMERIC, column, trainingRows, options);
                for (int row = 0; row < 7; row++) {
                    assertArrayEquals(new float[] {0}, encode(encoding, column, row));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(NumericTransform.class)
    void absurdNumbersStayFinite(NumericTransform transform) {
        MemoryTable.Numbers column =
                numbers("x", 1, 2, 3, 1e308, -1e308, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE);
        for (int trainingRows : new int[] {3, 5, 8}) {
            ColumnEncoding encoding = fit(ColumnKind.NUMERIC, column, trainingRows, OPTIONS.withNumeric(transform, 0));
            for (int row = 0; row < 8; row++) {
                float found = encode(encoding, column, row)[0];
                assertTrue(Math.abs(found) <= 65536, () -> transform + ": " + found);
            }
            assertTrue(encode(encoding, column, 3)[0] > encode(encoding, column, 4)[0]);
        }
    }

    @Test
    void theSmoothClipBoundsTheValue() {
        MemoryTable.Numbers column = numbers("x", -1, 1, 2, 1e9);
        ColumnEncoding encoding = fit(ColumnKind.NUMERIC, column, 2, OPTIONS.withNumeric(NumericTransform.STANDARD, 3));
        assertEquals(2 / Math.sqrt(1 + 4 / 9.0), encode(encoding, column, 2)[0], 1e-7);
        assertEquals(3, encode(encoding, column, 3)[0], 1e-6);
    }

    @Test
    void robustScaleMatchesTheRecipe() throws IOException {
        int checked = 0;
        for (Map<String, Object> vectors : RecipeVectors.cases("robust_scale_smooth_clip")) {
            Map<String, Object> fitted = RecipeVectors.map(vectors.get("fit"));
            double[] factors = RecipeVectors.vector(fitted.get("factor"));
            for (int i = 0; i < factors.length; i++) {
                double[] train = RecipeVectors.column(vectors.get("train"), i);
                RobustNumeric robust = assertInstanceOf(
                        RobustNumeric.class, fit(ColumnKind.NUMERIC, numbers("x", train), train.length, ROBUST));
                assertClose(factors[i], robust.factor());
                assertClose(RecipeVectors.vector(fitted.get("median"))[i], robust.median());
                NumericEncoding.NumericFunction function = robust.function();
                double[] wanted = RecipeVectors.column(vectors.get("train_out"), i);
                double[] unseen = RecipeVectors.column(vectors.get("new"), i);
                double[] wantedUnseen = RecipeVectors.column(vectors.get("new_out"), i);
                for (int row = 0; row < train.length; row++) {
                    assertClose(wanted[row], function.apply(train[row]));
                }
                for (int row = 0; row < unseen.length; row++) {
                    assertClose(wantedUnseen[row], function.apply(unseen[row]));
                    checked++;
                }
            }
        }
        assertTrue(checked > 50, "checked " + checked);
    }

    private static void assertClose(double wanted, double found) {
        assertEquals(wanted, found, 1e-10 + 1e-9 * Math.abs(wanted));
    }

    @Test
    void quantileTransformMatchesTheRecipe() throws IOException {
        int checked = 0;
        for (Map<String, Object> vectors : RecipeVectors.cases("quantile_normal")) {
            double[] train = RecipeVectors.vector(vectors.get("train"));
            QuantileNumeric quantile = assertInstanceOf(
                    QuantileNumeric.class, fit(ColumnKind.NUMERIC, numbers("x", train), train.length, QUANTILE));
            double[] knots = RecipeVectors.vector(vectors.get("quantiles"));
            assertEquals(knots.length, quantile.knots().size());
            for (int i = 0; i < knots.length; i++) {
                assertClose(knots[i], quantile.knots().get(i));
            }
            NumericEncoding.NumericFunction function = quantile.function();
            double[] x = RecipeVectors.vector(vectors.get("x"));
            double[] out = RecipeVectors.vector(vectors.get("out"));
            for (int i = 0; i < x.length; i++) {
                assertEquals(out[i], function.apply(x[i]), 1e-9 + 1e-7 * Math.abs(out[i]), "at " + x[i]);
                checked++;
            }
            double[] trainOut = RecipeVectors.vector(vectors.get("train_out_first_20"));
            for (int i = 0; i < trainOut.length; i++) {
                assertEquals(trainOut[i], function.apply(train[i]), 1e-9 + 1e-7 * Math.abs(trainOut[i]));
            }
        }
        assertTrue(checked > 50, "checked " + checked);
    }

    @Test
    void quantileTransformOfATinyRangeKeepsItsShape() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i * 1e-12);
        QuantileNumeric tiny = (QuantileNumeric) fit(ColumnKind.NUMERIC, numbers("x", values), 100, QUANTILE);
        assertEquals(0, tiny.function().apply(49.5e-12), 1e-6);
        assertTrue(tiny.function().apply(20e-12) < tiny.function().apply(30e-12));
    }

    @Test
    void codesAreANumberAndLevels() {
        MemoryTable.Numbers column = numbers("class", 3, 1, 2, 3, NONE, 9, -0.0);
        ColumnEncoding encoding = fit(ColumnKind.CODE, column, 5, OPTIONS);
        assertEquals(List.of("class", "class (missing)", "class=1", "class=2", "class=3"), encoding.featureNames());
        assertArrayEquals(new float[] {0, 0, 1}, Arrays.copyOfRange(encode(encoding, column, 0), 2, 5));
        assertArrayEquals(new float[] {0, 0, 0}, Arrays.copyOfRange(encode(encoding, column, 4), 2, 5));
        assertArrayEquals(new float[] {0, 0, 0}, Arrays.copyOfRange(encode(encoding, column, 5), 2, 5));
        assertInstanceOf(ScaledNumeric.class, fit(ColumnKind.CODE, column, 2, OPTIONS));
        assertInstanceOf(ScaledNumeric.class, fit(ColumnKind.CODE, column, 7, OPTIONS.withLevels(4, 8)));
        assertInstanceOf(CodeLevels.class, fit(ColumnKind.CODE, column, 7, OPTIONS.withLevels(5, 8)));
        CodeLevels zero = (CodeLevels) fit(ColumnKind.CODE, column, 7, OPTIONS);
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 9.0), zero.levels());
        assertEquals(1, encode(zero, column, 6)[2], "-0 is 0");
    }

    @Test
    void textWhereNumbersAreExpectedIsRefused() {
        ColumnEncoding encoding = fit(ColumnKind.NUMERIC, numbers("age", 1, 2), 2, OPTIONS);
        UserException refused =
                assertThrows(UserException.class, () -> encoding.bind(MemoryTable.texts("age", "young", "old")));
        assertTrue(refused.getMessage().contains("'age' must hold numbers"), refused.getMessage());
    }

    @Test
    void selectionAgreesWithSorting() {
        for (int trial = 0; trial < 300; trial++) {
            CounterRandom random = CounterRandom.of(trial, CounterRandom.Stream.SAMPLE, 0);
            int n = 1 + random.below(0, 400);
            int distinct = 1 + random.below(1, 500);
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                int shape = trial % 3;
                values[i] = shape == 0 ? random.below(2 + i, distinct) : shape == 1 ? i : i % 7 * 100 - i;
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int k = random.below(1000, n);
            double[] scratch = values.clone();
            assertEquals(sorted[k], Selection.select(scratch, n, k));
            assertEquals((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, Selection.quantile(scratch, n, 0.5));
            Arrays.sort(scratch);
            assertArrayEquals(sorted, scratch);
        }
    }

    @Test
    void quantilesOfMoreRowsThanTheSampleComeFromEverySoManyth() {
        int n = 5_000_000;
        MemoryTable.Numbers column = numbers("x", new double[n]);
        for (int i = 0; i < n; i++) {
            column.values()[i] = i;
        }
        ScaledNumeric fitted = (ScaledNumeric) fit(ColumnKind.NUMERIC, column, n, OPTIONS);
        assertEquals((n - 1) / 2.0, fitted.mean());
        assertEquals((n - 1) / 2.0, fitted.fill(), 3);
        assertEquals(Math.sqrt(12 / ((double) n * n - 1)), fitted.factor(), 1e-20);
    }
}
