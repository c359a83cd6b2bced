package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/** Random numbers with special ones among them, and the comparison of bits. */
final class Samples {
    static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f,
        0.5f,
        88.8f,
        -87.4f,
        -104f,
        1e-37f,
        -1e-38f,
        1e30f,
        15f
    };

    private final CounterRandom random;
    private long drawn;

    Samples(long seed) {
        random = CounterRandom.of(seed, Stream.SAMPLE, 0);
    }

    int below(int bound) {
        return random.below(drawn++, bound);
    }

    /** Numbers between -8 and 8. */
    float[] plain(int size) {
        float[] values = new float[size];
        for (int e = 0; e < size; e++) {
            values[e] = (float) (16 * random.uniform(drawn++) - 8);
        }
        return values;
    }

    /** Plain numbers, every fifth or so a special one. */
    float[] mixed(int size) {
        float[] values = plain(size);
        for (int e = below(5); e < size; e += 1 + below(9)) {
            values[e] = SPECIAL[below(SPECIAL.length)];
        }
        return values;
    }

    /** Any bits: all magnitudes alike. */
    float[] bits(int size) {
        float[] values = new float[size];
        for (int e = 0; e < size; e++) {
            values[e] = Float.intBitsToFloat((int) random.bits(drawn++));
        }
        return values;
    }

    /** The same bits; NaN is NaN. */
    static void assertBits(float[] expected, float[] found, String where) {
        for (int e = 0; e < expected.length; e++) {
            if (Float.floatToIntBits(expected[e]) != Float.floatToIntBits(found[e])) {
                assertEquals(expected[e], found[e], where + ", element " + e);
            }
        }
    }

    static void assertBits(double[] expected, double[] found, String where) {
        for (int e = 0; e < expected.length; e++) {
            if (Double.doubleToLongBits(expected[e]) != Double.doubleToLongBits(found[e])) {
                assertEquals(expected[e], found[e], where + ", element " + e);
            }
        }
    }
}
