package org.chainrule.kernel.vector;

import static org.chainrule.kernel.vector.Samples.assertBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.kernel.FloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SIMD functions against {@link FloatMath}, bit for bit, often enough that the JIT compiler has its turn. */
class VectorMathTest {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 100;

    interface Loop {
        int run(float[] x, int xStart, float[] y, int yStart, int length);
    }

    interface FloatFunction {
        float at(float x);
    }

    enum Case {
        EXP(VectorMath::exp, FloatMath::exp),
        EXPM1(VectorMath::expm1, FloatMath::expm1),
        LOG(VectorMath::log, FloatMath::log),
        LOG1P(VectorMath::log1p, FloatMath::log1p),
        TANH(VectorMath::tanh, FloatMath::tanh),
        LOGISTIC(VectorMath::logistic, FloatMath::logistic),
        SOFTPLUS(VectorMath::softplus, FloatMath::softplus),
        ERF(VectorMath::erf, FloatMath::erf),
        SIN(VectorMath::sin, FloatMath::sin),
        COS(VectorMath::cos, FloatMath::cos);

        final Loop vector;
        final FloatFunction scalar;

        Case(Loop vector, FloatFunction scalar) {
            this.vector = vector;
            this.scalar = scalar;
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTheBitsOfTheScalarFunction(Case function) {
        Samples samples = new Samples(function.ordinal());
        for (int block = 0; block < BLOCKS; block++) {
            float[] x = block % 2 == 0 ? samples.bits(BLOCK) : samples.mixed(BLOCK);
            boolean angles = function == Case.SIN || function == Case.COS;
            float[] expected = new float[BLOCK];
            for (int e = 0; e < BLOCK; e++) {
                x[e] = angles && FloatMath.isLarge(x[e]) ? (float) Math.IEEEremainder(x[e], 1e5) : x[e];
                expected[e] = function.scalar.at(x[e]);
            }
            float[] found = new float[BLOCK];
            assertEquals(BLOCK, function.vector.run(x, 0, found, 0, BLOCK));
            assertBits(expected, found, function.toString());
        }
    }

    @Test
    void leavesLargeAnglesToTheScalarFunction() {
        float[] x = new float[BLOCK];
        assertEquals(BLOCK, VectorMath.sin(x, 0, new float[BLOCK], 0, BLOCK));
        x[BLOCK - 1] = -2e5f;
        assertEquals(0, VectorMath.sin(x, 0, new float[BLOCK], 0, BLOCK));
        assertEquals(0, VectorMath.cos(x, 0, new float[BLOCK], 0, BLOCK));
    }

    @ParameterizedTest
    @EnumSource
    void leavesWhatDoesNotFillAVector(Case function) {
        for (int length = 0; length < 70; length++) {
            float[] found = new float[length];
            int done = function.vector.run(new float[length], 0, found, 0, length);
            assertEquals(
                    length - length % VectorWidth.species().length(), done, function + " of " + length + " elements");
        }
    }
}
