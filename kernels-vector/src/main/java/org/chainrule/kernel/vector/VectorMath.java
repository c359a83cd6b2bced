package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.FloatMath;

/**
 * {@code org.chainrule.kernel.FloatMath} lane by lane: the same operations in the same order, so the same bits. A selection there is a blend here.
 *
 * <p>Written by kernels-vector/generate-vector-math.py: straight-line code without a call, because the JIT compiler inlines only so much of ordinary code into one
 * loop, and a vector that leaves a method is an object on the heap. What does not fill a vector is left to the caller: every method returns how many elements
 * it has done.
 */
final class VectorMath {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();
    /** 0, 1, 2, ... */
    private static final FloatVector FIRST = FloatVector.zero(SPECIES).addIndex(1);

    private VectorMath() {}

    /** e^x. */
    static int exp(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c12 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c13 = IntVector.broadcast(INTS, 127);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            VectorMask<Float> t1 = x.compare(VectorOperators.GT, c0);
            FloatVector t2 = x.blend(c0, t1);
            VectorMask<Float> t3 = t2.compare(VectorOperators.LT, c1);
            FloatVector t4 = t2.blend(c1, t3);
            FloatVector t5 = t4.fma(c2, c3);
            FloatVector t6 = t5.sub(c3);
            FloatVector t7 = t6.fma(c4, t4);
            FloatVector t8 = t6.fma(c5, t7);
            FloatVector t9 = t8.fma(c6, c7);
            FloatVector t10 = t9.fma(t8, c8);
            FloatVector t11 = t10.fma(t8, c9);
            FloatVector t12 = t11.fma(t8, c10);
            FloatVector t13 = t8.mul(t8);
            FloatVector t14 = t13.fma(t12, t8);
            FloatVector t15 = t14.add(c11);
            IntVector t16 = t5.reinterpretAsInts();
            IntVector t17 = t16.sub(c12);
            IntVector t18 = t17.lanewise(VectorOperators.ASHR, 1);
            IntVector t19 = t18.add(c13);
            IntVector t20 = t19.lanewise(VectorOperators.LSHL, 23);
            FloatVector t21 = t20.reinterpretAsFloats();
            IntVector t22 = t17.sub(t18);
            IntVector t23 = t22.add(c13);
            IntVector t24 = t23.lanewise(VectorOperators.LSHL, 23);
            FloatVector t25 = t24.reinterpretAsFloats();
            FloatVector t26 = t15.mul(t21);
            FloatVector t27 = t26.mul(t25);
            t27.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** e^x - 1. */
    static int expm1(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -25f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        IntVector c12 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c13 = IntVector.broadcast(INTS, 126);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 2f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            VectorMask<Float> t1 = x.compare(VectorOperators.GT, c0);
            FloatVector t2 = x.blend(c0, t1);
            VectorMask<Float> t3 = t2.compare(VectorOperators.LT, c1);
            FloatVector t4 = t2.blend(c1, t3);
            VectorMask<Float> t5 = t4.compare(VectorOperators.LT, c2);
            FloatVector t6 = t4.blend(c2, t5);
            FloatVector t7 = t6.fma(c3, c4);
            FloatVector t8 = t7.sub(c4);
            FloatVector t9 = t8.fma(c5, t6);
            FloatVector t10 = t8.fma(c6, t9);
            FloatVector t11 = t10.fma(c7, c8);
            FloatVector t12 = t11.fma(t10, c9);
            FloatVector t13 = t12.fma(t10, c10);
            FloatVector t14 = t13.fma(t10, c11);
            FloatVector t15 = t10.mul(t10);
            FloatVector t16 = t15.fma(t14, t10);
            IntVector t17 = t7.reinterpretAsInts();
            IntVector t18 = t17.sub(c12);
            IntVector t19 = t18.add(c13);
            IntVector t20 = t19.lanewise(VectorOperators.LSHL, 23);
            FloatVector t21 = t20.reinterpretAsFloats();
            FloatVector t22 = t21.sub(c14);
            FloatVector t23 = t21.fma(t16, t22);
            FloatVector t24 = t23.mul(c15);
            VectorMask<Float> t25 = t7.compare(VectorOperators.EQ, c4);
            FloatVector t26 = t24.blend(t16, t25);
            t26.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** The natural logarithm. */
    static int log(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, Float.MIN_NORMAL);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 0x1p23f);
        IntVector c2 = IntVector.broadcast(INTS, 0x3F400000);
        IntVector c3 = IntVector.broadcast(INTS, 0xFF800000);
        IntVector c4 = IntVector.broadcast(INTS, 0x4B400000);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 23f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.340cf2p-5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, -0x1.74ff4p-4f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.df1c2cp-4f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, -0x1.04ad9ep-3f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 0x1.24639p-3f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, -0x1.5519d2p-3f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 0x1.999764p-3f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, -0x1.00006ep-2f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 0x1.55555ap-2f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c19 = FloatVector.broadcast(SPECIES, 0x1.62e43p-1f);
        FloatVector c20 = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector c21 = FloatVector.broadcast(SPECIES, Float.NaN);
        FloatVector c22 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            VectorMask<Float> t1 = x.compare(VectorOperators.LT, c0);
            FloatVector t2 = x.mul(c1);
            FloatVector t3 = x.blend(t2, t1);
            IntVector t4 = t3.reinterpretAsInts();
            IntVector t5 = t4.sub(c2);
            IntVector t6 = t5.and(c3);
            IntVector t7 = t6.lanewise(VectorOperators.ASHR, 23);
            IntVector t8 = t7.add(c4);
            FloatVector t9 = t8.reinterpretAsFloats();
            FloatVector t10 = t9.sub(c5);
            FloatVector t11 = c6.blend(c7, t1);
            FloatVector t12 = t10.sub(t11);
            IntVector t13 = t4.sub(t6);
            FloatVector t14 = t13.reinterpretAsFloats();
            FloatVector t15 = t14.sub(c8);
            FloatVector t16 = t15.fma(c9, c10);
            FloatVector t17 = t16.fma(t15, c11);
            FloatVector t18 = t17.fma(t15, c12);
            FloatVector t19 = t18.fma(t15, c13);
            FloatVector t20 = t19.fma(t15, c14);
            FloatVector t21 = t20.fma(t15, c15);
            FloatVector t22 = t21.fma(t15, c16);
            FloatVector t23 = t22.fma(t15, c17);
            FloatVector t24 = t23.fma(t15, c18);
            FloatVector t25 = t15.mul(t15);
            FloatVector t26 = t25.fma(t24, t15);
            FloatVector t27 = t12.fma(c19, t26);
            VectorMask<Float> t28 = x.compare(VectorOperators.EQ, c20);
            FloatVector t29 = t27.blend(x, t28);
            VectorMask<Float> t30 = x.compare(VectorOperators.EQ, c6);
            FloatVector t31 = c21.blend(c22, t30);
            VectorMask<Float> t32 = x.compare(VectorOperators.GT, c6);
            FloatVector t33 = t31.blend(t29, t32);
            t33.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** log(1 + x). */
    static int log1p(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c1 = IntVector.broadcast(INTS, 0x3F400000);
        IntVector c2 = IntVector.broadcast(INTS, 0xFF800000);
        IntVector c3 = IntVector.broadcast(INTS, 0x40800000);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -1f);
        IntVector c6 = IntVector.broadcast(INTS, 0x4B400000);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.340cf2p-5f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, -0x1.74ff4p-4f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.df1c2cp-4f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.04ad9ep-3f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.24639p-3f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, -0x1.5519d2p-3f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0x1.999764p-3f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, -0x1.00006ep-2f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 0x1.55555ap-2f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, 0x1.62e43p-1f);
        FloatVector c19 = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector c20 = FloatVector.broadcast(SPECIES, Float.NaN);
        FloatVector c21 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector t1 = x.add(c0);
            IntVector t2 = t1.reinterpretAsInts();
            IntVector t3 = t2.sub(c1);
            IntVector t4 = t3.and(c2);
            IntVector t5 = c3.sub(t4);
            FloatVector t6 = t5.reinterpretAsFloats();
            FloatVector t7 = t6.fma(c4, c5);
            FloatVector t8 = x.mul(t6);
            FloatVector t9 = t8.mul(c4);
            FloatVector t10 = t7.add(t9);
            IntVector t11 = t4.lanewise(VectorOperators.ASHR, 23);
            IntVector t12 = t11.add(c6);
            FloatVector t13 = t12.reinterpretAsFloats();
            FloatVector t14 = t13.sub(c7);
            FloatVector t15 = t10.fma(c8, c9);
            FloatVector t16 = t15.fma(t10, c10);
            FloatVector t17 = t16.fma(t10, c11);
            FloatVector t18 = t17.fma(t10, c12);
            FloatVector t19 = t18.fma(t10, c13);
            FloatVector t20 = t19.fma(t10, c14);
            FloatVector t21 = t20.fma(t10, c15);
            FloatVector t22 = t21.fma(t10, c16);
            FloatVector t23 = t22.fma(t10, c17);
            FloatVector t24 = t10.mul(t10);
            FloatVector t25 = t24.fma(t23, t10);
            FloatVector t26 = t14.fma(c18, t25);
            VectorMask<Float> t27 = x.compare(VectorOperators.EQ, c19);
            FloatVector t28 = t26.blend(x, t27);
            VectorMask<Float> t29 = x.compare(VectorOperators.EQ, c5);
            FloatVector t30 = c20.blend(c21, t29);
            VectorMask<Float> t31 = x.compare(VectorOperators.GT, c5);
            FloatVector t32 = t30.blend(t28, t31);
            t32.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** The hyperbolic tangent. */
    static int tanh(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0x1.1a31dcp-9f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, -0x1.0c60aap-7f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 0x1.63a588p-6f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -0x1.b9f18ap-5f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.11107ap-3f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -0x1.555554p-2f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c19 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c20 = IntVector.broadcast(INTS, 127);
        IntVector c21 = IntVector.broadcast(INTS, 0x7fffffff);
        IntVector c22 = IntVector.broadcast(INTS, 0x80000000);
        FloatVector c23 = FloatVector.broadcast(SPECIES, 0.625f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector t1 = x.abs();
            FloatVector t2 = x.mul(x);
            FloatVector t3 = t2.fma(c0, c1);
            FloatVector t4 = t3.fma(t2, c2);
            FloatVector t5 = t4.fma(t2, c3);
            FloatVector t6 = t5.fma(t2, c4);
            FloatVector t7 = t6.fma(t2, c5);
            FloatVector t8 = x.mul(t2);
            FloatVector t9 = t8.fma(t7, x);
            FloatVector t10 = t1.mul(c6);
            VectorMask<Float> t11 = t10.compare(VectorOperators.GT, c7);
            FloatVector t12 = t10.blend(c7, t11);
            VectorMask<Float> t13 = t12.compare(VectorOperators.LT, c8);
            FloatVector t14 = t12.blend(c8, t13);
            FloatVector t15 = t14.fma(c9, c10);
            FloatVector t16 = t15.sub(c10);
            FloatVector t17 = t16.fma(c11, t14);
            FloatVector t18 = t16.fma(c12, t17);
            FloatVector t19 = t18.fma(c13, c14);
            FloatVector t20 = t19.fma(t18, c15);
            FloatVector t21 = t20.fma(t18, c16);
            FloatVector t22 = t21.fma(t18, c17);
            FloatVector t23 = t18.mul(t18);
            FloatVector t24 = t23.fma(t22, t18);
            FloatVector t25 = t24.add(c18);
            IntVector t26 = t15.reinterpretAsInts();
            IntVector t27 = t26.sub(c19);
            IntVector t28 = t27.lanewise(VectorOperators.ASHR, 1);
            IntVector t29 = t28.add(c20);
            IntVector t30 = t29.lanewise(VectorOperators.LSHL, 23);
            FloatVector t31 = t30.reinterpretAsFloats();
            IntVector t32 = t27.sub(t28);
            IntVector t33 = t32.add(c20);
            IntVector t34 = t33.lanewise(VectorOperators.LSHL, 23);
            FloatVector t35 = t34.reinterpretAsFloats();
            FloatVector t36 = t25.mul(t31);
            FloatVector t37 = t36.mul(t35);
            FloatVector t38 = t37.add(c18);
            FloatVector t39 = c6.div(t38);
            FloatVector t40 = c18.sub(t39);
            IntVector t41 = t40.reinterpretAsInts();
            IntVector t42 = t41.and(c21);
            IntVector t43 = x.reinterpretAsInts();
            IntVector t44 = t43.and(c22);
            IntVector t45 = t42.or(t44);
            FloatVector t46 = t45.reinterpretAsFloats();
            VectorMask<Float> t47 = t1.compare(VectorOperators.LT, c23);
            FloatVector t48 = t46.blend(t9, t47);
            t48.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** 1 / (1 + e^-x). */
    static int logistic(float[] xs, int xStart, float[] outs, int outStart, int length) {
        IntVector c0 = IntVector.broadcast(INTS, 0x80000000);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c13 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c14 = IntVector.broadcast(INTS, 127);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            IntVector t1 = x.reinterpretAsInts();
            IntVector t2 = t1.or(c0);
            FloatVector t3 = t2.reinterpretAsFloats();
            VectorMask<Float> t4 = t3.compare(VectorOperators.GT, c1);
            FloatVector t5 = t3.blend(c1, t4);
            VectorMask<Float> t6 = t5.compare(VectorOperators.LT, c2);
            FloatVector t7 = t5.blend(c2, t6);
            FloatVector t8 = t7.fma(c3, c4);
            FloatVector t9 = t8.sub(c4);
            FloatVector t10 = t9.fma(c5, t7);
            FloatVector t11 = t9.fma(c6, t10);
            FloatVector t12 = t11.fma(c7, c8);
            FloatVector t13 = t12.fma(t11, c9);
            FloatVector t14 = t13.fma(t11, c10);
            FloatVector t15 = t14.fma(t11, c11);
            FloatVector t16 = t11.mul(t11);
            FloatVector t17 = t16.fma(t15, t11);
            FloatVector t18 = t17.add(c12);
            IntVector t19 = t8.reinterpretAsInts();
            IntVector t20 = t19.sub(c13);
            IntVector t21 = t20.lanewise(VectorOperators.ASHR, 1);
            IntVector t22 = t21.add(c14);
            IntVector t23 = t22.lanewise(VectorOperators.LSHL, 23);
            FloatVector t24 = t23.reinterpretAsFloats();
            IntVector t25 = t20.sub(t21);
            IntVector t26 = t25.add(c14);
            IntVector t27 = t26.lanewise(VectorOperators.LSHL, 23);
            FloatVector t28 = t27.reinterpretAsFloats();
            FloatVector t29 = t18.mul(t24);
            FloatVector t30 = t29.mul(t28);
            VectorMask<Float> t31 = x.compare(VectorOperators.GE, c15);
            FloatVector t32 = t30.blend(c12, t31);
            FloatVector t33 = t30.add(c12);
            FloatVector t34 = t33.sub(c12);
            FloatVector t35 = t30.sub(t34);
            FloatVector t36 = c12.div(t33);
            FloatVector t37 = t32.mul(t36);
            FloatVector t38 = t37.neg();
            FloatVector t39 = t38.fma(t33, t32);
            FloatVector t40 = t37.mul(t35);
            FloatVector t41 = t39.sub(t40);
            FloatVector t42 = t41.fma(t36, t37);
            t42.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** log(1 + e^x). */
    static int softplus(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        IntVector c1 = IntVector.broadcast(INTS, 0x80000000);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c14 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c15 = IntVector.broadcast(INTS, 127);
        IntVector c16 = IntVector.broadcast(INTS, 0x3F400000);
        IntVector c17 = IntVector.broadcast(INTS, 0xFF800000);
        IntVector c18 = IntVector.broadcast(INTS, 0x40800000);
        FloatVector c19 = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector c20 = FloatVector.broadcast(SPECIES, -1f);
        FloatVector c21 = FloatVector.broadcast(SPECIES, 0x1.340cf2p-5f);
        FloatVector c22 = FloatVector.broadcast(SPECIES, -0x1.74ff4p-4f);
        FloatVector c23 = FloatVector.broadcast(SPECIES, 0x1.df1c2cp-4f);
        FloatVector c24 = FloatVector.broadcast(SPECIES, -0x1.04ad9ep-3f);
        FloatVector c25 = FloatVector.broadcast(SPECIES, 0x1.24639p-3f);
        FloatVector c26 = FloatVector.broadcast(SPECIES, -0x1.5519d2p-3f);
        FloatVector c27 = FloatVector.broadcast(SPECIES, 0x1.999764p-3f);
        FloatVector c28 = FloatVector.broadcast(SPECIES, -0x1.00006ep-2f);
        FloatVector c29 = FloatVector.broadcast(SPECIES, 0x1.55555ap-2f);
        FloatVector c30 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c31 = FloatVector.broadcast(SPECIES, 0x1.62e43p-1f);
        FloatVector c32 = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector c33 = FloatVector.broadcast(SPECIES, Float.NaN);
        FloatVector c34 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            VectorMask<Float> t1 = x.compare(VectorOperators.GT, c0);
            FloatVector t2 = c0.blend(x, t1);
            IntVector t3 = x.reinterpretAsInts();
            IntVector t4 = t3.or(c1);
            FloatVector t5 = t4.reinterpretAsFloats();
            VectorMask<Float> t6 = t5.compare(VectorOperators.GT, c2);
            FloatVector t7 = t5.blend(c2, t6);
            VectorMask<Float> t8 = t7.compare(VectorOperators.LT, c3);
            FloatVector t9 = t7.blend(c3, t8);
            FloatVector t10 = t9.fma(c4, c5);
            FloatVector t11 = t10.sub(c5);
            FloatVector t12 = t11.fma(c6, t9);
            FloatVector t13 = t11.fma(c7, t12);
            FloatVector t14 = t13.fma(c8, c9);
            FloatVector t15 = t14.fma(t13, c10);
            FloatVector t16 = t15.fma(t13, c11);
            FloatVector t17 = t16.fma(t13, c12);
            FloatVector t18 = t13.mul(t13);
            FloatVector t19 = t18.fma(t17, t13);
            FloatVector t20 = t19.add(c13);
            IntVector t21 = t10.reinterpretAsInts();
            IntVector t22 = t21.sub(c14);
            IntVector t23 = t22.lanewise(VectorOperators.ASHR, 1);
            IntVector t24 = t23.add(c15);
            IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
            FloatVector t26 = t25.reinterpretAsFloats();
            IntVector t27 = t22.sub(t23);
            IntVector t28 = t27.add(c15);
            IntVector t29 = t28.lanewise(VectorOperators.LSHL, 23);
            FloatVector t30 = t29.reinterpretAsFloats();
            FloatVector t31 = t20.mul(t26);
            FloatVector t32 = t31.mul(t30);
            FloatVector t33 = t32.add(c13);
            IntVector t34 = t33.reinterpretAsInts();
            IntVector t35 = t34.sub(c16);
            IntVector t36 = t35.and(c17);
            IntVector t37 = c18.sub(t36);
            FloatVector t38 = t37.reinterpretAsFloats();
            FloatVector t39 = t38.fma(c19, c20);
            FloatVector t40 = t32.mul(t38);
            FloatVector t41 = t40.mul(c19);
            FloatVector t42 = t39.add(t41);
            IntVector t43 = t36.lanewise(VectorOperators.ASHR, 23);
            IntVector t44 = t43.add(c14);
            FloatVector t45 = t44.reinterpretAsFloats();
            FloatVector t46 = t45.sub(c5);
            FloatVector t47 = t42.fma(c21, c22);
            FloatVector t48 = t47.fma(t42, c23);
            FloatVector t49 = t48.fma(t42, c24);
            FloatVector t50 = t49.fma(t42, c25);
            FloatVector t51 = t50.fma(t42, c26);
            FloatVector t52 = t51.fma(t42, c27);
            FloatVector t53 = t52.fma(t42, c28);
            FloatVector t54 = t53.fma(t42, c29);
            FloatVector t55 = t54.fma(t42, c30);
            FloatVector t56 = t42.mul(t42);
            FloatVector t57 = t56.fma(t55, t42);
            FloatVector t58 = t46.fma(c31, t57);
            VectorMask<Float> t59 = t32.compare(VectorOperators.EQ, c32);
            FloatVector t60 = t58.blend(t32, t59);
            VectorMask<Float> t61 = t32.compare(VectorOperators.EQ, c20);
            FloatVector t62 = c33.blend(c34, t61);
            VectorMask<Float> t63 = t32.compare(VectorOperators.GT, c20);
            FloatVector t64 = t62.blend(t60, t63);
            FloatVector t65 = t2.add(t64);
            t65.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** The error function. */
    static int erf(float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0x1.4f2e1p-14f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, -0x1.a5fef8p-11f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 0x1.54496ep-8f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -0x1.b80114p-6f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.ce2d64p-4f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -0x1.81274p-2f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.06eba8p-3f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 10f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.6a09e6p0f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 2.5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, -0x1.09bfd4p-14f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.ddeb46p-13f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.615dc2p-21f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 0x1.4bb632p-10f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0x1.50a828p-10f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, -0x1.8c64e8p-8f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, -0x1.1d1448p-7f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 0x1.79596p-5f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, -0x1.34f98ep-5f);
        FloatVector c19 = FloatVector.broadcast(SPECIES, -0x1.772474p-4f);
        FloatVector c20 = FloatVector.broadcast(SPECIES, 0x1.fa881p-2f);
        FloatVector c21 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector c22 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c23 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c24 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c25 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c26 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c27 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c28 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c29 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c30 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c31 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c32 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c33 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        IntVector c34 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c35 = IntVector.broadcast(INTS, 127);
        IntVector c36 = IntVector.broadcast(INTS, 0x7fffffff);
        IntVector c37 = IntVector.broadcast(INTS, 0x80000000);
        FloatVector c38 = FloatVector.broadcast(SPECIES, 0.92f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector t1 = x.mul(x);
            FloatVector t2 = t1.fma(c0, c1);
            FloatVector t3 = t2.fma(t1, c2);
            FloatVector t4 = t3.fma(t1, c3);
            FloatVector t5 = t4.fma(t1, c4);
            FloatVector t6 = t5.fma(t1, c5);
            FloatVector t7 = t6.fma(t1, c6);
            FloatVector t8 = x.fma(t7, x);
            FloatVector t9 = x.abs();
            VectorMask<Float> t10 = t9.compare(VectorOperators.GT, c7);
            FloatVector t11 = t9.blend(c7, t10);
            FloatVector t12 = t11.mul(c8);
            FloatVector t13 = t12.sub(c9);
            FloatVector t14 = t12.add(c9);
            FloatVector t15 = t13.div(t14);
            FloatVector t16 = t15.fma(c10, c11);
            FloatVector t17 = t16.fma(t15, c12);
            FloatVector t18 = t17.fma(t15, c13);
            FloatVector t19 = t18.fma(t15, c14);
            FloatVector t20 = t19.fma(t15, c15);
            FloatVector t21 = t20.fma(t15, c16);
            FloatVector t22 = t21.fma(t15, c17);
            FloatVector t23 = t22.fma(t15, c18);
            FloatVector t24 = t23.fma(t15, c19);
            FloatVector t25 = t24.fma(t15, c20);
            FloatVector t26 = t12.add(c21);
            FloatVector t27 = t25.div(t26);
            FloatVector t28 = t27.mul(c22);
            FloatVector t29 = t11.neg();
            FloatVector t30 = t29.mul(t11);
            VectorMask<Float> t31 = t30.compare(VectorOperators.GT, c23);
            FloatVector t32 = t30.blend(c23, t31);
            VectorMask<Float> t33 = t32.compare(VectorOperators.LT, c24);
            FloatVector t34 = t32.blend(c24, t33);
            FloatVector t35 = t34.fma(c25, c26);
            FloatVector t36 = t35.sub(c26);
            FloatVector t37 = t36.fma(c27, t34);
            FloatVector t38 = t36.fma(c28, t37);
            FloatVector t39 = t38.fma(c29, c30);
            FloatVector t40 = t39.fma(t38, c31);
            FloatVector t41 = t40.fma(t38, c32);
            FloatVector t42 = t41.fma(t38, c33);
            FloatVector t43 = t38.mul(t38);
            FloatVector t44 = t43.fma(t42, t38);
            FloatVector t45 = t44.add(c21);
            IntVector t46 = t35.reinterpretAsInts();
            IntVector t47 = t46.sub(c34);
            IntVector t48 = t47.lanewise(VectorOperators.ASHR, 1);
            IntVector t49 = t48.add(c35);
            IntVector t50 = t49.lanewise(VectorOperators.LSHL, 23);
            FloatVector t51 = t50.reinterpretAsFloats();
            IntVector t52 = t47.sub(t48);
            IntVector t53 = t52.add(c35);
            IntVector t54 = t53.lanewise(VectorOperators.LSHL, 23);
            FloatVector t55 = t54.reinterpretAsFloats();
            FloatVector t56 = t45.mul(t51);
            FloatVector t57 = t56.mul(t55);
            FloatVector t58 = t28.mul(t57);
            FloatVector t59 = c21.sub(t58);
            IntVector t60 = t59.reinterpretAsInts();
            IntVector t61 = t60.and(c36);
            IntVector t62 = x.reinterpretAsInts();
            IntVector t63 = t62.and(c37);
            IntVector t64 = t61.or(t63);
            FloatVector t65 = t64.reinterpretAsFloats();
            VectorMask<Float> t66 = t9.compare(VectorOperators.LT, c38);
            FloatVector t67 = t65.blend(t8, t66);
            t67.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** The sine. */
    static int sin(float[] xs, int xStart, float[] outs, int outStart, int length) {
        if (anyLarge(xs, xStart, length)) {
            return 0; // the scalar function has a path of its own for these
        }
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0x1.45f306p-1f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -0x1.921fb6p0f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0x1.777a5cp-25f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.ee59dap-50f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0.8f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, -0.8f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.7c3068p-19f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, -0x1.a0595ap-13f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.111174p-7f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, -0x1.555556p-3f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.36147cp-22f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.a071b6p-16f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, -0x1.6c175ep-10f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0x1.555556p-5f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c17 = IntVector.broadcast(INTS, 1);
        IntVector c18 = IntVector.broadcast(INTS, 0);
        IntVector c19 = IntVector.broadcast(INTS, 2);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector t1 = x.fma(c0, c1);
            IntVector t2 = t1.reinterpretAsInts();
            FloatVector t3 = t1.sub(c1);
            FloatVector t4 = t3.fma(c2, x);
            FloatVector t5 = t3.fma(c3, t4);
            FloatVector t6 = t3.fma(c4, t5);
            VectorMask<Float> t7 = t6.compare(VectorOperators.GT, c5);
            FloatVector t8 = t6.blend(c5, t7);
            VectorMask<Float> t9 = t8.compare(VectorOperators.LT, c6);
            FloatVector t10 = t8.blend(c6, t9);
            FloatVector t11 = t10.mul(t10);
            FloatVector t12 = t11.fma(c7, c8);
            FloatVector t13 = t12.fma(t11, c9);
            FloatVector t14 = t13.fma(t11, c10);
            FloatVector t15 = t10.mul(t11);
            FloatVector t16 = t15.fma(t14, t10);
            FloatVector t17 = t11.fma(c11, c12);
            FloatVector t18 = t17.fma(t11, c13);
            FloatVector t19 = t18.fma(t11, c14);
            FloatVector t20 = t19.fma(t11, c15);
            FloatVector t21 = t20.fma(t11, c16);
            IntVector t22 = t2.and(c17);
            VectorMask<Integer> t23 = t22.compare(VectorOperators.EQ, c18);
            IntVector t24 = t16.reinterpretAsInts();
            IntVector t25 = t21.reinterpretAsInts();
            IntVector t26 = t25.blend(t24, t23);
            IntVector t27 = t2.and(c19);
            IntVector t28 = t27.lanewise(VectorOperators.LSHL, 30);
            IntVector t29 = t26.lanewise(VectorOperators.XOR, t28);
            FloatVector t30 = t29.reinterpretAsFloats();
            t30.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** The cosine. */
    static int cos(float[] xs, int xStart, float[] outs, int outStart, int length) {
        if (anyLarge(xs, xStart, length)) {
            return 0; // the scalar function has a path of its own for these
        }
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0x1.45f306p-1f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        IntVector c2 = IntVector.broadcast(INTS, 1);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -0x1.921fb6p0f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.777a5cp-25f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.ee59dap-50f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0.8f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, -0.8f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.7c3068p-19f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, -0x1.a0595ap-13f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.111174p-7f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.555556p-3f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, -0x1.36147cp-22f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 0x1.a071b6p-16f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, -0x1.6c175ep-10f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 0x1.555556p-5f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c18 = IntVector.broadcast(INTS, 0);
        IntVector c19 = IntVector.broadcast(INTS, 2);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector t1 = x.fma(c0, c1);
            IntVector t2 = t1.reinterpretAsInts();
            IntVector t3 = t2.add(c2);
            FloatVector t4 = t1.sub(c1);
            FloatVector t5 = t4.fma(c3, x);
            FloatVector t6 = t4.fma(c4, t5);
            FloatVector t7 = t4.fma(c5, t6);
            VectorMask<Float> t8 = t7.compare(VectorOperators.GT, c6);
            FloatVector t9 = t7.blend(c6, t8);
            VectorMask<Float> t10 = t9.compare(VectorOperators.LT, c7);
            FloatVector t11 = t9.blend(c7, t10);
            FloatVector t12 = t11.mul(t11);
            FloatVector t13 = t12.fma(c8, c9);
            FloatVector t14 = t13.fma(t12, c10);
            FloatVector t15 = t14.fma(t12, c11);
            FloatVector t16 = t11.mul(t12);
            FloatVector t17 = t16.fma(t15, t11);
            FloatVector t18 = t12.fma(c12, c13);
            FloatVector t19 = t18.fma(t12, c14);
            FloatVector t20 = t19.fma(t12, c15);
            FloatVector t21 = t20.fma(t12, c16);
            FloatVector t22 = t21.fma(t12, c17);
            IntVector t23 = t3.and(c2);
            VectorMask<Integer> t24 = t23.compare(VectorOperators.EQ, c18);
            IntVector t25 = t17.reinterpretAsInts();
            IntVector t26 = t22.reinterpretAsInts();
            IntVector t27 = t26.blend(t25, t24);
            IntVector t28 = t3.and(c19);
            IntVector t29 = t28.lanewise(VectorOperators.LSHL, 30);
            IntVector t30 = t27.lanewise(VectorOperators.XOR, t29);
            FloatVector t31 = t30.reinterpretAsFloats();
            t31.intoArray(outs, outStart + e);
        }
        return e;
    }

    private static boolean anyLarge(float[] xs, int start, int length) {
        boolean large = false;
        for (int i = start; i < start + length; i++) {
            large |= FloatMath.isLarge(xs[i]);
        }
        return large;
    }

    /** e^(x - shift). */
    static int expOfDifference(float shift, float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, shift);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c13 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c14 = IntVector.broadcast(INTS, 127);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector t1 = x.sub(c0);
            VectorMask<Float> t2 = t1.compare(VectorOperators.GT, c1);
            FloatVector t3 = t1.blend(c1, t2);
            VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c2);
            FloatVector t5 = t3.blend(c2, t4);
            FloatVector t6 = t5.fma(c3, c4);
            FloatVector t7 = t6.sub(c4);
            FloatVector t8 = t7.fma(c5, t5);
            FloatVector t9 = t7.fma(c6, t8);
            FloatVector t10 = t9.fma(c7, c8);
            FloatVector t11 = t10.fma(t9, c9);
            FloatVector t12 = t11.fma(t9, c10);
            FloatVector t13 = t12.fma(t9, c11);
            FloatVector t14 = t9.mul(t9);
            FloatVector t15 = t14.fma(t13, t9);
            FloatVector t16 = t15.add(c12);
            IntVector t17 = t6.reinterpretAsInts();
            IntVector t18 = t17.sub(c13);
            IntVector t19 = t18.lanewise(VectorOperators.ASHR, 1);
            IntVector t20 = t19.add(c14);
            IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
            FloatVector t22 = t21.reinterpretAsFloats();
            IntVector t23 = t18.sub(t19);
            IntVector t24 = t23.add(c14);
            IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
            FloatVector t26 = t25.reinterpretAsFloats();
            FloatVector t27 = t16.mul(t22);
            FloatVector t28 = t27.mul(t26);
            t28.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** e^(x - shift) for fewer elements than fill a vector; those of outs beyond are read and written back. */
    static void expOfDifferenceTail(float shift, float[] xs, int xStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, shift);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c13 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c14 = IntVector.broadcast(INTS, 127);
        FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart);
        FloatVector t1 = x.sub(c0);
        VectorMask<Float> t2 = t1.compare(VectorOperators.GT, c1);
        FloatVector t3 = t1.blend(c1, t2);
        VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c2);
        FloatVector t5 = t3.blend(c2, t4);
        FloatVector t6 = t5.fma(c3, c4);
        FloatVector t7 = t6.sub(c4);
        FloatVector t8 = t7.fma(c5, t5);
        FloatVector t9 = t7.fma(c6, t8);
        FloatVector t10 = t9.fma(c7, c8);
        FloatVector t11 = t10.fma(t9, c9);
        FloatVector t12 = t11.fma(t9, c10);
        FloatVector t13 = t12.fma(t9, c11);
        FloatVector t14 = t9.mul(t9);
        FloatVector t15 = t14.fma(t13, t9);
        FloatVector t16 = t15.add(c12);
        IntVector t17 = t6.reinterpretAsInts();
        IntVector t18 = t17.sub(c13);
        IntVector t19 = t18.lanewise(VectorOperators.ASHR, 1);
        IntVector t20 = t19.add(c14);
        IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
        FloatVector t22 = t21.reinterpretAsFloats();
        IntVector t23 = t18.sub(t19);
        IntVector t24 = t23.add(c14);
        IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
        FloatVector t26 = t25.reinterpretAsFloats();
        FloatVector t27 = t16.mul(t22);
        FloatVector t28 = t27.mul(t26);
        FloatVector old = FloatVector.fromArray(SPECIES, outs, outStart);
        old.blend(t28, FIRST.compare(VectorOperators.LT, (float) length)).intoArray(outs, outStart);
    }

    /** max(x, 0) - y x + log1p(e^-|x|). */
    static int logisticCost(float[] xs, int xStart, float[] ys, int yStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        IntVector c1 = IntVector.broadcast(INTS, 0x80000000);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c14 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c15 = IntVector.broadcast(INTS, 127);
        IntVector c16 = IntVector.broadcast(INTS, 0x3F400000);
        IntVector c17 = IntVector.broadcast(INTS, 0xFF800000);
        IntVector c18 = IntVector.broadcast(INTS, 0x40800000);
        FloatVector c19 = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector c20 = FloatVector.broadcast(SPECIES, -1f);
        FloatVector c21 = FloatVector.broadcast(SPECIES, 0x1.340cf2p-5f);
        FloatVector c22 = FloatVector.broadcast(SPECIES, -0x1.74ff4p-4f);
        FloatVector c23 = FloatVector.broadcast(SPECIES, 0x1.df1c2cp-4f);
        FloatVector c24 = FloatVector.broadcast(SPECIES, -0x1.04ad9ep-3f);
        FloatVector c25 = FloatVector.broadcast(SPECIES, 0x1.24639p-3f);
        FloatVector c26 = FloatVector.broadcast(SPECIES, -0x1.5519d2p-3f);
        FloatVector c27 = FloatVector.broadcast(SPECIES, 0x1.999764p-3f);
        FloatVector c28 = FloatVector.broadcast(SPECIES, -0x1.00006ep-2f);
        FloatVector c29 = FloatVector.broadcast(SPECIES, 0x1.55555ap-2f);
        FloatVector c30 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c31 = FloatVector.broadcast(SPECIES, 0x1.62e43p-1f);
        FloatVector c32 = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector c33 = FloatVector.broadcast(SPECIES, Float.NaN);
        FloatVector c34 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector y = FloatVector.fromArray(SPECIES, ys, yStart + e);
            VectorMask<Float> t1 = x.compare(VectorOperators.LE, c0);
            FloatVector t2 = x.blend(c0, t1);
            FloatVector t3 = y.mul(x);
            FloatVector t4 = t2.sub(t3);
            IntVector t5 = x.reinterpretAsInts();
            IntVector t6 = t5.or(c1);
            FloatVector t7 = t6.reinterpretAsFloats();
            VectorMask<Float> t8 = t7.compare(VectorOperators.GT, c2);
            FloatVector t9 = t7.blend(c2, t8);
            VectorMask<Float> t10 = t9.compare(VectorOperators.LT, c3);
            FloatVector t11 = t9.blend(c3, t10);
            FloatVector t12 = t11.fma(c4, c5);
            FloatVector t13 = t12.sub(c5);
            FloatVector t14 = t13.fma(c6, t11);
            FloatVector t15 = t13.fma(c7, t14);
            FloatVector t16 = t15.fma(c8, c9);
            FloatVector t17 = t16.fma(t15, c10);
            FloatVector t18 = t17.fma(t15, c11);
            FloatVector t19 = t18.fma(t15, c12);
            FloatVector t20 = t15.mul(t15);
            FloatVector t21 = t20.fma(t19, t15);
            FloatVector t22 = t21.add(c13);
            IntVector t23 = t12.reinterpretAsInts();
            IntVector t24 = t23.sub(c14);
            IntVector t25 = t24.lanewise(VectorOperators.ASHR, 1);
            IntVector t26 = t25.add(c15);
            IntVector t27 = t26.lanewise(VectorOperators.LSHL, 23);
            FloatVector t28 = t27.reinterpretAsFloats();
            IntVector t29 = t24.sub(t25);
            IntVector t30 = t29.add(c15);
            IntVector t31 = t30.lanewise(VectorOperators.LSHL, 23);
            FloatVector t32 = t31.reinterpretAsFloats();
            FloatVector t33 = t22.mul(t28);
            FloatVector t34 = t33.mul(t32);
            FloatVector t35 = t34.add(c13);
            IntVector t36 = t35.reinterpretAsInts();
            IntVector t37 = t36.sub(c16);
            IntVector t38 = t37.and(c17);
            IntVector t39 = c18.sub(t38);
            FloatVector t40 = t39.reinterpretAsFloats();
            FloatVector t41 = t40.fma(c19, c20);
            FloatVector t42 = t34.mul(t40);
            FloatVector t43 = t42.mul(c19);
            FloatVector t44 = t41.add(t43);
            IntVector t45 = t38.lanewise(VectorOperators.ASHR, 23);
            IntVector t46 = t45.add(c14);
            FloatVector t47 = t46.reinterpretAsFloats();
            FloatVector t48 = t47.sub(c5);
            FloatVector t49 = t44.fma(c21, c22);
            FloatVector t50 = t49.fma(t44, c23);
            FloatVector t51 = t50.fma(t44, c24);
            FloatVector t52 = t51.fma(t44, c25);
            FloatVector t53 = t52.fma(t44, c26);
            FloatVector t54 = t53.fma(t44, c27);
            FloatVector t55 = t54.fma(t44, c28);
            FloatVector t56 = t55.fma(t44, c29);
            FloatVector t57 = t56.fma(t44, c30);
            FloatVector t58 = t44.mul(t44);
            FloatVector t59 = t58.fma(t57, t44);
            FloatVector t60 = t48.fma(c31, t59);
            VectorMask<Float> t61 = t34.compare(VectorOperators.EQ, c32);
            FloatVector t62 = t60.blend(t34, t61);
            VectorMask<Float> t63 = t34.compare(VectorOperators.EQ, c20);
            FloatVector t64 = c33.blend(c34, t63);
            VectorMask<Float> t65 = t34.compare(VectorOperators.GT, c20);
            FloatVector t66 = t64.blend(t62, t65);
            FloatVector t67 = t4.add(t66);
            t67.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** logistic(x) - y, as (1 - y) - logistic(-x) for y above 1/2. */
    static int logisticDelta(float[] xs, int xStart, float[] ys, int yStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0.5f);
        IntVector c1 = IntVector.broadcast(INTS, 0x80000000);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 1f);
        IntVector c14 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c15 = IntVector.broadcast(INTS, 127);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, xs, xStart + e);
            FloatVector y = FloatVector.fromArray(SPECIES, ys, yStart + e);
            VectorMask<Float> t1 = y.compare(VectorOperators.GT, c0);
            IntVector t2 = x.reinterpretAsInts();
            IntVector t3 = t2.or(c1);
            FloatVector t4 = t3.reinterpretAsFloats();
            VectorMask<Float> t5 = t4.compare(VectorOperators.GT, c2);
            FloatVector t6 = t4.blend(c2, t5);
            VectorMask<Float> t7 = t6.compare(VectorOperators.LT, c3);
            FloatVector t8 = t6.blend(c3, t7);
            FloatVector t9 = t8.fma(c4, c5);
            FloatVector t10 = t9.sub(c5);
            FloatVector t11 = t10.fma(c6, t8);
            FloatVector t12 = t10.fma(c7, t11);
            FloatVector t13 = t12.fma(c8, c9);
            FloatVector t14 = t13.fma(t12, c10);
            FloatVector t15 = t14.fma(t12, c11);
            FloatVector t16 = t15.fma(t12, c12);
            FloatVector t17 = t12.mul(t12);
            FloatVector t18 = t17.fma(t16, t12);
            FloatVector t19 = t18.add(c13);
            IntVector t20 = t9.reinterpretAsInts();
            IntVector t21 = t20.sub(c14);
            IntVector t22 = t21.lanewise(VectorOperators.ASHR, 1);
            IntVector t23 = t22.add(c15);
            IntVector t24 = t23.lanewise(VectorOperators.LSHL, 23);
            FloatVector t25 = t24.reinterpretAsFloats();
            IntVector t26 = t21.sub(t22);
            IntVector t27 = t26.add(c15);
            IntVector t28 = t27.lanewise(VectorOperators.LSHL, 23);
            FloatVector t29 = t28.reinterpretAsFloats();
            FloatVector t30 = t19.mul(t25);
            FloatVector t31 = t30.mul(t29);
            FloatVector t32 = x.neg();
            FloatVector t33 = x.blend(t32, t1);
            VectorMask<Float> t34 = t33.compare(VectorOperators.GE, c16);
            FloatVector t35 = t31.blend(c13, t34);
            FloatVector t36 = t31.add(c13);
            FloatVector t37 = t36.sub(c13);
            FloatVector t38 = t31.sub(t37);
            FloatVector t39 = c13.div(t36);
            FloatVector t40 = t35.mul(t39);
            FloatVector t41 = t40.neg();
            FloatVector t42 = t41.fma(t36, t35);
            FloatVector t43 = t40.mul(t38);
            FloatVector t44 = t42.sub(t43);
            FloatVector t45 = t44.fma(t39, t40);
            FloatVector t46 = c13.sub(y);
            FloatVector t47 = t46.sub(t45);
            FloatVector t48 = t45.sub(y);
            FloatVector t49 = t48.blend(t47, t1);
            t49.intoArray(outs, outStart + e);
        }
        return e;
    }
}
