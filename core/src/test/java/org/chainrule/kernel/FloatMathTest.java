package org.chainrule.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.chainrule.math.ErrorFunction;
import org.chainrule.math.StableMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Largest error of each float function in ulp of the exact value. The default suite takes every 997th float, or every
 * 9973rd; with {@code -Dchainrule.exhaustive=true} it takes all 2^32. The bounds of exp, log, logistic, expm1 and log1p
 * were read from all floats, the others from all floats of the range where the result is neither x nor a limit.
 */
class FloatMathTest {
    private static final boolean EXHAUSTIVE = Boolean.getBoolean("chainrule.exhaustive");

    interface FloatFunction {
        float at(float x);
    }

    enum Case {
        EXP(FloatMath::exp, StrictMath::exp, 1.02),
        LOG(FloatMath::log, StrictMath::log, 0.94),
        TANH(FloatMath::tanh, StrictMath::tanh, 1.34),
        LOGISTIC(FloatMath::logistic, StableMath::logistic, 1.5),
        EXPM1(FloatMath::expm1, StrictMath::expm1, 1.5),
        LOG1P(FloatMath::log1p, StrictMath::log1p, 1.3),
        SOFTPLUS(FloatMath::softplus, StableMath::softplus, 1.68),
        ERF(FloatMath::erf, ErrorFunction::erf, 1.33),
        SIN(FloatMath::sin, StrictMath::sin, 1.5),
        COS(FloatMath::cos, StrictMath::cos, 1.5);

        final FloatFunction found;
        final DoubleUnaryOperator exact;
        final double bound;

        Case(FloatFunction found, DoubleUnaryOperator exact, double bound) {
            this.found = found;
            this.exact = exact;
            this.bound = bound;
        }

        int stride() {
            return EXHAUSTIVE ? 1 : ordinal() <= LOGISTIC.ordinal() ? 997 : 9973;
        }

        double error(float x) {
            return ulps(exact.applyAsDouble(x), found.at(x));
        }
    }

    /** |found - exact| in ulps of the float nearest to exact; infinite where only one is NaN. */
    static double ulps(double exact, float found) {
        if (Double.isNaN(exact) || Float.isNaN(found)) {
            return Double.isNaN(exact) && Float.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
        }
        if ((float) exact == found) {
            return Float.isInfinite(found) ? 0 : Math.abs(found - exact) / Math.ulp(found);
        }
        // An infinity stands for 2^128, the first number that is not a float
        double other = Float.isInfinite(found) ? Math.copySign(0x1p128, found) : found;
        return Math.abs(other - exact) / Math.min(0x1p104, Math.ulp((float) exact));
    }

    @ParameterizedTest
    @EnumSource
    void errorIsWithinUlps(Case function) {
        int chunks = 256;
        float[] worst = new float[chunks];
        double[] errors = new double[chunks];
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            long from = Integer.MIN_VALUE + ((long) chunk << 24) + (long) chunk * 31 % function.stride();
            for (long bits = from; bits < Integer.MIN_VALUE + ((chunk + 1L) << 24); bits += function.stride()) {
                float x = Float.intBitsToFloat((int) bits);
                double error = function.error(x);
                if (error > errors[chunk]) {
                    errors[chunk] = error;
                    worst[chunk] = x;
                }
            }
        });
        int most = IntStream.range(0, chunks).reduce(0, (a, b) -> errors[b] > errors[a] ? b : a);
        assertTrue(
                errors[most] <= function.bound,
                () -> function + ": " + errors[most] + " ulp at " + worst[most] + ", bound " + function.bound);
    }
}
