package org.chainrule.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chainrule.likelihood.Bernoulli;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

/** The elementwise kernels against what they say they are. */
class ScalarElementwiseTest {
    private final ElementwiseKernels kernels = new ScalarElementwise();

    @Test
    void dropoutKeepsAUnitIfItsSixteenBitsReachTheThreshold() {
        long key = 0x123456789abcdefL;
        int threshold = 20000;
        int kept = 0;
        for (int length = 0; length < 40; length++) {
            for (long first : new long[] {0, 4, 1L << 40}) {
                float[] x = new float[length + 3];
                float[] expected = new float[length + 2];
                for (int e = 0; e < length; e++) {
                    x[3 + e] = e + 1;
                    long unit = first + e;
                    long bits = CounterRandom.bits(key, unit / 4) >>> (16 * (unit % 4));
                    boolean keeps = (bits & 0xffff) >= threshold;
                    kept += keeps ? 1 : 0;
                    expected[1 + e] = keeps ? x[3 + e] * 1.25f : 0;
                }
                float[] y = new float[length + 2];
                kernels.dropout(key, first, threshold, 1.25f, x, 3, y, 1, length);
                assertArrayEquals(expected, y);
            }
        }
        // 3 * 780 units, each kept with probability 1 - 20000 / 65536 = 0.695
        assertEquals(0.695, kept / 2340.0, 0.03);
    }

    @Test
    void dropoutOfEverythingAndOfNothing() {
        float[] x = {1, 2, 3, 4, 5, 6};
        float[] y = new float[6];
        kernels.dropout(7, 0, 65536, 2f, x, 0, y, 0, 6);
        assertArrayEquals(new float[6], y);
        kernels.dropout(7, 0, 0, 1f, x, 0, y, 0, 6);
        assertArrayEquals(x, y);
    }

    @Test
    void exponentialsAndQuotientsMakeASoftmax() {
        float[] z = {9, 1, 2, 3, 9};
        float[] o = {-1, 0, 0, 0, -1};
        float max = kernels.maximum(z, 1, 3);
        assertEquals(3, max);
        kernels.exponentials(z, 1, max, o, 1, 3, 3);
        kernels.quotients(o, 1, o[1] + o[2] + o[3], 0f, 3, 3);
        // softmax(1, 2, 3), by hand with ten digits
        assertArrayEquals(new float[] {-1, 0.0900305732f, 0.2447284711f, 0.6652409558f, -1}, o, 1e-7f);
        kernels.quotients(o, 1, 2f, 0.5f, 1, 3);
        assertEquals(0.0450152866f - 0.5f, o[1], 1e-7f);
    }

    @Test
    void logisticCostsAndDeltasAreThoseOfOneBernoulliTarget() {
        float[] z = {-200, -3, -0.1f, 0, 0.1f, 3, 200};
        float[] out = new float[z.length];
        for (float target : new float[] {0, 0.25f, 1}) {
            float[] y = new float[z.length];
            java.util.Arrays.fill(y, target);
            kernels.logisticCosts(z, 0, y, 0, out, 0, z.length);
            for (int e = 0; e < z.length; e++) {
                double exact = new Bernoulli().cost(new double[] {z[e]}, 0, new double[] {target}, 0, 1);
                assertEquals(exact, out[e], 1e-6 * (1 + exact));
            }
            kernels.logisticDeltas(z, 0, y, 0, out, 0, z.length);
            for (int e = 0; e < z.length; e++) {
                double[] exact = new double[1];
                new Bernoulli().delta(new double[] {z[e]}, 0, new double[] {target}, 0, exact, 0, 1);
                assertEquals(exact[0], out[e], 1e-6 * Math.abs(exact[0]) + 1e-40);
            }
        }
    }

    @Test
    void sumsProductsAndFiniteness() {
        float[] sum = {0, 0, 0};
        kernels.add(new float[] {1, 2, 3}, new float[] {10, 20, 30}, sum, 1, 3);
        assertArrayEquals(new float[] {0, 22, 33}, sum);
        kernels.scale(sum, 2, 0, 2);
        assertArrayEquals(new float[] {0, 44, 33}, sum);
        assertTrue(kernels.allFinite(new float[] {Float.NaN, Float.MAX_VALUE, Float.NaN}, 1, 2));
        assertFalse(kernels.allFinite(new float[] {0, Float.NEGATIVE_INFINITY}, 0, 2));
    }
}
