package org.chainrule.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {
    static Stream<Activation> activations() {
        return Stream.concat(
                Stream.of(Activation.Kind.values()).map(kind -> Activation.parse(kind.name())),
                Stream.of(Activation.leakyRelu(0.2), Activation.elu(0.5)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void derivativeIsTheSlope(Activation activation) {
        for (double z = -6.05; z < 6; z += 0.1) {
            double step = 1e-6;
            double slope = (activation.value(z + step) - activation.value(z - step)) / (2 * step);
            assertEquals(slope, activation.derivative(z, activation.value(z)), 1e-8, activation + " at " + z);
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void specialsGoThrough(Activation activation) {
        assertTrue(Double.isNaN(activation.value(Double.NaN)));
        if (activation.kind() != Activation.Kind.IDENTITY) {
            assertTrue(Double.isNaN(activation.derivative(Double.NaN, Double.NaN)));
        }
        double far = 1e10;
        double infinity = Double.POSITIVE_INFINITY;
        boolean bounded = activation.kind() == Activation.Kind.TANH || activation.kind() == Activation.Kind.LOGISTIC;
        assertEquals(bounded ? 1 : infinity, activation.value(infinity));
        assertEquals(
                activation.derivative(far, activation.value(far)),
                activation.derivative(infinity, activation.value(infinity)));
        assertEquals(
                activation.derivative(-far, activation.value(-far)),
                activation.derivative(-infinity, activation.value(-infinity)));
        boolean unbounded =
                activation.kind() == Activation.Kind.IDENTITY || activation.kind() == Activation.Kind.LEAKY_RELU;
        assertEquals(unbounded ? -infinity : activation.value(-far), activation.value(-infinity), 0.0);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void specReadsBack(Activation activation) {
        assertEquals(activation, Activation.parse(activation.spec()));
    }

    @Test
    void kinksTakeTheLeft() {
        assertEquals(0, Activation.RELU.derivative(0, 0));
        assertEquals(0.01, Activation.LEAKY_RELU.derivative(0, 0));
    }

    @Test
    void parsesAlpha() {
        assertEquals(Activation.leakyRelu(0.2), Activation.parse(" Leaky_ReLU( 0.2 ) "));
        assertEquals(Activation.elu(0.5), Activation.parse("elu(0.5)"));
        assertEquals(Activation.LEAKY_RELU, Activation.parse("leaky_relu"));
        assertEquals("leaky_relu(0.2)", Activation.leakyRelu(0.2).spec());
        assertEquals("elu", Activation.ELU.spec());
    }

    @Test
    void refusesWithTheNames() {
        for (String wrong : List.of("sigmoid", "relu(1)", "elu(", "elu()", "elu(x)", "", "()")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Activation.parse(wrong))
                    .getMessage();
            assertTrue(message.contains("leaky_relu") && message.contains("logistic"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> Activation.leakyRelu(-1));
        assertThrows(IllegalArgumentException.class, () -> Activation.elu(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Activation(Activation.Kind.RELU, 1));
    }
}
