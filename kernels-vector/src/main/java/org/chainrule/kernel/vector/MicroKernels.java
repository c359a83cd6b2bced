package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels of the matrix products, one for each shape of R rows and V vectors: c[r][v] = start[r][v] + sum over k of a[r][k] b[k][v], each lane a chain of
 * fused multiply-adds in ascending k. Written by kernels-vector/generate-micro-kernels.py: straight-line code with every accumulator a local variable, since a
 * branch or an array of vectors inside the loop costs a factor of fifty. The last step stands behind the loop: the compiler of JDK 17 does not always know the type of
 * what a loop leaves behind, and then keeps every accumulator as an object.
 *
 * <p>Depth is at least 1. Element (r, k) of a is a[aStart + r aRow + k aStep]; row k of b starts at bStart + k bStep; row r of c at cStart + r cStep, row r of start at
 * startAt + r startStep.
 */
final class MicroKernels {
    static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    static final int LANES = SPECIES.length();

    private MicroKernels() {}

    /** All rows of 4 vectors of columns. */
    static void vectors4(
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
            int startAt,
            int startStep) {
        int r = 0;
        for (; r + 6 <= rows; r += 6) {
            rows6vectors4(
                    depth,
                    a,
                    aStart + r * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + r * cStep,
                    cStep,
                    start,
                    startAt + r * startStep,
                    startStep);
        }
        switch (rows - r) {
            case 1 ->
                rows1vectors4(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 2 ->
                rows2vectors4(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 3 ->
                rows3vectors4(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 4 ->
                rows4vectors4(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 5 ->
                rows5vectors4(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            default -> {}
        }
    }

    private static void rows6vectors4(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 1 * LANES);
        FloatVector c42 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 3 * LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 0 * LANES);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 1 * LANES);
        FloatVector c52 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 2 * LANES);
        FloatVector c53 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 3 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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

    private static void rows5vectors4(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 1 * LANES);
        FloatVector c42 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 3 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        }
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
    }

    private static void rows4vectors4(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 3 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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

    private static void rows3vectors4(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 3 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        }
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
    }

    private static void rows2vectors4(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 3 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c03.intoArray(c, cStart + 0 * cStep + 3 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c13.intoArray(c, cStart + 1 * cStep + 3 * LANES);
    }

    private static void rows1vectors4(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 3 * LANES);
        int k = 0;
        int p = aStart;
        int q = bStart;
        for (; k < depth - 2; k += 2, p += 2 * aStep, q += 2 * bStep) {
            FloatVector b00 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 0 * LANES);
            FloatVector b01 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 1 * LANES);
            FloatVector b02 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 2 * LANES);
            FloatVector b03 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aStep]);
            c00 = a0.fma(b00, c00);
            c01 = a0.fma(b01, c01);
            c02 = a0.fma(b02, c02);
            c03 = a0.fma(b03, c03);
            FloatVector b10 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 0 * LANES);
            FloatVector b11 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 1 * LANES);
            FloatVector b12 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 2 * LANES);
            FloatVector b13 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 3 * LANES);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aStep]);
            c00 = a1.fma(b10, c00);
            c01 = a1.fma(b11, c01);
            c02 = a1.fma(b12, c02);
            c03 = a1.fma(b13, c03);
        }
        if (k < depth - 1) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            p += aStep;
            q += bStep;
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, b, q + 3 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        c03 = a0.fma(b3, c03);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c03.intoArray(c, cStart + 0 * cStep + 3 * LANES);
    }

    /** All rows of 3 vectors of columns. */
    static void vectors3(
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
            int startAt,
            int startStep) {
        int r = 0;
        for (; r + 6 <= rows; r += 6) {
            rows6vectors3(
                    depth,
                    a,
                    aStart + r * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + r * cStep,
                    cStep,
                    start,
                    startAt + r * startStep,
                    startStep);
        }
        switch (rows - r) {
            case 1 ->
                rows1vectors3(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 2 ->
                rows2vectors3(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 3 ->
                rows3vectors3(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 4 ->
                rows4vectors3(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 5 ->
                rows5vectors3(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            default -> {}
        }
    }

    private static void rows6vectors3(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 1 * LANES);
        FloatVector c42 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 2 * LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 0 * LANES);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 1 * LANES);
        FloatVector c52 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 2 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[p + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        c12 = a1.fma(b2, c12);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
        c20 = a2.fma(b0, c20);
        c21 = a2.fma(b1, c21);
        c22 = a2.fma(b2, c22);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
        c30 = a3.fma(b0, c30);
        c31 = a3.fma(b1, c31);
        c32 = a3.fma(b2, c32);
        FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
        c40 = a4.fma(b0, c40);
        c41 = a4.fma(b1, c41);
        c42 = a4.fma(b2, c42);
        FloatVector a5 = FloatVector.broadcast(SPECIES, a[p + 5 * aRow]);
        c50 = a5.fma(b0, c50);
        c51 = a5.fma(b1, c51);
        c52 = a5.fma(b2, c52);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c22.intoArray(c, cStart + 2 * cStep + 2 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
        c32.intoArray(c, cStart + 3 * cStep + 2 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
        c41.intoArray(c, cStart + 4 * cStep + 1 * LANES);
        c42.intoArray(c, cStart + 4 * cStep + 2 * LANES);
        c50.intoArray(c, cStart + 5 * cStep + 0 * LANES);
        c51.intoArray(c, cStart + 5 * cStep + 1 * LANES);
        c52.intoArray(c, cStart + 5 * cStep + 2 * LANES);
    }

    private static void rows5vectors3(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 1 * LANES);
        FloatVector c42 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 2 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        c12 = a1.fma(b2, c12);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
        c20 = a2.fma(b0, c20);
        c21 = a2.fma(b1, c21);
        c22 = a2.fma(b2, c22);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
        c30 = a3.fma(b0, c30);
        c31 = a3.fma(b1, c31);
        c32 = a3.fma(b2, c32);
        FloatVector a4 = FloatVector.broadcast(SPECIES, a[p + 4 * aRow]);
        c40 = a4.fma(b0, c40);
        c41 = a4.fma(b1, c41);
        c42 = a4.fma(b2, c42);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c22.intoArray(c, cStart + 2 * cStep + 2 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
        c32.intoArray(c, cStart + 3 * cStep + 2 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
        c41.intoArray(c, cStart + 4 * cStep + 1 * LANES);
        c42.intoArray(c, cStart + 4 * cStep + 2 * LANES);
    }

    private static void rows4vectors3(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c32 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 2 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        c12 = a1.fma(b2, c12);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
        c20 = a2.fma(b0, c20);
        c21 = a2.fma(b1, c21);
        c22 = a2.fma(b2, c22);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
        c30 = a3.fma(b0, c30);
        c31 = a3.fma(b1, c31);
        c32 = a3.fma(b2, c32);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c22.intoArray(c, cStart + 2 * cStep + 2 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
        c32.intoArray(c, cStart + 3 * cStep + 2 * LANES);
    }

    private static void rows3vectors3(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c22 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 2 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        c12 = a1.fma(b2, c12);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
        c20 = a2.fma(b0, c20);
        c21 = a2.fma(b1, c21);
        c22 = a2.fma(b2, c22);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c22.intoArray(c, cStart + 2 * cStep + 2 * LANES);
    }

    private static void rows2vectors3(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c12 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 2 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        c12 = a1.fma(b2, c12);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c12.intoArray(c, cStart + 1 * cStep + 2 * LANES);
    }

    private static void rows1vectors3(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c02 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 2 * LANES);
        int k = 0;
        int p = aStart;
        int q = bStart;
        for (; k < depth - 2; k += 2, p += 2 * aStep, q += 2 * bStep) {
            FloatVector b00 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 0 * LANES);
            FloatVector b01 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 1 * LANES);
            FloatVector b02 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aStep]);
            c00 = a0.fma(b00, c00);
            c01 = a0.fma(b01, c01);
            c02 = a0.fma(b02, c02);
            FloatVector b10 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 0 * LANES);
            FloatVector b11 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 1 * LANES);
            FloatVector b12 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 2 * LANES);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aStep]);
            c00 = a1.fma(b10, c00);
            c01 = a1.fma(b11, c01);
            c02 = a1.fma(b12, c02);
        }
        if (k < depth - 1) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            p += aStep;
            q += bStep;
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, b, q + 2 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c02 = a0.fma(b2, c02);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c02.intoArray(c, cStart + 0 * cStep + 2 * LANES);
    }

    /** All rows of 2 vectors of columns. */
    static void vectors2(
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
            int startAt,
            int startStep) {
        int r = 0;
        for (; r + 6 <= rows; r += 6) {
            rows6vectors2(
                    depth,
                    a,
                    aStart + r * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + r * cStep,
                    cStep,
                    start,
                    startAt + r * startStep,
                    startStep);
        }
        switch (rows - r) {
            case 1 ->
                rows1vectors2(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 2 ->
                rows2vectors2(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 3 ->
                rows3vectors2(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 4 ->
                rows4vectors2(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 5 ->
                rows5vectors2(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            default -> {}
        }
    }

    private static void rows6vectors2(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 1 * LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 0 * LANES);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 1 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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

    private static void rows5vectors2(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 1 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        }
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
    }

    private static void rows4vectors2(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 1 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c31.intoArray(c, cStart + 3 * cStep + 1 * LANES);
    }

    private static void rows3vectors2(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 1 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        }
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
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c21.intoArray(c, cStart + 2 * cStep + 1 * LANES);
    }

    private static void rows2vectors2(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 1 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c11 = a1.fma(b1, c11);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c11.intoArray(c, cStart + 1 * cStep + 1 * LANES);
    }

    private static void rows1vectors2(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 1 * LANES);
        int k = 0;
        int p = aStart;
        int q = bStart;
        for (; k < depth - 2; k += 2, p += 2 * aStep, q += 2 * bStep) {
            FloatVector b00 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 0 * LANES);
            FloatVector b01 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aStep]);
            c00 = a0.fma(b00, c00);
            c01 = a0.fma(b01, c01);
            FloatVector b10 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 0 * LANES);
            FloatVector b11 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 1 * LANES);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aStep]);
            c00 = a1.fma(b10, c00);
            c01 = a1.fma(b11, c01);
        }
        if (k < depth - 1) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            p += aStep;
            q += bStep;
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + 1 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c01 = a0.fma(b1, c01);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c01.intoArray(c, cStart + 0 * cStep + 1 * LANES);
    }

    /** All rows of 1 vectors of columns. */
    static void vectors1(
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
            int startAt,
            int startStep) {
        int r = 0;
        for (; r + 6 <= rows; r += 6) {
            rows6vectors1(
                    depth,
                    a,
                    aStart + r * aRow,
                    aRow,
                    aStep,
                    b,
                    bStart,
                    bStep,
                    c,
                    cStart + r * cStep,
                    cStep,
                    start,
                    startAt + r * startStep,
                    startStep);
        }
        switch (rows - r) {
            case 1 ->
                rows1vectors1(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 2 ->
                rows2vectors1(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 3 ->
                rows3vectors1(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 4 ->
                rows4vectors1(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            case 5 ->
                rows5vectors1(
                        depth,
                        a,
                        aStart + r * aRow,
                        aRow,
                        aStep,
                        b,
                        bStart,
                        bStep,
                        c,
                        cStart + r * cStep,
                        cStep,
                        start,
                        startAt + r * startStep,
                        startStep);
            default -> {}
        }
    }

    private static void rows6vectors1(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, startAt + 5 * startStep + 0 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
        c50.intoArray(c, cStart + 5 * cStep + 0 * LANES);
    }

    private static void rows5vectors1(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, startAt + 4 * startStep + 0 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        }
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
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
        c40.intoArray(c, cStart + 4 * cStep + 0 * LANES);
    }

    private static void rows4vectors1(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + 0 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
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
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
        c20 = a2.fma(b0, c20);
        FloatVector a3 = FloatVector.broadcast(SPECIES, a[p + 3 * aRow]);
        c30 = a3.fma(b0, c30);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
        c30.intoArray(c, cStart + 3 * cStep + 0 * LANES);
    }

    private static void rows3vectors1(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + 0 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
            c20 = a2.fma(b0, c20);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        FloatVector a2 = FloatVector.broadcast(SPECIES, a[p + 2 * aRow]);
        c20 = a2.fma(b0, c20);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
        c20.intoArray(c, cStart + 2 * cStep + 0 * LANES);
    }

    private static void rows2vectors1(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, startAt + 1 * startStep + 0 * LANES);
        int p = aStart;
        int q = bStart;
        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
            c10 = a1.fma(b0, c10);
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aRow]);
        c10 = a1.fma(b0, c10);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
        c10.intoArray(c, cStart + 1 * cStep + 0 * LANES);
    }

    private static void rows1vectors1(
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
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, startAt + 0 * startStep + 0 * LANES);
        int k = 0;
        int p = aStart;
        int q = bStart;
        for (; k < depth - 2; k += 2, p += 2 * aStep, q += 2 * bStep) {
            FloatVector b00 = FloatVector.fromArray(SPECIES, b, q + 0 * bStep + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aStep]);
            c00 = a0.fma(b00, c00);
            FloatVector b10 = FloatVector.fromArray(SPECIES, b, q + 1 * bStep + 0 * LANES);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[p + 1 * aStep]);
            c00 = a1.fma(b10, c00);
        }
        if (k < depth - 1) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
            c00 = a0.fma(b0, c00);
            p += aStep;
            q += bStep;
        }
        FloatVector b0 = FloatVector.fromArray(SPECIES, b, q + 0 * LANES);
        FloatVector a0 = FloatVector.broadcast(SPECIES, a[p + 0 * aRow]);
        c00 = a0.fma(b0, c00);
        c00.intoArray(c, cStart + 0 * cStep + 0 * LANES);
    }
}
