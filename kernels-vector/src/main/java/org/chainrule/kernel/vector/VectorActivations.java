package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.network.Activation;

/**
 * {@code org.chainrule.kernel.FloatActivations} lane by lane: the same operations in the same order, so the same bits.
 *
 * <p>Written by kernels-vector/generate-vector-math.py: straight-line code without a call, because the JIT compiler inlines only so much of ordinary code into one
 * loop, and a vector that leaves a method is an object on the heap. What does not fill a vector is left to the caller: every method returns how many elements
 * it has done.
 */
final class VectorActivations {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();
    private static final float SELU_LAMBDA = (float) Activation.SELU_LAMBDA;
    private static final float SELU_DEPTH = (float) Activation.SELU_DEPTH;

    private VectorActivations() {}

    /** h = phi(z) [2]; may be in place. */
    static int forward(Activation phi, float[] z, int zStart, float[] h, int hStart, int length) {
        float alpha = (float) phi.alpha();
        return switch (phi.kind()) {
            case IDENTITY -> 0;
            case RELU -> relu(z, zStart, h, hStart, length);
            case LEAKY_RELU -> leakyRelu(alpha, z, zStart, h, hStart, length);
            case ELU -> elu(alpha, z, zStart, h, hStart, length);
            case SELU -> selu(z, zStart, h, hStart, length);
            case GELU -> gelu(z, zStart, h, hStart, length);
            case SILU -> silu(z, zStart, h, hStart, length);
            case MISH -> mish(z, zStart, h, hStart, length);
            case SOFTPLUS -> VectorMath.softplus(z, zStart, h, hStart, length);
            case TANH -> VectorMath.tanh(z, zStart, h, hStart, length);
            case LOGISTIC -> VectorMath.logistic(z, zStart, h, hStart, length);
        };
    }

    /** dz = dh phi'(z) [5, 9]; dz may be dh. */
    static int backward(
            Activation phi, float[] z, int zStart, float[] dh, int dhStart, float[] dz, int dzStart, int length) {
        float alpha = (float) phi.alpha();
        return switch (phi.kind()) {
            case IDENTITY -> 0;
            case RELU -> reluSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case LEAKY_RELU -> leakyReluSlope(alpha, z, zStart, dh, dhStart, dz, dzStart, length);
            case ELU -> eluSlope(alpha, z, zStart, dh, dhStart, dz, dzStart, length);
            case SELU -> seluSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case GELU -> geluSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case SILU -> siluSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case MISH -> mishSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case SOFTPLUS -> softplusSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case TANH -> tanhSlope(z, zStart, dh, dhStart, dz, dzStart, length);
            case LOGISTIC -> logisticSlope(z, zStart, dh, dhStart, dz, dzStart, length);
        };
    }

    /** phi of RELU. */
    static int relu(float[] zs, int zStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.LE, c0);
            FloatVector t2 = z.blend(c0, t1);
            t2.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** phi of LEAKY_RELU. */
    static int leakyRelu(float alpha, float[] zs, int zStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, alpha);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.GT, c0);
            FloatVector t2 = z.mul(c1);
            FloatVector t3 = t2.blend(z, t1);
            t3.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** phi of ELU. */
    static int elu(float alpha, float[] zs, int zStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -25f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        IntVector c13 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c14 = IntVector.broadcast(INTS, 126);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, alpha);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.GT, c0);
            VectorMask<Float> t2 = z.compare(VectorOperators.GT, c1);
            FloatVector t3 = z.blend(c1, t2);
            VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c2);
            FloatVector t5 = t3.blend(c2, t4);
            VectorMask<Float> t6 = t5.compare(VectorOperators.LT, c3);
            FloatVector t7 = t5.blend(c3, t6);
            FloatVector t8 = t7.fma(c4, c5);
            FloatVector t9 = t8.sub(c5);
            FloatVector t10 = t9.fma(c6, t7);
            FloatVector t11 = t9.fma(c7, t10);
            FloatVector t12 = t11.fma(c8, c9);
            FloatVector t13 = t12.fma(t11, c10);
            FloatVector t14 = t13.fma(t11, c11);
            FloatVector t15 = t14.fma(t11, c12);
            FloatVector t16 = t11.mul(t11);
            FloatVector t17 = t16.fma(t15, t11);
            IntVector t18 = t8.reinterpretAsInts();
            IntVector t19 = t18.sub(c13);
            IntVector t20 = t19.add(c14);
            IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
            FloatVector t22 = t21.reinterpretAsFloats();
            FloatVector t23 = t22.sub(c15);
            FloatVector t24 = t22.fma(t17, t23);
            FloatVector t25 = t24.mul(c16);
            VectorMask<Float> t26 = t8.compare(VectorOperators.EQ, c5);
            FloatVector t27 = t25.blend(t17, t26);
            FloatVector t28 = t27.mul(c17);
            FloatVector t29 = t28.blend(z, t1);
            t29.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** phi of SELU. */
    static int selu(float[] zs, int zStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, SELU_LAMBDA);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 89f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -125f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, -25f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        IntVector c14 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c15 = IntVector.broadcast(INTS, 126);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, SELU_DEPTH);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.GT, c0);
            FloatVector t2 = z.mul(c1);
            VectorMask<Float> t3 = z.compare(VectorOperators.GT, c2);
            FloatVector t4 = z.blend(c2, t3);
            VectorMask<Float> t5 = t4.compare(VectorOperators.LT, c3);
            FloatVector t6 = t4.blend(c3, t5);
            VectorMask<Float> t7 = t6.compare(VectorOperators.LT, c4);
            FloatVector t8 = t6.blend(c4, t7);
            FloatVector t9 = t8.fma(c5, c6);
            FloatVector t10 = t9.sub(c6);
            FloatVector t11 = t10.fma(c7, t8);
            FloatVector t12 = t10.fma(c8, t11);
            FloatVector t13 = t12.fma(c9, c10);
            FloatVector t14 = t13.fma(t12, c11);
            FloatVector t15 = t14.fma(t12, c12);
            FloatVector t16 = t15.fma(t12, c13);
            FloatVector t17 = t12.mul(t12);
            FloatVector t18 = t17.fma(t16, t12);
            IntVector t19 = t9.reinterpretAsInts();
            IntVector t20 = t19.sub(c14);
            IntVector t21 = t20.add(c15);
            IntVector t22 = t21.lanewise(VectorOperators.LSHL, 23);
            FloatVector t23 = t22.reinterpretAsFloats();
            FloatVector t24 = t23.sub(c16);
            FloatVector t25 = t23.fma(t18, t24);
            FloatVector t26 = t25.mul(c17);
            VectorMask<Float> t27 = t9.compare(VectorOperators.EQ, c6);
            FloatVector t28 = t26.blend(t18, t27);
            FloatVector t29 = t28.mul(c18);
            FloatVector t30 = t29.blend(t2, t1);
            t30.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** phi of GELU. */
    static int gelu(float[] zs, int zStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 15f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, 2.5f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -0x1.09bfd4p-14f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, -0x1.ddeb46p-13f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.615dc2p-21f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.4bb632p-10f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, 0x1.50a828p-10f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, -0x1.8c64e8p-8f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, -0x1.1d1448p-7f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, 0x1.79596p-5f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.34f98ep-5f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, -0x1.772474p-4f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 0x1.fa881p-2f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c19 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c20 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c21 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c22 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c23 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c24 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        IntVector c25 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c26 = IntVector.broadcast(INTS, 127);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector t1 = z.abs();
            VectorMask<Float> t2 = t1.compare(VectorOperators.GT, c0);
            FloatVector t3 = t1.blend(c0, t2);
            VectorMask<Float> t4 = z.compare(VectorOperators.GT, c1);
            FloatVector t5 = c1.blend(z, t4);
            FloatVector t6 = t3.neg();
            FloatVector t7 = t3.sub(c2);
            FloatVector t8 = t3.add(c2);
            FloatVector t9 = t7.div(t8);
            FloatVector t10 = t9.fma(c3, c4);
            FloatVector t11 = t10.fma(t9, c5);
            FloatVector t12 = t11.fma(t9, c6);
            FloatVector t13 = t12.fma(t9, c7);
            FloatVector t14 = t13.fma(t9, c8);
            FloatVector t15 = t14.fma(t9, c9);
            FloatVector t16 = t15.fma(t9, c10);
            FloatVector t17 = t16.fma(t9, c11);
            FloatVector t18 = t17.fma(t9, c12);
            FloatVector t19 = t18.fma(t9, c13);
            FloatVector t20 = t3.add(c14);
            FloatVector t21 = t19.div(t20);
            FloatVector t22 = t6.mul(t21);
            FloatVector t23 = t3.mul(t3);
            FloatVector t24 = t23.neg();
            FloatVector t25 = t3.fma(t3, t24);
            FloatVector t26 = t23.mul(c15);
            FloatVector t27 = t26.fma(c16, c17);
            FloatVector t28 = t27.sub(c17);
            FloatVector t29 = t28.fma(c18, t26);
            FloatVector t30 = t28.fma(c19, t29);
            FloatVector t31 = t30.fma(c20, c21);
            FloatVector t32 = t31.fma(t30, c22);
            FloatVector t33 = t32.fma(t30, c23);
            FloatVector t34 = t33.fma(t30, c24);
            FloatVector t35 = t30.mul(t30);
            FloatVector t36 = t35.fma(t34, t30);
            FloatVector t37 = t36.add(c14);
            FloatVector t38 = t25.mul(c15);
            FloatVector t39 = t38.fma(t22, t22);
            FloatVector t40 = t37.mul(t39);
            IntVector t41 = t27.reinterpretAsInts();
            IntVector t42 = t41.sub(c25);
            IntVector t43 = t42.lanewise(VectorOperators.ASHR, 1);
            IntVector t44 = t43.add(c26);
            IntVector t45 = t44.lanewise(VectorOperators.LSHL, 23);
            FloatVector t46 = t45.reinterpretAsFloats();
            IntVector t47 = t42.sub(t43);
            IntVector t48 = t47.add(c26);
            IntVector t49 = t48.lanewise(VectorOperators.LSHL, 23);
            FloatVector t50 = t49.reinterpretAsFloats();
            FloatVector t51 = t40.mul(t46);
            FloatVector t52 = t51.mul(t50);
            FloatVector t53 = t5.add(t52);
            t53.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** phi of SILU. */
    static int silu(float[] zs, int zStart, float[] outs, int outStart, int length) {
        IntVector c0 = IntVector.broadcast(INTS, 0x80000000);
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
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            IntVector t1 = z.reinterpretAsInts();
            IntVector t2 = t1.or(c0);
            FloatVector t3 = t2.reinterpretAsFloats();
            VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c1);
            FloatVector t5 = t3.blend(c1, t4);
            FloatVector t6 = t5.fma(c2, c3);
            FloatVector t7 = t6.sub(c3);
            FloatVector t8 = t7.fma(c4, t5);
            FloatVector t9 = t7.fma(c5, t8);
            FloatVector t10 = t9.fma(c6, c7);
            FloatVector t11 = t10.fma(t9, c8);
            FloatVector t12 = t11.fma(t9, c9);
            FloatVector t13 = t12.fma(t9, c10);
            FloatVector t14 = t9.mul(t9);
            FloatVector t15 = t14.fma(t13, t9);
            FloatVector t16 = t15.add(c11);
            IntVector t17 = t6.reinterpretAsInts();
            IntVector t18 = t17.sub(c12);
            IntVector t19 = t18.lanewise(VectorOperators.ASHR, 1);
            IntVector t20 = t19.add(c13);
            IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
            FloatVector t22 = t21.reinterpretAsFloats();
            IntVector t23 = t18.sub(t19);
            IntVector t24 = t23.add(c13);
            IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
            FloatVector t26 = t25.reinterpretAsFloats();
            FloatVector t27 = t16.mul(t22);
            FloatVector t28 = t27.mul(t26);
            FloatVector t29 = t28.add(c11);
            VectorMask<Float> t30 = z.compare(VectorOperators.GT, c14);
            FloatVector t31 = z.div(t29);
            FloatVector t32 = t5.div(t29);
            FloatVector t33 = t16.mul(t32);
            FloatVector t34 = t33.mul(t22);
            FloatVector t35 = t34.mul(t26);
            FloatVector t36 = t35.blend(t31, t30);
            t36.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** phi of MISH. */
    static int mish(float[] zs, int zStart, float[] outs, int outStart, int length) {
        IntVector c0 = IntVector.broadcast(INTS, 0x80000000);
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
        FloatVector c14 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            IntVector t1 = z.reinterpretAsInts();
            IntVector t2 = t1.or(c0);
            FloatVector t3 = t2.reinterpretAsFloats();
            VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c1);
            FloatVector t5 = t3.blend(c1, t4);
            FloatVector t6 = t5.fma(c2, c3);
            FloatVector t7 = t6.sub(c3);
            FloatVector t8 = t7.fma(c4, t5);
            FloatVector t9 = t7.fma(c5, t8);
            FloatVector t10 = t9.fma(c6, c7);
            FloatVector t11 = t10.fma(t9, c8);
            FloatVector t12 = t11.fma(t9, c9);
            FloatVector t13 = t12.fma(t9, c10);
            FloatVector t14 = t9.mul(t9);
            FloatVector t15 = t14.fma(t13, t9);
            FloatVector t16 = t15.add(c11);
            IntVector t17 = t6.reinterpretAsInts();
            IntVector t18 = t17.sub(c12);
            IntVector t19 = t18.lanewise(VectorOperators.ASHR, 1);
            IntVector t20 = t19.add(c13);
            IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
            FloatVector t22 = t21.reinterpretAsFloats();
            IntVector t23 = t18.sub(t19);
            IntVector t24 = t23.add(c13);
            IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
            FloatVector t26 = t25.reinterpretAsFloats();
            FloatVector t27 = t16.mul(t22);
            FloatVector t28 = t27.mul(t26);
            FloatVector t29 = t28.fma(c14, c11);
            FloatVector t30 = t28.mul(c14);
            FloatVector t31 = t30.fma(t28, t29);
            FloatVector t32 = t29.div(t31);
            FloatVector t33 = z.mul(t32);
            FloatVector t34 = t28.add(c14);
            VectorMask<Float> t35 = z.compare(VectorOperators.GT, c15);
            FloatVector t36 = t5.mul(t34);
            FloatVector t37 = t28.fma(t34, c14);
            FloatVector t38 = t36.div(t37);
            FloatVector t39 = t16.mul(t38);
            FloatVector t40 = t39.mul(t22);
            FloatVector t41 = t40.mul(t26);
            FloatVector t42 = t41.blend(t33, t35);
            t42.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of RELU. */
    static int reluSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 1f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.LE, c0);
            VectorMask<Float> t2 = z.compare(VectorOperators.GT, c0);
            FloatVector t3 = z.blend(c1, t2);
            FloatVector t4 = t3.blend(c0, t1);
            FloatVector t5 = d.mul(t4);
            t5.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of LEAKY_RELU. */
    static int leakyReluSlope(
            float alpha, float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, alpha);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.LE, c0);
            VectorMask<Float> t2 = z.compare(VectorOperators.GT, c0);
            FloatVector t3 = z.blend(c1, t2);
            FloatVector t4 = t3.blend(c2, t1);
            FloatVector t5 = d.mul(t4);
            t5.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of ELU. */
    static int eluSlope(
            float alpha, float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
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
        FloatVector c15 = FloatVector.broadcast(SPECIES, alpha);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.GT, c0);
            VectorMask<Float> t2 = z.compare(VectorOperators.GT, c1);
            FloatVector t3 = z.blend(c1, t2);
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
            FloatVector t29 = t28.mul(c15);
            FloatVector t30 = t29.blend(c12, t1);
            FloatVector t31 = d.mul(t30);
            t31.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of SELU. */
    static int seluSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
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
        FloatVector c15 = FloatVector.broadcast(SPECIES, SELU_DEPTH);
        FloatVector c16 = FloatVector.broadcast(SPECIES, SELU_LAMBDA);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            VectorMask<Float> t1 = z.compare(VectorOperators.GT, c0);
            VectorMask<Float> t2 = z.compare(VectorOperators.GT, c1);
            FloatVector t3 = z.blend(c1, t2);
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
            FloatVector t29 = t28.mul(c15);
            FloatVector t30 = t29.blend(c16, t1);
            FloatVector t31 = d.mul(t30);
            t31.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of GELU. */
    static int geluSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, 15f);
        FloatVector c1 = FloatVector.broadcast(SPECIES, 2.5f);
        FloatVector c2 = FloatVector.broadcast(SPECIES, -0x1.09bfd4p-14f);
        FloatVector c3 = FloatVector.broadcast(SPECIES, -0x1.ddeb46p-13f);
        FloatVector c4 = FloatVector.broadcast(SPECIES, 0x1.615dc2p-21f);
        FloatVector c5 = FloatVector.broadcast(SPECIES, 0x1.4bb632p-10f);
        FloatVector c6 = FloatVector.broadcast(SPECIES, 0x1.50a828p-10f);
        FloatVector c7 = FloatVector.broadcast(SPECIES, -0x1.8c64e8p-8f);
        FloatVector c8 = FloatVector.broadcast(SPECIES, -0x1.1d1448p-7f);
        FloatVector c9 = FloatVector.broadcast(SPECIES, 0x1.79596p-5f);
        FloatVector c10 = FloatVector.broadcast(SPECIES, -0x1.34f98ep-5f);
        FloatVector c11 = FloatVector.broadcast(SPECIES, -0x1.772474p-4f);
        FloatVector c12 = FloatVector.broadcast(SPECIES, 0x1.fa881p-2f);
        FloatVector c13 = FloatVector.broadcast(SPECIES, 1f);
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0x1.988454p-2f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, -0.5f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 0x1.715476p0f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 0x1.8p23f);
        FloatVector c18 = FloatVector.broadcast(SPECIES, -0x1.62e43p-1f);
        FloatVector c19 = FloatVector.broadcast(SPECIES, 0x1.05c61p-29f);
        FloatVector c20 = FloatVector.broadcast(SPECIES, 0x1.6a496p-10f);
        FloatVector c21 = FloatVector.broadcast(SPECIES, 0x1.1239ap-7f);
        FloatVector c22 = FloatVector.broadcast(SPECIES, 0x1.5558b4p-5f);
        FloatVector c23 = FloatVector.broadcast(SPECIES, 0x1.555492p-3f);
        FloatVector c24 = FloatVector.broadcast(SPECIES, 0x1.fffffcp-2f);
        IntVector c25 = IntVector.broadcast(INTS, 0x4B400000);
        IntVector c26 = IntVector.broadcast(INTS, 127);
        FloatVector c27 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            FloatVector t1 = z.abs();
            VectorMask<Float> t2 = t1.compare(VectorOperators.GT, c0);
            FloatVector t3 = t1.blend(c0, t2);
            FloatVector t4 = t3.neg();
            FloatVector t5 = t3.sub(c1);
            FloatVector t6 = t3.add(c1);
            FloatVector t7 = t5.div(t6);
            FloatVector t8 = t7.fma(c2, c3);
            FloatVector t9 = t8.fma(t7, c4);
            FloatVector t10 = t9.fma(t7, c5);
            FloatVector t11 = t10.fma(t7, c6);
            FloatVector t12 = t11.fma(t7, c7);
            FloatVector t13 = t12.fma(t7, c8);
            FloatVector t14 = t13.fma(t7, c9);
            FloatVector t15 = t14.fma(t7, c10);
            FloatVector t16 = t15.fma(t7, c11);
            FloatVector t17 = t16.fma(t7, c12);
            FloatVector t18 = t3.add(c13);
            FloatVector t19 = t17.div(t18);
            FloatVector t20 = t4.fma(c14, t19);
            FloatVector t21 = t3.mul(t3);
            FloatVector t22 = t21.neg();
            FloatVector t23 = t3.fma(t3, t22);
            FloatVector t24 = t21.mul(c15);
            FloatVector t25 = t24.fma(c16, c17);
            FloatVector t26 = t25.sub(c17);
            FloatVector t27 = t26.fma(c18, t24);
            FloatVector t28 = t26.fma(c19, t27);
            FloatVector t29 = t28.fma(c20, c21);
            FloatVector t30 = t29.fma(t28, c22);
            FloatVector t31 = t30.fma(t28, c23);
            FloatVector t32 = t31.fma(t28, c24);
            FloatVector t33 = t28.mul(t28);
            FloatVector t34 = t33.fma(t32, t28);
            FloatVector t35 = t34.add(c13);
            FloatVector t36 = t23.mul(c15);
            FloatVector t37 = t36.fma(t20, t20);
            FloatVector t38 = t35.mul(t37);
            IntVector t39 = t25.reinterpretAsInts();
            IntVector t40 = t39.sub(c25);
            IntVector t41 = t40.lanewise(VectorOperators.ASHR, 1);
            IntVector t42 = t41.add(c26);
            IntVector t43 = t42.lanewise(VectorOperators.LSHL, 23);
            FloatVector t44 = t43.reinterpretAsFloats();
            IntVector t45 = t40.sub(t41);
            IntVector t46 = t45.add(c26);
            IntVector t47 = t46.lanewise(VectorOperators.LSHL, 23);
            FloatVector t48 = t47.reinterpretAsFloats();
            FloatVector t49 = t38.mul(t44);
            FloatVector t50 = t49.mul(t48);
            VectorMask<Float> t51 = z.compare(VectorOperators.GT, c27);
            FloatVector t52 = c13.sub(t50);
            FloatVector t53 = t50.blend(t52, t51);
            FloatVector t54 = d.mul(t53);
            t54.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of SILU. */
    static int siluSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        IntVector c0 = IntVector.broadcast(INTS, 0x80000000);
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
        FloatVector c14 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            IntVector t1 = z.reinterpretAsInts();
            IntVector t2 = t1.or(c0);
            FloatVector t3 = t2.reinterpretAsFloats();
            VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c1);
            FloatVector t5 = t3.blend(c1, t4);
            FloatVector t6 = t5.fma(c2, c3);
            FloatVector t7 = t6.sub(c3);
            FloatVector t8 = t7.fma(c4, t5);
            FloatVector t9 = t7.fma(c5, t8);
            FloatVector t10 = t9.fma(c6, c7);
            FloatVector t11 = t10.fma(t9, c8);
            FloatVector t12 = t11.fma(t9, c9);
            FloatVector t13 = t12.fma(t9, c10);
            FloatVector t14 = t9.mul(t9);
            FloatVector t15 = t14.fma(t13, t9);
            FloatVector t16 = t15.add(c11);
            IntVector t17 = t6.reinterpretAsInts();
            IntVector t18 = t17.sub(c12);
            IntVector t19 = t18.lanewise(VectorOperators.ASHR, 1);
            IntVector t20 = t19.add(c13);
            IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
            FloatVector t22 = t21.reinterpretAsFloats();
            IntVector t23 = t18.sub(t19);
            IntVector t24 = t23.add(c13);
            IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
            FloatVector t26 = t25.reinterpretAsFloats();
            FloatVector t27 = t16.mul(t22);
            FloatVector t28 = t27.mul(t26);
            FloatVector t29 = t28.add(c11);
            FloatVector t30 = t29.mul(t29);
            FloatVector t31 = c11.sub(t5);
            FloatVector t32 = t28.fma(t31, c11);
            FloatVector t33 = t32.div(t30);
            VectorMask<Float> t34 = z.compare(VectorOperators.GT, c14);
            FloatVector t35 = t29.add(t5);
            FloatVector t36 = t35.div(t30);
            FloatVector t37 = t16.mul(t36);
            FloatVector t38 = t37.mul(t22);
            FloatVector t39 = t38.mul(t26);
            FloatVector t40 = t39.blend(t33, t34);
            FloatVector t41 = d.mul(t40);
            t41.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of MISH. */
    static int mishSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        IntVector c0 = IntVector.broadcast(INTS, 0x80000000);
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
        FloatVector c14 = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c15 = FloatVector.broadcast(SPECIES, -4f);
        FloatVector c16 = FloatVector.broadcast(SPECIES, 4f);
        FloatVector c17 = FloatVector.broadcast(SPECIES, 0f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            IntVector t1 = z.reinterpretAsInts();
            IntVector t2 = t1.or(c0);
            FloatVector t3 = t2.reinterpretAsFloats();
            VectorMask<Float> t4 = t3.compare(VectorOperators.LT, c1);
            FloatVector t5 = t3.blend(c1, t4);
            FloatVector t6 = t5.fma(c2, c3);
            FloatVector t7 = t6.sub(c3);
            FloatVector t8 = t7.fma(c4, t5);
            FloatVector t9 = t7.fma(c5, t8);
            FloatVector t10 = t9.fma(c6, c7);
            FloatVector t11 = t10.fma(t9, c8);
            FloatVector t12 = t11.fma(t9, c9);
            FloatVector t13 = t12.fma(t9, c10);
            FloatVector t14 = t9.mul(t9);
            FloatVector t15 = t14.fma(t13, t9);
            FloatVector t16 = t15.add(c11);
            IntVector t17 = t6.reinterpretAsInts();
            IntVector t18 = t17.sub(c12);
            IntVector t19 = t18.lanewise(VectorOperators.ASHR, 1);
            IntVector t20 = t19.add(c13);
            IntVector t21 = t20.lanewise(VectorOperators.LSHL, 23);
            FloatVector t22 = t21.reinterpretAsFloats();
            IntVector t23 = t18.sub(t19);
            IntVector t24 = t23.add(c13);
            IntVector t25 = t24.lanewise(VectorOperators.LSHL, 23);
            FloatVector t26 = t25.reinterpretAsFloats();
            FloatVector t27 = t16.mul(t22);
            FloatVector t28 = t27.mul(t26);
            FloatVector t29 = t28.add(c11);
            FloatVector t30 = t28.mul(c14);
            FloatVector t31 = t30.fma(t29, c11);
            FloatVector t32 = t28.fma(c14, c11);
            FloatVector t33 = t5.mul(c15);
            FloatVector t34 = t33.mul(t28);
            FloatVector t35 = t34.mul(t28);
            FloatVector t36 = t35.mul(t29);
            FloatVector t37 = t32.fma(t31, t36);
            FloatVector t38 = t31.mul(t31);
            FloatVector t39 = t37.div(t38);
            FloatVector t40 = t28.add(c14);
            FloatVector t41 = t28.fma(t40, c14);
            FloatVector t42 = t5.mul(c16);
            FloatVector t43 = t42.mul(t29);
            FloatVector t44 = t40.fma(t41, t43);
            FloatVector t45 = t41.mul(t41);
            FloatVector t46 = t44.div(t45);
            VectorMask<Float> t47 = z.compare(VectorOperators.GT, c17);
            FloatVector t48 = t16.mul(t46);
            FloatVector t49 = t48.mul(t22);
            FloatVector t50 = t49.mul(t26);
            FloatVector t51 = t50.blend(t39, t47);
            FloatVector t52 = d.mul(t51);
            t52.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of SOFTPLUS. */
    static int softplusSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
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
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            IntVector t1 = z.reinterpretAsInts();
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
            VectorMask<Float> t31 = z.compare(VectorOperators.GE, c15);
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
            FloatVector t43 = d.mul(t42);
            t43.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of TANH. */
    static int tanhSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
        FloatVector c0 = FloatVector.broadcast(SPECIES, -2f);
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
        FloatVector c15 = FloatVector.broadcast(SPECIES, 4f);
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            FloatVector t1 = z.abs();
            FloatVector t2 = t1.mul(c0);
            VectorMask<Float> t3 = t2.compare(VectorOperators.GT, c1);
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
            FloatVector t17 = t16.add(c12);
            IntVector t18 = t7.reinterpretAsInts();
            IntVector t19 = t18.sub(c13);
            IntVector t20 = t19.lanewise(VectorOperators.ASHR, 1);
            IntVector t21 = t20.add(c14);
            IntVector t22 = t21.lanewise(VectorOperators.LSHL, 23);
            FloatVector t23 = t22.reinterpretAsFloats();
            IntVector t24 = t19.sub(t20);
            IntVector t25 = t24.add(c14);
            IntVector t26 = t25.lanewise(VectorOperators.LSHL, 23);
            FloatVector t27 = t26.reinterpretAsFloats();
            FloatVector t28 = t17.mul(t23);
            FloatVector t29 = t28.mul(t27);
            FloatVector t30 = t29.add(c12);
            FloatVector t31 = t29.mul(c15);
            FloatVector t32 = t30.mul(t30);
            FloatVector t33 = t31.div(t32);
            FloatVector t34 = d.mul(t33);
            t34.intoArray(outs, outStart + e);
        }
        return e;
    }

    /** d phi' of LOGISTIC. */
    static int logisticSlope(float[] zs, int zStart, float[] ds, int dStart, float[] outs, int outStart, int length) {
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
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, zs, zStart + e);
            FloatVector d = FloatVector.fromArray(SPECIES, ds, dStart + e);
            IntVector t1 = z.reinterpretAsInts();
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
            FloatVector t31 = t30.add(c12);
            FloatVector t32 = t31.mul(t31);
            FloatVector t33 = t30.div(t32);
            FloatVector t34 = d.mul(t33);
            t34.intoArray(outs, outStart + e);
        }
        return e;
    }
}
