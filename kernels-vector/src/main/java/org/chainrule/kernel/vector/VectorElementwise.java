package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.ScalarElementwise;
import org.chainrule.network.Activation;

/** The elementwise kernels in SIMD, with the bits of {@link ScalarElementwise}, which does what does not fill a vector. */
final class VectorElementwise implements ElementwiseKernels {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** 0, 1, 2, ... times what a counter of {@code CounterRandom} grows by. */
    private static final LongVector COUNTERS = LongVector.zero(VectorSpecies.of(long.class, SPECIES.vectorShape()))
            .addIndex(1)
            .mul(GOLDEN);
    /** 0, 1, 2, ... */
    private static final FloatVector FIRST = FloatVector.zero(SPECIES).addIndex(1);

    /** 0, 0, 1, 1, ...: every 32 bits go to the two units that share them. A conversion from short would be a kind more, see generate-vector-math.py. */
    private static final VectorShuffle<Integer> LOW_PAIRS = VectorShuffle.fromOp(INTS, lane -> lane / 2);
    /** The same for the upper half. */
    private static final VectorShuffle<Integer> HIGH_PAIRS = VectorShuffle.fromOp(INTS, lane -> (LANES + lane) / 2);
    /** 0, 16, 0, 16, ... */
    private static final IntVector HALVES =
            IntVector.zero(INTS).addIndex(1).and(1).lanewise(VectorOperators.LSHL, 4);

    private final ScalarElementwise scalar = new ScalarElementwise();

    @Override
    public void activate(Activation phi, float[] z, float[] h, int start, int length) {
        int done = VectorActivations.forward(phi, z, start, h, start, length);
        scalar.activate(phi, z, h, start + done, length - done);
    }

    @Override
    public void activateBackward(Activation phi, float[] z, float[] h, float[] dh, float[] dz, int start, int length) {
        int done = VectorActivations.backward(phi, z, start, dh, start, dz, start, length);
        scalar.activateBackward(phi, z, h, dh, dz, start + done, length - done);
    }

    @Override
    public boolean allFinite(float[] values, int from, int to) {
        // x 0 is NaN where x is infinite or NaN, and a NaN stays in its lane's sum. The bits as integers would need a
        // reinterpretation, which JDK 17 leaves a call in some processes. Four sums, since each waits for its last step
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s0 = zero;
        FloatVector s1 = zero;
        FloatVector s2 = zero;
        FloatVector s3 = zero;
        int e = from;
        for (; e <= to - 4 * LANES; e += 4 * LANES) {
            s0 = FloatVector.fromArray(SPECIES, values, e).fma(zero, s0);
            s1 = FloatVector.fromArray(SPECIES, values, e + LANES).fma(zero, s1);
            s2 = FloatVector.fromArray(SPECIES, values, e + 2 * LANES).fma(zero, s2);
            s3 = FloatVector.fromArray(SPECIES, values, e + 3 * LANES).fma(zero, s3);
        }
        for (; e <= to - LANES; e += LANES) {
            s0 = FloatVector.fromArray(SPECIES, values, e).fma(zero, s0);
        }
        FloatVector sum = VectorWidth.MINUS_ZERO.add(s0).add(s1).add(s2).add(s3);
        return sum.reduceLanes(VectorOperators.ADD) == 0 && scalar.allFinite(values, e, to);
    }

    @Override
    public float maximum(float[] values, int start, int length) {
        if (length < LANES) {
            return start + LANES <= values.length
                    ? firstLanes(values, start, length)
                    : scalar.maximum(values, start, length);
        }
        FloatVector max = FloatVector.fromArray(SPECIES, values, start);
        int e = LANES;
        for (; e <= length - LANES; e += LANES) {
            max = FloatVector.fromArray(SPECIES, values, start + e).max(max);
        }
        // The last vector overlaps the one before: the largest number does not mind
        max = FloatVector.fromArray(SPECIES, values, start + length - LANES).max(max);
        return max.reduceLanes(VectorOperators.MAX);
    }

    private static float firstLanes(float[] values, int start, int length) {
        FloatVector v = FloatVector.fromArray(SPECIES, values, start);
        return v.blend(Float.NEGATIVE_INFINITY, FIRST.compare(VectorOperators.GE, (float) length))
                .reduceLanes(VectorOperators.MAX);
    }

    @Override
    public void exponentials(float[] z, int zStart, float shift, float[] out, int outStart, int length, int room) {
        int done = VectorMath.expOfDifference(shift, z, zStart, out, outStart, length);
        if (done < length && done + LANES <= room && zStart + done + LANES <= z.length) {
            VectorMath.expOfDifferenceTail(shift, z, zStart + done, out, outStart + done, length - done);
        } else {
            scalar.exponentials(z, zStart + done, shift, out, outStart + done, length - done, length - done);
        }
    }

    @Override
    public void quotients(float[] x, int start, float divisor, float offset, int length, int room) {
        int e = 0;
        for (; e <= length - LANES; e += LANES) {
            FloatVector.fromArray(SPECIES, x, start + e)
                    .div(divisor)
                    .sub(offset)
                    .intoArray(x, start + e);
        }
        if (e < length && e + LANES <= room) {
            FloatVector old = FloatVector.fromArray(SPECIES, x, start + e);
            FloatVector quotient = old.div(divisor).sub(offset);
            old.blend(quotient, FIRST.compare(VectorOperators.LT, (float) (length - e)))
                    .intoArray(x, start + e);
        } else {
            scalar.quotients(x, start + e, divisor, offset, length - e, length - e);
        }
    }

    @Override
    public void logistics(float[] z, int zStart, float[] out, int outStart, int length) {
        int done = VectorMath.logistic(z, zStart, out, outStart, length);
        scalar.logistics(z, zStart + done, out, outStart + done, length - done);
    }

    @Override
    public void logisticCosts(float[] z, int zStart, float[] y, int yStart, float[] out, int outStart, int length) {
        int done = VectorMath.logisticCost(z, zStart, y, yStart, out, outStart, length);
        scalar.logisticCosts(z, zStart + done, y, yStart + done, out, outStart + done, length - done);
    }

    @Override
    public void logisticDeltas(float[] z, int zStart, float[] y, int yStart, float[] out, int outStart, int length) {
        int done = VectorMath.logisticDelta(z, zStart, y, yStart, out, outStart, length);
        scalar.logisticDeltas(z, zStart + done, y, yStart + done, out, outStart + done, length - done);
    }

    @Override
    public void cosines(float[] x, int xStart, float[] out, int outStart, int length) {
        int done = VectorMath.cos(x, xStart, out, outStart, length);
        scalar.cosines(x, xStart + done, out, outStart + done, length - done);
    }

    @Override
    public void sines(float[] x, int xStart, float[] out, int outStart, int length) {
        int done = VectorMath.sin(x, xStart, out, outStart, length);
        scalar.sines(x, xStart + done, out, outStart + done, length - done);
    }

    @Override
    public void add(float[] a, float[] b, float[] sum, int from, int to) {
        int e = from;
        for (; e <= to - LANES; e += LANES) {
            FloatVector.fromArray(SPECIES, a, e)
                    .add(FloatVector.fromArray(SPECIES, b, e))
                    .intoArray(sum, e);
        }
        scalar.add(a, b, sum, e, to);
    }

    @Override
    public void scale(float[] x, float factor, int from, int to) {
        int e = from;
        for (; e <= to - LANES; e += LANES) {
            FloatVector.fromArray(SPECIES, x, e).mul(factor).intoArray(x, e);
        }
        scalar.scale(x, factor, e, to);
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
        // Eight draws of four units at once. Below 512 bits there is no multiplication of 64-bit lanes: the scalar loop
        // is faster
        int done = LANES < 16
                ? 0
                : dropout32(key + GOLDEN * ((firstIndex >> 2) + 1), threshold, scale, x, xStart, y, yStart, length);
        scalar.dropout(key, firstIndex + done, threshold, scale, x, xStart + done, y, yStart + done, length - done);
    }

    /** 32 units a turn, whose random bits are those of {@code CounterRandom}: the finaliser of a counter that starts here. */
    private static int dropout32(
            long counter, int threshold, float scale, float[] x, int xStart, float[] y, int yStart, int length) {
        long state = counter;
        IntVector zero = IntVector.zero(INTS);
        int e = 0;
        for (; e <= length - 32; e += 32) {
            LongVector bits = COUNTERS.add(state);
            bits = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 30));
            bits = bits.mul(0xBF58476D1CE4E5B9L);
            bits = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 27));
            bits = bits.mul(0x94D049BB133111EBL);
            bits = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 31));
            IntVector random = bits.reinterpretAsInts();
            IntVector low = random.rearrange(LOW_PAIRS)
                    .lanewise(VectorOperators.LSHR, HALVES)
                    .and(0xffff);
            IntVector high = random.rearrange(HIGH_PAIRS)
                    .lanewise(VectorOperators.LSHR, HALVES)
                    .and(0xffff);
            IntVector first =
                    FloatVector.fromArray(SPECIES, x, xStart + e).mul(scale).reinterpretAsInts();
            IntVector second = FloatVector.fromArray(SPECIES, x, xStart + e + 16)
                    .mul(scale)
                    .reinterpretAsInts();
            zero.blend(first, low.compare(VectorOperators.GE, threshold))
                    .reinterpretAsFloats()
                    .intoArray(y, yStart + e);
            zero.blend(second, high.compare(VectorOperators.GE, threshold))
                    .reinterpretAsFloats()
                    .intoArray(y, yStart + e + 16);
            state += 8 * GOLDEN;
        }
        return e;
    }
}
