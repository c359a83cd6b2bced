package org.chainrule.testing;

import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/** Random numbers one after another for tests, from the project's own generator: a test with a seed is the same test everywhere. */
public final class Draws {
    private final CounterRandom random;
    private long next;

    /**
     * A sequence.
     *
     * @param seed which one
     */
    public Draws(long seed) {
        random = CounterRandom.of(seed, Stream.RESAMPLING, 0);
    }

    /**
     * The next integer.
     *
     * @param low  smallest
     * @param high largest
     * @return in [low, high]
     */
    public int between(int low, int high) {
        return low + random.below(next++, high - low + 1);
    }

    /**
     * A choice.
     *
     * @param oneIn how rare it is
     * @return true once in so many times
     */
    public boolean rarely(int oneIn) {
        return random.below(next++, oneIn) == 0;
    }

    /**
     * The next uniform number.
     *
     * @return in [0, 1), a float
     */
    public double uniform() {
        return (float) random.uniform(next++);
    }

    /**
     * The next normal number.
     *
     * @param deviation of the distribution
     * @return a float
     */
    public double normal(double deviation) {
        return (float) (deviation * random.normal(next++));
    }

    /**
     * Normal numbers.
     *
     * @param length    how many
     * @param deviation of the distribution
     * @return floats
     */
    public double[] normals(int length, double deviation) {
        double[] values = new double[length];
        for (int e = 0; e < length; e++) {
            values[e] = normal(deviation);
        }
        return values;
    }

    /**
     * Normal floats.
     *
     * @param length how many
     * @return the numbers
     */
    public float[] floats(int length) {
        float[] values = new float[length];
        for (int e = 0; e < length; e++) {
            values[e] = (float) normal(1);
        }
        return values;
    }
}
