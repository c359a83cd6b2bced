package org.chainrule.kernel;

import org.chainrule.network.Activation;
import org.chainrule.random.CounterRandom;

/** The elementwise kernels as plain loops: they run on any JVM and are the oracle of every other implementation. */
public final class ScalarElementwise implements ElementwiseKernels {
    private static final int INFINITE = 0x7f800000;
    private static final int WITHOUT_SIGN = 0x7fffffff;

    /** Stateless. */
    public ScalarElementwise() {}

    @Override
    public void activate(Activation phi, float[] z, float[] h, int start, int length) {
        FloatActivations.forward(phi, z, start, h, start, length);
    }

    @Override
    public void activateBackward(Activation phi, float[] z, float[] h, float[] dh, float[] dz, int start, int length) {
        if (dz != dh) {
            System.arraycopy(dh, start, dz, start, length);
        }
        FloatActivations.multiplyByDerivative(phi, z, start, h, start, dz, start, length);
    }

    @Override
    public boolean allFinite(float[] values, int from, int to) {
        int largest = 0;
        for (int e = from; e < to; e++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[e]) & WITHOUT_SIGN);
        }
        return largest < INFINITE;
    }

    @Override
    public float maximum(float[] values, int start, int length) {
        float max = values[start];
        for (int e = 1; e < length; e++) {
            max = Math.max(max, values[start + e]);
        }
        return max;
    }

    @Override
    public void exponentials(float[] z, int zStart, float shift, float[] out, int outStart, int length, int room) {
        for (int e = 0; e < length; e++) {
            out[outStart + e] = FloatMath.exp(z[zStart + e] - shift);
        }
    }

    @Override
    public void quotients(float[] x, int start, float divisor, float offset, int length, int room) {
        for (int e = 0; e < length; e++) {
            x[start + e] = x[start + e] / divisor - offset;
        }
    }

    @Override
    public void logistics(float[] z, int zStart, float[] out, int outStart, int length) {
        for (int e = 0; e < length; e++) {
            out[outStart + e] = FloatMath.logistic(z[zStart + e]);
        }
    }

    @Override
    public void logisticCosts(float[] z, int zStart, float[] y, int yStart, float[] out, int outStart, int length) {
        for (int e = 0; e < length; e++) {
            float v = z[zStart + e];
            float linear = Math.max(v, 0) - y[yStart + e] * v;
            out[outStart + e] = linear + FloatMath.log1p(FloatMath.exp(-Math.abs(v)));
        }
    }

    @Override
    public void logisticDeltas(float[] z, int zStart, float[] y, int yStart, float[] out, int outStart, int length) {
        for (int e = 0; e < length; e++) {
            float p = y[yStart + e];
            boolean above = p > 0.5f;
            float v = z[zStart + e];
            float share = FloatMath.logistic(above ? -v : v);
            out[outStart + e] = above ? (1 - p) - share : share - p;
        }
    }

    @Override
    public void cosines(float[] x, int xStart, float[] out, int outStart, int length) {
        for (int e = 0; e < length; e++) {
            out[outStart + e] = FloatMath.cos(x[xStart + e]);
        }
    }

    @Override
    public void sines(float[] x, int xStart, float[] out, int outStart, int length) {
        for (int e = 0; e < length; e++) {
            out[outStart + e] = FloatMath.sin(x[xStart + e]);
        }
    }

    @Override
    public void add(float[] a, float[] b, float[] sum, int from, int to) {
        for (int e = from; e < to; e++) {
            sum[e] = a[e] + b[e];
        }
    }

    @Override
    public void scale(float[] x, float factor, int from, int to) {
        for (int e = from; e < to; e++) {
            x[e] *= factor;
        }
    }

    @Override
    public void dropout(
            long key,
            long firstIndex,
            int threshold,
            float scale,
            float[] x,
            int xStart,
            float[] y,
            int yStart,
            int length) {
        long draw = firstIndex >> 2;
        int e = 0;
        for (; e + 4 <= length; e += 4) {
            long bits = CounterRandom.bits(key, draw + (e >> 2));
            int p = xStart + e;
            int q = yStart + e;
            y[q] = masked(x[p] * scale, (int) bits & 0xffff, threshold);
            y[q + 1] = masked(x[p + 1] * scale, (int) (bits >>> 16) & 0xffff, threshold);
            y[q + 2] = masked(x[p + 2] * scale, (int) (bits >>> 32) & 0xffff, threshold);
            y[q + 3] = masked(x[p + 3] * scale, (int) (bits >>> 48), threshold);
        }
        long bits = CounterRandom.bits(key, draw + (e >> 2));
        for (; e < length; e++, bits >>>= 16) {
            y[yStart + e] = masked(x[xStart + e] * scale, (int) bits & 0xffff, threshold);
        }
    }

    /** The value if random reaches the threshold, else 0, without a branch that the processor could only guess. */
    private static float masked(float value, int random, int threshold) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ((threshold - 1 - random) >> 31));
    }
}
