package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.chainrule.math.StableMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Largest error of the SIMD functions in ulp of the exact value, which is StrictMath's in double. The default suite takes every 251st float. All 2^32, with the
 * errors printed, in some minutes a function:
 *
 * <pre>
 * mvn -Dquick -pl kernels-vector -am test -Dtest=VectorMathAccuracyTest -Dsurefire.failIfNoSpecifiedTests=false -Dchainrule.exhaustive=true
 * </pre>
 */
class VectorMathAccuracyTest {
    private static final boolean EXHAUSTIVE = Boolean.getBoolean("chainrule.exhaustive");
    private static final int STRIDE = EXHAUSTIVE ? 1 : 251;
    private static final int CHUNKS = 256;
    private static final int BLOCK = 4096;
    /** What the documentation promises. */
    private static final double BOUND = 2;

    interface Loop {
        int run(float[] x, int xStart, float[] y, int yStart, int length);
    }

    enum Case {
        EXP(VectorMath::exp, StrictMath::exp),
        LOG(VectorMath::log, StrictMath::log),
        TANH(VectorMath::tanh, StrictMath::tanh),
        LOGISTIC(VectorMath::logistic, StableMath::logistic);

        final Loop found;
        final DoubleUnaryOperator exact;

        Case(Loop found, DoubleUnaryOperator exact) {
            this.found = found;
            this.exact = exact;
        }
    }

    record Worst(double error, float at) {}

    @ParameterizedTest
    @EnumSource
    void errorIsWithinTwoUlps(Case function) {
        Worst worst = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToObj(chunk -> worst(function, chunk))
                .reduce(new Worst(0, 0), (a, b) -> b.error() > a.error() ? b : a);
        if (EXHAUSTIVE) {
            System.out.println(function + ": " + worst.error() + " ulp at " + worst.at() + ", of all floats");
        }
        assertTrue(worst.error() <= BOUND, () -> function + ": " + worst.error() + " ulp at " + worst.at());
    }

    private static Worst worst(Case function, int chunk) {
        float[] x = new float[BLOCK];
        float[] y = new float[BLOCK];
        Worst worst = new Worst(0, 0);
        long end = Integer.MIN_VALUE + ((chunk + 1L) << 24);
        long bits = Integer.MIN_VALUE + ((long) chunk << 24) + (long) chunk * 31 % STRIDE;
        while (bits < end) {
            int n = 0;
            for (; n < BLOCK && bits < end; n++, bits += STRIDE) {
                x[n] = Float.intBitsToFloat((int) bits);
            }
            // The rest of the last block is what the block before left there
            function.found.run(x, 0, y, 0, BLOCK);
            for (int e = 0; e < n; e++) {
                double error = ulps(function.exact.applyAsDouble(x[e]), y[e]);
                if (error > worst.error()) {
                    worst = new Worst(error, x[e]);
                }
            }
        }
        return worst;
    }

    /** |found - exact| in ulps of the float nearest to exact; infinite where only one is NaN. */
    private static double ulps(double exact, float found) {
        if (Double.isNaN(exact) || Float.isNaN(found)) {
            return Double.isNaN(exact) && Float.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (exact == found) {
            return 0;
        }
        // An infinity stands for 2^128, the first number that is not a float
        double other = Float.isInfinite(found) ? Math.copySign(0x1p128, found) : found;
        double clamped = Math.max(-0x1p128, Math.min(0x1p128, exact));
        return Math.abs(other - clamped) / Math.min(0x1p104, Math.ulp((float) exact));
    }
}
