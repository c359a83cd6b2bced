package org.chainrule.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.chainrule.testing.Draws;
import org.junit.jupiter.api.Test;

/** Floats give a batch the same numbers as the same numbers in double. */
class FloatDatasetTest {
    private static final int ROWS = 9;
    private static final int INPUTS = 5;
    private static final int TARGETS = 2;

    private final Draws draws = new Draws(3);
    private final float[] x = draws.floats(ROWS * INPUTS);
    private final float[] y = draws.floats(ROWS * TARGETS);
    private final float[] weights = {1, 0, 2, 0.5f, 1, 1, 3, 0, 1};

    private static double[][] rows(float[] flat, int width) {
        double[][] rows = new double[ROWS][width];
        for (int e = 0; e < flat.length; e++) {
            rows[e / width][e % width] = flat[e];
        }
        return rows;
    }

    private static double[] wide(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int e = 0; e < wide.length; e++) {
            wide[e] = narrow[e];
        }
        return wide;
    }

    @Test
    void bothGathersAgreeWithDoubles() {
        int[] order = {3, 8, 0, 3, 7};
        for (float[] w : new float[][] {null, weights}) {
            Dataset floats = new FloatDataset(ROWS, x, y, w);
            Dataset doubles = new ArrayDataset(rows(x, INPUTS), rows(y, TARGETS), w == null ? null : wide(w));
            assertEquals(doubles.rows(), floats.rows());
            assertEquals(doubles.inputs(), floats.inputs());
            assertEquals(doubles.targets(), floats.targets());
            float[][] found = new float[6][];
            double[][] wideFound = new double[6][];
            for (int d = 0; d < 2; d++) {
                Dataset data = d == 0 ? floats : doubles;
                found[3 * d] = new float[5 * 16];
                found[3 * d + 1] = new float[5 * TARGETS];
                found[3 * d + 2] = new float[5];
                data.gather(order, 1, 3, 2, 16, found[3 * d], found[3 * d + 1], found[3 * d + 2]);
                wideFound[3 * d] = new double[3 * INPUTS];
                wideFound[3 * d + 1] = new double[3 * TARGETS];
                wideFound[3 * d + 2] = new double[3];
                data.gather(order, 1, 3, wideFound[3 * d], wideFound[3 * d + 1], wideFound[3 * d + 2]);
            }
            for (int part = 0; part < 3; part++) {
                assertArrayEquals(found[3 + part], found[part]);
                assertArrayEquals(wideFound[3 + part], wideFound[part]);
            }
            assertEquals(x[8 * INPUTS], found[0][2 * 16]);
        }
    }

    @Test
    void shapesMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> new FloatDataset(0, x, y, null));
        assertThrows(IllegalArgumentException.class, () -> new FloatDataset(4, x, y, null));
        assertThrows(IllegalArgumentException.class, () -> new FloatDataset(ROWS, x, new float[0], null));
        assertThrows(IllegalArgumentException.class, () -> new FloatDataset(ROWS, x, y, new float[ROWS - 1]));
        weights[4] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> new FloatDataset(ROWS, x, y, weights));
    }
}
