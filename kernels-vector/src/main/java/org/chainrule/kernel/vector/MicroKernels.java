package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels of the matrix products, one for each shape of R rows and V vectors: C[r][v] = start + sum over k of a[k][r] b[k][v], each lane a chain of fused
 * multiply-adds in ascending k. Written by kernels-vector/generate-micro-kernels.py: straight-line code with every accumulator a local variable, since a branch or an
 * array of vectors inside the loop costs a factor of fifty.
 *
 * <p>Element (k, r) of a is a[aStart + k aStep + r aRow]; row k of b starts at bStart + k bStep; row r of c at cStart + r cStep; all rows start from the same
 * V vectors of {@code start}.
 */
final class MicroKernels {
    static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    static final int LANES = SPECIES.length();

    private MicroKernels() {}

    static void rows6vectors4(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c02 = s2;
        FloatVector c03 = s3;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        FloatVector c12 = s2;
        FloatVector c13 = s3;
        FloatVector c20 = s0;
        FloatVector c21 = s1;
        FloatVector c22 = s2;
        FloatVector c23 = s3;
        FloatVector c30 = s0;
        FloatVector c31 = s1;
        FloatVector c32 = s2;
        FloatVector c33 = s3;
        FloatVector c40 = s0;
        FloatVector c41 = s1;
        FloatVector c42 = s2;
        FloatVector c43 = s3;
        FloatVector c50 = s0;
        FloatVector c51 = s1;
        FloatVector c52 = s2;
        FloatVector c53 = s3;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[p + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c03.intoArray(c, cStart + 0 * cStep + 3 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c13.intoArray(c, cStart + 1 * cStep + 3 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c22.intoArray(c, cStart + 2 * cStep + 2 * LANES);
        c23.intoArray(c, cStart + 2 * cStep + 3 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
        c32.intoArray(c, cStart + 3 * cStep + 2 * LANES);
        c33.intoArray(c, cStart + 3 * cStep + 3 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
        c41.intoArray(c, cStart + 4 * cStep + 1 * LANES);
        c42.intoArray(c, cStart + 4 * cStep + 2 * LANES);
        c43.intoArray(c, cStart + 4 * cStep + 3 * LANES);
        c50.intoArray(c, cStart + 5 * cStep + 0 * LANES);
        c51.intoArray(c, cStart + 5 * cStep + 1 * LANES);
        c52.intoArray(c, cStart + 5 * cStep + 2 * LANES);
        c53.intoArray(c, cStart + 5 * cStep + 3 * LANES);
    }

    static void rows6vectors2(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        FloatVector c20 = s0;
        FloatVector c21 = s1;
        FloatVector c30 = s0;
        FloatVector c31 = s1;
        FloatVector c40 = s0;
        FloatVector c41 = s1;
        FloatVector c50 = s0;
        FloatVector c51 = s1;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[p + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
        c41.intoArray(c, cStart + 4 * cStep + 1 * LANES);
        c50.intoArray(c, cStart + 5 * cStep + 0 * LANES);
        c51.intoArray(c, cStart + 5 * cStep + 1 * LANES);
    }

    static void rows6vectors1(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector c00 = s0;
        FloatVector c10 = s0;
        FloatVector c20 = s0;
        FloatVector c30 = s0;
        FloatVector c40 = s0;
        FloatVector c50 = s0;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[p + 5 * aRow]);
            c50 = a5.fma(b0, c50);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
        c50.intoArray(c, cStart + 5 * cStep + 0 * LANES);
    }

    static void rows4vectors4(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c02 = s2;
        FloatVector c03 = s3;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        FloatVector c12 = s2;
        FloatVector c13 = s3;
        FloatVector c20 = s0;
        FloatVector c21 = s1;
        FloatVector c22 = s2;
        FloatVector c23 = s3;
        FloatVector c30 = s0;
        FloatVector c31 = s1;
        FloatVector c32 = s2;
        FloatVector c33 = s3;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c03.intoArray(c, cStart + 0 * cStep + 3 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c13.intoArray(c, cStart + 1 * cStep + 3 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c22.intoArray(c, cStart + 2 * cStep + 2 * LANES);
        c23.intoArray(c, cStart + 2 * cStep + 3 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
        c32.intoArray(c, cStart + 3 * cStep + 2 * LANES);
        c33.intoArray(c, cStart + 3 * cStep + 3 * LANES);
    }

    static void rows4vectors2(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        FloatVector c20 = s0;
        FloatVector c21 = s1;
        FloatVector c30 = s0;
        FloatVector c31 = s1;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
    }

    static void rows4vectors1(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector c00 = s0;
        FloatVector c10 = s0;
        FloatVector c20 = s0;
        FloatVector c30 = s0;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
    }

    static void rows2vectors4(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c02 = s2;
        FloatVector c03 = s3;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        FloatVector c12 = s2;
        FloatVector c13 = s3;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c03.intoArray(c, cStart + 0 * cStep + 3 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c13.intoArray(c, cStart + 1 * cStep + 3 * LANES);
    }

    static void rows2vectors2(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c10 = s0;
        FloatVector c11 = s1;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
    }

    static void rows2vectors1(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector c00 = s0;
        FloatVector c10 = s0;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
    }

    static void rows1vectors4(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        FloatVector c02 = s2;
        FloatVector c03 = s3;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c03.intoArray(c, cStart + 0 * cStep + 3 * LANES);
    }

    static void rows1vectors2(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + 1 * LANES);
        FloatVector c00 = s0;
        FloatVector c01 = s1;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
    }

    static void rows1vectors1(
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
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt + 0 * LANES);
        FloatVector c00 = s0;
        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
        }
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
    }
}
