package org.chainrule.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.chainrule.testing.Draws;
import org.junit.jupiter.api.Test;

/** The kernels against plain loops whose chains run in the same order: the same bits, whatever the shape, and nothing else is touched. */
class ScalarKernelsTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 16, 17, 31, 33, 64, 70};
    private static final float UNTOUCHED = 12345;

    private final Kernels kernels = new ScalarKernels();
    private final Draws draws = new Draws(77);

    private static float[] untouched(int length) {
        float[] values = new float[length];
        Arrays.fill(values, UNTOUCHED);
        return values;
    }

    @Test
    void productsAreChainsInAscendingOrder() {
        for (int rows : SIZES) {
            for (int depth : SIZES) {
                for (int columns : SIZES) {
                    product(rows, depth, columns, (rows + depth + columns) % 3 - 1);
                }
            }
        }
    }

    private void product(int rows, int depth, int columns, int biasStart) {
        int aStart = 3;
        int aStride = depth + 2;
        int bStart = 5;
        int cStart = 1;
        int cStride = columns + 1;
        float[] a = draws.floats(aStart + rows * aStride);
        float[] b = draws.floats(bStart + depth * columns);
        float[] bias = draws.floats(columns + 1);
        float[] found = untouched(cStart + rows * cStride + 3);
        float[] expected = found.clone();
        for (int n = 0; n < rows; n++) {
            for (int j = 0; j < columns; j++) {
                float sum = biasStart < 0 ? 0 : bias[biasStart + j];
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(a[aStart + n * aStride + k], b[bStart + k * columns + j], sum);
                }
                expected[cStart + n * cStride + j] = sum;
            }
        }
        kernels.product(a, aStart, aStride, b, bStart, found, cStart, cStride, rows, depth, columns, bias, biasStart);
        assertArrayEquals(expected, found, () -> rows + " x " + depth + " x " + columns);
    }

    @Test
    void outerProductsAreChainsOverTheRows() {
        for (int rows : SIZES) {
            for (int inputs : SIZES) {
                for (int columns : SIZES) {
                    int from = draws.between(0, inputs - 1);
                    outerProducts(rows, inputs, columns, from, draws.between(from, inputs));
                    outerProducts(rows, inputs, columns, 0, inputs);
                }
            }
        }
    }

    private void outerProducts(int rows, int inputs, int columns, int from, int to) {
        int hStart = 2;
        int hStride = inputs + 3;
        int dStart = 4;
        int gStart = 1;
        float[] h = draws.floats(hStart + rows * hStride);
        float[] delta = draws.floats(dStart + rows * columns);
        float[] found = untouched(gStart + inputs * columns + 2);
        float[] expected = found.clone();
        for (int i = from; i < to; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = 0;
                for (int n = 0; n < rows; n++) {
                    sum = Math.fma(h[hStart + n * hStride + i], delta[dStart + n * columns + j], sum);
                }
                expected[gStart + i * columns + j] = sum;
            }
        }
        kernels.outerProducts(h, hStart, hStride, delta, dStart, found, gStart, rows, from, to, columns);
        assertArrayEquals(
                expected, found, () -> rows + " rows, " + inputs + " [" + from + ", " + to + ") x " + columns);
    }

    @Test
    void columnSumsAddUpInTheOrderOfTheRows() {
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                float[] matrix = draws.floats(3 + rows * columns);
                float[] found = untouched(columns + 4);
                float[] expected = found.clone();
                for (int j = 0; j < columns; j++) {
                    float sum = 0;
                    for (int n = 0; n < rows; n++) {
                        sum += matrix[3 + n * columns + j];
                    }
                    expected[2 + j] = sum;
                }
                kernels.columnSums(matrix, 3, rows, columns, found, 2);
                assertArrayEquals(expected, found, () -> rows + " x " + columns);
            }
        }
    }

    @Test
    void transposesRowsOfAMatrix() {
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                int from = draws.between(0, rows - 1);
                int to = draws.between(from, rows);
                float[] w = draws.floats(3 + rows * columns);
                float[] found = untouched(1 + rows * columns + 2);
                float[] expected = found.clone();
                for (int i = from; i < to; i++) {
                    for (int j = 0; j < columns; j++) {
                        expected[1 + j * rows + i] = w[3 + i * columns + j];
                    }
                }
                kernels.transpose(w, 3, rows, columns, from, to, found, 1);
                assertArrayEquals(expected, found, () -> rows + " x " + columns);
            }
        }
    }

    @Test
    void findsEveryNumberThatIsNotFinite() {
        for (int length : SIZES) {
            float[] values = draws.floats(length + 2);
            values[0] = Float.NaN; // outside
            values[length + 1] = Float.POSITIVE_INFINITY; // outside
            assertEquals(true, kernels.allFinite(values, 1, length + 1));
            for (int e = 1; e <= length; e++) {
                for (float bad : new float[] {
                    Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.intBitsToFloat(-1)
                }) {
                    float good = values[e];
                    values[e] = bad;
                    assertEquals(false, kernels.allFinite(values, 1, length + 1), "element " + e + " of " + length);
                    values[e] = good;
                }
            }
            values[1] = -Float.MAX_VALUE;
            assertEquals(true, kernels.allFinite(values, 1, length + 1));
        }
        assertEquals(true, kernels.allFinite(new float[] {Float.NaN}, 0, 0));
    }
}
