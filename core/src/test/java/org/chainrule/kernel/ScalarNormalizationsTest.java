package org.chainrule.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.junit.jupiter.api.Test;

/** The normalisations against an example by hand and the derivatives against differences. */
class ScalarNormalizationsTest {
    private static final int ROWS = 5;
    private static final int WIDTH = 19;
    private static final int STRIDE = 23;

    private final NormalizationKernels kernels = new ScalarNormalizations();
    private final CounterRandom random = CounterRandom.of(5, Stream.SAMPLE, 0);
    private long drawn;

    private float[] floats(int size) {
        float[] values = new float[size];
        for (int e = 0; e < size; e++) {
            values[e] = (float) random.normal(drawn++);
        }
        return values;
    }

    @Test
    void byHand() {
        // Columns (1, 3), (2, 6), with a stride of 3: means 2, 4, variances 1, 4
        float[] x = {1, 2, 99, 3, 6, 99};
        double[] mean = new double[2];
        double[] variance = new double[2];
        kernels.columnMoments(x, 0, 3, 2, 0, 2, mean, variance);
        assertArrayEquals(new double[] {2, 4}, mean);
        assertArrayEquals(new double[] {1, 4}, variance);
        float[] parameters = {10, 20, 1, 2};
        float[] y = new float[6];
        kernels.normalizeByColumn(x, 0, 3, new float[] {2, 4}, new float[] {1, 0.5f}, parameters, 0, 2, y, 0, 3, 2, 2);
        assertArrayEquals(new float[] {-9, -18, 0, 11, 22, 0}, y);
        // Rows (1, 2), (3, 6): means 1.5, 4.5, variances 0.25, 2.25
        float[] means = new float[2];
        float[] scales = new float[2];
        kernels.normalizeByRow(x, 0, 3, 0, means, scales, 0, parameters, 0, 2, y, 0, 3, 2, 2);
        assertArrayEquals(new float[] {1.5f, 4.5f}, means);
        assertArrayEquals(new float[] {2, 1 / 1.5f}, scales);
        assertArrayEquals(new float[] {-9, 22, 0, -9, 22, 0}, y, 1e-5f);
    }

    /** sum of dy y as a function of x and the gain, in double, by the definition. */
    private static double objective(double[] x, float[] dy, float[] parameters, boolean byColumn) {
        double sum = 0;
        int groups = byColumn ? WIDTH : ROWS;
        int size = byColumn ? ROWS : WIDTH;
        for (int group = 0; group < groups; group++) {
            double mean = 0;
            double square = 0;
            for (int k = 0; k < size; k++) {
                mean += x[at(group, k, byColumn)] / size;
            }
            for (int k = 0; k < size; k++) {
                double d = x[at(group, k, byColumn)] - mean;
                square += d * d / size;
            }
            for (int k = 0; k < size; k++) {
                int e = at(group, k, byColumn);
                double u = (x[e] - mean) / Math.sqrt(square + 1e-3);
                sum += dy[e] * (parameters[e % STRIDE] * u + parameters[WIDTH + e % STRIDE]);
            }
        }
        return sum;
    }

    private static int at(int group, int k, boolean byColumn) {
        return byColumn ? k * STRIDE + group : group * STRIDE + k;
    }

    private void backwardIsTheDerivative(boolean byColumn) {
        float[] x = floats(ROWS * STRIDE);
        float[] dy = floats(ROWS * STRIDE);
        float[] parameters = floats(2 * WIDTH);
        float[] mean = new float[WIDTH];
        float[] scale = new float[WIDTH];
        float[] dx = new float[ROWS * STRIDE];
        float[] gain = new float[WIDTH];
        double[] sums = new double[WIDTH];
        double[] more = new double[WIDTH];
        if (byColumn) {
            kernels.columnMoments(x, 0, STRIDE, ROWS, 0, WIDTH, sums, more);
            for (int j = 0; j < WIDTH; j++) {
                mean[j] = (float) sums[j];
                scale[j] = (float) (1 / Math.sqrt(more[j] + 1e-3));
            }
            float[] du = new float[WIDTH];
            float[] duU = new float[WIDTH];
            kernels.columnDeltas(
                    x, 0, STRIDE, dy, 0, STRIDE, mean, scale, parameters, 0, ROWS, 0, WIDTH, sums, more, du, duU);
            kernels.backwardByColumn(
                    x, 0, STRIDE, dy, 0, STRIDE, mean, scale, du, duU, parameters, 0, dx, 0, STRIDE, ROWS, WIDTH);
            kernels.gainGradientByColumn(x, 0, STRIDE, dy, 0, STRIDE, mean, scale, ROWS, 0, WIDTH, gain, 0);
        } else {
            float[] y = new float[ROWS * STRIDE];
            kernels.normalizeByRow(x, 0, STRIDE, 1e-3, mean, scale, 0, parameters, 0, WIDTH, y, 0, STRIDE, ROWS, WIDTH);
            kernels.backwardByRow(
                    x, 0, STRIDE, dy, 0, STRIDE, mean, scale, 0, parameters, 0, dx, 0, STRIDE, ROWS, WIDTH);
            kernels.gainGradientByRow(x, 0, STRIDE, dy, 0, STRIDE, mean, scale, 0, ROWS, 0, WIDTH, gain, 0);
        }
        double[] wide = new double[x.length];
        for (int e = 0; e < x.length; e++) {
            wide[e] = x[e];
        }
        for (int e = 0; e < x.length; e++) {
            double difference = 0;
            if (e % STRIDE < WIDTH) {
                wide[e] = x[e] + 1e-5;
                double above = objective(wide, dy, parameters, byColumn);
                wide[e] = x[e] - 1e-5;
                difference = (above - objective(wide, dy, parameters, byColumn)) / 2e-5;
                wide[e] = x[e];
            }
            assertEquals(difference, dx[e], 1e-5, "element " + e);
        }
        for (int j = 0; j < WIDTH; j++) {
            float[] one = new float[2 * WIDTH];
            one[j] = 1;
            assertEquals(objective(wide, dy, one, byColumn), gain[j], 1e-5, "gain " + j);
        }
    }

    @Test
    void batchNormalisationBackwards() {
        backwardIsTheDerivative(true);
    }

    @Test
    void layerNormalisationBackwards() {
        backwardIsTheDerivative(false);
    }

    @Test
    void sumsHaveTheirShape() {
        UpdateKernels updates = new ScalarUpdates();
        float[] g = floats(77);
        for (int length = 0; length <= 70; length++) {
            double[] chains = new double[16];
            int whole = length / 16 * 16;
            for (int i = 0; i < whole; i++) {
                chains[i % 16] = Math.fma((double) g[3 + i], (double) g[3 + i], chains[i % 16]);
            }
            for (int half = 1; half < 16; half *= 2) {
                for (int k = 0; k < 16; k += 2 * half) {
                    chains[k] += chains[k + half];
                }
            }
            double rest = 0;
            for (int i = whole; i < length; i++) {
                rest = Math.fma((double) g[3 + i], (double) g[3 + i], rest);
            }
            assertEquals(chains[0] + rest, updates.sumOfSquares(g, 3, 3 + length), 0.0);
        }
    }
}
