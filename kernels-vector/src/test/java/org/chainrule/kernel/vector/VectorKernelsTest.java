package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.ScalarKernels;
import org.chainrule.network.Activation;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.junit.jupiter.api.Test;

/** The SIMD kernels against their plain twins, bit for bit, for awkward sizes. */
class VectorKernelsTest {
    private static final int CASES = 400;

    private final Kernels scalar = new ScalarKernels();
    private final Kernels vector = new VectorKernels();
    private final CounterRandom random = CounterRandom.of(1, Stream.SAMPLE, 0);
    private long drawn;

    private int below(int bound) {
        return random.below(drawn++, bound);
    }

    private float[] floats(int size) {
        float[] values = new float[size];
        for (int e = 0; e < size; e++) {
            values[e] = (float) random.normal(drawn++);
        }
        return values;
    }

    @Test
    void theFactoryOffersTheWidthThatRuns() {
        VectorKernelFactory factory = new VectorKernelFactory();
        assertTrue(factory.available().contains(VectorWidth.chosen()));
        Kernels selected = KernelSelection.select();
        assertInstanceOf(VectorKernels.class, selected);
        assertEquals(VectorWidth.chosen(), selected.name());
        assertEquals("scalar", KernelSelection.select("scalar").name());
        String other = List.of("128", "256", "512").stream()
                .filter(name -> !name.equals(VectorWidth.chosen()))
                .findFirst()
                .orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> KernelSelection.select(other));
    }

    @Test
    void productsHaveTheBitsOfTheScalarKernels() {
        for (int number = 0; number < CASES; number++) {
            int rows = 1 + below(20);
            int depth = 1 + below(70);
            int columns = 1 + below(150);
            int slack = below(3) * 20;
            float[] a = floats(rows * depth);
            float[] b = floats(depth * columns + slack);
            float[] bias = floats(columns + below(2) * 20);
            int biasStart = number % 2 == 0 ? -1 : 0;
            float[] expected = floats(rows * columns + 1);
            float[] found = expected.clone();
            scalar.product(a, 0, depth, b, 0, expected, 0, columns, rows, depth, columns, bias, biasStart);
            vector.product(a, 0, depth, b, 0, found, 0, columns, rows, depth, columns, bias, biasStart);
            assertArrayEquals(expected, found, rows + " x " + depth + " x " + columns);
        }
    }

    @Test
    void outerProductsHaveTheBitsOfTheScalarKernels() {
        for (int number = 0; number < CASES; number++) {
            int rows = 1 + below(40);
            int in = 1 + below(40);
            int columns = 1 + below(150);
            int from = below(in);
            int to = from + 1 + below(in - from);
            float[] h = floats(rows * in);
            float[] delta = floats(rows * columns + below(3) * 20);
            float[] expected = floats(in * columns);
            float[] found = expected.clone();
            scalar.outerProducts(h, 0, in, delta, 0, expected, 0, rows, from, to, columns);
            vector.outerProducts(h, 0, in, delta, 0, found, 0, rows, from, to, columns);
            assertArrayEquals(expected, found, rows + " rows, " + from + " to " + to + " of " + in + " x " + columns);
        }
    }

    @Test
    void activationsHaveTheBitsOfTheScalarKernels() {
        float[] special = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 1e30f
        };
        for (Activation phi : List.of(Activation.RELU, Activation.SILU, Activation.TANH)) {
            for (int length = 0; length < 70; length++) {
                float[] z = floats(length + 3);
                float[] dh = floats(length + 3);
                for (int e = 0; e < length; e += 5) {
                    z[e + 2] = special[e % special.length];
                    dh[e + 2] = special[(e + 3) % special.length];
                }
                float[] h = z.clone();
                float[] found = z.clone();
                scalar.activate(phi, z, h, 2, length);
                vector.activate(phi, z, found, 2, length);
                assertArrayEquals(h, found);
                float[] dz = dh.clone();
                float[] dzFound = dh.clone();
                scalar.activateBackward(phi, z, h, dh, dz, 2, length);
                vector.activateBackward(phi, z, h, dh, dzFound, 2, length);
                assertArrayEquals(dz, dzFound);
            }
        }
    }
}
