package org.chainrule.kernel;

import org.chainrule.network.Activation;

/**
 * The kernels as plain loops, which the JIT compiler turns into SIMD code where it can (the inner loops run over independent columns). They are the oracle of
 * every other implementation and run on any JVM.
 *
 * <p>The products work on 2 rows and 4 steps of the chain at once: 8 fused multiply-adds for 6 loads. Measured variants are in docs/design-notes.md.
 */
public final class ScalarKernels implements Kernels {
    /** Below this width the loop over columns is too short to be worth vectorising: rows are unrolled instead. */
    private static final int NARROW = 8;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void product(
            float[] a,
            int aStart,
            int aStride,
            float[] b,
            int bStart,
            float[] c,
            int cStart,
            int cStride,
            int rows,
            int depth,
            int columns,
            float[] bias,
            int biasStart) {
        if (columns < NARROW) {
            narrow(a, aStart, aStride, b, bStart, c, cStart, cStride, rows, depth, columns, bias, biasStart);
            return;
        }
        for (int n = 0; n < rows; n++) {
            if (biasStart < 0) {
                java.util.Arrays.fill(c, cStart + n * cStride, cStart + n * cStride + columns, 0f);
            } else {
                System.arraycopy(bias, biasStart, c, cStart + n * cStride, columns);
            }
        }
        int n = 0;
        for (; n + 2 <= rows; n += 2) {
            int a0 = aStart + n * aStride;
            int a1 = a0 + aStride;
            int c0 = cStart + n * cStride;
            int k = 0;
            for (; k + 4 <= depth; k += 4) {
                int p = a0 + k;
                int q = a1 + k;
                add4(
                        c,
                        c0,
                        c0 + cStride,
                        b,
                        bStart + k * columns,
                        columns,
                        columns,
                        a[p],
                        a[p + 1],
                        a[p + 2],
                        a[p + 3],
                        a[q],
                        a[q + 1],
                        a[q + 2],
                        a[q + 3]);
            }
            for (; k < depth; k++) {
                add1(c, c0, b, bStart + k * columns, columns, a[a0 + k]);
                add1(c, c0 + cStride, b, bStart + k * columns, columns, a[a1 + k]);
            }
        }
        if (n < rows) {
            for (int k = 0; k < depth; k++) {
                add1(c, cStart + n * cStride, b, bStart + k * columns, columns, a[aStart + n * aStride + k]);
            }
        }
    }

    /** Two rows of c, four steps: c0 += p0 b0 + p1 b1 + p2 b2 + p3 b3 in this order, likewise c1 with q. */
    private static void add4(
            float[] c,
            int c0,
            int c1,
            float[] b,
            int b0,
            int stride,
            int columns,
            float p0,
            float p1,
            float p2,
            float p3,
            float q0,
            float q1,
            float q2,
            float q3) {
        int b1 = b0 + stride;
        int b2 = b1 + stride;
        int b3 = b2 + stride;
        for (int j = 0; j < columns; j++) {
            float x0 = b[b0 + j];
            float x1 = b[b1 + j];
            float x2 = b[b2 + j];
            float x3 = b[b3 + j];
            c[c0 + j] = Math.fma(p3, x3, Math.fma(p2, x2, Math.fma(p1, x1, Math.fma(p0, x0, c[c0 + j]))));
            c[c1 + j] = Math.fma(q3, x3, Math.fma(q2, x2, Math.fma(q1, x1, Math.fma(q0, x0, c[c1 + j]))));
        }
    }

    private static void add1(float[] c, int c0, float[] b, int b0, int columns, float p) {
        for (int j = 0; j < columns; j++) {
            c[c0 + j] = Math.fma(p, b[b0 + j], c[c0 + j]);
        }
    }

    /** Few columns: four rows at a time, so that four independent chains hide the latency of the multiply-add. */
    private static void narrow(
            float[] a,
            int aStart,
            int aStride,
            float[] b,
            int bStart,
            float[] c,
            int cStart,
            int cStride,
            int rows,
            int depth,
            int columns,
            float[] bias,
            int biasStart) {
        for (int j = 0; j < columns; j++) {
            float start = biasStart < 0 ? 0f : bias[biasStart + j];
            int n = 0;
            for (; n + 4 <= rows; n += 4) {
                int p = aStart + n * aStride;
                float s0 = start;
                float s1 = start;
                float s2 = start;
                float s3 = start;
                for (int k = 0; k < depth; k++) {
                    float x = b[bStart + k * columns + j];
                    s0 = Math.fma(a[p + k], x, s0);
                    s1 = Math.fma(a[p + aStride + k], x, s1);
                    s2 = Math.fma(a[p + 2 * aStride + k], x, s2);
                    s3 = Math.fma(a[p + 3 * aStride + k], x, s3);
                }
                int q = cStart + n * cStride + j;
                c[q] = s0;
                c[q + cStride] = s1;
                c[q + 2 * cStride] = s2;
                c[q + 3 * cStride] = s3;
            }
            for (; n < rows; n++) {
                float s = start;
                for (int k = 0; k < depth; k++) {
                    s = Math.fma(a[aStart + n * aStride + k], b[bStart + k * columns + j], s);
                }
                c[cStart + n * cStride + j] = s;
            }
        }
    }

    @Override
    public void outerProducts(
            float[] h,
            int hStart,
            int hStride,
            float[] delta,
            int dStart,
            float[] gradient,
            int gStart,
            int rows,
            int iFrom,
            int iTo,
            int columns) {
        java.util.Arrays.fill(gradient, gStart + iFrom * columns, gStart + iTo * columns, 0f);
        int i = iFrom;
        for (; i + 2 <= iTo; i += 2) {
            int g0 = gStart + i * columns;
            int n = 0;
            for (; n + 4 <= rows; n += 4) {
                int p = hStart + n * hStride + i;
                add4(
                        gradient,
                        g0,
                        g0 + columns,
                        delta,
                        dStart + n * columns,
                        columns,
                        columns,
                        h[p],
                        h[p + hStride],
                        h[p + 2 * hStride],
                        h[p + 3 * hStride],
                        h[p + 1],
                        h[p + hStride + 1],
                        h[p + 2 * hStride + 1],
                        h[p + 3 * hStride + 1]);
            }
            for (; n < rows; n++) {
                add1(gradient, g0, delta, dStart + n * columns, columns, h[hStart + n * hStride + i]);
                add1(gradient, g0 + columns, delta, dStart + n * columns, columns, h[hStart + n * hStride + i + 1]);
            }
        }
        if (i < iTo) {
            for (int n = 0; n < rows; n++) {
                add1(gradient, gStart + i * columns, delta, dStart + n * columns, columns, h[hStart + n * hStride + i]);
            }
        }
    }

    @Override
    public void columnSums(float[] matrix, int start, int rows, int columns, float[] sums, int sumStart) {
        java.util.Arrays.fill(sums, sumStart, sumStart + columns, 0f);
        for (int n = 0; n < rows; n++) {
            int p = start + n * columns;
            for (int j = 0; j < columns; j++) {
                sums[sumStart + j] += matrix[p + j];
            }
        }
    }

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
    public void transpose(float[] w, int wStart, int rows, int columns, int iFrom, int iTo, float[] wt, int wtStart) {
        for (int j = 0; j < columns; j++) {
            for (int i = iFrom; i < iTo; i++) {
                wt[wtStart + j * rows + i] = w[wStart + i * columns + j];
            }
        }
    }

    @Override
    public boolean allFinite(float[] values, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & 0x7fffffff);
        }
        return largest < 0x7f800000;
    }
}
