package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.ProductKernels;
import org.chainrule.kernel.ScalarProducts;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.junit.jupiter.api.Test;

/** The SIMD kernels against their plain twins, bit for bit, for awkward sizes. */
class VectorKernelsTest {
    private static final int CASES = 400;

    private final ProductKernels scalar = new ScalarProducts();
    private final ProductKernels vector = new VectorProducts();
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
        assertInstanceOf(VectorProducts.class, selected.products());
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
            int rows = below(20);
            int depth = below(70);
            int width = 16 * (1 + below(4));
            boolean transposed = number % 2 == 0;
            int aRow = transposed ? 1 : depth + below(3);
            int aStep = transposed ? rows + below(3) : 1;
            int bStep = width + below(2) * 16;
            int cStep = width + below(3);
            int startStep = below(2) * (width + 1);
            float[] a = floats(1 + rows * aRow + depth * aStep);
            float[] b = floats(2 + depth * bStep + width);
            float[] start = floats(1 + rows * startStep + width);
            float[] expected = floats(3 + rows * cStep + 1);
            float[] found = expected.clone();
            scalar.product(rows, width, depth, a, 1, aRow, aStep, b, 2, bStep, expected, 3, cStep, start, 1, startStep);
            vector.product(rows, width, depth, a, 1, aRow, aStep, b, 2, bStep, found, 3, cStep, start, 1, startStep);
            assertArrayEquals(expected, found, rows + " x " + depth + " x " + width);
        }
    }

    @Test
    void sumsAndTransposesHaveTheBitsOfTheScalarKernels() {
        for (int number = 0; number < CASES; number++) {
            int rows = below(40);
            int columns = below(70);
            int width = 16 * (1 + below(4));
            float[] matrix = floats(3 + rows * (width + 1) + width);
            float[] expected = floats(width + 3);
            float[] found = expected.clone();
            scalar.columnSums(rows, width, matrix, 3, width + 1, expected, 2);
            vector.columnSums(rows, width, matrix, 3, width + 1, found, 2);
            assertArrayEquals(expected, found, rows + " x " + width);
            float[] w = floats(1 + rows * (columns + 2));
            expected = floats(2 + columns * (rows + 3));
            found = expected.clone();
            scalar.transpose(rows, columns, w, 1, columns + 2, expected, 2, rows + 3);
            vector.transpose(rows, columns, w, 1, columns + 2, found, 2, rows + 3);
            assertArrayEquals(expected, found, rows + " x " + columns);
        }
    }
}
