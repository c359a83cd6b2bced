package org.chainrule.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.chainrule.testing.Draws;
import org.junit.jupiter.api.Test;

/** The products against plain loops whose chains run in the same order: the same bits, whatever the shape, and nothing else is touched. */
class ScalarProductsTest {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 17, 33, 64, 70};
    private static final int[] WIDTHS = {16, 32, 48, 64};
    private static final float UNTOUCHED = 12345;

    private final ProductKernels kernels = new ScalarProducts();
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
                for (int width : WIDTHS) {
                    // As Z = H W + b, and as dW = H^T Delta
                    product(rows, depth, width, depth + 2, 1, width, (rows + depth) % 2 * width);
                    product(rows, depth, width, 1, rows + 3, width + 16, 0);
                }
            }
        }
    }

    private void product(int rows, int depth, int width, int aRow, int aStep, int bStep, int startStep) {
        int cStep = width + 1;
        float[] a = draws.floats(3 + rows * aRow + depth * aStep);
        float[] b = draws.floats(5 + depth * bStep + width);
        float[] start = draws.floats(2 + rows * startStep + width);
        float[] found = untouched(1 + rows * cStep + 3);
        float[] expected = found.clone();
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                float sum = start[2 + r * startStep + j];
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(a[3 + r * aRow + k * aStep], b[5 + k * bStep + j], sum);
                }
                expected[1 + r * cStep + j] = sum;
            }
        }
        kernels.product(rows, width, depth, a, 3, aRow, aStep, b, 5, bStep, found, 1, cStep, start, 2, startStep);
        assertArrayEquals(expected, found, () -> rows + " x " + depth + " x " + width);
    }

    @Test
    void chainsMayGoOnFromWhereTheyStopped() {
        float[] a = draws.floats(7 * 20);
        float[] b = draws.floats(20 * 32);
        float[] start = draws.floats(32);
        float[] whole = new float[7 * 32];
        kernels.product(7, 32, 20, a, 0, 20, 1, b, 0, 32, whole, 0, 32, start, 0, 0);
        float[] parts = new float[7 * 32];
        kernels.product(7, 32, 9, a, 0, 20, 1, b, 0, 32, parts, 0, 32, start, 0, 0);
        kernels.product(7, 32, 11, a, 9, 20, 1, b, 9 * 32, 32, parts, 0, 32, parts, 0, 32);
        assertArrayEquals(whole, parts);
    }

    @Test
    void dotsAreChainsInAscendingOrder() {
        for (int rows : SIZES) {
            for (int depth : SIZES) {
                for (int columns = 1; columns <= Panels.NARROW; columns++) {
                    int row = depth + 2;
                    int cStep = columns + 3;
                    float[] a = draws.floats(3 + rows * row);
                    float[] b = draws.floats(5 + columns * (row + 1));
                    float[] start = draws.floats(2 + columns);
                    float[] found = untouched(1 + rows * cStep + 3);
                    float[] expected = found.clone();
                    for (int r = 0; r < rows; r++) {
                        for (int j = 0; j < columns; j++) {
                            float sum = start[2 + j];
                            for (int k = 0; k < depth; k++) {
                                sum = Math.fma(a[3 + r * row + k], b[5 + j * (row + 1) + k], sum);
                            }
                            expected[1 + r * cStep + j] = sum;
                        }
                    }
                    kernels.dots(rows, columns, depth, a, 3, row, b, 5, row + 1, found, 1, cStep, start, 2);
                    assertArrayEquals(expected, found, rows + " x " + depth + " x " + columns);
                }
            }
        }
    }

    @Test
    void columnSumsAddUpInTheOrderOfTheRows() {
        for (int rows : SIZES) {
            for (int width : WIDTHS) {
                int step = width + rows % 2 * 16;
                float[] matrix = draws.floats(3 + rows * step + width);
                float[] found = untouched(width + 4);
                float[] expected = found.clone();
                for (int j = 0; j < width; j++) {
                    float sum = 0;
                    for (int n = 0; n < rows; n++) {
                        sum += matrix[3 + n * step + j];
                    }
                    expected[2 + j] = sum;
                }
                kernels.columnSums(rows, width, matrix, 3, step, found, 2);
                assertArrayEquals(expected, found, () -> rows + " x " + width);
            }
        }
    }

    @Test
    void transposesABlock() {
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                int wStep = columns + 1;
                int tStep = rows + 2;
                float[] w = draws.floats(3 + rows * wStep);
                float[] found = untouched(1 + columns * tStep + 2);
                float[] expected = found.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        expected[1 + j * tStep + i] = w[3 + i * wStep + j];
                    }
                }
                kernels.transpose(rows, columns, w, 3, wStep, found, 1, tStep);
                assertArrayEquals(expected, found, () -> rows + " x " + columns);
            }
        }
    }
}
