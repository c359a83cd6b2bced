package org.chainrule.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.KernelSelection;

/**
 * The yardstick of elementwise kernels: c = m a + b over arrays that fit into the caches, with the vector width of the kernels. No kernel that reads and
 * writes as much can be faster, so its speed is a share of this one's.
 */
final class StreamPeak {
    private static final VectorSpecies<Float> SPECIES =
            KernelSelection.select().name().equals("scalar")
                    ? FloatVector.SPECIES_PREFERRED
                    : VectorSpecies.of(float.class, jdk.incubator.vector.VectorShape.forBitSize(FmaPeak.bits()));

    private StreamPeak() {}

    /** One pass; the length must be a multiple of 16. */
    static void pass(float[] a, float[] b, float[] c) {
        FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
        for (int e = 0; e < a.length; e += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, a, e)
                    .fma(m, FloatVector.fromArray(SPECIES, b, e))
                    .intoArray(c, e);
        }
    }

    /** Elements per nanosecond: the best of so many samples. */
    static double elementsPerNano(int length, int samples) {
        float[] a = SyntheticRows.uniform(length, 1);
        float[] b = SyntheticRows.uniform(length, 2);
        float[] c = new float[length];
        return length / (Timing.best(() -> pass(a, b, c), samples, 0.003) * 1e9);
    }
}
