package org.chainrule.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.chainrule.network.Activation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloatActivationsTest {
    private static final int STRIDE = 39989;

    static Stream<Activation> activations() {
        return Stream.concat(
                Stream.of(Activation.Kind.values()).map(kind -> Activation.parse(kind.name())),
                Stream.of(Activation.leakyRelu(0.2), Activation.elu(0.5)));
    }

    /** Over a sample of all finite floats: a few ulps relative, or the rounding of one subnormal; near the root of a derivative relative to its terms, which are below 1. */
    @ParameterizedTest
    @MethodSource("activations")
    void agreesWithDouble(Activation activation) {
        double worst = 0;
        double worstSlope = 0;
        float[] z = new float[1];
        float[] h = new float[1];
        float[] delta = new float[1];
        float at = 0;
        float atSlope = 0;
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            z[0] = Float.intBitsToFloat((int) bits);
            if (!Float.isFinite(z[0])) {
                continue;
            }
            delta[0] = 1;
            FloatActivations.forward(activation, z, 0, h, 0, 1);
            FloatActivations.multiplyByDerivative(activation, z, 0, h, 0, delta, 0, 1);
            double value = activation.value(z[0]);
            double slope = activation.derivative(z[0], value);
            if (Math.abs(value) > Float.MAX_VALUE) {
                assertEquals((float) value, h[0], "overflow at " + z[0]);
                continue;
            }
            double error = Math.max(0, Math.abs(h[0] - value) - 2 * Float.MIN_VALUE)
                    / Math.max(Math.abs(value), Double.MIN_NORMAL);
            boolean nearRoot = z[0] > -2.5 && z[0] < -0.5;
            double slopeError = Math.max(0, Math.abs(delta[0] - slope) - 2 * Float.MIN_VALUE)
                    / Math.max(nearRoot ? Math.max(Math.abs(slope), 0.2) : Math.abs(slope), Double.MIN_NORMAL);
            if (error > worst) {
                worst = error;
                at = z[0];
            }
            if (slopeError > worstSlope) {
                worstSlope = slopeError;
                atSlope = z[0];
            }
        }
        assertTrue(worst <= 3e-7, activation + ": value off by " + worst + " at " + at);
        assertTrue(worstSlope <= 4e-7, activation + ": derivative off by " + worstSlope + " at " + atSlope);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void nanAndInfinitiesGoThrough(Activation activation) {
        float[] z = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] h = new float[3];
        float[] delta = {1, 1, 1};
        FloatActivations.forward(activation, z, 0, h, 0, 3);
        FloatActivations.multiplyByDerivative(activation, z, 0, h, 0, delta, 0, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals((float) activation.value(z[i]), h[i], 0f);
            assertEquals((float) activation.derivative(z[i], h[i]), delta[i], 0f);
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void respectsOffsetsAndAliasing(Activation activation) {
        float[] z = {9, -1.5f, 0.25f, 2, 9};
        float[] h = {7, 7, 7, 7, 7, 7};
        FloatActivations.forward(activation, z, 1, h, 2, 3);
        float[] alone = new float[3];
        for (int i = 0; i < 3; i++) {
            float[] one = {z[1 + i]};
            FloatActivations.forward(activation, one, 0, one, 0, 1);
            alone[i] = one[0];
        }
        assertArrayEquals(new float[] {7, 7, alone[0], alone[1], alone[2], 7}, h);
        float[] delta = {5, 5, 3, 3, 3};
        FloatActivations.multiplyByDerivative(activation, z, 1, h, 2, delta, 2, 3);
        assertEquals(5, delta[0]);
        assertEquals(5, delta[1]);
        for (int i = 0; i < 3; i++) {
            assertEquals(3 * activation.derivative(z[1 + i], h[2 + i]), delta[2 + i], 2e-6);
        }
    }
}
