package org.chainrule.kernel;

/**
 * The products as plain loops, which the JIT compiler turns into SIMD code where it can (the inner loops run over independent columns). They are the oracle of
 * every other implementation and run on any JVM.
 *
 * <p>Two rows and four steps of the chain at once: 8 fused multiply-adds for 6 loads. Measured variants are in docs/design-notes.md.
 */
public final class ScalarProducts implements ProductKernels {
    /** Plain loops. */
    public ScalarProducts() {}

    @Override
    public void product(
            int rows,
            int width,
            int depth,
            float[] a,
            int aStart,
            int aRow,
            int aStep,
            float[] b,
            int bStart,
            int bStep,
            float[] c,
            int cStart,
            int cStep,
            float[] start,
            int startAt,
            int startStep) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(start, startAt + r * startStep, c, cStart + r * cStep, width);
        }
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
            int c0 = cStart + r * cStep;
            int k = 0;
            for (; k + 4 <= depth; k += 4) {
                int p = aStart + r * aRow + k * aStep;
                int q = p + aRow;
                add4(
                        c,
                        c0,
                        c0 + cStep,
                        b,
                        bStart + k * bStep,
                        bStep,
                        width,
                        a[p],
                        a[p + aStep],
                        a[p + 2 * aStep],
                        a[p + 3 * aStep],
                        a[q],
                        a[q + aStep],
                        a[q + 2 * aStep],
                        a[q + 3 * aStep]);
            }
            for (; k < depth; k++) {
                int p = aStart + r * aRow + k * aStep;
                add1(c, c0, b, bStart + k * bStep, width, a[p]);
                add1(c, c0 + cStep, b, bStart + k * bStep, width, a[p + aRow]);
            }
        }
        for (int k = 0; r < rows && k < depth; k++) {
            add1(c, cStart + r * cStep, b, bStart + k * bStep, width, a[aStart + r * aRow + k * aStep]);
        }
    }

    /** Two rows of c, four steps: c0 += p0 b0 + p1 b1 + p2 b2 + p3 b3 in this order, likewise c1 with q. */
    private static void add4(
            float[] c,
            int c0,
            int c1,
            float[] b,
            int b0,
            int step,
            int width,
            float p0,
            float p1,
            float p2,
            float p3,
            float q0,
            float q1,
            float q2,
            float q3) {
        int b1 = b0 + step;
        int b2 = b1 + step;
        int b3 = b2 + step;
        for (int j = 0; j < width; j++) {
            float x0 = b[b0 + j];
            float x1 = b[b1 + j];
            float x2 = b[b2 + j];
            float x3 = b[b3 + j];
            c[c0 + j] = Math.fma(p3, x3, Math.fma(p2, x2, Math.fma(p1, x1, Math.fma(p0, x0, c[c0 + j]))));
            c[c1 + j] = Math.fma(q3, x3, Math.fma(q2, x2, Math.fma(q1, x1, Math.fma(q0, x0, c[c1 + j]))));
        }
    }

    private static void add1(float[] c, int c0, float[] b, int b0, int width, float p) {
        for (int j = 0; j < width; j++) {
            c[c0 + j] = Math.fma(p, b[b0 + j], c[c0 + j]);
        }
    }

    /** Eight rows at a time: eight independent chains hide the latency of the multiply-add. */
    @Override
    public void dots(
            int rows,
            int columns,
            int depth,
            float[] a,
            int aStart,
            int aRow,
            float[] b,
            int bStart,
            int bRow,
            float[] c,
            int cStart,
            int cStep,
            float[] start,
            int startAt) {
        for (int j = 0; j < columns; j++) {
            int q = bStart + j * bRow;
            int r = 0;
            for (; r + 8 <= rows; r += 8) {
                eightDots(
                        depth, a, aStart + r * aRow, aRow, b, q, c, cStart + r * cStep + j, cStep, start[startAt + j]);
            }
            for (; r < rows; r++) {
                float s = start[startAt + j];
                for (int k = 0, p = aStart + r * aRow; k < depth; k++) {
                    s = Math.fma(a[p + k], b[q + k], s);
                }
                c[cStart + r * cStep + j] = s;
            }
        }
    }

    private static void eightDots(
            int depth, float[] a, int p0, int aRow, float[] b, int q, float[] c, int at, int cStep, float start) {
        int p1 = p0 + aRow;
        int p2 = p1 + aRow;
        int p3 = p2 + aRow;
        int p4 = p3 + aRow;
        int p5 = p4 + aRow;
        int p6 = p5 + aRow;
        int p7 = p6 + aRow;
        float s0 = start;
        float s1 = start;
        float s2 = start;
        float s3 = start;
        float s4 = start;
        float s5 = start;
        float s6 = start;
        float s7 = start;
        for (int k = 0; k < depth; k++) {
            float x = b[q + k];
            s0 = Math.fma(a[p0 + k], x, s0);
            s1 = Math.fma(a[p1 + k], x, s1);
            s2 = Math.fma(a[p2 + k], x, s2);
            s3 = Math.fma(a[p3 + k], x, s3);
            s4 = Math.fma(a[p4 + k], x, s4);
            s5 = Math.fma(a[p5 + k], x, s5);
            s6 = Math.fma(a[p6 + k], x, s6);
            s7 = Math.fma(a[p7 + k], x, s7);
        }
        c[at] = s0;
        c[at + cStep] = s1;
        c[at + 2 * cStep] = s2;
        c[at + 3 * cStep] = s3;
        c[at + 4 * cStep] = s4;
        c[at + 5 * cStep] = s5;
        c[at + 6 * cStep] = s6;
        c[at + 7 * cStep] = s7;
    }

    @Override
    public void columnSums(int rows, int width, float[] b, int bStart, int bStep, float[] sums, int sumsAt) {
        java.util.Arrays.fill(sums, sumsAt, sumsAt + width, 0f);
        for (int r = 0; r < rows; r++) {
            int p = bStart + r * bStep;
            for (int j = 0; j < width; j++) {
                sums[sumsAt + j] += b[p + j];
            }
        }
    }

    @Override
    public void transpose(int rows, int columns, float[] w, int wStart, int wStep, float[] t, int tStart, int tStep) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                t[tStart + j * tStep + i] = w[wStart + i * wStep + j];
            }
        }
    }
}
