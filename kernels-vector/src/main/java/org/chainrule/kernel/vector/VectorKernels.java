package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.ScalarKernels;
import org.chainrule.network.Activation;

/**
 * The kernels with the matrix products in SIMD, by the Vector API. Elementwise work is that of {@link ScalarKernels}, whose loops the JIT compiler vectorises.
 * The bits are those of the scalar kernels: each lane is the same chain of fused multiply-adds.
 *
 * <p>A product is cut into panels of columns: four, two or one vectors wide. The columns that do not fill a vector go first, as a full vector whose surplus
 * lanes fall on the start of the next row, which is written afterwards; only the last row, which has no next, is finished by the scalar kernel.
 */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = MicroKernels.SPECIES;
    private static final int LANES = MicroKernels.LANES;

    private final ScalarKernels scalar = new ScalarKernels();
    private final float[] zeros = new float[4 * LANES];

    @Override
    public String name() {
        return VectorWidth.chosen();
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
        if (columns < LANES / 2 || rows < 2) {
            narrowOrSingle(a, aStart, aStride, b, bStart, c, cStart, cStride, rows, depth, columns, bias, biasStart);
            return;
        }
        int tail = columns % LANES;
        int from = columns - tail;
        if (tail > 0) {
            boolean readable = bStart + depth * columns + LANES <= b.length
                    && (biasStart < 0 || biasStart + from + LANES <= bias.length);
            int vectorRows = readable ? rows - 1 : 0;
            int startAt = biasStart < 0 ? 0 : biasStart + from;
            panel(
                    1,
                    vectorRows,
                    depth,
                    a,
                    aStart,
                    aStride,
                    1,
                    b,
                    bStart + from,
                    columns,
                    c,
                    cStart + from,
                    cStride,
                    biasStart < 0 ? zeros : bias,
                    startAt);
            tail(
                    a,
                    aStart,
                    aStride,
                    1,
                    b,
                    bStart + from,
                    columns,
                    c,
                    cStart + from,
                    cStride,
                    vectorRows,
                    rows,
                    depth,
                    tail,
                    bias,
                    biasStart < 0 ? -1 : startAt);
        }
        for (int j = 0; j < from; ) {
            int vectors = from - j >= 4 * LANES ? 4 : from - j >= 2 * LANES ? 2 : 1;
            panel(
                    vectors,
                    rows,
                    depth,
                    a,
                    aStart,
                    aStride,
                    1,
                    b,
                    bStart + j,
                    columns,
                    c,
                    cStart + j,
                    cStride,
                    biasStart < 0 ? zeros : bias,
                    biasStart < 0 ? 0 : biasStart + j);
            j += vectors * LANES;
        }
    }

    /** Shapes that vectors do not help: one output column, or one row, whose columns are still taken by vectors. */
    private void narrowOrSingle(
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
        int from = columns < LANES / 2 ? 0 : columns - columns % LANES;
        for (int j = 0; j < from; ) {
            int vectors = from - j >= 4 * LANES ? 4 : from - j >= 2 * LANES ? 2 : 1;
            panel(
                    vectors,
                    rows,
                    depth,
                    a,
                    aStart,
                    aStride,
                    1,
                    b,
                    bStart + j,
                    columns,
                    c,
                    cStart + j,
                    cStride,
                    biasStart < 0 ? zeros : bias,
                    biasStart < 0 ? 0 : biasStart + j);
            j += vectors * LANES;
        }
        tail(
                a,
                aStart,
                aStride,
                1,
                b,
                bStart + from,
                columns,
                c,
                cStart + from,
                cStride,
                0,
                rows,
                depth,
                columns - from,
                bias,
                biasStart < 0 ? -1 : biasStart + from);
    }

    /** Columns that do not fill a vector, rows rowFrom on: plain chains, four rows at a time to hide the latency of the multiply-add. */
    private static void tail(
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
            int rowFrom,
            int rows,
            int depth,
            int columns,
            float[] bias,
            int biasStart) {
        for (int j = 0; j < columns; j++) {
            float start = biasStart < 0 ? 0f : bias[biasStart + j];
            int n = rowFrom;
            for (; n + 4 <= rows; n += 4) {
                float s0 = start;
                float s1 = start;
                float s2 = start;
                float s3 = start;
                for (int k = 0, p = aStart + n * aRow, q = bStart + j; k < depth; k++, p += aStep, q += bStep) {
                    s0 = Math.fma(a[p], b[q], s0);
                    s1 = Math.fma(a[p + aRow], b[q], s1);
                    s2 = Math.fma(a[p + 2 * aRow], b[q], s2);
                    s3 = Math.fma(a[p + 3 * aRow], b[q], s3);
                }
                int r = cStart + n * cStep + j;
                c[r] = s0;
                c[r + cStep] = s1;
                c[r + 2 * cStep] = s2;
                c[r + 3 * cStep] = s3;
            }
            for (; n < rows; n++) {
                float s = start;
                for (int k = 0, p = aStart + n * aRow, q = bStart + j; k < depth; k++, p += aStep, q += bStep) {
                    s = Math.fma(a[p], b[q], s);
                }
                c[cStart + n * cStep + j] = s;
            }
        }
    }

    /** All rows of a panel that is 4, 2 or 1 vectors wide. */
    private static void panel(
            int vectors,
            int rows,
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
            int startAt) {
        switch (vectors) {
            case 4 -> panel4(rows, depth, a, aStart, aRow, aStep, b, bStart, bStep, c, cStart, cStep, start, startAt);
            case 2 -> panel2(rows, depth, a, aStart, aRow, aStep, b, bStart, bStep, c, cStart, cStep, start, startAt);
            default -> panel1(rows, depth, a, aStart, aRow, aStep, b, bStart, bStep, c, cStart, cStep, start, startAt);
        }
    }

    private static void panel4(
            int rows,
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
            int startAt) {
        int n = 0;
        for (; n + 6 <= rows; n += 6) {
            MicroKernels.rows6vectors4(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
        }
        if (n + 4 <= rows) {
            MicroKernels.rows4vectors4(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 4;
        }
        if (n + 2 <= rows) {
            MicroKernels.rows2vectors4(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 2;
        }
        if (n + 1 <= rows) {
            MicroKernels.rows1vectors4(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 1;
        }
    }

    private static void panel2(
            int rows,
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
            int startAt) {
        int n = 0;
        for (; n + 6 <= rows; n += 6) {
            MicroKernels.rows6vectors2(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
        }
        if (n + 4 <= rows) {
            MicroKernels.rows4vectors2(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 4;
        }
        if (n + 2 <= rows) {
            MicroKernels.rows2vectors2(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 2;
        }
        if (n + 1 <= rows) {
            MicroKernels.rows1vectors2(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 1;
        }
    }

    private static void panel1(
            int rows,
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
            int startAt) {
        int n = 0;
        for (; n + 6 <= rows; n += 6) {
            MicroKernels.rows6vectors1(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
        }
        if (n + 4 <= rows) {
            MicroKernels.rows4vectors1(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 4;
        }
        if (n + 2 <= rows) {
            MicroKernels.rows2vectors1(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 2;
        }
        if (n + 1 <= rows) {
            MicroKernels.rows1vectors1(
                    depth,
                    a,
                    aStart + n * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + n * cStep,
                    cStep,
                    start,
                    startAt);
            n += 1;
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
        int tail = columns % LANES;
        int from = columns - tail;
        int g = gStart + iFrom * columns;
        int units = iTo - iFrom;
        if (tail > 0) {
            boolean readable = dStart + rows * columns + LANES <= delta.length && tail >= LANES / 2;
            int vectorRows = readable ? units - 1 : 0;
            panel(
                    1,
                    vectorRows,
                    rows,
                    h,
                    hStart + iFrom,
                    1,
                    hStride,
                    delta,
                    dStart + from,
                    columns,
                    gradient,
                    g + from,
                    columns,
                    zeros,
                    0);
            tail(
                    h,
                    hStart + iFrom,
                    1,
                    hStride,
                    delta,
                    dStart + from,
                    columns,
                    gradient,
                    g + from,
                    columns,
                    vectorRows,
                    units,
                    rows,
                    tail,
                    zeros,
                    -1);
        }
        for (int j = 0; j < from; ) {
            int vectors = from - j >= 4 * LANES ? 4 : from - j >= 2 * LANES ? 2 : 1;
            panel(
                    vectors,
                    units,
                    rows,
                    h,
                    hStart + iFrom,
                    1,
                    hStride,
                    delta,
                    dStart + j,
                    columns,
                    gradient,
                    g + j,
                    columns,
                    zeros,
                    0);
            j += vectors * LANES;
        }
    }

    @Override
    public void columnSums(float[] matrix, int start, int rows, int columns, float[] sums, int sumStart) {
        scalar.columnSums(matrix, start, rows, columns, sums, sumStart);
    }

    @Override
    public void activate(Activation phi, float[] z, float[] h, int start, int length) {
        if (phi.kind() == Activation.Kind.RELU) {
            int e = 0;
            for (; e + LANES <= length; e += LANES) {
                FloatVector.fromArray(SPECIES, z, start + e).max(0f).intoArray(h, start + e);
            }
            scalar.activate(phi, z, h, start + e, length - e);
        } else {
            scalar.activate(phi, z, h, start, length);
        }
    }

    @Override
    public void activateBackward(Activation phi, float[] z, float[] h, float[] dh, float[] dz, int start, int length) {
        if (phi.kind() == Activation.Kind.RELU) {
            int e = 0;
            for (; e + LANES <= length; e += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, z, start + e);
                FloatVector d = FloatVector.fromArray(SPECIES, dh, start + e);
                // delta times 1, 0 or NaN, as the scalar kernels do: -delta times 0 is -0
                FloatVector slope =
                        v.blend(1f, v.compare(VectorOperators.GT, 0f)).blend(0f, v.compare(VectorOperators.LE, 0f));
                d.mul(slope).intoArray(dz, start + e);
            }
            scalar.activateBackward(phi, z, h, dh, dz, start + e, length - e);
        } else {
            scalar.activateBackward(phi, z, h, dh, dz, start, length);
        }
    }

    @Override
    public void transpose(float[] w, int wStart, int rows, int columns, int iFrom, int iTo, float[] wt, int wtStart) {
        scalar.transpose(w, wStart, rows, columns, iFrom, iTo, wt, wtStart);
    }

    @Override
    public boolean allFinite(float[] values, int from, int to) {
        return scalar.allFinite(values, from, to);
    }
}
