package org.chainrule.kernel.vector;

import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.ScalarSums;

/**
 * Sums of a row in double, whose shape does not depend on the width of the vectors: element i of the whole blocks of 16 belongs to chain i mod 16, the chains are
 * added as a tree of neighbours, what is left over makes a chain of its own, added last. Vectors of 8 take the 16 chains in two passes. Those of 4 would take
 * four and gain nothing over plain loops: JDK 17 runs out of room to inline the conversions to double, and makes objects of all vectors.
 */
final class RowSums {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();
    private static final int CHAINS = 16;

    private RowSums() {}

    /** sum of x. */
    static double of(float[] x, int start, int width) {
        if (LANES == 4) {
            return ScalarSums.sum(x, start, width);
        }
        int end = start + width - (width & (CHAINS - 1));
        double sum = LANES == 16 ? part(x, start, end) : part(x, start, end) + part(x, start + 8, end);
        double rest = 0;
        for (int i = end; i < start + width; i++) {
            rest += x[i];
        }
        return sum + rest;
    }

    private static double part(float[] x, int from, int end) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = DoubleVector.zero(DOUBLES);
        for (int i = from; i < end; i += CHAINS) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            low = ((DoubleVector) v.convert(F2D, 0)).add(low);
            high = ((DoubleVector) v.convert(F2D, 1)).add(high);
        }
        low = VectorWidth.MINUS_ZEROS.add(low);
        high = VectorWidth.MINUS_ZEROS.add(high);
        // The lanes as a tree of neighbours, written out: a vector that leaves a method may be an object on the heap
        double first = low.lane(0) + low.lane(1);
        double last = high.lane(0) + high.lane(1);
        first += low.lane(2) + low.lane(3);
        last += high.lane(2) + high.lane(3);
        if (LANES > 8) {
            first += (low.lane(4) + low.lane(5)) + (low.lane(6) + low.lane(7));
            last += (high.lane(4) + high.lane(5)) + (high.lane(6) + high.lane(7));
        }
        return first + last;
    }

    /** sum of (x - mean)^2. */
    static double ofSquares(float[] x, int start, int width, double mean) {
        if (LANES == 4) {
            return ScalarSums.squares(x, start, width, mean);
        }
        int end = start + width - (width & (CHAINS - 1));
        double sum = LANES == 16
                ? squares(x, start, end, mean)
                : squares(x, start, end, mean) + squares(x, start + 8, end, mean);
        double rest = 0;
        for (int i = end; i < start + width; i++) {
            double d = x[i] - mean;
            rest = Math.fma(d, d, rest);
        }
        return sum + rest;
    }

    private static double squares(float[] x, int from, int end, double mean) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = DoubleVector.zero(DOUBLES);
        for (int i = from; i < end; i += CHAINS) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            DoubleVector d0 = ((DoubleVector) v.convert(F2D, 0)).sub(mean);
            DoubleVector d1 = ((DoubleVector) v.convert(F2D, 1)).sub(mean);
            low = d0.fma(d0, low);
            high = d1.fma(d1, high);
        }
        low = VectorWidth.MINUS_ZEROS.add(low);
        high = VectorWidth.MINUS_ZEROS.add(high);
        // The lanes as a tree of neighbours, written out: a vector that leaves a method may be an object on the heap
        double first = low.lane(0) + low.lane(1);
        double last = high.lane(0) + high.lane(1);
        first += low.lane(2) + low.lane(3);
        last += high.lane(2) + high.lane(3);
        if (LANES > 8) {
            first += (low.lane(4) + low.lane(5)) + (low.lane(6) + low.lane(7));
            last += (high.lane(4) + high.lane(5)) + (high.lane(6) + high.lane(7));
        }
        return first + last;
    }

    /** sum of du = dy gain. */
    static double ofDeltas(float[] dy, int start, float[] gain, int gainStart, int width) {
        if (LANES == 4) {
            return ScalarSums.deltas(dy, start, gain, gainStart, width);
        }
        int length = width - (width & (CHAINS - 1));
        double sum = LANES == 16
                ? deltas(dy, start, gain, gainStart, 0, length)
                : deltas(dy, start, gain, gainStart, 0, length) + deltas(dy, start, gain, gainStart, 8, length);
        double rest = 0;
        for (int j = length; j < width; j++) {
            rest += dy[start + j] * gain[gainStart + j];
        }
        return sum + rest;
    }

    private static double deltas(float[] dy, int start, float[] gain, int gainStart, int from, int length) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = DoubleVector.zero(DOUBLES);
        for (int j = from; j < length; j += CHAINS) {
            FloatVector du = FloatVector.fromArray(SPECIES, dy, start + j)
                    .mul(FloatVector.fromArray(SPECIES, gain, gainStart + j));
            low = ((DoubleVector) du.convert(F2D, 0)).add(low);
            high = ((DoubleVector) du.convert(F2D, 1)).add(high);
        }
        low = VectorWidth.MINUS_ZEROS.add(low);
        high = VectorWidth.MINUS_ZEROS.add(high);
        // The lanes as a tree of neighbours, written out: a vector that leaves a method may be an object on the heap
        double first = low.lane(0) + low.lane(1);
        double last = high.lane(0) + high.lane(1);
        first += low.lane(2) + low.lane(3);
        last += high.lane(2) + high.lane(3);
        if (LANES > 8) {
            first += (low.lane(4) + low.lane(5)) + (low.lane(6) + low.lane(7));
            last += (high.lane(4) + high.lane(5)) + (high.lane(6) + high.lane(7));
        }
        return first + last;
    }

    /** sum of du u with u = (x - m) s. */
    static double ofProducts(float[] x, int p, float[] dy, int q, float[] gain, int g, int width, float m, float s) {
        if (LANES == 4) {
            return ScalarSums.products(x, p, dy, q, gain, g, width, m, s);
        }
        int length = width - (width & (CHAINS - 1));
        double sum = LANES == 16
                ? products(x, p, dy, q, gain, g, 0, length, m, s)
                : products(x, p, dy, q, gain, g, 0, length, m, s) + products(x, p, dy, q, gain, g, 8, length, m, s);
        double rest = 0;
        for (int j = length; j < width; j++) {
            float du = dy[q + j] * gain[g + j];
            float u = (x[p + j] - m) * s;
            rest = Math.fma((double) du, (double) u, rest);
        }
        return sum + rest;
    }

    private static double products(
            float[] x, int p, float[] dy, int q, float[] gain, int g, int from, int length, float m, float s) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = DoubleVector.zero(DOUBLES);
        for (int j = from; j < length; j += CHAINS) {
            FloatVector du = FloatVector.fromArray(SPECIES, dy, q + j).mul(FloatVector.fromArray(SPECIES, gain, g + j));
            FloatVector u = FloatVector.fromArray(SPECIES, x, p + j).sub(m).mul(s);
            low = ((DoubleVector) du.convert(F2D, 0)).fma((DoubleVector) u.convert(F2D, 0), low);
            high = ((DoubleVector) du.convert(F2D, 1)).fma((DoubleVector) u.convert(F2D, 1), high);
        }
        low = VectorWidth.MINUS_ZEROS.add(low);
        high = VectorWidth.MINUS_ZEROS.add(high);
        // The lanes as a tree of neighbours, written out: a vector that leaves a method may be an object on the heap
        double first = low.lane(0) + low.lane(1);
        double last = high.lane(0) + high.lane(1);
        first += low.lane(2) + low.lane(3);
        last += high.lane(2) + high.lane(3);
        if (LANES > 8) {
            first += (low.lane(4) + low.lane(5)) + (low.lane(6) + low.lane(7));
            last += (high.lane(4) + high.lane(5)) + (high.lane(6) + high.lane(7));
        }
        return first + last;
    }
}
