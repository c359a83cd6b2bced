package org.chainrule.kernel.vector;

import static org.chainrule.kernel.vector.Samples.assertBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.ScalarElementwise;
import org.chainrule.network.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SIMD elementwise kernels against their scalar twins, bit for bit: every length up to 70 at several offsets, and blocks long enough for the JIT compiler. */
class VectorElementwiseTest {
    private static final int LENGTHS = 71;
    private static final int BLOCK = 4096;

    private final ElementwiseKernels scalar = new ScalarElementwise();
    private final ElementwiseKernels vector = new VectorElementwise();
    private final Samples samples = new Samples(2);

    /** Where a kernel works: from start, length elements, in arrays that may end there or later. */
    record Range(int start, int length, int size) {
        int end() {
            return start + length;
        }
    }

    /** Runs both kernels on every range, each on its own copy of the output, and compares all of it, also what must not be touched. */
    private void compare(String name, BiConsumer<ElementwiseKernels, float[]> body, float[] output) {
        float[] expected = output.clone();
        float[] found = output.clone();
        body.accept(scalar, expected);
        body.accept(vector, found);
        assertBits(expected, found, name);
    }

    private void forEachRange(java.util.function.Consumer<Range> body) {
        for (int length = 0; length < LENGTHS; length++) {
            for (int start = 0; start < 4; start++) {
                body.accept(new Range(start, length, start + length + samples.below(2) * samples.below(40)));
            }
        }
        for (int block = 0; block < 8; block++) {
            body.accept(new Range(block % 3, BLOCK, BLOCK + 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void activations(Activation.Kind kind) {
        boolean hasAlpha = kind == Activation.Kind.LEAKY_RELU || kind == Activation.Kind.ELU;
        Activation phi = new Activation(kind, hasAlpha ? 0.3 : 0);
        forEachRange(range -> {
            float[] z = range.length() % 2 == 0 ? samples.mixed(range.size()) : samples.bits(range.size());
            float[] dh = samples.mixed(range.size());
            float[] h = samples.plain(range.size());
            compare(
                    kind + " " + range,
                    (kernels, out) -> kernels.activate(phi, z, out, range.start(), range.length()),
                    h);
            compare(
                    kind + " in place " + range,
                    (kernels, out) -> kernels.activate(phi, out, out, range.start(), range.length()),
                    z);
            compare(
                    kind + " backward " + range,
                    (kernels, out) -> kernels.activateBackward(phi, z, h, dh, out, range.start(), range.length()),
                    h);
            compare(
                    kind + " backward in place " + range,
                    (kernels, out) -> kernels.activateBackward(phi, z, h, out, out, range.start(), range.length()),
                    dh);
        });
    }

    @Test
    void softmax() {
        forEachRange(range -> {
            float[] z = samples.mixed(range.size());
            float[] out = samples.plain(range.size());
            float shift = samples.mixed(1)[0];
            for (int room : new int[] {range.length(), range.size() - range.start()}) {
                compare(
                        "exponentials " + range + " room " + room,
                        (kernels, o) ->
                                kernels.exponentials(z, range.start(), shift, o, range.start(), range.length(), room),
                        out);
                compare(
                        "quotients " + range + " room " + room,
                        (kernels, o) -> kernels.quotients(o, range.start(), shift, 0.25f, range.length(), room),
                        z);
            }
            if (range.length() > 0) {
                compare(
                        "maximum " + range,
                        (kernels, o) -> o[0] = kernels.maximum(z, range.start(), range.length()),
                        new float[1]);
                float[] withoutNan = samples.plain(range.size());
                compare(
                        "maximum " + range,
                        (kernels, o) -> o[0] = kernels.maximum(withoutNan, range.start(), range.length()),
                        new float[1]);
            }
        });
    }

    @Test
    void logistics() {
        forEachRange(range -> {
            float[] z = samples.mixed(range.size() + 5);
            float[] y = samples.mixed(range.size() + 7);
            for (int e = 0; e < y.length; e += 2) {
                y[e] = e % 3 == 0 ? 1 : 0;
            }
            float[] out = samples.plain(range.size());
            compare(
                    "logistics " + range,
                    (kernels, o) -> kernels.logistics(z, range.start() + 5, o, range.start(), range.length()),
                    out);
            compare(
                    "costs " + range,
                    (kernels, o) -> kernels.logisticCosts(
                            z, range.start() + 5, y, range.start() + 7, o, range.start(), range.length()),
                    out);
            compare(
                    "deltas " + range,
                    (kernels, o) -> kernels.logisticDeltas(
                            z, range.start() + 5, y, range.start() + 7, o, range.start(), range.length()),
                    out);
            compare(
                    "deltas in place " + range,
                    (kernels, o) -> kernels.logisticDeltas(
                            o, range.start(), y, range.start() + 7, o, range.start(), range.length()),
                    z);
        });
    }

    @Test
    void sumsAndProducts() {
        forEachRange(range -> {
            float[] a = samples.mixed(range.size());
            float[] b = samples.mixed(range.size());
            compare("add " + range, (kernels, o) -> kernels.add(a, b, o, range.start(), range.end()), b);
            compare("add in place " + range, (kernels, o) -> kernels.add(o, b, o, range.start(), range.end()), a);
            compare("scale " + range, (kernels, o) -> kernels.scale(o, -0.3f, range.start(), range.end()), a);
        });
    }

    @Test
    void dropout() {
        forEachRange(range -> {
            float[] x = samples.mixed(range.size() + 3);
            long key = ((long) samples.below(Integer.MAX_VALUE) << 32) + samples.below(Integer.MAX_VALUE);
            long first = 4L * samples.below(1 << 28) * (range.length() % 3);
            int threshold = samples.below(65537);
            compare(
                    "dropout " + range,
                    (kernels, o) -> kernels.dropout(
                            key, first, threshold, 1.5f, x, range.start() + 3, o, range.start(), range.length()),
                    samples.plain(range.size()));
            compare(
                    "dropout in place " + range,
                    (kernels, o) -> kernels.dropout(
                            key, first, threshold, 1.5f, o, range.start(), o, range.start(), range.length()),
                    x);
        });
    }

    @Test
    void findsEveryNumberThatIsNotFinite() {
        for (int length = 0; length < LENGTHS; length++) {
            float[] values = samples.plain(length + 4);
            Arrays.fill(values, 0, 2, Float.NaN);
            Arrays.fill(values, length + 2, length + 4, Float.NaN);
            assertTrue(vector.allFinite(values, 2, length + 2));
            for (int e = 2; e < length + 2; e++) {
                for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    float kept = values[e];
                    values[e] = bad;
                    assertFalse(vector.allFinite(values, 2, length + 2), bad + " at " + e + " of " + length);
                    assertEquals(scalar.allFinite(values, 2, length + 2), vector.allFinite(values, 2, length + 2));
                    values[e] = kept;
                }
            }
        }
    }
}
