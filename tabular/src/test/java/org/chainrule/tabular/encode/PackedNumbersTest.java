package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedNumbersTest {
    private static final List<double[]> CASES = List.of(
            new double[] {},
            new double[] {0, 1, -128, 127},
            new double[] {-0.0, 0.0, 1},
            new double[] {128, -1},
            new double[] {-32768, 32767},
            new double[] {32768, Integer.MIN_VALUE, Integer.MAX_VALUE},
            new double[] {Integer.MAX_VALUE + 1.0, 3},
            new double[] {0.5f, 1e30f, Float.MIN_VALUE},
            new double[] {0.1, 1e300, Double.MIN_VALUE},
            new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
            new double[] {16777217, 0.5});

    @Test
    void givesBackEveryBit() {
        for (double[] numbers : CASES) {
            double[] longer = Arrays.copyOf(numbers, numbers.length + 2);
            PackedNumbers packed = PackedNumbers.of(longer, numbers.length);
            assertEquals(numbers.length, packed.size());
            double[] out = new double[numbers.length + 1];
            assertEquals(numbers.length + 1, packed.copyTo(out, 1));
            assertArrayEquals(bits(numbers), bits(Arrays.copyOfRange(out, 1, out.length)), Arrays.toString(numbers));
        }
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void smallWholeNumbersTakeAByte() {
        double[] numbers = new double[10_000];
        Arrays.setAll(numbers, i -> i % 100);
        assertTrue(Parts.bytes(PackedNumbers.of(numbers, numbers.length)).length < 11_000);
    }
}
